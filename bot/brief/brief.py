"""Makes the bilingual brief: aligned sentences, key figures, the cross-check, numbered sources.

Every row carries the numbers of the paragraphs that it stands in, so that each figure can be
found again in a cited sentence. No model writes here: `bot.brief.selection` chooses,
`bot.brief.wording` names and dates, this module numbers and puts together. Formats are in
`bot.brief.export`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from bot.brief.pages import (
    Brief,
    BriefCheck,
    BriefCitation,
    BriefFigure,
    BriefRow,
    BriefSection,
)
from bot.brief.selection import Length, Picked, Selection, select
from bot.brief.shelf import TWINS, Shelf
from bot.brief.wording import Twin, Wording
from bot.language.quantities import read_quantities
from bot.records import CrossCheck, Fact, IndexUsed, SentenceRef, Status, Verdict

if TYPE_CHECKING:
    from bot.library import Library

__all__ = [
    "Brief",
    "BriefCheck",
    "BriefCitation",
    "BriefFigure",
    "BriefRow",
    "BriefSection",
    "make_brief",
]

LABELS = (
    "kicker",
    "language",
    "lead",
    "figures",
    "checks",
    "later",
    "sources",
    "item",
    "figure",
    "period",
    "status",
    "citation",
    "link",
    "digest",
    "original",
    "summaries",
    "advice",
)
"""The phrases that a format shows as they stand."""

_STATUSES: tuple[Status, ...] = get_args(Status)
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def make_brief(
    library: Library,
    sources: Sequence[str] = (),
    topic: str | None = None,
    length: Length = "short",
) -> Brief:
    """A bilingual brief on the article, on named sources or on a topic.

    Raises InputError that names the nearest ids for an unknown source or a topic with no passage.
    """
    return _Maker(library, select(library, sources, topic, length)).make(
        tuple(sources), topic, length
    )


class _Maker:
    """Numbers the chosen sentences by paragraph, in reading order, and writes the rows."""

    def __init__(self, library: Library, chosen: Selection) -> None:
        self._library = library
        self._chosen = chosen
        self._shelf = Shelf(library)
        self._wording = Wording(library.phrases, library.glossary)
        self._checked = {c.n: self._check_refs(c) for c in chosen.checks}
        refs = self._refs_in_reading_order()
        cited = dict.fromkeys((ref.index, ref.passage_id) for ref in refs)
        self._markers = {place: number for number, place in enumerate(cited, 1)}

    def make(self, sources: tuple[str, ...], topic: str | None, length: Length) -> Brief:
        """The brief as a record."""
        chosen, say = self._chosen, self._wording.say
        as_of, as_of_text = self._as_of()
        indexes = self._indexes()
        named = ", ".join(f"{used.name} {used.sha256[:12]}" for used in indexes)
        return Brief(
            title=self._title(topic),
            as_of=as_of,
            as_of_text=as_of_text,
            length=length,
            topic=topic,
            sources=sources,
            lead=self._rows(chosen.lead),
            sections=tuple(self._section(picked) for picked in chosen.sections if picked.refs),
            figures=tuple(self._figure(fact) for fact in chosen.figures),
            checks=tuple(self._check(check) for check in chosen.checks),
            checks_counted=self._counted(),
            later=self._rows(chosen.later),
            citations=self._citations(),
            made=say("made", index=named),
            labels={label: say(label) for label in LABELS},
            indexes=indexes,
            prompts=self._library.phrases.sha256,
        )

    def _title(self, topic: str | None) -> Twin:
        if not self._chosen.about:
            return self._wording.say("title")
        about = list(self._chosen.about)
        subject = self._wording.topic(topic) if topic else self._wording.listed(about)
        return self._wording.say("title_of", subject=subject)

    def _refs_in_reading_order(self) -> list[SentenceRef]:
        chosen = self._chosen
        sections = [ref for picked in chosen.sections for ref in picked.refs]
        figures = [fact.stated_in for fact in chosen.figures if fact.stated_in]
        checks = [ref for refs in self._checked.values() for ref in refs]
        return [*chosen.lead, *sections, *figures, *checks, *chosen.later]

    def _check_refs(self, check: CrossCheck) -> tuple[SentenceRef, ...]:
        """The article's paragraph first, then the sentences that the reason rests on."""
        stated = (fact.stated_in for fact in self._check_facts(check) if fact.stated_in)
        return tuple(dict.fromkeys((*self._shelf.article_paragraph(check.paragraph), *stated)))

    def _check_facts(self, check: CrossCheck) -> list[Fact]:
        """The facts that claim and reason use: their figure stands there, or they have none."""
        facts = (self._library.ledger.get(fact_id) for fact_id in check.facts)
        said = {
            "en": f"{check.claim_en} {check.reason_en}",
            "zh-TW": f"{check.claim_zh}{check.reason_zh}",
        }
        # A loss may be told without its sign ("reduced by"), so magnitudes are compared.
        named = {
            abs(value)
            for lang, text in said.items()
            for quantity in read_quantities(text, lang)
            for value in quantity.values
        }
        return [f for f in facts if f and (not f.values or named & {abs(v) for v in f.values})]

    def _marker(self, ref: SentenceRef) -> int:
        return self._markers[ref.index, ref.passage_id]

    def _rows(self, refs: Iterable[SentenceRef]) -> tuple[BriefRow, ...]:
        return tuple(
            BriefRow(
                text={lang: self._shelf.text(ref, lang) for lang in TWINS},
                markers=(self._marker(ref),),
                refs=(ref,),
                facts=tuple(fact.id for fact in self._shelf.stated(ref)),
            )
            for ref in refs
        )

    def _section(self, picked: Picked) -> BriefSection:
        heading = picked.heading or self._wording.say("legs")
        return BriefSection({lang: heading[lang] for lang in TWINS}, self._rows(picked.refs))

    def _figure(self, fact: Fact) -> BriefFigure:
        assert fact.stated_in is not None  # chosen by `selection` for being stated
        return BriefFigure(
            fact_id=fact.id,
            name=self._wording.figure_name(fact),
            figure=self._wording.figure(fact),
            period=self._wording.period(fact.period, fact.as_of),
            status=fact.status,
            status_text=self._status(fact),
            confidence=fact.confidence,
            marker=self._marker(fact.stated_in),
            ref=fact.stated_in,
        )

    def _status(self, fact: Fact) -> Twin:
        """The status of a figure, with what a reader must know before leaning on it."""
        text = self._wording.say(f"status_{fact.status}")
        cautions = [fact.provenance] if fact.provenance in ("leak", "own_arithmetic") else []
        for caution in (*cautions, *([fact.confidence] if fact.confidence != "high" else ())):
            text = self._wording.say(
                "cautioned", status=text, caution=self._wording.say(f"caution_{caution}")
            )
        return text

    def _check(self, check: CrossCheck) -> BriefCheck:
        return BriefCheck(
            n=check.n,
            paragraph=check.paragraph,
            heading=self._wording.say("article_says", paragraph=check.paragraph),
            claim={"zh-TW": check.claim_zh, "en": check.claim_en},
            verdict=check.verdict,
            verdict_text=self._wording.say(f"verdict_{check.verdict}"),
            reason={"zh-TW": check.reason_zh, "en": check.reason_en},
            markers=tuple(dict.fromkeys(self._marker(ref) for ref in self._checked[check.n])),
            refs=self._checked[check.n],
            facts=tuple(fact.id for fact in self._check_facts(check)),
        )

    def _counted(self) -> Twin:
        """How all claims of the article came out; blank where only some are in question."""
        if self._chosen.about:
            return dict.fromkeys(TWINS, "")
        every = self._library.corpus.crosschecks
        counts = Counter(check.verdict for check in every)
        named = [
            self._wording.say("count", name=self._wording.say(f"verdict_{v}"), count=counts[v])
            for v in _VERDICTS
            if counts[v]
        ]
        return self._wording.say(
            "checks_counted", total=len(every), counts=self._wording.listed(named)
        )

    def _citations(self) -> tuple[BriefCitation, ...]:
        statuses = self._statuses()
        return tuple(
            self._citation(marker, passage_id, statuses.get(marker, ("commentary",)))
            for (_, passage_id), marker in self._markers.items()
        )

    def _citation(
        self, marker: int, passage_id: str, statuses: tuple[Status, ...]
    ) -> BriefCitation:
        passage = self._shelf.passage(passage_id)
        source = self._shelf.source(passage)
        return BriefCitation(
            marker=marker,
            index=passage.index,
            passage_id=passage.id,
            source_id=source.id,
            title=source.title,
            publisher=source.publisher,
            date=source.date,
            locator=passage.locator,
            url=source.url,
            provenance=source.provenance,
            text_kind=passage.text_kind,
            statuses=statuses,
            status_text=self._wording.listed([self._wording.say(f"status_{s}") for s in statuses]),
            sha256={lang: self._shelf.sha256(passage, lang) for lang in TWINS},
        )

    def _statuses(self) -> Mapping[int, tuple[Status, ...]]:
        """The statuses of the facts that each marker stands for, in the order of certainty."""
        found: dict[int, set[Status]] = {}
        for fact in self._facts_shown():
            if fact.stated_in:
                found.setdefault(self._marker(fact.stated_in), set()).add(fact.status)
        return {m: tuple(s for s in _STATUSES if s in held) for m, held in found.items()}

    def _facts_shown(self) -> list[Fact]:
        rows = [ref for picked in self._chosen.sections for ref in picked.refs]
        refs = (*self._chosen.lead, *rows, *self._chosen.later)
        stated = [fact for ref in refs for fact in self._shelf.stated(ref)]
        checked = [fact for c in self._chosen.checks for fact in self._check_facts(c)]
        return [*stated, *self._chosen.figures, *checked]

    def _as_of(self) -> tuple[str, Twin]:
        """The day up to which the facts speak, and the newest later development if any."""
        shown = self._facts_shown()
        before = [f.as_of for f in shown if not f.later and f.provenance != "article"]
        later = max((fact.as_of for fact in shown if fact.later), default=None)
        if not before:
            cited = (self._shelf.passage(i) for _, i in self._markers)
            newest = later or max(self._shelf.source(passage).date for passage in cited)
            return newest, self._wording.say("as_of", date=self._wording.on_date(newest))
        as_of = self._wording.on_date(max(before))
        if later is None:
            return max(before), self._wording.say("as_of", date=as_of)
        return max(before), self._wording.say(
            "as_of_later", date=as_of, later=self._wording.on_date(later)
        )

    def _indexes(self) -> tuple[IndexUsed, ...]:
        cited = {index for index, _ in self._markers}
        return tuple(used for used in self._library.searcher.indexes if used.name in cited)
