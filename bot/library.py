"""Knowledge and indexes by name, opened once and shared: what every answer stands on.

`Library.open` loads the shipped corpus, builds its index where it is missing, stale or damaged, and
opens the indexes asked for. Indexes of one's own are made with `add` from files, and keep their
texts, so that another encoder needs no file again. One object is shared by threads; what another
process builds is seen when a library is opened anew. Knows no questions and no answers.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bot.errors import InputError, StoreError
from bot.index.building import Content, Progress, Tools, silent
from bot.index.catalogue import Catalogue
from bot.index.changes import BuildReport, Incoming
from bot.index.dictionary import Dictionary, compile_dictionary, dictionary_name
from bot.index.encoder import Encoder, open_encoder
from bot.index.exchange import export_index, import_sources
from bot.index.generations import Generation, Manifest
from bot.index.hub import Hardware
from bot.index.passages import StoredSource, passages_hash
from bot.index.reranker import Reranker, open_reranker
from bot.index.search import Searcher
from bot.index.terms import Analyser
from bot.knowledge.corpus import Corpus, load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Passage, Source
from bot.settings import Settings, data_root

__all__ = ["CORPUS", "BuildReport", "Library"]

CORPUS = "corpus"

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What is read once and shared by every library over the same settings."""

    corpus: Corpus
    ledger: Ledger
    glossary: Glossary
    phrases: Phrases
    tools: Tools
    reranker: Reranker | None


