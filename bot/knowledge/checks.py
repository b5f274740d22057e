"""Reads `corpus/` strictly: every row against its model, every name against the file that has it.

One finding at a time, worded for the person who writes the corpus: file, row, expected, found. It
judges form and references, not whether a figure is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import CorpusError
from bot.knowledge.corpus import GLOSSARY, read_rows, read_yaml
from bot.knowledge.digests import JOINERS, LANGUAGES, LATER, Digest, read_digest
from bot.knowledge.rows import (
    CrossCheckRow,
    FactRow,
    FlowRow,
    MetricRow,
    OverviewRow,
    SourceRow,
    TermRow,
)
from bot.language.script import fold
from bot.language.sentences import split_sentences

__all__ = ["check"]

Row = TypeVar("Row", bound=BaseModel)
_GLOSSARY_ID = re.compile(r"GLO-\d+$")


def check(root: Path) -> None:
    """Raise CorpusError at the first thing that breaks a rule; return when nothing does."""
    sources = _table(root / "sources.yaml", read_yaml, SourceRow)
    terms = _table(root / "glossary.jsonl", read_rows, TermRow)
    metrics = _table(root / "metrics.yaml", read_yaml, MetricRow)
    _distinct(root / "glossary.jsonl", ((t.id, t.written) for t in terms.values()))
    _distinct(root / "metrics.yaml", ((m.id, m.written) for m in metrics.values()))
    for term in terms.values():
        _known(root / "glossary.jsonl", term.id, "part_of", term.part_of, terms)
    for metric in metrics.values():
        _known(root / "metrics.yaml", metric.id, "family", metric.family, metrics)
    sentences = dict(_digests(root / "texts", sources))
    facts: dict[str, FactRow] = {}
    for name in ("facts.jsonl", "facts_later.jsonl"):
        for fact in _table(root / name, read_rows, FactRow).values():
            _require(root / name, fact.id, "an id of its own", fact.id not in facts, fact.id)
            facts[fact.id] = fact
            _fact(root / name, fact, sources, terms, metrics)
            _stated(root / name, fact, sentences)
    for fact in facts.values():
        _known(root / "facts.jsonl", fact.id, "compares_to", fact.compares_to, facts)
    _flows(root / "flows.yaml", facts, terms)
    _overviews(root / "overviews.yaml", sentences, terms)
    for claim in _table(root / "crosscheck.jsonl", read_rows, CrossCheckRow).values():
        for fact_id in claim.facts:
            _known(root / "crosscheck.jsonl", f"n={claim.n}", "facts", fact_id, facts)


def _table(
    path: Path, read: Callable[[Path], Iterable[dict[str, Any]]], model: type[Row]
) -> dict[str, Row]:
    """The rows of a file by id, each as its model."""
    rows: dict[str, Row] = {}
    for number, raw in enumerate(read(path), 1):
        try:
            row = model.model_validate(raw)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"]) or "the row"
            shown = raw.get("id", raw.get("n", number)) if isinstance(raw, dict) else number
            raise CorpusError(
                f"{path}: row {shown}: {field}: {first['msg']}; found {first['input']!r:.120}"
            ) from error
        key = str(getattr(row, "id", getattr(row, "n", number)))
        _require(path, key, "an id of its own", key not in rows, key)
        rows[key] = row
    return rows


def _distinct(path: Path, written: Iterable[tuple[str, Iterable[str]]]) -> None:
    """No written form names two entries: matching could not tell them apart."""
    owner: dict[str, str] = {}
    for entry, forms in written:
        for form in forms:
            other = owner.setdefault(fold(form), entry)
            _require(path, entry, f"no form of {other}", other == entry, form)


def _digests(texts: Path, sources: Collection[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each passage id with its source and its number of sentences."""
    for folder in sorted(path for path in texts.iterdir() if path.is_dir()):
        twins = {lang: read_digest(folder / f"{lang}.md") for lang in LANGUAGES}
        for lang, digest in twins.items():
            _one_sentence_a_line(folder / f"{lang}.md", digest, JOINERS[lang])
        keys = [[(p.key, p.source_id) for p in twins[lang].paragraphs] for lang in LANGUAGES]
        _require(folder, "keys", f"the twin's keys and sources {keys[1]}", *_same(*keys))
        seen: set[str] = set()
        for one, other in zip(*(twins[lang].paragraphs for lang in LANGUAGES), strict=True):
            counts = [len(one.sentences), len(other.sentences)]
            expected = f"as many sentences in both languages and at least one, {counts[1]}"
            _require(folder, one.key, expected, counts[0] == counts[1] > 0, counts[0])
            _require(folder, one.key, "a key of its own", one.key not in seen, one.key)
            _known(folder, one.key, "source", one.source_id, sources)
            seen.add(one.key)
            yield f"{folder.name}/{one.key}", (one.source_id, counts[0])


