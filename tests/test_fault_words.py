"""bot.language.fault_words: each reason of the verifier is told in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.fault_words import NAMED, REASONS, in_words, reason_pattern
from bot.language.phrases import Phrases
from bot.records import Finding
from bot.settings import data_root

ROOT = Path(__file__).resolve().parents[1]
WORDED = ("reason", "said")


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(data_root("prompts"))


def _reasons() -> Iterator[str]:
    """The last words of every Fault, and what is called a reason, with X for what is filled in."""
    for path in sorted((ROOT / "bot" / "answer" / "verify").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            told: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                told = node.args[2:3]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
                told = [node.value]
            yield from filter(None, map(_written, told))


def _written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "X" for p in node.values)
        return "".join(map(str, parts))
    return ""


def test_every_reason_has_its_words(phrases: Phrases) -> None:
    """None that the verifier gives is left in English for a Chinese reader."""
    known = [
        reason_pattern(english)
        for key, (english, _) in phrases.twins(REASONS).items()
        if not key.startswith(NAMED)
    ]
    reasons = set(_reasons())
    assert len(reasons) > 40
    assert not [r for r in reasons if not any(p.fullmatch(r) for p in known)]


@pytest.mark.parametrize(
    ("reason", "language", "told"),
    [
        ("the source has 20億元, in another unit", "en",
         "the source has NT$2 billion, in another unit"),
        ("7% stands in no cited sentence or calculation", "zh-TW", "引文與計算中都沒有7%"),
        ("$3 million stands in no cited sentence or calculation", "zh-TW",
         "引文與計算中都沒有300萬美元"),
        ("the cited sentences tell of a rise, not a fall", "zh-CN", "引文说的是上升，不是下降"),
        ("Halbrook is not named in the cited sentences", "zh-TW", "引文沒有提到Halbrook"),
        ("something that no phrase knows", "zh-TW", "something that no phrase knows"),
    ],
)  # fmt: skip
def test_a_reason_is_told_in_a_language(phrases, reason, language, told) -> None:
    """With its figures written as readers of the language write them."""
    finding = Finding("wrong_unit", None, "", reason)
    assert in_words(finding, language, phrases).reason == told