class Library:
    """Open knowledge, made by `open`; of its attributes only `searcher` is ever exchanged."""

    def __init__(self, settings: Settings, knowledge: _Knowledge, log: Log) -> None:
        self.settings = settings
        self.corpus = knowledge.corpus
        self.ledger = knowledge.ledger
        self.glossary = knowledge.glossary
        self.phrases = knowledge.phrases
        self._knowledge = knowledge
        self._log = log
        self._catalogue = Catalogue(settings.data_dir / "indexes", knowledge.tools, log)
        self._lock = threading.Lock()
        self._generations: dict[str, Generation] = {}
        self._aside: dict[str, Generation] = {}
        self.searcher = self._searcher()

    @classmethod
    def open(
        cls,
        settings: Settings,
        names: Sequence[str] = (CORPUS,),
        *,
        progress: Progress | None = None,
        log: Log | None = None,
        corpus: Path | None = None,
    ) -> Library:
        """Open the library over the named indexes.

        `log` is told in a sentence what is damaged or built; `progress` follows a build; `corpus`
        is a folder to read instead of the corpus that travels with the program. Raises
        UnknownIndexError, CorpusError, EngineError (no encoder or reranker) or StoreError.
        """
        log = log or (lambda _: None)
        read = load_corpus(corpus or data_root("corpus"))
        glossary = Glossary(read.terms, read.metrics)
        dictionary = _dictionary(settings.data_dir, log)
        names_of_terms = hashlib.sha256(repr((read.terms, read.metrics)).encode()).hexdigest()
        hardware = Hardware(settings.model_batch, settings.model_device, settings.model_backend)
        tools = Tools(
            Analyser(glossary, dictionary, names_of_terms),
            open_encoder(settings.encoder, hardware),
            settings.chroma_url,
        )
        knowledge = _Knowledge(
            corpus=read,
            ledger=Ledger(read.facts, read.flows),
            glossary=glossary,
            phrases=Phrases(data_root("prompts")),
            tools=tools,
            reranker=open_reranker(settings.reranker, hardware),
        )
        return cls(settings, knowledge, log).over(names, progress=progress)

    def over(self, names: Sequence[str], *, progress: Progress | None = None) -> Library:
        """A library with the same knowledge over these indexes. Raises what `open` raises."""
        other = Library(self.settings, self._knowledge, self._log)
        for name in dict.fromkeys(names):
            found = self._generations.get(name)
            other._generations[name] = found or other._generation(name, progress or silent)
        other.searcher = other._searcher()
        return other

    @property
    def encoder(self) -> Encoder:
        """What turns texts and queries into vectors here."""
        return self._knowledge.tools.encoder

    @property
    def searcher_names(self) -> tuple[str, ...]:
        """The names of the indexes that are searched."""
        return tuple(self._generations)

    def passage(self, passage_id: str, index: str | None = None) -> Passage:
        """The passage of an id, in the named index or in any that is searched.

        Raises UnknownIndexError, or InputError where no passage has the id.
        """
        for name in [index] if index else self.searcher_names:
            found = self._reading(name).passages.get(passage_id)
            if found:
                return found
        where = index or ", ".join(self.searcher_names)
        raise InputError(
            f"there is no passage {passage_id!r} in {where}; 'looplens search' shows ids"
        )

    def source(self, index: str, source_id: str) -> Source:
        """The source of an id in an index. Raises UnknownIndexError or InputError."""
        known = self.corpus.sources.get(source_id) if index == CORPUS else None
        found = known or self._reading(index).passages.source(source_id)
        if found is None:
            raise InputError(f"there is no source {source_id!r} in the index {index!r}")
        return found

    def files(self, index: str) -> tuple[tuple[Source, tuple[Passage, ...]], ...]:
        """The sources of an index with their passages, by name. Raises UnknownIndexError."""
        stored = self._reading(index).passages
        held: dict[str, list[Passage]] = {}
        for passage in stored.all():
            held.setdefault(passage.source_id, []).append(passage)
        return tuple((s.source, tuple(held.get(s.source.id, ()))) for s in stored.sources())

    def names(self) -> tuple[str, ...]:
        """The names of all indexes that stand."""
        return tuple(manifest.index for manifest in self.manifests())

    def manifests(self) -> tuple[Manifest, ...]:
        """What every index that stands holds and was made with, by name."""
        return self._catalogue.manifests()

    def add(
        self,
        name: str,
        paths: Iterable[Path | str] = (),
        *,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Read files and folders into an index of one's own, made when there is none.

        What did not change is not encoded again; what is gone from a folder given here is removed.
        With `rebuild` everything is encoded anew; with no paths, from the texts that the index
        keeps. The shipped corpus takes no paths. Raises InputError, StoreError or EngineError.
        """
        progress = progress or silent
        given = [Path(path).expanduser().resolve() for path in paths]
        if name == CORPUS:
            if given:
                raise InputError(
                    f"the index {CORPUS!r} holds the shipped corpus; choose another --index NAME"
                )
            generation, report = self._shipped(progress, rebuild=rebuild)
        else:
            if not given and name not in self.names():
                raise InputError("no file or folder was given; looplens index PATH --index NAME")
            incoming, refused = _read(given, self.settings.max_upload_mb, progress)
            if not incoming and name not in self.names():
                why = f"{refused[0][0]}: {refused[0][1]}" if refused else "no file was found"
                raise InputError(f"nothing could be indexed as {name!r}: {why}")
            generation, report = self._catalogue.change(
                name, incoming, partial(_gone, given), rebuild=rebuild, progress=progress
            )
            report = replace(report, refused=refused)
        self._exchange(name, generation)
        return report

    def remove(self, name: str) -> None:
        """Delete an index. Raises UnknownIndexError."""
        self._catalogue.remove(name)
        self._exchange(name, None)

    def export(self, name: str, file: Path) -> None:
        """Write an index's sources and texts to a file that `import_index` reads anywhere."""
        export_index(self._reading(name).passages, name, file)

    def import_index(
        self, file: Path, name: str | None = None, *, progress: Progress | None = None
    ) -> BuildReport:
        """Make or extend an index from an exported file, under its own name or another one."""
        written, incoming = import_sources(file)
        name = name or written
        if name == CORPUS:
            raise InputError(f"{CORPUS!r} is the shipped corpus; import under another --index NAME")
        generation, report = self._catalogue.change(name, incoming, progress=progress or silent)
        self._exchange(name, generation)
        return report

    def close(self) -> None:
        """Let go of every file; nothing can be searched afterwards."""
        self.searcher.close()
        for generation in self._aside.values():
            generation.close()

    def _searcher(self) -> Searcher:
        tools = self._knowledge.tools
        reranker = self._knowledge.reranker
        return Searcher(self._generations.values(), tools.analyser, tools.encoder, reranker)

    def _exchange(self, name: str, generation: Generation | None) -> None:
        """Search the new generation from now on; a search under way ends in the old one."""
        with self._lock:
            self._aside.pop(name, None)
            if name in self._generations:
                kept = {n: g for n, g in self._generations.items() if n != name}
                self._generations = {**kept, name: generation} if generation else kept
                self.searcher = self._searcher()

    def _generation(self, name: str, progress: Progress) -> Generation:
        if name == CORPUS:
            return self._shipped(progress)[0]
        return self._catalogue.named(name, progress)

    def _reading(self, name: str) -> Generation:
        """An index to read from, searched or not."""
        if name in self._generations:
            return self._generations[name]
        with self._lock:
            if name not in self._aside:
                self._aside[name] = self._generation(name, silent)
            return self._aside[name]

    def _shipped(
        self, progress: Progress, *, rebuild: bool = False
    ) -> tuple[Generation, BuildReport]:
        content = Content(
            self.corpus.passages, tuple(_stored(self.corpus)), stamp=self.corpus.sha256
        )
        return self._catalogue.shipped(CORPUS, content, progress, rebuild=rebuild)


def _dictionary(folder: Path, log: Log) -> Dictionary:
    """The general dictionary, compiled when it is missing or damaged."""
    path = folder / dictionary_name()
    if path.exists():
        try:
            return Dictionary(path)
        except StoreError as error:
            log(str(error))
    log("compiling the dictionary of Chinese words")
    compile_dictionary(path)
    return Dictionary(path)


def _stored(corpus: Corpus) -> Iterator[StoredSource]:
    """The sources that passages come from, each with the hash of its passages."""
    passages: dict[str, list[Passage]] = {}
    for passage in corpus.passages:
        passages.setdefault(passage.source_id, []).append(passage)
    for source_id, some in sorted(passages.items()):
        if source_id in corpus.sources:
            yield StoredSource(corpus.sources[source_id], passages_hash(some), "")


def _read(
    paths: Sequence[Path], max_mb: int, progress: Progress
) -> tuple[list[Incoming], tuple[tuple[str, str], ...]]:
    """The sources in files and folders, each with its file; what was refused, with the reason."""
    from bot.knowledge.confined import ReadingProcess
    from bot.knowledge.files import Refused, files_below, read_source_files

    def pages(done: int, total: int, text: str) -> None:
        if total > 1:  # one is the file itself, which is told below
            progress(done, total, f"reading {text}")

    incoming: list[Incoming] = []
    refused: list[Refused] = []
    # A folder without files is named as it is, to be refused with the reason.
    below = ((files_below(p, refused) or [p]) if p.is_dir() else [p] for p in paths)
    files = list(dict.fromkeys(file for some in below for file in some))
    with ReadingProcess() as process:
        for done, file in enumerate(files):
            progress(done, len(files), f"reading {file.name}")
            read = read_source_files([file], max_mb=max_mb, progress=pages, process=process)
            incoming += (Incoming(d.source, d.passages, str(file)) for d in read.documents)
            refused += read.refused
    return incoming, tuple({one.path: one.reason for one in refused}.items())


def _gone(given: Sequence[Path], roots: Iterable[str]) -> list[str]:
    """Files that lay in one of the folders given and are there no more."""
    return [
        root
        for root in roots
        if not Path(root).exists() and any(path in Path(root).parents for path in given)
    ]
