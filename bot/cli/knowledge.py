"""`looplens passage`, `sources`, `facts` and `crosscheck`: the knowledge itself, no question asked.

Read from `corpus/` directly, so they need no index; only a passage of one's own index does.
"""

from __future__ import annotations

import difflib
import hashlib
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, get_args

from bot.cli.ask import check_as_of, last_day
from bot.cli.streams import write, write_json
from bot.errors import InputError
from bot.records import Fact, Flow, Passage, Period, Source, Status

if TYPE_CHECKING:
    from bot.cli.outputs import PassageOutput, SourceRow
    from bot.knowledge.corpus import Corpus
    from bot.language.glossary import Glossary

STATUSES: tuple[str, ...] = get_args(Status)


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
    facts = commands.add_parser(
        "facts",
        help="list the ledger of figures",
        description="List figures with unit, period, status and source. Companies and metrics "
        "are named in either language.",
    )
    facts.add_argument("--subject", metavar="NAME", help="a company or concept, such as 甲骨文")
    facts.add_argument("--metric", metavar="NAME", help="a metric, such as RPO or capex")
    facts.add_argument("--status", type=_status, choices=STATUSES, help="how firm the figure is")
    facts.add_argument(
        "--period", metavar="WHEN", help="a period, such as November 2025 or fiscal 2026 Q2"
    )
    facts.add_argument("--as-of", metavar="WHEN", help="article, latest or a date")
    facts.add_argument(
        "--flows", action="store_true", help="the legs of the loop, and the figures behind them"
    )
    facts.add_argument("--json", action="store_true", help="print JSON")
    facts.set_defaults(run=run_facts)
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


def _status(text: str) -> str:
    """A status as the ledger writes it: letter-of-intent and "Letter of intent" are one."""
    return text.strip().lower().replace("-", "_").replace(" ", "_")


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


def run_facts(arguments: Namespace) -> int:
    """List rows of the ledger."""
    from bot.cli.outputs import FactsOutput
    from bot.cli.rooms import open_corpus
    from bot.knowledge.ledger import Ledger
    from bot.language.glossary import Glossary

    if arguments.as_of is not None:
        check_as_of(arguments.as_of)
    corpus = open_corpus()
    glossary = Glossary(corpus.terms, corpus.metrics)
    ledger = Ledger(corpus.facts, corpus.flows)
    subject = _concept(arguments.subject, glossary)
    found = ledger.find(
        subject=None if arguments.flows else subject,
        metric=_metric(arguments.metric, glossary),
        status=arguments.status,
        as_of=last_day(arguments.as_of),
        period=_period(arguments.period, subject),
    )
    if arguments.as_of == "article":
        found = tuple(fact for fact in found if not fact.later)
    flows: tuple[Flow, ...] = ()
    if arguments.flows:
        kept = {fact.id: fact for fact in found}
        flows = tuple(flow for flow in ledger.find_flows(subject) if flow.fact_id in kept)
        found = tuple(kept[flow.fact_id] for flow in flows)
    if arguments.json:
        write_json(FactsOutput(found, flows))
        return 0
    for fact, flow in zip_longest(found, flows):
        if flow is not None:
            write(_flow_line(flow, glossary))
        write(_fact_line(fact))
    if not found:
        write("no row of the ledger fits; leave an option out to see more")
    return 0


def _flow_line(flow: Flow, glossary: Glossary) -> str:
    parties = (flow.giver, flow.taker)
    names = (glossary.name(p, "en") if p.startswith("GLO-") else p for p in parties)
    return f"{flow.id}  {' > '.join(names)}  {flow.kind}"


def _period(text: str | None, subject: str | None) -> Period | None:
    """The one period that a text names, by the subject's fiscal calendar where it is known."""
    from bot.language.periods import read_periods

    if text is None:
        return None
    found = [p for p in read_periods(text, fiscal_of=subject) if p.kind != "relative"]
    if len(found) != 1:
        raise InputError(
            f"--period {text!r} names {len(found) or 'no'} period{'s' * bool(found)}; one "
            "such as November 2025, 2025年第三季 or fiscal 2026 Q2 was expected"
        )
    return found[0]


def _concept(name: str | None, glossary: Glossary) -> str | None:
    """The glossary id behind a name, or the id itself. Raises InputError for neither."""
    if name is None or glossary.term(name) is not None:
        return name
    found = glossary.find(name)
    if not found:
        raise InputError(
            f"--subject {name!r} is no name of the glossary; a company or concept such as Oracle "
            "or 甲骨文 was expected"
        )
    return found[0].concept


def _metric(name: str | None, glossary: Glossary) -> str | None:
    if name is None or glossary.metric(name) is not None:
        return name
    found = glossary.find_metrics(name)
    if not found:
        raise InputError(
            f"--metric {name!r} is no metric of the ledger; a name such as RPO or 資本支出 was "
            "expected"
        )
    return found[0].concept


def _fact_line(fact: Fact) -> str:
    """One row: id, status, period and what it states in both languages."""
    head = f"{fact.id}  {fact.status}  {fact.period.label}  as of {fact.as_of}  [{fact.source_id}]"
    return f"{head}\n   {fact.statement_zh}\n   {fact.statement_en}"


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
