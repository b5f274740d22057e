"""Real parts for the tests of the index: glossary, dictionary, encoder, small indexes."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from bot.index.building import Content, Tools, build_generation
from bot.index.dictionary import Dictionary, compile_dictionary, dictionary_name
from bot.index.encoder import TableEncoder, open_encoder
from bot.index.generations import Generation, IndexFolder
from bot.index.passages import StoredSource, passages_hash
from bot.index.search import Searcher
from bot.index.terms import Analyser
from bot.language.glossary import Glossary
from bot.records import Passage, Source, Term


def term(concept: str, en: str, zh: str, kind: str, *aliases: str) -> Term:
    """A glossary entry with nothing but names."""
    return Term(concept, en, zh, zh, aliases, (), (), kind, "", "")


TERMS = (
    term("T-ORCL", "Oracle", "甲骨文", "company", "甲骨文公司", "ORCL"),
    term("T-NVDA", "NVIDIA", "輝達", "company", "英偉達"),
    term("T-CAPEX", "Capital expenditure", "資本支出", "metric", "capex"),
    term("T-DEPR", "Depreciation", "折舊", "metric"),
)


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The general dictionary, compiled once for all tests."""
    folder = tempfile.TemporaryDirectory(prefix="looplens-dictionary-")
    path = Path(folder.name) / dictionary_name()
    compile_dictionary(path)
    opened = Dictionary(path)
    atexit.register(folder.cleanup)
    atexit.register(opened.close)
    return opened


@lru_cache(maxsize=1)
def analyser() -> Analyser:
    """An analyser over four names and the real dictionary."""
    return Analyser(Glossary(TERMS), dictionary(), "tests")


@lru_cache(maxsize=1)
def table() -> TableEncoder:
    """The embedded encoder."""
    encoder = open_encoder("embedded")
    assert isinstance(encoder, TableEncoder)
    return encoder


def tools() -> Tools:
    """What an index is made with, by default."""
    return Tools(analyser(), table())


def passage(passage_id: str, text: Mapping[str, str], index: str = "own") -> Passage:
    """A passage of one sentence a language; its source is the part before the slash."""
    return Passage(
        id=passage_id,
        index=index,
        source_id=passage_id.partition("/")[0],
        locator="¶1",
        heading={},
        title={},
        text=dict(text),
        sentences={lang: ((0, len(said)),) for lang, said in text.items()},
        text_kind="original",
    )


def content(passages: Iterable[Passage], stamp: str = "") -> Content:
    """These passages with a source for each that they name."""
    passages = tuple(passages)
    sources = []
    for source_id in sorted({p.source_id for p in passages}):
        some = [p for p in passages if p.source_id == source_id]
        source = Source(source_id, source_id, "", "txt", "2026", None, "reader", "original")
        sources.append(StoredSource(source, passages_hash(some), ""))
    return Content(passages, tuple(sources), stamp)


def build(path: Path, passages: Iterable[Passage], with_tools: Tools | None = None) -> Generation:
    """A generation of these passages, open."""
    folder = IndexFolder(path)
    with folder.locked():
        build_generation(folder, "own", content(passages), with_tools or tools())
    found = folder.newest()
    assert found is not None
    return found


def searcher(path: Path, texts: Iterable[Mapping[str, str]]) -> Searcher:
    """A searcher over passages `doc0/p`, `doc1/p` … with these texts."""
    passages = [passage(f"doc{number}/p", text) for number, text in enumerate(texts)]
    made = tools()
    return Searcher([build(path, passages, made)], made.analyser, made.encoder)
