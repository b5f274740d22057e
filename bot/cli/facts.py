"""`looplens facts`: rows of the ledger by company, measure, standing, period and day.

Names are read in either language and any case; a measure is shown under whatever name a company
reports it. It reads `corpus/` directly and needs no index.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, get_args

from bot.cli.ask import check_as_of, last_day
from bot.cli.streams import tell, write, write_json
from bot.errors import InputError
from bot.records import Fact, Flow, Lang, Metric, Period, Status

if TYPE_CHECKING:
    from bot.language.glossary import Glossary

STATUSES: tuple[str, ...] = get_args(Status)
_INTENT: Status = "letter_of_intent"  # the one that goes by many names: LOI, MOU, 備忘錄
QUARTER = re.compile(r"Q[1-4]")
SIDES = 2
LONGER = {
    "month": ("quarter", "half", "ttm", "ytd", "year", "multi_year", "contract_term"),
    "quarter": ("half", "ttm", "ytd", "year", "multi_year", "contract_term"),
    "half": ("ttm", "ytd", "year", "multi_year", "contract_term"),
    "year": ("multi_year", "contract_term"),
}
"""The stretches that are longer than one of a kind, where the two have no dates to compare."""
MIN_PART = 2
"""Characters that a part of a metric's name must have to stand for it."""


def register(commands: Any) -> None:
    """Add `facts` to the tree of commands."""
    facts = commands.add_parser(
        "facts",
        help="list the ledger of figures",
        description="List figures with unit, period, status and source. Companies and metrics "
        "are named in either language.",
    )
    facts.add_argument("--subject", metavar="NAME", help="a company or concept, such as 甲骨文")
    facts.add_argument(
        "--party",
        action="append",
        default=[],
        metavar="NAME",
        help="a company on either side of a row, as subject or other; twice: rows between the two",
    )
    facts.add_argument(
        "--metric",
        metavar="NAME",
        help="a metric, such as RPO or 資本支出, under whatever name a company reports it",
    )
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
    subject = _concept("--subject", arguments.subject, glossary)
    parties = _parties(arguments.party, glossary)
    asked = _period(arguments.period, subject or next(iter(parties), None))
    metrics, status = _measure(arguments.metric, arguments.status, corpus.metrics, glossary)
    fitting = tuple(
        fact
        for fact in ledger.find(
            status=status,
            as_of=last_day(arguments.as_of),
            period=asked,
        )
        if (metrics is None or fact.metric in metrics)
        and not (fact.later and arguments.as_of == "article")
        and parties <= {fact.subject, fact.counterparty}
        and (asked is None or _lies_within(fact.period, asked))
    )
    flows: tuple[Flow, ...] = ()
    if arguments.flows:
        kept = {fact.id: fact for fact in fitting}
        flows = tuple(flow for flow in ledger.find_flows(subject) if flow.fact_id in kept)
        found = tuple(kept[flow.fact_id] for flow in flows)
    else:
        found = tuple(fact for fact in fitting if subject in {None, fact.subject})
        _tell_of_others(arguments.subject, sum(f.counterparty == subject for f in fitting))
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
    became = f"  (what became of {flow.replaces})" if flow.replaces else ""
    return f"{flow.id}  {' > '.join(names)}  {flow.kind}{became}"


def _parties(names: Sequence[str], glossary: Glossary) -> frozenset[str]:
    """The one party or the two that a row must have. Raises InputError for more."""
    found = frozenset(filter(None, (_concept("--party", name, glossary) for name in names)))
    if len(found) > SIDES:
        raise InputError(
            f"--party names {len(found)} companies; a row has two sides, so one or two were "
            "expected"
        )
    return found


def _lies_within(period: Period, asked: Period) -> bool:
    """Whether a row's period lies in the one asked about, and is no longer stretch around it."""
    if not (asked.start and asked.end and period.start and period.end):
        quarter = QUARTER.search(asked.label)
        if quarter and quarter.group() not in period.label:
            return False
        return period.kind == "instant" or period.kind not in LONGER.get(asked.kind, ())
    return asked.start <= period.end <= asked.end and (
        period.kind == "instant" or asked.start <= period.start
    )


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


def _tell_of_others(subject: str | None, others: int) -> None:
    """Say how many rows name the company as the other party, which its own rows leave out."""
    if subject is not None and others:
        rows = f"{others} more row{'s name' if others > 1 else ' names'}"
        tell(f"{rows} {subject} as the other party; --party shows both")


def _concept(option: str, name: str | None, glossary: Glossary) -> str | None:
    """The glossary id behind a name, or the id itself. Raises InputError for neither."""
    if name is None or glossary.term(name) is not None:
        return name
    found = glossary.find(name) or glossary.find(name.upper())  # a ticker in any case
    if not found:
        raise InputError(
            f"{option} {name!r} is no name of the glossary; a company or concept such as Oracle "
            "or 甲骨文 was expected"
        )
    return found[0].concept


def _measure(
    name: str | None, status: str | None, metrics: Sequence[Metric], glossary: Glossary
) -> tuple[frozenset[str] | None, str | None]:
    """The metrics that a name stands for, and the status; a name of a status is one too.

    An id of the ledger, such as commercial_rpo, is that metric alone. Raises InputError for a name
    of neither.
    """
    from bot.knowledge.ledger import same_measure

    if name is None:
        return None, status
    if "_" in name and glossary.metric(name) is not None:
        return frozenset({name}), status
    if (named := _status(name)) in STATUSES and status in {None, named}:
        tell(f"{name!r} names a status and no metric; shown as --status {named}")
        return None, named
    found = sorted(glossary.find_metrics(name), key=lambda m: -len(m.text))
    if found:
        return same_measure(found[0].concept, metrics), status
    part = {m.id for m in metrics if _is_part(name, (m.en, m.zh_tw, *m.cues_en, *m.cues_zh))}
    if part:
        return frozenset(part), status
    raise InputError(
        f"--metric {name!r} is no metric of the ledger; a name such as RPO or 資本支出 was expected"
    )


def _is_part(name: str, written: Iterable[str]) -> bool:
    """Whether a name is whole words of a longer one, or two Chinese characters of it."""
    from bot.language.script import fold

    wanted = fold(name.strip())
    if len(wanted) < MIN_PART:
        return False
    whole = re.compile(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])")
    return any(whole.search(fold(form)) for form in written)


def _fact_line(fact: Fact) -> str:
    """One row: id, status, period and what it states in both languages."""
    head = f"{fact.id}  {fact.status}  {fact.period.label}  as of {fact.as_of}  [{fact.source_id}]"
    return f"{head}\n   {fact.statement_zh}\n   {fact.statement_en}"


def _status(text: str) -> str:
    """A status as the ledger writes it, from its name in either language: 意向書, Letter of intent.

    The text itself where it names none.
    """
    from bot.language.statuses import read_status

    plain = text.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in STATUSES or plain in _status_names():
        return _status_names().get(plain, plain)
    return _INTENT if read_status(text) == _INTENT else plain


@cache
def _status_names() -> Mapping[str, str]:
    """Every name of a status in our own phrases, as `_status` writes it."""
    from bot.language.phrases import Phrases
    from bot.settings import data_root

    phrases = Phrases(data_root("prompts"))
    return {
        phrases.say(f"{group}_status_{status}", language).lower().replace(" ", "_"): status
        for status in STATUSES
        for group in ("web", "loop")
        for language in get_args(Lang)
    }
