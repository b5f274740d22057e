"""`looplens search` and `looplens index`: ranked passages, and the indexes they come from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.ask import add_index_option, answer_error
from bot.cli.streams import BatchLine, read_batch, readable, write, write_json
from bot.errors import InputError
from bot.records import Hit

if TYPE_CHECKING:
    from bot.cli.outputs import SearchOutput, SearchResult
    from bot.library import BuildReport, Library

TEXT_LANGUAGES = ("zh-TW", "zh-CN", "en")
OWN = "own"
LISTED = 20  # names of each kind in a report for people
# Words after `index` that do something else than build, with what each needs.
VERBS: dict[str, tuple[str, ...]] = {
    "list": (),
    "remove": ("NAME",),
    "export": ("NAME", "FILE"),
    "import": ("FILE",),
}


def register(commands: Any) -> None:
    """Add `search` and `index` to the tree of commands."""
    search = commands.add_parser(
        "search",
        help="rank the passages that speak of something",
        description="Rank passages by meaning and by words, across both languages.",
    )
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--batch", metavar="FILE.jsonl", help="one query a line, - for stdin")
    search.add_argument("-k", type=int, default=5, help="how many passages (default: 5)")
    search.add_argument("--lang", choices=TEXT_LANGUAGES, help="search only texts in this language")
    add_index_option(search)
    search.add_argument("--explain", action="store_true", help="show why each passage ranks there")
    search.add_argument("--json", action="store_true", help="print JSON")
    search.set_defaults(run=run_search)
    index = commands.add_parser(
        "index",
        help="build an index: the shipped corpus, or files of your own",
        description="With no PATH, build the shipped corpus' index. With files or folders, a named "
        "index of your own; what has not changed is not read again.",
        epilog="Also: index list; index remove NAME; index export NAME FILE; index import FILE.",
    )
    index.add_argument("words", nargs="*", metavar="PATH")
    index.add_argument("--index", metavar="NAME", help="name of your own index (default: own)")
    index.add_argument("--rebuild", action="store_true", help="read and encode everything again")
    index.add_argument("--json", action="store_true", help="print the report as JSON")
    index.set_defaults(run=run_index)


def run_search(arguments: Namespace) -> int:
    """Rank for one query, or for every line of a batch."""
    from bot.cli.rooms import open_library

    if arguments.k < 1:
        raise InputError(f"-k is {arguments.k}; at least 1 was expected")
    if arguments.batch is not None:
        if arguments.query is not None:
            raise InputError("a query and --batch were given; one of them was expected")
        lines = read_batch(arguments.batch)
        if (first := next(lines, None)) is not None:
            with open_library(arguments.index) as library:
                for line in chain([first], lines):
                    write_json(_search_line(line, library, arguments), line=True)
        return 0
    query = _check_query(arguments.query)
    with open_library(arguments.index) as library:
        found = _search(query, library, arguments)
    if arguments.json:
        write_json(found)
    else:
        _write_results(found)
    return 0


def _check_query(query: Any) -> str:
    from bot.language.script import normalise

    if not isinstance(query, str) or not query.strip():
        raise InputError('the query is empty; try: looplens search "Oracle RPO"')
    return normalise(query)


def _search(
    query: str, library: Library, arguments: Namespace, id: str | None = None
) -> SearchOutput:
    from bot.cli.outputs import SearchOutput

    hits = library.searcher.search(
        query, k=arguments.k, language=arguments.lang, explain=arguments.explain
    )
    return SearchOutput(id, query, tuple(_result(hit, arguments.explain) for hit in hits))


def _search_line(line: BatchLine, library: Library, arguments: Namespace) -> SearchOutput:
    from bot.cli.outputs import SearchOutput

    try:
        if line.problem:
            raise InputError(line.problem)
        return _search(_check_query(line.value.get("query")), library, arguments, line.id)
    except InputError as error:
        query = readable(str(line.value.get("query", "")))
        return SearchOutput(line.id, query, (), answer_error(error))


def _result(hit: Hit, explain: bool) -> SearchResult:
    from bot.cli.outputs import SearchResult

    passage = hit.passage
    return SearchResult(
        passage_id=passage.id,
        index=passage.index,
        source_id=passage.source_id,
        lang=hit.lang,
        score=round(hit.score, 6),
        text=passage.text[hit.lang],
        explain=dict(hit.explain) if explain else None,
    )


def _write_results(found: SearchOutput) -> None:
    if not found.results:
        write("no passage found; try other words, or 'looplens sources' for what there is")
    for rank, result in enumerate(found.results, start=1):
        write(f"{rank}. {result.score:.3f}  {result.index}:{result.passage_id}  ({result.lang})")
        write(f"   {result.text}")
        for key, value in (result.explain or {}).items():
            write(f"     {key}: {value}")


def run_index(arguments: Namespace) -> int:
    """Build an index; or list, remove, export or import one."""
    from bot.cli.rooms import Bar, open_library

    words = arguments.words
    if words and words[0] in VERBS:
        return _run_verb(words[0], words[1:], arguments)
    name = arguments.index or (OWN if words else "corpus")
    with open_library(()) as library:
        report = library.add(name, words, rebuild=arguments.rebuild, progress=Bar())
    write_report(report, arguments.json)
    return 0


def write_report(report: BuildReport, as_json: bool) -> None:
    """What was added, changed, removed and refused, by name, and what there is now."""
    if as_json:
        write_json(report)
        return
    changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
    for change, sources in changes.items():
        for source in sources[:LISTED]:
            write(f"{change}: {source}")
        if len(sources) > LISTED:
            write(f"{change}: {len(sources) - LISTED} more; --json lists all")
    for path, reason in report.refused:
        write(f"refused: {path}: {reason}")
    for note in report.notes:
        write(note)
    counts = (f"{len(sources)} {change}" for change, sources in changes.items())
    write(
        f"index {report.index}: {_holding(report.passages, report.sources)} "
        f"({', '.join(counts)}, {report.unchanged} unchanged, {len(report.refused)} refused)"
    )


def _run_verb(verb: str, words: Sequence[str], arguments: Namespace) -> int:
    """`index list`, `index remove NAME`, `index export NAME FILE`, `index import FILE`."""
    from bot.cli.rooms import Bar, open_library

    wanted = VERBS[verb]
    if len(words) != len(wanted):
        raise InputError(
            f"index {verb} got {len(words)} words ({' '.join(words) or 'none'}); "
            f"'looplens index {' '.join((verb, *wanted))}' was expected"
        )
    with open_library(()) as library:
        if verb == "import":
            report = library.import_index(Path(words[0]), arguments.index, progress=Bar())
            write_report(report, arguments.json)
            return 0
        if verb == "remove":
            library.remove(words[0])
        elif verb == "export":
            library.export(words[0], Path(words[1]))
        _write_indexes(library, arguments.json)
    return 0


def _holding(passages: int, sources: int) -> str:
    """1 passage of 1 source; 12 passages of 3 sources."""
    return f"{passages} passage{'s' * (passages != 1)} of {sources} source{'s' * (sources != 1)}"


def _write_indexes(library: Library, as_json: bool) -> None:
    from bot.cli.outputs import IndexesOutput, IndexRow

    rows = tuple(
        IndexRow(m.index, m.passages, m.sources, m.encoder, m.sha256) for m in library.manifests()
    )
    if as_json:
        write_json(IndexesOutput(rows))
        return
    for row in rows:
        write(f"{row.name}: {_holding(row.passages, row.sources)}, {row.encoder}")
    if not rows:
        write("no index yet; 'looplens index' builds the shipped corpus'")
