"""The brief holds only what its cited sentences say, in both languages, and numbers its sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.brief.brief import LABELS, Brief, BriefRow, make_brief
from bot.brief.wording import Wording
from bot.errors import InputError
from bot.language.quantities import read_quantities
from bot.records import Period, SentenceRef, to_json

ROOT = Path(__file__).parents[1]
TWINS = ("zh-TW", "en")
MEASURED = ("USD", "%", "GW", "MW", "x")
ASKED: dict[str, dict[str, Any]] = {
    "article, short": {},
    "article, medium": {"length": "medium"},
    "article, long": {"length": "long"},
    "one source": {"sources": ("oracle-fy2026-q2-release",), "length": "medium"},
    "two sources": {"sources": ("nvidia-10q-2025-10", "telborg-2025-09-22")},
    "a later source": {"sources": ("oracle-fy2026-q3-release",), "length": "long"},
    "a topic in English": {"topic": "Oracle remaining performance obligations"},
    "a topic in Chinese": {"topic": "輝達投資OpenAI意向書", "length": "medium"},
}


@pytest.fixture(scope="module")
def briefs(library):
    """Each way of asking, made once."""
    return cache(lambda name: make_brief(library, **ASKED[name]))


@pytest.fixture(scope="module")
def passages(library):
    return {p.id: p for p in library.corpus.passages}


@pytest.fixture(params=ASKED)
def brief(request, briefs) -> Brief:
    return briefs(request.param)


@pytest.fixture
def short(briefs) -> Brief:
    return briefs("article, short")


def main_rows(brief: Brief) -> list[BriefRow]:
    return [*brief.lead, *(row for section in brief.sections for row in section.rows)]


def rows(brief: Brief) -> list[BriefRow]:
    return [*main_rows(brief), *brief.later]


def sentence(passages, ref: SentenceRef, lang: str) -> str:
    passage = passages[ref.passage_id]
    start, end = passage.sentences[lang][ref.sentence]
    return passage.text[lang][start:end]


def figures_in(text: str, lang: str) -> set[tuple[Decimal, str]]:
    """Magnitudes with their units, as far as a sentence and a table must agree on them.

    A sign may be a verb ("fell 69%", "reduced by"), a rate a word elsewhere ("annual revenue of"),
    and what is counted a noun of the sentence ("receivable days at 53").
    """
    found = ((q, q.unit.partition("/")[0]) for q in read_quantities(text, lang))
    return {(abs(v), u if u in MEASURED else "1") for q, u in found for v in q.values}


def twins(value: Any) -> Iterator[dict[str, str]]:
    """Every text in two languages that a brief holds."""
    if isinstance(value, dict):
        if set(value) == set(TWINS) and all(isinstance(t, str) for t in value.values()):
            yield value
        else:
            for inner in value.values():
                yield from twins(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from twins(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from twins(getattr(value, field.name))


# --- every sentence and every number has its source --------------------------------------------


@pytest.mark.parametrize("lang", TWINS)
def test_a_row_is_its_cited_sentence_word_for_word(brief, passages, lang):
    """No row says anything but the sentence that it cites."""
    for row in rows(brief):
        assert [row.text[lang]] == [sentence(passages, ref, lang) for ref in row.refs]


def test_a_marker_names_the_paragraph_of_its_sentence(brief):
    """The number after a sentence leads to the paragraph that it stands in."""
    cited = {c.marker: c.passage_id for c in brief.citations}
    for row in rows(brief):
        assert [cited[m] for m in row.markers] == [ref.passage_id for ref in row.refs]
    for figure in brief.figures:
        assert cited[figure.marker] == figure.ref.passage_id


@pytest.mark.parametrize("lang", TWINS)
def test_every_key_figure_stands_in_its_cited_sentence(brief, passages, lang):
    """A figure, read back in either style, is one of those that its sentence states."""
    for figure in brief.figures:
        shown = figures_in(figure.figure[lang], lang)
        assert shown, figure.fact_id
        assert shown <= figures_in(sentence(passages, figure.ref, lang), lang), figure.fact_id


@pytest.mark.parametrize("lang", TWINS)
def test_every_number_of_a_claim_stands_in_a_cited_paragraph(brief, passages, lang):
    """Claim and reason name no figure that none of their paragraphs holds.

    A count in words ("two negative outlooks") is of what the sentence itself lists.
    """
    cited = {c.marker: passages[c.passage_id].text[lang] for c in brief.citations}
    for check in brief.checks:
        known = {v for m in check.markers for v, _ in figures_in(cited[m], lang)}
        said = [
            quantity
            for text in (check.claim[lang], check.reason[lang])
            for quantity in read_quantities(text, lang)
            if re.search(r"\d", quantity.text)
        ]
        assert {abs(v) for quantity in said for v in quantity.values} <= known, check.n


@pytest.mark.parametrize("lang", TWINS)
def test_any_fact_of_the_ledger_could_be_a_key_figure(library, passages, lang):
    """However a fact is written, its sentence states what is shown."""
    wording = Wording(library.phrases, library.glossary)
    missed = {}
    for fact in library.corpus.facts:
        if fact.stated_in and fact.values and not fact.series:
            shown = figures_in(wording.figure(fact)[lang], lang)
            stated = figures_in(sentence(passages, fact.stated_in, lang), lang)
            if not shown or not shown <= stated:
                missed[fact.id] = (shown, stated)
    assert missed == {}


def test_both_magnitude_styles_mean_the_same(brief):
    """5,230億美元 and US$523 billion are one figure."""
    for figure in brief.figures:
        zh, en = (figures_in(figure.figure[lang], lang) for lang in TWINS)
        assert zh == en, figure.fact_id


def test_markers_count_from_one_in_reading_order(brief):
    """Sources are numbered as they first come up, and none is listed without being cited."""
    seen = [
        m
        for row in (*brief.lead, *(r for s in brief.sections for r in s.rows))
        for m in row.markers
    ]
    seen += [f.marker for f in brief.figures] + [m for c in brief.checks for m in c.markers]
    seen += [m for row in brief.later for m in row.markers]
    assert list(dict.fromkeys(seen)) == [c.marker for c in brief.citations]
    assert [c.marker for c in brief.citations] == list(range(1, len(brief.citations) + 1))


def test_a_citation_says_what_it_is(brief, library):
    """Title, publisher, date and link are the catalogue's, and a digest is called ours."""
    for citation in brief.citations:
        source = library.corpus.sources[citation.source_id]
        assert (citation.title, citation.publisher) == (source.title, source.publisher)
        assert (citation.date, citation.url) == (source.date, source.url)
        assert citation.text_kind == "digest"
        assert citation.statuses
    assert "summary" in brief.labels["digest"]["en"]


