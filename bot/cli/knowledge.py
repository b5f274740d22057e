"""`looplens passage`, `sources` and `crosscheck`: the knowledge itself, no question asked.

Read from `corpus/` directly, so they need no index; only a passage of one's own index does.
"""

from __future__ import annotations

import difflib
import hashlib
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.cli.facts import register as register_facts
from bot.cli.streams import write, write_json
from bot.errors import InputError
from bot.records import Fact, Passage, Source

if TYPE_CHECKING:
    from bot.cli.outputs import PassageOutput, SourceRow
    from bot.knowledge.corpus import Corpus


def register(commands: Any) -> None:
    """Add `passage`, `sources`, `facts` and `crosscheck` to the tree of commands."""
    passage = commands.add_parser(
        "passage",
        help="show one passage, its sentences and its twin",
        description="Show a passage as it is stored: what citations quote from.",
    )
    passage.add_argument("id", metavar="ID", help="as a citation or search names it")
    passage.add_argument("--index", metavar="NAME", default="corpus", help="default: corpus")
    passage.add_argument("--json", action="store_true", help="print JSON")
    passage.set_defaults(run=run_passage)
    sources = commands.add_parser(
        "sources",
        help="list the sources behind the answers",
        description="List the catalogue: every source that a fact or a passage rests on; or the "
        "files of an index of your own.",
    )
    sources.add_argument("--index", metavar="NAME", default="corpus", help="default: corpus")
    sources.add_argument("--json", action="store_true", help="print JSON")
    sources.set_defaults(run=run_sources)
    register_facts(commands)
    crosscheck = commands.add_parser(
        "crosscheck",
        help="check the article's claims against the filings",
        description="Show each claim of the article with our verdict, reason and facts.",
    )
    crosscheck.add_argument("--json", action="store_true", help="print JSON")
    crosscheck.set_defaults(run=run_crosscheck)


def run_passage(arguments: Namespace) -> int:
    """Show one passage."""
    passage = _find_passage(arguments.id, arguments.index)
    if arguments.json:
        write_json(passage_output(passage))
        return 0
    write(f"{passage.id} · {passage.locator} · {passage.source_id}")
    for lang, text in passage.text.items():
        heading = passage.heading.get(lang)
        write(f"\n[{lang}] {heading}\n{text}" if heading else f"\n[{lang}]\n{text}")
    return 0


def _find_passage(id: str, index: str) -> Passage:
    from bot.cli.rooms import open_corpus, open_library

    if index != "corpus":
        with open_library([index]) as library:
            return library.passage(id, index)
    by_id = {passage.id: passage for passage in open_corpus().passages}
    if id in by_id:
        return by_id[id]
    near = difflib.get_close_matches(id, by_id, n=1, cutoff=0.0)
    raise InputError(
        f"the corpus has no passage {id!r}; {_elsewhere(id) or f'the nearest name is {near[0]!r}'}"
    )


def _elsewhere(id: str) -> str:
    """Where a passage of that name stands among one's own indexes, and how it is shown."""
    from bot.cli.rooms import open_library
    from bot.settings import load_settings

    stands = (load_settings().data_dir / "indexes").glob("*/")
    if all(folder.name == "corpus" for folder in stands):
        return ""  # nothing of the reader's own: no need to open what takes a second
    with open_library(()) as library:
        for name in (n for n in library.names() if n != "corpus"):
            try:
                library.passage(id, name)
            except InputError:
                continue
            return f"the index {name!r} has it: looplens passage {id} --index {name}"
        own = [n for n in library.names() if n != "corpus"]
    if not own or "/p" not in id:
        return ""
    return f"a passage of an index of your own is shown with --index ({', '.join(own)})"


def passage_output(passage: Passage) -> PassageOutput:
    """A passage with the hash of each of its texts."""
    from bot.cli.outputs import PassageOutput

    return PassageOutput(
        passage_id=passage.id,
        index=passage.index,
        source_id=passage.source_id,
        locator=passage.locator,
        heading=passage.heading,
        text=passage.text,
        sentences=passage.sentences,
        sha256={
            lang: hashlib.sha256(text.encode()).hexdigest() for lang, text in passage.text.items()
        },
    )


