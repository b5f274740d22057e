"""How fast and how robust the reader, the writer and the calculator are: a table of figures.

Run with `python -m tools.measure_calculator [--many 100000]`. Generated texts only, from a fixed
seed; one thread; wall-clock times but where it says otherwise. It checks no value but those of the
round trips (the tests do that).
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import get_args

from bot.calculate.expression import evaluate
from bot.calculate.formulas import FORMULAS
from bot.calculate.syntax import MAX_OPERATIONS
from bot.language.amounts import write_quantity
from bot.language.quantities import read_quantities
from bot.language.units import CURRENCY_NAMES, MEASURE_NAMES, RATE_NAMES
from bot.records import Bound, Lang

SEED = 20260101
PLAIN = ("5,230億美元 / (1 + 438%)", "US$300bn / 5 years", "share(3,000億美元, 5,230億美元)")
_UNITS = (
    *CURRENCY_NAMES,
    "%",
    "pp",
    "x",
    "1",
    *MEASURE_NAMES,
    *(f"USD/{below}" for below in RATE_NAMES),
)
_PIECES = (
    *"0123456789.,+-*/^()（）%％ 億兆萬千百年月負的×÷·；，、\u3000\u200b\x00\ud800e_",
    *(
        "US$",
        "NT$",
        "bn",
        "美元",
        "GW",
        "of",
        "years",
        "9" * 60,
        "1e99",
        "**",
        "((((",
        "\U0001f4b0",
    ),
    *(f"{name}(" for name in FORMULAS),
)


def round_trips(many: int) -> Iterator[str]:
    """Every figure that does not come back from either language as it was written."""
    chance = random.Random(SEED)
    bounds: tuple[Bound, ...] = get_args(Bound)
    for _ in range(many):
        value = Decimal(chance.randint(1, 10 ** chance.randint(1, 9))).scaleb(
            chance.randint(-4, 12)
        ) * chance.choice((1, 1, -1))
        unit, bound = chance.choice(_UNITS), chance.choice(bounds)
        for language in get_args(Lang):
            written = write_quantity(value, unit, language, bound=bound)
            found = [(q.value, q.unit, q.bound) for q in read_quantities(written, language)]
            if found != [(value, unit, bound)]:
                yield f"{value} {unit} {bound} -> {written} -> {found}"


def hostile(chance: random.Random) -> str:
    """A stranger's expression: pieces of the language in no order, or nested too deep."""
    if chance.random() < 0.1:
        many = chance.randint(1, 400)
        opener = chance.choice(("(", "-", "1+", "2^", "9*", "min(", "1/("))
        return opener * many + "1" + ")" * chance.randint(0, many)
    return "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 60)))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def at(times: list[float], share: float) -> float:
    """The time that a share of the calls stays below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main() -> int:
    """Print the table; 1 where a round trip failed or an expression raised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=100_000, help="hostile expressions")
    parser.add_argument("--trips", type=int, default=10_000, help="round trips in each language")
    many = parser.parse_args()
    failed = list(round_trips(many.trips))
    print(f"round trips, three ways of writing: {many.trips} figures, {len(failed)} mismatches")
    chance = random.Random(SEED)
    times, steps, values = [], 0, 0
    for _ in range(many.many):
        text = hostile(chance)
        begin = time.process_time()
        found = evaluate(text)
        times.append((time.process_time() - begin) * 1000)
        steps, values = max(steps, len(found.steps)), values + (found.error is None)
    print(
        f"hostile expressions: {many.many}, {values} with a value, the rest error values; most "
        f"steps {steps} (bound {2 * MAX_OPERATIONS}); of the processor's time: median "
        f"{at(times, 0.5):.3f} ms, p99.9 {at(times, 0.999):.2f} ms, longest {max(times):.1f} ms"
    )
    for text in PLAIN:
        evaluate(text)
        warm = [timed(lambda text=text: evaluate(text)) for _ in range(2_000)]  # type: ignore[misc]
        print(f"warm, {text}: median {at(warm, 0.5):.3f} ms, p99 {at(warm, 0.99):.3f} ms")
    command = [sys.executable, "-m", "bot", "calc", PLAIN[0]]
    cold = [
        timed(lambda: subprocess.run(command, check=True, capture_output=True)) / 1000
        for _ in range(7)
    ]
    print(f"cold, looplens calc: median {at(cold, 0.5):.2f} s of 7, longest {max(cold):.2f} s")
    for line in failed[:10]:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