# --- what goes in ------------------------------------------------------------------------------


def test_the_lead_has_three_to_five_sentences(brief):
    """A lead is short, and no sentence comes twice."""
    assert 3 <= len(brief.lead) <= 5
    shown = [row.refs for row in rows(brief)]
    assert len(shown) == len(set(shown))


def test_the_lead_is_the_article_s_argument_by_default(short):
    """With nothing named, the brief is about the article."""
    provenances = {c.passage_id: c.provenance for c in short.citations}
    assert {provenances[row.refs[0].passage_id] for row in short.lead} == {"article"}


def test_a_source_s_brief_shows_only_its_digest(briefs):
    """Named sources alone give the sentences and the figures."""
    brief = briefs("two sources")
    origin = {c.passage_id: c.source_id for c in brief.citations}
    told = {origin[r.refs[0].passage_id] for r in (*brief.lead, *brief.sections[0].rows)}
    assert told <= set(brief.sources)
    assert {origin[f.ref.passage_id] for f in brief.figures} <= set(brief.sources)


def test_a_topic_within_a_source_stays_in_it(library):
    """A topic and a source together narrow both."""
    brief = make_brief(library, topic="RPO", sources=("oracle-fy2026-q2-release",))
    origin = {c.passage_id: c.source_id for c in brief.citations}
    assert {origin[row.refs[0].passage_id] for row in brief.lead} == {"oracle-fy2026-q2-release"}


