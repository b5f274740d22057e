"""The adapters of published sets: each reads its set's own format, and says what it leaves out.

The samples under `data/outside/` are ours: fictional content in the shapes that the sets publish.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.outside import financebench, finqa, rgb, squad, tatqa
from evals.outside.figures import read_gold, stated_powers
from evals.outside.items import (
    DataError,
    Document,
    Item,
    Loaded,
    NoAnswerGold,
    NumberGold,
    PartsGold,
    SpanGold,
    YesNoGold,
    page,
)
from evals.outside.suites import SUITES

DATA = Path(__file__).parent / "data" / "outside"
SAMPLES = {
    "finqa": "finqa.json",
    "tatqa": "tatqa.json",
    "financebench": "financebench.jsonl",
    "xquad": "xquad",
    "drcd": "drcd.json",
    "rgb": "rgb",
}


def by_id(loaded: Loaded) -> dict[str, Item]:
    return {item.id: item for item in loaded.items}


def text_of(documents: tuple[Document, ...]) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", d.text) for d in documents)


@pytest.mark.parametrize("name", SUITES)
def test_every_sample_gives_questions_with_documents(name: str) -> None:
    """Each set is read, its ids are its own, and no question is without a text to answer from."""
    loaded = SUITES[name].load(DATA / SAMPLES[name])
    assert len(by_id(loaded)) == len(loaded.items) >= 3
    assert all(item.question and item.documents and item.reference for item in loaded.items)


# --- one set after the other ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("HKET/2021/page_12.pdf-1", NumberGold(Decimal("0.1"), (0, 6), "either", Decimal("0.1"))),
        ("HKET/2021/page_12.pdf-2", NumberGold(Decimal("99.0"), (0, 6), "either", Decimal("0.1"))),
        ("HKET/2021/page_12.pdf-3", YesNoGold(False)),
    ],
)
def test_finqa_takes_results_and_the_scale_that_the_page_states(question: str, gold: Any) -> None:
    """A result has no unit: the scales that it may be in are those that its page names."""
    assert by_id(finqa.load(DATA / "finqa.json"))[question].gold == gold


def test_finqa_indexes_a_page_once_with_its_table() -> None:
    """Questions of one page share it; lines that hold only a full stop are no text."""
    items = by_id(finqa.load(DATA / "finqa.json"))
    first, second = (items[f"HKET/2021/page_12.pdf-{n}"] for n in (1, 2))
    assert first.documents == second.documents
    assert first.group == second.group == "HKET/2021/page_12.pdf"
    assert "<td>$ 660.0</td>" in first.documents[0].text
    assert "two stores opened in lyon .</p>" in first.documents[0].text


def test_finqa_counts_questions_without_a_published_answer() -> None:
    """The private test set has none."""
    loaded = finqa.load(DATA / "finqa.json")
    assert loaded.skipped == {"no published answer (the private test set)": 1}


@pytest.mark.parametrize(
    ("question", "part", "gold"),
    [
        ("q-01", "span", SpanGold(("the pier at Port Ansel was closed from May to July",))),
        ("q-02", "span", NumberGold(Decimal("8400"), (3,), "no", Decimal(0))),
        ("q-03", "arithmetic", NumberGold(Decimal("-400"), (3,), "no", Decimal(0))),
        ("q-04", "arithmetic", NumberGold(Decimal("11.11"), (0,), "yes", Decimal("0.01"))),
        ("q-05", "multi-span", PartsGold((("tickets",), ("freight",)), "spans_stated")),
        ("q-06", "span", SpanGold(("2021",))),
        ("q-07", "count", NumberGold(Decimal("2"), (0,), "no", Decimal(0))),
        ("q-08", "span", NumberGold(Decimal("4.25"), (0,), "yes", Decimal("0.01"))),
    ],
)
def test_tatqa_takes_the_published_scale(question: str, part: str, gold: Any) -> None:
    """Figures keep the scale of their field; years and words are looked for as text."""
    item = by_id(tatqa.load(DATA / "tatqa.json"))[question]
    assert (item.part, item.gold) == (part, gold)


def test_tatqa_indexes_paragraphs_and_table_together() -> None:
    """The set's context is both; a question without an answer is counted."""
    loaded = tatqa.load(DATA / "tatqa.json")
    text = text_of(by_id(loaded)["q-03"].documents)
    assert "the pier at Port Ansel" in text
    assert "1,600" in text
    assert loaded.skipped == {"no published answer": 1}


@pytest.mark.parametrize(
    ("number", "gold"),
    [
        (1, NumberGold(Decimal("412.50"), (6,), "no", Decimal("0.01"))),
        (2, NumberGold(Decimal("38.5"), (0,), "yes", Decimal("0.1"))),
        (4, NumberGold(Decimal("1204"), (0,), "either", Decimal(0))),
    ],
)
def test_financebench_takes_the_scale_that_the_question_asks_for(number: int, gold: Any) -> None:
    """`in USD millions` stands in the question, not in the answer."""
    items = by_id(financebench.load(DATA / "financebench.jsonl"))
    assert items[f"financebench_id_{number:05}"].gold == gold


