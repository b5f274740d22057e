"""Reads `corpus/`: catalogue, twin digests, facts, flows, glossary, metrics, cross-check,
overviews.

`load_corpus` is fast and trusts the files; `check_corpus` does not, and runs when the index is
built and in the tests. Texts are NFC with `\\n`; a digest's sentences stand one a line, so spans
come from the file and not from a segmenter. It does not know what the figures mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.errors import CorpusError
from bot.knowledge.digests import INDEX, read_passages, read_utf8
from bot.records import (
    CrossCheck,
    Fact,
    Flow,
    Metric,
    Overview,
    Passage,
    Period,
    SentenceRef,
    Source,
    Term,
)

GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that `corpus/` holds, with one hash over all of its files."""

    sources: Mapping[str, Source]
    passages: tuple[Passage, ...]
    terms: tuple[Term, ...]
    metrics: tuple[Metric, ...]
    facts: tuple[Fact, ...]
    flows: tuple[Flow, ...]
    crosschecks: tuple[CrossCheck, ...]
    overviews: tuple[Overview, ...]
    sha256: str


def load_corpus(root: Path) -> Corpus:
    """Read the whole corpus. Raises CorpusError where a file is missing or cannot be parsed."""
    terms = tuple(_term(row) for row in read_rows(root / "glossary.jsonl"))
    sources = {row["id"]: _source(row) for row in read_yaml(root / "sources.yaml")}
    passages = tuple(_of_whose(p, sources) for p in read_passages(root / "texts"))
    passages += tuple(_entries(terms))
    facts = tuple(_fact(row, later=False) for row in read_rows(root / "facts.jsonl"))
    later = tuple(_fact(row, later=True) for row in read_rows(root / "facts_later.jsonl"))
    return Corpus(
        sources=sources,
        passages=passages,
        terms=terms,
        metrics=tuple(_metric(row) for row in read_yaml(root / "metrics.yaml")),
        facts=_by_id(facts + later, terms),
        flows=tuple(_flow(row) for row in read_yaml(root / "flows.yaml")),
        crosschecks=tuple(_crosscheck(row) for row in read_rows(root / "crosscheck.jsonl")),
        overviews=tuple(_overview(row) for row in read_yaml(root / "overviews.yaml")),
        sha256=corpus_hash(root),
    )


def check_corpus(root: Path) -> None:
    """Read the whole corpus strictly.

    Raises CorpusError that names the file, the row, what was expected and what was found.
    """
    from bot.knowledge.checks import check

    check(root)