@pytest.mark.parametrize("topic", ["甲骨文的債務", "Oracle debt", "Oracle's leases"])
def test_a_topic_opens_with_what_stands(library, topic):
    """No sentence that the filings dispute opens it, and no level that a newer one has replaced;
    what is said of a sentence of the article that it shows stands among the claims.
    """
    brief = make_brief(library, topic=topic)
    assert all(not r.passage_id.startswith("article-415/p13") for w in brief.lead for r in w.refs)
    for row in brief.lead:
        for fact in (library.ledger.get(i) for i in row.facts):
            own = library.ledger.find(subject=fact.subject, metric=fact.metric)
            if fact.period.kind == "instant":
                assert all(f.later or f.as_of <= fact.as_of for f in own if not f.counterparty)
    shown = {r.passage_id for s in brief.sections for w in s.rows for r in w.refs}
    if "article-415/p13" in shown:
        assert any("Stargate" in c.claim["en"] for c in brief.checks)


@pytest.mark.parametrize("name", ["article, short", "article, medium", "article, long"])
def test_later_developments_stand_apart_and_are_dated(briefs, library, name):
    """What was not yet known comes under its own heading, each sentence with its year."""
    brief = briefs(name)
    before = {
        f for row in (*brief.lead, *(r for s in brief.sections for r in s.rows)) for f in row.facts
    }
    assert not [
        f for f in before | {f.fact_id for f in brief.figures} if library.ledger.get(f).later
    ]
    assert brief.later
    for row in brief.later:
        assert all(re.search(r"202[6-9]", row.text[lang]) for lang in TWINS)


def test_longer_briefs_hold_more(briefs):
    """Short, medium and long differ in what they hold."""
    made = [briefs(f"article, {length}") for length in ("short", "medium", "long")]
    for held in (rows, lambda b: b.figures, lambda b: b.checks):
        sizes = [len(held(brief)) for brief in made]
        assert sizes == sorted(set(sizes))


def test_the_gravest_verdicts_come_first_into_a_short_brief(short, library):
    """Where room is short, contradictions and inaccuracies are shown, not agreement."""
    grave = {c.n for c in library.corpus.crosschecks if c.verdict in ("contradicted", "imprecise")}
    assert grave <= {check.n for check in short.checks}
    assert "confirmed" not in {check.verdict for check in short.checks}
    assert [c.n for c in short.checks] == sorted(c.n for c in short.checks)


def test_the_outcome_of_all_claims_is_counted_on_the_article_only(briefs, library):
    """The count covers every claim, so a brief on something else does not show it."""
    total = str(len(library.corpus.crosschecks))
    assert all(total in briefs("article, short").checks_counted[lang] for lang in TWINS)
    assert not any(briefs("one source").checks_counted.values())


def test_a_letter_of_intent_is_called_one(short):
    """No plan reads as money paid."""
    plans = [f for f in short.figures if f.status == "letter_of_intent"]
    assert plans
    for figure in plans:
        assert "意向書" in figure.status_text["zh-TW"]
        assert "letter of intent" in figure.status_text["en"]
        assert "最高" in figure.figure["zh-TW"]
        assert "up to" in figure.figure["en"]


@pytest.mark.parametrize(
    ("key", "value", "caution"),
    [
        ("provenance", "leak", "leaked"),
        ("provenance", "own_arithmetic", "our own arithmetic"),
        ("confidence", "medium", "one secondary source"),
    ],
)
def test_a_weak_figure_says_so(briefs, library, key, value, caution):
    """Leaks, our own sums and single secondary sources are named beside the figure."""
    figures = briefs("article, long").figures
    weak = [f for f in figures if getattr(library.ledger.get(f.fact_id), key) == value]
    assert weak
    assert [f for f in figures if caution in f.status_text["en"]] == weak


def test_every_text_has_both_languages(brief):
    """Nothing is shown in one language only, and Chinese text is not left in English."""
    found = [text for text in twins(brief) if text != brief.checks_counted]
    assert found
    for text in found:
        assert all(text[lang].strip() for lang in TWINS), text