@pytest.mark.parametrize(
    ("asked", "powers"),
    [
        ("What was capex (in USD millions)?", (6,)),
        ("What was PP&E? Answer in USD billions.", (9,)),
        ("What was it in $ millions?", (6,)),
        ("What was it in thousands of dollars?", (3,)),
        ("What was the turnover ratio?", (0,)),
        ("Did it sell to two million homes?", (0,)),
    ],
)
def test_the_scale_is_read_out_of_the_question(
    asked: str, powers: tuple[int, ...], tmp_path: Path
) -> None:
    """Only where it says what the answer is to be given in."""
    file = tmp_path / "sample.json"
    row = json.loads((DATA / "financebench.jsonl").read_text("utf-8").splitlines()[3])
    file.write_text(json.dumps(row | {"question": asked, "answer": "$12"}), encoding="utf-8")
    (item,) = financebench.load(file).items
    assert isinstance(item.gold, NumberGold)
    assert item.gold.powers == powers


def test_financebench_leaves_out_verdicts_in_prose() -> None:
    """Whether "no, because" is right is not for a rule to say; the count is kept."""
    loaded = financebench.load(DATA / "financebench.jsonl")
    assert loaded.skipped == {financebench.NO_FIGURE: 1}


def test_financebench_asks_whole_filings_where_they_lie(tmp_path: Path) -> None:
    """With a folder of PDFs a question goes to its filing; without its file it is counted."""
    filing = tmp_path / "WILLOWBY_2020_10K.pdf"
    filing.write_bytes(b"%PDF-1.4")
    loaded = financebench.load(DATA / "financebench.jsonl", pdfs=tmp_path)
    assert [item.documents[0].path for item in loaded.items] == [filing, filing]
    assert {item.group for item in loaded.items} == {"WILLOWBY_2020_10K"}
    assert loaded.skipped["its filing is not in the folder of PDFs"] == 1


def test_xquad_reads_one_language() -> None:
    """A file alone is asked in its own language, over its own paragraphs."""
    loaded = squad.load_xquad(DATA / "xquad" / "xquad.zh.json")
    assert {(i.part, i.lang) for i in loaded.items} == {("zh", "zh-CN")}
    assert loaded.items[0].gold == SpanGold(("伊内斯·考尔德",))


def test_xquad_asks_across_when_both_files_are_there() -> None:
    """Questions of one language go to the other's paragraphs: what is cited is scored."""
    items = by_id(squad.load_xquad(DATA / "xquad"))
    assert len(items) == 12
    crossed = items["m1 (zh over en)"]
    assert crossed.question == "马洛天文台是由谁创办的？"
    assert crossed.gold == SpanGold(("Ines Calder",), across=True)
    assert "Marlow Observatory" in text_of(crossed.documents)


def test_drcd_takes_every_annotators_answer() -> None:
    """Several published answers are alternatives; a question without one is counted."""
    loaded = squad.load_drcd(DATA / "drcd.json")
    assert loaded.items[0].gold == SpanGold(("林守田", "創辦人林守田"))
    assert {item.lang for item in loaded.items} == {"zh-TW"}
    assert loaded.skipped == {"no published answer": 1}


def test_rgb_asks_with_noise_and_with_noise_alone() -> None:
    """The same question is answerable with its snippets and must be refused without."""
    items = by_id(rgb.load(DATA / "rgb" / "en_refine.json"))
    assert items["en_refine-0"].gold == PartsGold((("April 14", "14 April"),))
    alone = items["en_refine-0-none"]
    assert alone.gold == NoAnswerGold()
    assert "April" not in text_of(alone.documents)


@pytest.mark.parametrize(("noise", "useful", "noisy"), [(0, 2, 3), (0.4, 2, 3), (0.8, 1, 4)])
def test_rgb_mixes_five_snippets(noise: float, useful: int, noisy: int) -> None:
    """As published: noise fills up what the share leaves, as far as there are snippets."""
    texts = [d.text for d in rgb.load(DATA / "rgb" / "en_refine.json", noise).items[0].documents]
    assert sum("April" in text for text in texts) == useful
    assert len(texts) == useful + noisy


def test_rgb_integration_gives_a_snippet_of_each_part() -> None:
    """An answer of two parts needs both, so each part has at least one snippet."""
    (item,) = rgb.load(DATA / "rgb" / "zh_int.json").items
    assert item.part == "integration"
    assert item.gold == PartsGold((("1998年",), ("2006年",)))
    assert "青溪图书馆" in text_of(item.documents)
    assert "白石图书馆" in text_of(item.documents)


def test_rgb_says_that_the_counterfactual_part_is_not_asked() -> None:
    """Its lines are counted under the reason."""
    assert rgb.load(DATA / "rgb").skipped == {rgb.COUNTERFACTUAL: 1}


# --- wrong files ------------------------------------------------------------------------------


def without(path: Path, change: Callable[[Any], None]) -> str:
    """The text of a sample after a change."""
    lines = path.suffix == ".jsonl" or path.parent.name == "rgb"
    text = path.read_text("utf-8")
    document = json.loads(text.splitlines()[0] if lines else text)
    change(document)
    return json.dumps(document, ensure_ascii=False)


