"""Knowledge and indexes by name: what a question's path looks things up in.

Opens the shipped corpus (ledger, glossary, phrases) and the named indexes with one searcher over
all of them; builds the corpus' index where it is missing, stale or damaged, and says so. One
library is shared by all threads of a process. It answers nothing and reads no setting from the
environment.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import InputError, StoreError, UnknownIndexError
from bot.index.building import Content, Progress, Tools, build_generation
from bot.index.dictionary import Dictionary, compile_dictionary, dictionary_name
from bot.index.encoder import Encoder, open_encoder
from bot.index.generations import Generation, IndexFolder, Manifest
from bot.index.passages import StoredSource, passages_hash
from bot.index.search import Searcher
from bot.index.terms import Analyser
from bot.knowledge.corpus import Corpus, load_corpus
from bot.knowledge.files import Document, Refused, read_source_files
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Passage, Source
from bot.settings import Settings, data_root

__all__ = ["CORPUS", "BuildReport", "IndexSummary", "Library"]

CORPUS = "corpus"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,60}[a-z0-9]")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, by source id, and what it could not read."""

    index: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    passages: int = 0
    encoded: int = 0


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """One index as `looplens index list` shows it."""

    name: str
    passages: int
    sources: int
    encoder: str
    sha256: str


class Library:
    """The open knowledge of a process; make it with `Library.open`."""

    def __init__(
        self,
        settings: Settings,
        corpus: Corpus,
        analyser: Analyser,
        encoder: Encoder,
        generations: Sequence[Generation],
    ) -> None:
        self.settings = settings
        self.corpus = corpus
        self.ledger = Ledger(corpus.facts, corpus.flows)
        self.glossary: Glossary = analyser.glossary
        self.phrases = Phrases(data_root("prompts"))
        self.searcher = Searcher(generations, analyser, encoder)
        self._generations = {g.manifest.index: g for g in generations}
        self._tools = Tools(analyser, encoder, settings.chroma_url)

    @classmethod
    def open(
        cls,
        settings: Settings,
        names: Sequence[str] = (CORPUS,),
        *,
        say: Say = lambda _: None,
        progress: Progress = lambda done, total, text: None,
    ) -> Library:
        """Open the named indexes; the corpus' own is built first where it has to be.

        Raises UnknownIndexError for a name that has no index, StoreError where nothing can be
        written or opened, EngineError where the encoder cannot be had.
        """
        corpus = load_corpus(data_root("corpus"))
        tools = _tools(settings, corpus)
        opened = []
        for name in dict.fromkeys(names):
            folder = _folder(settings, name)
            if name == CORPUS:
                opened.append(_current_corpus(folder, corpus, tools, say, progress))
            else:
                opened.append(_existing(folder, name, settings, tools, say, progress))
        return cls(settings, corpus, tools.analyser, tools.encoder, opened)

    @property
    def searcher_names(self) -> tuple[str, ...]:
        """The names of the indexes that are searched."""
        return tuple(self._generations)

    def passage(self, passage_id: str, index: str | None = None) -> Passage:
        """The passage of an id. Raises InputError that names near ids where there is none."""
        for name in (index,) if index else self.searcher_names:
            found = self.searcher.passage(name, passage_id)
            if found is not None:
                return found
        raise InputError(
            f"no passage {passage_id!r} in {index or ', '.join(self.searcher_names)}; "
            "`looplens search` shows the ids of passages"
        )

    def source(self, index: str, source_id: str) -> Source:
        """The source of a passage. Raises InputError where the index does not know it."""
        if index == CORPUS and source_id in self.corpus.sources:
            return self.corpus.sources[source_id]
        generation = self._generations.get(index)
        found = generation.passages.source(source_id) if generation else None
        if found is None:
            raise InputError(f"no source {source_id!r} in the index {index!r}")
        return found

    def names(self) -> tuple[str, ...]:
        """The names of all indexes that exist."""
        return tuple(summary.name for summary in list_indexes(self.settings))

    def close(self) -> None:
        """Let go of every file."""
        self.searcher.close()


# --- building -----------------------------------------------------------------------------------


def add_files(
    settings: Settings,
    name: str,
    paths: Sequence[Path],
    *,
    rebuild: bool = False,
    say: Say = lambda _: None,
    progress: Progress = lambda done, total, text: None,
) -> BuildReport:
    """Index files and folders of the reader's own under a name; what did not change is kept.

    A source that was read from one of `paths` before and is no longer there is removed; others
    stay. Raises InputError for a name that cannot be used, StoreError, EngineError.
    """
    _check_name(name)
    corpus = load_corpus(data_root("corpus"))
    tools = _tools(settings, corpus)
    read = read_source_files(paths, max_mb=settings.max_upload_mb)
    folder = _folder(settings, name)
    with folder.locked(say):
        before = folder.newest(say)
        try:
            roots = tuple(str(Path(p).resolve()) for p in paths)
            kept = {} if rebuild or before is None else _kept(before, roots)
            return _build_documents(folder, name, tools, kept, read.documents, read.refused,
                                    before, paths, progress)
        finally:
            if before is not None:
                before.close()


