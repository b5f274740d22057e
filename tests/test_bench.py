"""The benchmarks: the same texts for the same seed, figures that add up, a drawing that parses."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from evals import bench, bench_texts
from evals.bench_pipelines import Shared, Words
from evals.bench_plot import curve

COMMON = [f"{a}{b}" for a in ("tor", "mel", "gan", "pri", "sul") for b in ("da", "ne", "vik", "os")]


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everyday words without the package that carries a vocabulary (extra `bench`)."""
    bench_texts._everyday.cache_clear()
    monkeypatch.setattr(bench_texts, "_english_words", lambda: COMMON)
    yield
    bench_texts._everyday.cache_clear()


def test_the_same_seed_gives_the_same_texts() -> None:
    """And a longer row begins with the shorter one."""
    assert list(bench_texts.items(20)) == list(islice(bench_texts.items(50), 20))
    assert list(bench_texts.items(20)) != list(bench_texts.items(20, seed=8))


def test_no_two_questions_are_the_same() -> None:
    """Each question has one right text in each language."""
    made = list(bench_texts.items(3000))
    for lang in bench_texts.LANGUAGES:
        assert len({item.question[lang] for item in made}) == len(made)


def test_words_follow_zipfs_law() -> None:
    """The commonest everyday words make up most of the text, and most words are rare."""
    texts = " ".join(item.text["zh-TW"] for item in bench_texts.items(300))
    assert len(set(texts)) > 800
    assert texts.count("的") > 100


@pytest.mark.parametrize(
    ("ranks", "name", "value"),
    [
        ([1, 1], "R@1", 1.0),
        ([1, 2, 6, 0], "R@1", 0.25),
        ([1, 2, 6, 0], "R@5", 0.5),
        ([1, 2, 0, 0], "MRR@10", 0.375),
        ([3], "nDCG@10", 0.5),
        ([0], "nDCG@10", 0.0),
    ],
)
def test_quality_is_counted_as_defined(ranks: list[int], name: str, value: float) -> None:
    """One text is right; 0 means that it was not found."""
    assert bench._quality(ranks)[name] == pytest.approx(value)


def test_bm25s_finds_the_event_in_its_own_language(tmp_path: Path) -> None:
    """The pipeline of (c), over texts prepared as the benchmark prepares them."""
    made = list(bench_texts.items(40))
    for lang in bench_texts.LANGUAGES:
        lines = (json.dumps({"text": item.text[lang]}, ensure_ascii=False) for item in made)
        (tmp_path / f"{lang}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "size").write_text("80")
    asked = [{"number": item.number, **item.question} for item in made[:10]]
    (tmp_path / "questions.json").write_text(json.dumps(asked))
    np.save(tmp_path / "questions.npy", np.zeros((20, 4), dtype=np.float32))
    shared = Shared(tmp_path)
    words = Words(shared)
    words.build()
    for lang in bench_texts.LANGUAGES:
        found = [words.search(question, lang)[0] for _, question in shared.questions(lang)]
        assert found == [number for number, _ in shared.questions(lang)]
    assert shared.query_vector(made[3].question["en"]) == [0.0] * 4


def test_the_growth_curve_is_an_svg_with_a_line_for_each_pipeline() -> None:
    """It parses, and every pipeline and size stands in it."""
    rows = [
        {"name": name, "size": size, "p95": p95}
        for name, p95s in (("(b') & co", (8.0, 90.0)), ("ours", (5.0, 7.0)))
        for size, p95 in zip((1000, 10_000), p95s, strict=True)
    ]
    drawn = ET.fromstring(curve(rows))
    words = [node.text for node in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}polyline"))) == 2
    assert {"(b') & co", "ours", "1,000", "10,000"} <= set(words)