def run_sources(arguments: Namespace) -> int:
    """List the catalogue."""
    from bot.cli.outputs import SourcesOutput
    from bot.cli.rooms import open_corpus

    own = arguments.index != "corpus"
    rows = _own_rows(arguments.index) if own else source_rows(open_corpus())
    if arguments.json:
        write_json(SourcesOutput(rows))
        return 0
    for row in rows:
        languages = ", ".join(row.languages) or "facts only"
        write(f"{row.id}  {row.date}  {row.provenance}  {_passages(row.passages)} ({languages})")
        write(f"   {row.title} · {row.publisher}" + (f"\n   {row.link}" if row.link else ""))
        if row.facts:
            write(f"   {_resting(row)}")
    return 0


def _passages(count: int) -> str:
    return f"{count} passage{'s' * (count != 1)}"


def _own_rows(index: str) -> tuple[SourceRow, ...]:
    """The files of an index of one's own, by name. Raises UnknownIndexError."""
    from bot.cli.rooms import open_library

    with open_library([index]) as library:
        return tuple(
            _source_row(source, {lang for p in passages for lang in p.text}, len(passages))
            for source, passages in library.files(index)
        )


def _source_row(
    source: Source, languages: Iterable[str], passages: int, facts: Sequence[Fact] = ()
) -> SourceRow:
    from bot.cli.outputs import SourceRow

    return SourceRow(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        type=source.type,
        date=source.date,
        provenance=source.provenance,
        languages=tuple(sorted(languages)),
        passages=passages,
        link=source.url,
        **_of_facts(facts),
    )


def _resting(row: SourceRow) -> str:
    """What rests on a source, in one line: statuses, bounds, confidence, days."""
    bounds = {bound: count for bound, count in row.bounds.items() if bound != "exact"}
    said = [f"{row.facts} facts: {_counted(row.statuses)}"]
    if bounds:
        said.append(f"bounds: {_counted(bounds)}")
    if row.confidence.get("medium"):
        said.append(f"{row.confidence['medium']} of medium confidence")
    return "; ".join([*said, f"as of {' to '.join(row.as_of)}"])


def _counted(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{count} {str(name).replace('_', ' ')}" for name, count in counts.items())


def source_rows(corpus: Corpus) -> tuple[SourceRow, ...]:
    """The catalogue in its own order, with what each source has in passages."""
    counts: Counter[str] = Counter()
    languages: dict[str, set[str]] = {}
    for passage in corpus.passages:
        counts[passage.source_id] += 1
        languages.setdefault(passage.source_id, set()).update(passage.text)
    facts: dict[str, list[Fact]] = {}
    for fact in corpus.facts:
        facts.setdefault(fact.source_id, []).append(fact)
    return tuple(
        _source_row(
            source, languages.get(source.id, ()), counts[source.id], facts.get(source.id, ())
        )
        for source in corpus.sources.values()
    )


def _of_facts(facts: Sequence[Fact]) -> dict[str, Any]:
    days = sorted({fact.as_of for fact in facts})
    return {
        "facts": len(facts),
        "statuses": dict(Counter(fact.status for fact in facts).most_common()),
        "bounds": dict(Counter(fact.bound for fact in facts if fact.bound).most_common()),
        "confidence": dict(Counter(fact.confidence for fact in facts).most_common()),
        "as_of": tuple(dict.fromkeys((days[0], days[-1]))) if days else (),
    }


def run_crosscheck(arguments: Namespace) -> int:
    """Show the claims of the article with their verdicts."""
    from bot.cli.outputs import CrosscheckOutput
    from bot.cli.rooms import open_corpus

    claims = tuple(open_corpus().crosschecks)
    verdicts = Counter(claim.verdict for claim in claims)
    if arguments.json:
        write_json(CrosscheckOutput(dict(verdicts.most_common()), claims))
        return 0
    for claim in claims:
        write(f"{claim.n}. ¶{claim.paragraph}  {claim.verdict} ({claim.aspect})")
        write(f"   {claim.claim_zh}\n   {claim.claim_en}")
        write(f"   → {claim.reason_zh}\n   → {claim.reason_en}")
        if claim.facts:
            write(f"   facts: {', '.join(claim.facts)}")
    write(", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()))
    return 0