def _kept(before: Generation, roots: Sequence[str]) -> dict[str, StoredSource]:
    """The sources of the index that were not read from one of these paths."""
    return {
        s.source.id: s
        for s in before.passages.sources()
        if not any(s.root == r or s.root.startswith(f"{r}/") for r in roots)
    }


def _build_documents(
    folder: IndexFolder,
    name: str,
    tools: Tools,
    kept: Mapping[str, StoredSource],
    documents: Sequence[Document],
    refused: tuple[Refused, ...],
    before: Generation | None,
    paths: Sequence[Path],
    progress: Progress,
) -> BuildReport:
    root = str(Path(paths[0]).resolve()) if len(paths) == 1 else ""
    fresh = {d.source.id: d for d in documents}
    passages = [p for p in (before.passages.all() if before else ()) if p.source_id in kept]
    passages = [p for p in passages if p.source_id not in fresh]
    sources = [s for i, s in kept.items() if i not in fresh]
    for document in documents:
        named = [replace(p, index=name) for p in document.passages]
        passages += named
        sources.append(StoredSource(document.source, passages_hash(named), root))
    old = {s.source.id: s.sha256 for s in before.passages.sources()} if before else {}
    new = {s.source.id: s.sha256 for s in sources}
    if not passages:
        return BuildReport(name, removed=tuple(old), refused=refused)
    built = build_generation(folder, name, Content(passages, sources), tools, before, progress)
    return BuildReport(
        index=name,
        added=tuple(i for i in new if i not in old),
        changed=tuple(i for i in new if i in old and new[i] != old[i]),
        removed=tuple(i for i in old if i not in new),
        unchanged=tuple(i for i in new if old.get(i) == new[i]),
        refused=refused,
        passages=len(passages),
        encoded=built.encoded,
    )


def build_corpus(
    settings: Settings,
    *,
    rebuild: bool = False,
    say: Say = lambda _: None,
    progress: Progress = lambda done, total, text: None,
) -> BuildReport:
    """Bring the shipped corpus' index up to date and say what changed."""
    from bot.knowledge.checks import check_corpus

    root = data_root("corpus")
    check_corpus(root)
    corpus = load_corpus(root)
    tools = _tools(settings, corpus)
    folder = _folder(settings, CORPUS)
    with folder.locked(say):
        before = folder.newest(say)
        if before is not None and not rebuild and _is_current(before.manifest, corpus, tools):
            count = before.manifest.passages
            ids = tuple(s.source.id for s in before.passages.sources())
            before.close()
            return BuildReport(CORPUS, unchanged=ids, passages=count)
        content = _corpus_content(corpus)
        built = build_generation(
            folder, CORPUS, content, tools, None if rebuild else before, progress
        )
        old = {s.source.id: s.sha256 for s in before.passages.sources()} if before else {}
        if before is not None:
            before.close()
    new = {s.source.id: s.sha256 for s in content.sources}
    return BuildReport(
        index=CORPUS,
        added=tuple(i for i in new if i not in old),
        changed=tuple(i for i in new if i in old and new[i] != old[i]),
        removed=tuple(i for i in old if i not in new),
        unchanged=tuple(i for i in new if old.get(i) == new[i]),
        passages=len(content.passages),
        encoded=built.encoded,
    )


def _corpus_content(corpus: Corpus) -> Content:
    by_source: dict[str, list[Passage]] = {}
    for passage in corpus.passages:
        by_source.setdefault(passage.source_id, []).append(passage)
    sources = [
        StoredSource(corpus.sources[i], passages_hash(some), "") for i, some in by_source.items()
    ]
    return Content(corpus.passages, sources, corpus.sha256)


def _current_corpus(
    folder: IndexFolder, corpus: Corpus, tools: Tools, say: Say, progress: Progress
) -> Generation:
    """The corpus' newest generation; built first where it is missing, stale or damaged."""
    damaged: list[str] = []
    found = folder.newest(damaged.append)
    if found is not None and _is_current(found.manifest, corpus, tools):
        return found
    if damaged:
        say(f"{damaged[0]}; it is built again from the shipped corpus")
    elif found is not None:
        say("the corpus has changed; its index is brought up to date")
    with folder.locked(say):
        again = folder.newest()
        if again is not None and _is_current(again.manifest, corpus, tools):
            return again
        build_generation(folder, CORPUS, _corpus_content(corpus), tools, again, progress)
    built = folder.newest()
    if built is None:
        raise StoreError(f"the index in {folder.path} cannot be opened after building it")
    return built