def test_the_brief_names_the_index_that_it_was_made_from(short, library):
    """Whoever reads it can tell which state of the knowledge it shows."""
    used = {i.name: i.sha256 for i in library.searcher.indexes}
    assert {i.name: i.sha256 for i in short.indexes} == {"corpus": used["corpus"]}
    assert all(used["corpus"][:12] in short.made[lang] for lang in TWINS)


def test_the_same_brief_twice_is_the_same(library, short):
    """No clock and no chance goes into a brief."""
    assert to_json(make_brief(library)) == to_json(short)


def test_a_brief_is_json(brief):
    """Every part of the record can be written as JSON and read back."""
    written = json.dumps(to_json(brief), ensure_ascii=False)
    assert json.loads(written)["citations"][0]["marker"] == 1


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"sources": ("oracle-fy2026-q2",)}, "oracle-fy2026-q2-release"),
        ({"sources": ("coreweave",)}, "coreweave-"),
        ({"sources": ("trade-magazine-415", "no-such")}, "nearest"),
        ({"topic": "  "}, "empty"),
        ({"topic": "photosynthesis of ferns"}, "no passage"),
        ({"topic": "蕨類的光合作用"}, "no passage"),
        ({"topic": "stock price of Tesla"}, "none has Tesla"),
        ({"topic": "RPO " * 200}, "300 characters"),
        ({"topic": "\ud800"}, "U+D800"),
    ],
)
def test_what_cannot_be_briefed_is_refused_with_the_nearest(library, asked, named):
    """An unknown source or a topic without passage ends in one sentence that helps."""
    with pytest.raises(InputError, match=re.escape(named)):
        make_brief(library, **asked)


# --- wording -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (("Oracle FY2026 Q2", "2025-09-01", "2025-11-30", "quarter"),
         "2025年9月至11月（FY2026 Q2）", "Sep to Nov 2025 (FY2026 Q2)"),
        (("NVIDIA FY2026 Q3", "2025-07-28", "2025-10-26", "quarter"),
         "2025年7月28日至10月26日（FY2026 Q3）", "28 Jul to 26 Oct 2025 (FY2026 Q3)"),
        (("end of Oracle FY2026 Q2", None, "2025-11-30", "instant"),
         "2025年11月30日（FY2026 Q2末）", "30 Nov 2025 (end of FY2026 Q2)"),
        (("four quarters to Oracle FY2026 Q2", "2024-12-01", "2025-11-30", "ttm"),
         "2024年12月至2025年11月", "Dec 2024 to Nov 2025"),
        (("September 2025", "2025-09-01", "2025-09-30", "instant"), "2025年9月", "Sep 2025"),
        (("calendar 2025", "2025-01-01", "2025-12-31", "year"), "2025年", "2025"),
        (("2026 to 2028", "2026-01-01", "2028-12-31", "multi_year"),
         "2026年至2028年", "2026 to 2028"),
        (("to 2028", None, "2028-12-31", "multi_year"), "至2028年", "to 2028"),
        (("from 2026", "2026-07-01", None, "contract_term"), "2026年7月起", "from Jul 2026"),
        (("over 5 years", None, None, "contract_term"), "2025年9月30日所述", "stated 30 Sep 2025"),
        (("calendar 2025 (Microsoft: FY2026)", None, None, "year"),
         "2025年9月30日所述", "stated 30 Sep 2025"),
    ],
)  # fmt: skip
def test_a_period_is_written_by_its_dates(library, period, zh, en):
    """Both languages name the same stretch of time."""
    wording = Wording(library.phrases, library.glossary)
    assert wording.period(Period(*period), "2025-09-30") == {"zh-TW": zh, "en": en}


def test_no_phrase_of_the_brief_is_unused():
    """Every entry of prompts/brief.yaml is said somewhere."""
    keys = re.findall(r"^brief_(\w+):", (ROOT / "prompts/brief.yaml").read_text("utf-8"), re.M)
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "bot/brief").glob("*.py"))
    families = tuple(re.findall(r'f"(\w+_)\{', code))
    said = set(re.findall(r'"(?:brief_)?(\w+)"', code)) | set(LABELS)
    assert families
    assert [k for k in keys if k not in said and not k.startswith(families)] == []
