"""The published sets by the name that `--suite` takes: where each comes from and what reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evals.outside import financebench, finqa, rgb, squad, tatqa
from evals.outside.items import Loaded


@dataclass(frozen=True, slots=True)
class Suite:
    """A published set: its title, its page, the file to download, its licence, its reader."""

    title: str
    home: str
    file: str
    licence: str
    load: Callable[[Path], Loaded]


SUITES: dict[str, Suite] = {
    "finqa": Suite(
        "FinQA",
        "https://github.com/czyssrs/FinQA",
        "dataset/test.json",
        "see its page",
        finqa.load,
    ),
    "tatqa": Suite(
        "TAT-QA",
        "https://github.com/NExTplusplus/TAT-QA",
        "dataset_raw/tatqa_dataset_dev.json",
        "CC BY 4.0",
        tatqa.load,
    ),
    "financebench": Suite(
        "FinanceBench",
        "https://github.com/patronus-ai/financebench",
        "data/financebench_open_source.jsonl",
        "CC BY-NC 4.0",
        financebench.load,
    ),
    "xquad": Suite(
        "XQuAD",
        "https://github.com/google-deepmind/xquad",
        "xquad.en.json and xquad.zh.json",
        "CC BY-SA 4.0",
        squad.load_xquad,
    ),
    "drcd": Suite(
        "DRCD",
        "https://github.com/DRCKnowledgeTeam/DRCD",
        "DRCD_dev.json",
        "CC BY-SA 3.0",
        squad.load_drcd,
    ),
    "rgb": Suite(
        "RGB",
        "https://github.com/chen700564/RGB",
        "data/en_refine.json, zh_refine.json, en_int.json, zh_int.json",
        "see its page",
        rgb.load,
    ),
}