def corpus_hash(root: Path) -> str:
    """SHA-256 over the names and bytes of the corpus' files, in name order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _by_id(facts: tuple[Fact, ...], terms: tuple[Term, ...]) -> tuple[Fact, ...]:
    """The facts with companies that a row writes by name told by their glossary id."""
    ids = {t.en: t.id for t in terms if t.kind == "company"}
    return tuple(replace(f, subject=ids[f.subject]) if f.subject in ids else f for f in facts)


def _of_whose(passage: Passage, sources: Mapping[str, Source]) -> Passage:
    """A passage as it is quoted: the digest of a source, or a text that is ours to begin with."""
    source = sources.get(passage.source_id)
    return replace(passage, text_kind="original") if source and source.use == "own" else passage


def _entries(terms: tuple[Term, ...]) -> Iterator[Passage]:
    """The glossary's definitions, each a passage that can be found and cited."""
    for term in terms:
        if not term.definition_en or not term.definition_zh:
            continue
        text = {
            "zh-TW": f"{term.zh_tw}：{term.definition_zh}",
            "en": f"{term.en}: {term.definition_en}",
        }
        yield Passage(
            id=f"{GLOSSARY}/{term.id}",
            index=INDEX,
            source_id=GLOSSARY,
            locator=term.id,
            heading={"zh-TW": term.zh_tw, "en": term.en},
            title={"zh-TW": "名詞解釋", "en": "Glossary"},
            text=text,
            sentences={lang: ((0, len(t)),) for lang, t in text.items()},
            text_kind="original",
        )


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file. Raises CorpusError that names the line."""
    for number, line in enumerate(read_utf8(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(f"{path}:{number}: found no JSON object: {error}") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{path}:{number}: found {line:.80}; a JSON object was expected")
        yield row


def read_yaml(path: Path) -> list[dict[str, Any]]:
    """The entries of a YAML list. One entry a line, written as JSON, is read as JSON.

    YAML contains JSON; reading the catalogue and the metrics this way takes 2 ms in place of 40.
    """
    text = read_utf8(path)
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if all(line.startswith("- {") for line in lines):
        try:
            return [json.loads(line[2:]) for line in lines]
        except json.JSONDecodeError:
            pass  # flow YAML that is not JSON
    return _slow_yaml(path, text)


def _slow_yaml(path: Path, text: str) -> list[dict[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        rows = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path}: found no YAML list: {error}") from error
    if not isinstance(rows or [], list):
        raise CorpusError(f"{path}: a YAML list was expected; found {type(rows).__name__}")
    return list(rows or ())


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        type=row["type"],
        date=str(row["date"]),
        url=row["url"],
        provenance=row["provenance"],
        use=row.get("use", "digest"),
    )


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        id=row["id"],
        en=row["en"],
        zh_tw=row["zh_tw"],
        zh_cn=row["zh_cn"],
        aliases=tuple(row["aliases"]),
        tickers=tuple(row["tickers"]),
        misspellings=tuple(row["misspellings"]),
        kind=row["kind"],
        definition_en=row["definition_en"] or "",
        definition_zh=row["definition_zh"] or "",
        part_of=row.get("part_of") or "",
        for_whole=row.get("for_whole", False),
    )


def _metric(row: Mapping[str, Any]) -> Metric:
    return Metric(
        row["id"],
        row["en"],
        row["zh_tw"],
        tuple(row["cues_en"]),
        tuple(row["cues_zh"]),
        row.get("family", ""),
        (*row.get("asks_en", ()), *row.get("asks_zh", ())),
    )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _fact(row: Mapping[str, Any], *, later: bool) -> Fact:
    period, stated = row["period"], row.get("stated_in")
    return Fact(
        id=row["id"],
        topic=row["topic"],
        subject=row["subject"],
        counterparty=row["counterparty"],
        metric=row["metric"],
        value=_decimal(row["value"]),
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        series=tuple((str(s["label"]), Decimal(s["value"])) for s in row["series"] or ()),
        unit=row["unit"],
        bound=row["bound"],
        signed=row["sign_convention"] == "signed",
        period=Period(period["label"], period["start"], period["end"], period["kind"]),
        as_of=row["as_of"],
        status=row["status"],
        provenance=row["provenance"],
        confidence=row["confidence"],
        compares_to=row["compares_to"],
        statement_en=row["statement_en"],
        statement_zh=row["statement_zh"],
        source_id=row["source_id"],
        stated_in=SentenceRef(stated["passage"], stated["sentence"]) if stated else None,
        later=later,
    )


def _flow(row: Mapping[str, Any]) -> Flow:
    return Flow(
        row["id"],
        row["giver"],
        row["taker"],
        row["kind"],
        row["fact"],
        row["status"],
        bool(row.get("triangle")),
        row.get("replaces"),
        tuple(row.get("remarks", ())),
    )


def _overview(row: Mapping[str, Any]) -> Overview:
    told = (ref.partition("#") for ref in row["tells"])
    refs = tuple(SentenceRef(key, int(n), INDEX) for key, _, n in told)
    return Overview(row["id"], refs, row.get("introduces"), row.get("alternates", False))


def _crosscheck(row: Mapping[str, Any]) -> CrossCheck:
    return CrossCheck(
        n=row["n"],
        paragraph=row["paragraph"],
        claim_en=row["claim_en"],
        claim_zh=row["claim_zh"],
        verdict=row["verdict"],
        aspect=row["aspect"],
        reason_en=row["reason_en"],
        reason_zh=row["reason_zh"],
        facts=tuple(row["facts"]),
    )