def _one_sentence_a_line(path: Path, digest: Digest, joiner: str) -> None:
    for paragraph in digest.paragraphs:
        text = joiner.join(paragraph.sentences)
        found = tuple(text[start:end] for start, end in split_sentences(text))
        _require(
            path,
            paragraph.key,
            "one sentence on each line",
            found == paragraph.sentences,
            next((a for a, b in zip(found, paragraph.sentences, strict=False) if a != b), found),
        )


def _fact(
    path: Path,
    fact: FactRow,
    sources: Collection[str],
    terms: Collection[str],
    metrics: Collection[str],
) -> None:
    _known(path, fact.id, "source_id", fact.source_id, sources)
    _known(path, fact.id, "metric", fact.metric, metrics)
    _party(path, fact.id, fact.subject, terms)
    _party(path, fact.id, fact.counterparty, terms)


def _stated(path: Path, fact: FactRow, sentences: dict[str, tuple[str, int]]) -> None:
    """The digest sentence that states the fact exists, and digests the fact's source."""
    if fact.stated_in is None:
        return
    passage, number = fact.stated_in.passage, fact.stated_in.sentence
    _known(path, fact.id, "stated_in.passage", passage, sentences)
    source, count = sentences[passage]
    _require(path, fact.id, f"a sentence of {passage} below {count}", number < count, number)
    _require(path, fact.id, f"the source of {passage}, {source}", *_same(fact.source_id, source))
    is_later = path.stem.endswith("_later")
    expected = f"a passage of a {LATER}… digest" if is_later else f"no passage of {LATER}…"
    _require(path, fact.id, expected, passage.startswith(LATER) == is_later, passage)


def _flows(path: Path, facts: dict[str, FactRow], terms: Collection[str]) -> None:
    """Each leg rests on known facts; one that replaces another is its later standing."""
    flows: dict[str, FlowRow] = {}
    for flow in _table(path, read_yaml, FlowRow).values():
        for name, fact in (("fact", flow.fact), *(("remarks", i) for i in flow.remarks)):
            _known(path, flow.id, name, fact, facts)
        for party in (flow.giver, flow.taker):
            _party(path, flow.id, party, terms)
        if flow.replaces is not None:
            _known(path, flow.id, "replaces (a leg above it)", flow.replaces, flows)
            old = flows[flow.replaces]
            same = _same((flow.giver, flow.taker), (old.giver, old.taker))
            _require(path, flow.id, f"the parties of {old.id}", *same)
            day, since = facts[old.fact].as_of, facts[flow.fact].as_of
            _require(path, flow.id, f"a fact from after {day}, as {old.id}", since > day, since)
        flows[flow.id] = flow


def _overviews(
    path: Path, sentences: Mapping[str, tuple[str, int]], terms: Collection[str]
) -> None:
    """Each overview follows a known passage and tells sentences that there are, each once."""
    for overview in _table(path, read_yaml, OverviewRow).values():
        _known(path, overview.id, "id", overview.id, sentences)
        _known(path, overview.id, "introduces", overview.introduces, terms)
        for ref in overview.tells:
            key, _, n = ref.partition("#")
            _known(path, overview.id, "tells", key, sentences)
            count = sentences[key][1]
            _require(path, overview.id, f"a sentence of {key} below {count}", int(n) < count, ref)
        twice = [ref for ref in overview.tells if overview.tells.count(ref) > 1]
        _require(path, overview.id, "each sentence told once", not twice, twice[:1])


def _party(path: Path, row: str, party: str | None, terms: Collection[str]) -> None:
    if party is not None and _GLOSSARY_ID.match(party):
        _known(path, row, GLOSSARY, party, terms)


def _known(path: Path, row: str, field: str, name: str | None, known: Collection[str]) -> None:
    if name is not None:
        _require(path, row, f"a known id in {field}", name in known, name)


def _same(found: Any, expected: Any) -> tuple[bool, Any]:
    return found == expected, found


def _require(path: Path, row: str, expected: str, holds: bool, found: Any) -> None:
    if not holds:
        raise CorpusError(f"{path}: {row}: expected {expected}; found {found!r:.160}")