def _is_current(manifest: Manifest, corpus: Corpus, tools: Tools) -> bool:
    return (
        manifest.stamp == corpus.sha256
        and manifest.encoder == tools.encoder.name
        and manifest.terms == tools.analyser.version
        and manifest.server == (tools.server is not None)
    )


def _existing(
    folder: IndexFolder,
    name: str,
    settings: Settings,
    tools: Tools,
    say: Say,
    progress: Progress,
) -> Generation:
    """A reader's own index, encoded again from its stored texts where the encoder has changed."""
    damaged: list[str] = []
    found = folder.newest(damaged.append)
    for text in damaged:
        say(f"{text}; {'the one before is used' if found else 'index the files again'}")
    if found is None:
        known = ", ".join(s.name for s in list_indexes(settings)) or CORPUS
        raise UnknownIndexError(
            f"no index is named {name!r}; known: {known}. `looplens index PATH --index {name}` "
            "makes it"
        )
    fits = found.manifest.encoder == tools.encoder.name
    if fits and found.manifest.terms == tools.analyser.version:
        return found
    say(f"the index {name} is brought up to date from its stored texts")
    with folder.locked(say):
        content = Content(tuple(found.passages.all()), found.passages.sources())
        build_generation(folder, name, content, tools, found, progress)
    found.close()
    built = folder.newest()
    if built is None:
        raise StoreError(f"the index in {folder.path} cannot be opened after building it")
    return built


# --- all indexes --------------------------------------------------------------------------------


def list_indexes(settings: Settings) -> tuple[IndexSummary, ...]:
    """Every index with what it holds, by name."""
    root = settings.data_dir / "indexes"
    found = []
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        generation = IndexFolder(path, settings.chroma_url).newest()
        if generation is not None:
            m = generation.manifest
            found.append(IndexSummary(path.name, m.passages, m.sources, m.encoder, m.sha256))
            generation.close()
    return tuple(found)


def remove_index(settings: Settings, name: str) -> None:
    """Delete an index. Raises UnknownIndexError where there is none of that name."""
    _check_known(settings, name)
    _folder(settings, name).remove()


def export_index(settings: Settings, name: str, target: Path) -> None:
    """Write the newest generation of an index into one file, to be imported elsewhere."""
    _check_known(settings, name)
    generation = _folder(settings, name).newest()
    if generation is None:
        raise StoreError(f"the index {name!r} is damaged and cannot be exported; build it again")
    folder = generation.folder
    generation.close()
    with tarfile.open(target, "w:gz") as archive:
        archive.add(folder, arcname=folder.name)


def import_index(settings: Settings, source: Path) -> str:
    """Bring in an exported index under the name that it has. Raises InputError on a bad file."""
    try:
        with tempfile.TemporaryDirectory() as temporary, tarfile.open(source, "r:gz") as archive:
            archive.extractall(temporary, filter="data")
            folders = [p for p in Path(temporary).iterdir() if p.is_dir()]
            if len(folders) != 1:
                raise InputError(f"{source} holds no exported index")
            generation = Generation(folders[0])
            name = generation.manifest.index
            generation.close()
            _check_name(name)
            folder = _folder(settings, name)
            with folder.locked():
                shutil.copytree(folders[0], folder.path / folders[0].name, dirs_exist_ok=True)
            return name
    except (tarfile.TarError, OSError, StoreError) as error:
        raise InputError(f"{source} is no exported index: {error}") from error


def _check_known(settings: Settings, name: str) -> None:
    known = [s.name for s in list_indexes(settings)]
    if name not in known:
        raise UnknownIndexError(
            f"no index is named {name!r}; known: {', '.join(known) or 'none yet'}"
        )


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name) or name == CORPUS:
        raise InputError(
            f"{name!r} cannot name an index; 3 to 62 small letters, digits, dots, dashes or "
            f"underscores were expected, and not {CORPUS!r}"
        )


def _folder(settings: Settings, name: str) -> IndexFolder:
    if not NAME.fullmatch(name):
        raise UnknownIndexError(f"{name!r} cannot be the name of an index")
    return IndexFolder(settings.data_dir / "indexes" / name, settings.chroma_url)


def _tools(settings: Settings, corpus: Corpus) -> Tools:
    glossary = Glossary(corpus.terms, corpus.metrics)
    path = settings.data_dir / dictionary_name()
    try:
        dictionary = Dictionary(path)
    except StoreError:
        compile_dictionary(path)
        dictionary = Dictionary(path)
    names = hashlib.sha256(repr((corpus.terms, corpus.metrics)).encode()).hexdigest()
    encoder = open_encoder(settings.encoder)
    return Tools(Analyser(glossary, dictionary, names), encoder, settings.chroma_url)
