"""The judge's own process: reads rows as JSON from stdin, writes ragas' scores as the last line.

Started by `judge.py` with an environment made for it; imports nothing of ours. A row that fails
gives its reason instead of scores.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
from collections.abc import Mapping
from typing import Any


def main() -> None:
    """Score every row of stdin."""
    asked = json.load(sys.stdin)
    sys.path[:] = asked["path"]
    print(json.dumps(asyncio.run(_scores(asked))))


async def _scores(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    from openai import AsyncOpenAI
    from ragas.llms import llm_factory
    from ragas.metrics.collections import FactualCorrectness, Faithfulness

    client = AsyncOpenAI(api_key=asked["api_key"] or "none", base_url=asked["base_url"])
    model = llm_factory(asked["model"], client=client)
    faithfulness, correctness = Faithfulness(llm=model), FactualCorrectness(llm=model)
    found = []
    for row in asked["rows"]:
        score: dict[str, Any] = {"id": row["id"]}
        try:
            if row["quotes"]:
                held = await faithfulness.ascore(
                    user_input=row["question"],
                    response=row["answer"],
                    retrieved_contexts=row["quotes"],
                )
                score["faithfulness"] = _finite(held.value)
            right = await correctness.ascore(response=row["answer"], reference=row["reference"])
            score["factual_correctness"] = _finite(right.value)
        except Exception as error:  # one row that the model cannot judge must not end the rest
            score["error"] = f"{type(error).__name__}: {error}"
        found.append(score)
    return found


def _finite(value: Any) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


if __name__ == "__main__":
    main()
