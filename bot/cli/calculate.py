"""`looplens calc` and `looplens loop`: arithmetic without a question or an index."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from bot.cli.streams import BatchLine, read_batch, readable, write, write_json
from bot.errors import InputError
from bot.records import Calculation, CalculationError, Lang, Quantity, to_json

if TYPE_CHECKING:
    from bot.language.glossary import Glossary

_GLOSSARY_ID = re.compile(r"GLO-\d+")


def register(commands: Any) -> None:
    """Add `calc` and `loop` to the tree of commands."""
    calc = commands.add_parser(
        "calc",
        help="work out an expression in either magnitude style",
        description='Work out an expression such as "5,230億美元 / (1 + 438%%)", exactly. '
        "An expression without a value is an error value, not a failure.",
    )
    calc.add_argument("expression", nargs="?", metavar="EXPRESSION")
    calc.add_argument("--batch", metavar="FILE.jsonl", help="one expression a line, - for stdin")
    calc.add_argument(
        "--lang", choices=get_args(Lang), default="en", help="of steps and errors (default: en)"
    )
    calc.add_argument("--json", action="store_true", help="print the Calculation as JSON")
    calc.set_defaults(run=run_calc)
    loop = commands.add_parser(
        "loop",
        help="follow the money round the loop",
        description="Show the legs of the loop with their amounts and how firm each is. How much "
        "of what a party receives it passes on is yours to say: --set LEG.share=60%.",
    )
    loop.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="LEG.share=60%%",
        help="a share, or LEG.amount=US$40bn for another amount; repeat",
    )
    loop.add_argument("--rounds", type=int, default=0, metavar="N", help="turns to follow")
    loop.add_argument(
        "--cycle",
        nargs="+",
        metavar="NAME",
        help="legs or parties in their order, or one party that is on one cycle "
        "(default: NVIDIA OpenAI Oracle)",
    )
    loop.add_argument(
        "--as-of",
        default="article",
        metavar="WHEN",
        help="article (default), latest or a date: each leg as it stood then",
    )
    loop.add_argument("--lang", choices=get_args(Lang), default="en", help="default: en")
    loop.add_argument("--json", action="store_true", help="print the report as JSON")
    loop.set_defaults(run=run_loop)
    # "-10bn" is an expression and "-5 * 2" too: only words that look like options are options.
    calc._negative_number_matcher = re.compile(r"-(?!h$|-[a-z])")


def run_calc(arguments: Namespace) -> int:
    """Work out one expression, or every line of a batch."""
    if arguments.batch is not None:
        if arguments.expression is not None:
            raise InputError("an expression and --batch were given; one of them was expected")
        for line in read_batch(arguments.batch):
            write_json({"id": line.id, **to_json(_calculate_line(line, arguments.lang))}, line=True)
        return 0
    if arguments.expression is None:
        # In single quotes: a shell would read $3 in double ones.
        raise InputError("no expression was given; try: looplens calc 'US$300bn / 5 years'")
    calculation = _calculate(arguments.expression, arguments.lang)
    if arguments.json:
        write_json(calculation)
    else:
        from bot.cli.readable import calculation_text

        write(calculation_text(calculation))
    return 0


def _calculate(expression: str, language: Lang) -> Calculation:
    from bot.calculate.expression import evaluate

    try:
        return evaluate(expression, language=language)
    except InputError as error:
        return _failed(expression, str(error))


def _calculate_line(line: BatchLine, language: Lang) -> Calculation:
    if line.problem:
        return _failed("", line.problem)
    expression = line.value.get("expression")
    if not isinstance(expression, str):
        return _failed("", f'line {line.number} has no "expression"; a text was expected')
    return _calculate(expression, language)


def _failed(expression: str, message: str) -> Calculation:
    error = CalculationError("syntax", readable(message))
    return Calculation(readable(expression), (), None, "1", {}, (), error)


def run_loop(arguments: Namespace) -> int:
    """Show the loop as stated, or with the reader's shares and amounts."""
    from bot.calculate.loop import money_loop
    from bot.calculate.loop_reading import read_loop
    from bot.calculate.loop_table import comparison_table, leg_table, rounds_table
    from bot.cli.ask import check_as_of, last_day
    from bot.cli.readable import table_text
    from bot.cli.rooms import open_corpus
    from bot.knowledge.ledger import Ledger
    from bot.language.glossary import Glossary
    from bot.language.phrases import Phrases
    from bot.settings import data_root

    check_as_of(arguments.as_of)
    shares, amounts = read_choices(arguments.set)
    corpus = open_corpus()
    glossary = Glossary(corpus.terms, corpus.metrics)
    legs = {flow.id for flow in corpus.flows}
    try:
        report = money_loop(
            corpus.flows,
            Ledger(corpus.facts, corpus.flows),
            shares=shares,
            amounts=amounts,
            rounds=arguments.rounds,
            cycle=[_leg_or_party(word, legs, glossary) for word in arguments.cycle or ()],
            later=arguments.as_of == "latest",
            as_of=last_day(arguments.as_of),
        )
    except InputError as error:
        # The loop knows parties by their glossary ids, readers by their names.
        named = _GLOSSARY_ID.sub(lambda id: glossary.name(id.group(), "en"), str(error))
        raise InputError(named) from error
    if arguments.json:
        write_json(report)
        return 0
    phrases, lang = Phrases(data_root("prompts")), arguments.lang

    def name(party: str) -> str:
        return glossary.name(party, lang)

    for table in (
        leg_table(report, phrases.say, name, lang),
        rounds_table(report, phrases.say, name, lang),
        comparison_table(report, phrases.say, name, lang),
    ):
        if table:
            write(table_text(table) + "\n")
    # The first sentences are the legs themselves, which the table shows.
    for sentence in read_loop(report, phrases.say, name, lang)[len(report.cycle) :]:
        write(sentence)
    return 0


def read_choices(choices: Sequence[str]) -> tuple[dict[str, Decimal], dict[str, Quantity]]:
    """The reader's shares (percent points) and amounts by leg. Raises InputError."""
    from bot.language.quantities import read_quantities

    shares: dict[str, Decimal] = {}
    amounts: dict[str, Quantity] = {}
    for choice in choices:
        key, _, text = choice.partition("=")
        leg, _, what = key.strip().rpartition(".")
        found = read_quantities(text)
        whole = len(found) == 1 and found[0].text == text.strip()
        if not leg or what not in {"share", "amount"} or not whole:
            raise InputError(
                f"--set {choice!r} was not understood; LEG.share=60% or LEG.amount=US$40bn was "
                "expected"
            )
        if what == "amount":
            amounts[leg] = found[0]
        elif found[0].unit == "%":
            shares[leg] = found[0].value
        else:
            raise InputError(f"--set {choice!r} is no percentage; {leg}.share=60% was expected")
    return shares, amounts


def _leg_or_party(word: str, legs: Collection[str], glossary: Glossary) -> str:
    """A leg by its id, a party by any of its names, or the word itself."""
    found = () if word in legs else glossary.find(word)
    return found[0].concept if found else word