BROKEN: list[tuple[str, str, Callable[[Any], None], str]] = [
    ("finqa", "finqa.json", lambda d: d[0].pop("table"), "entry 1 of sample.json has no 'table'"),
    ("finqa", "finqa.json", lambda d: d[1].update(table=[1]), "no list of rows"),
    ("finqa", "finqa.json", lambda d: d[2].update(qa="what?"), "'qa' of entry 3"),
    ("finqa", "finqa.json", lambda d: d.clear(), "no list with entries"),
    ("tatqa", "tatqa.json", lambda d: d[0].pop("questions"), "context 1 of sample.json has no"),
    ("tatqa", "tatqa.json", lambda d: d[0]["table"].pop("uid"), "has no 'uid'"),
    ("financebench", "financebench.jsonl", lambda d: d.pop("evidence"), "has no 'evidence'"),
    ("financebench", "financebench.jsonl", lambda d: d.update(evidence=[{}]), "evidence_text"),
    ("financebench", "financebench.jsonl", lambda d: d.update(answer="yes"), "can be asked"),
    ("xquad", "xquad/xquad.en.json", lambda d: d.pop("data"), "has no 'data'"),
    ("drcd", "drcd.json", lambda d: d["data"][0]["paragraphs"][0].pop("qas"), "has no 'qas'"),
    ("rgb", "rgb/en_refine.json", lambda d: d.pop("query"), "line 1 of sample.json has no 'query'"),
]


@pytest.mark.parametrize(("name", "sample", "change", "says"), BROKEN)
def test_a_file_of_another_shape_is_one_sentence(
    name: str, sample: str, change: Callable[[Any], None], says: str, tmp_path: Path
) -> None:
    """It names the place, what is missing and what was expected."""
    file = tmp_path / "sample.json"
    file.write_text(without(DATA / sample, change), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(says)) as caught:
        SUITES[name].load(file)
    assert "expected" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize(
    "content", [b"not json", b"\xff\xfe\x00", b"{}", b"[]", b"3", b'"x"', b"[" * 100_000]
)
def test_any_other_file_is_one_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    """No traceback for a download that went wrong."""
    file = tmp_path / "download.json"
    file.write_bytes(content)
    with pytest.raises(DataError, match="expected"):
        SUITES[name].load(file)


@pytest.mark.parametrize("name", SUITES)
def test_a_folder_without_the_sets_files_is_one_sentence(name: str, tmp_path: Path) -> None:
    """It names the files that were looked for."""
    with pytest.raises(DataError, match="folder"):
        SUITES[name].load(tmp_path)


@pytest.mark.parametrize(("name", "file"), [("finqa", "test.json"), ("drcd", "DRCD_dev.json")])
def test_a_folder_with_the_sets_file_is_enough(name: str, file: str, tmp_path: Path) -> None:
    """As it comes out of the download."""
    (tmp_path / file).write_bytes((DATA / SAMPLES[name]).read_bytes())
    assert SUITES[name].load(tmp_path).items


# --- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "powers", "percent"),
    [
        ("$1577.00", "1577.00", (6,), "no"),
        ("$ 8,400", "8400", (6,), "no"),
        ("(94)", "-94", (6,), "no"),
        ("-22.2", "-22.2", (6,), "no"),
        ("($1.5)", "-1.5", (6,), "no"),
        ("14%", "14", (0,), "yes"),
        ("4.5 percent", "4.5", (0,), "yes"),
        ("$1.2 billion", "1.2", (9,), "no"),
        (".83", "0.83", (6,), "no"),
        ("24.26x", "24.26", (6,), "no"),
    ],
)
def test_gold_figures_are_read(text: str, value: str, powers: Any, percent: str) -> None:
    """A scale or a percent sign that the answer writes goes before the file's."""
    gold = read_gold(text, (6,))
    assert gold is not None
    assert (gold.value, gold.powers, gold.percent) == (Decimal(value), powers, percent)


@pytest.mark.parametrize("text", ["", "No", "5.1% and 20%", "about 5 units", "2019 to 2021", "$"])
def test_texts_that_are_no_single_figure_are_none(text: str) -> None:
    """What holds more than its figure is not scored as one."""
    assert read_gold(text, (0,)) is None


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("amounts are in millions , except per share", (6,)),
        ("(Dollars in thousands)", (3,)),
        ("in billions of dollars; other tables in millions", (6, 9)),
        ("2019 €m", (6,)),
        ("$m", (6,)),
        ("($000)", (3,)),
        ("four million users", ()),
    ],
)
def test_stated_scales_are_read(text: str, powers: tuple[int, ...]) -> None:
    """ "in millions" is a scale, "four million" a figure."""
    assert stated_powers(text) == powers


def test_pages_show_markup_of_a_set_as_text() -> None:
    """A set's text cannot act in the page that it is written into."""
    made = page("<b>", "<script>x</script>", [["<td>", "1"]])
    assert "<script>" not in made
    assert "&lt;td&gt;" in made
