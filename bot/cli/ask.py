"""`looplens ask`: one question, or a batch of them, through the whole path.

Reads options and batch lines, hands them to the Explainer, writes Answers. What the question means
and whether it can be answered is decided there.
"""

from __future__ import annotations

import re
from argparse import Namespace
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

from bot.cli.streams import BatchLine, read_batch, read_text, readable, tell, write, write_json
from bot.errors import InputError, LoopLensError, QuestionError, UnknownIndexError
from bot.records import Answer, AnswerError, Lang, Level, Turn

if TYPE_CHECKING:
    from bot.explainer import Explainer

LANGUAGES = ("auto", *get_args(Lang))
LEVELS: tuple[str, ...] = get_args(Level)
# Errors of an Answer that are the asker's to mend: the command line's exit code 2.
ECHOED = 200  # characters of an unusable question that its error Answer repeats
UNUSABLE = ("empty", "unreadable", "too_long", "unknown_index", "input")


def register(commands: Any) -> None:
    """Add `ask` to the tree of commands."""
    parser = commands.add_parser(
        "ask",
        help="ask a question; the answer comes with sources and arithmetic",
        description="Ask in Chinese or English. Every figure of the answer is cited or computed "
        "in view.",
    )
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="- reads it from stdin")
    parser.add_argument("--batch", metavar="FILE.jsonl", help="one question a line, - for stdin")
    parser.add_argument("--lang", choices=LANGUAGES, default="auto", help="language of the answer")
    parser.add_argument("--level", choices=LEVELS, default="standard", help="how much to say")
    parser.add_argument(
        "--as-of", default="article", metavar="WHEN", help="article (default), latest or a date"
    )
    parser.add_argument(
        "--engine", metavar="ENGINE", help="extractive (no model) or PROVIDER:MODEL"
    )
    add_index_option(parser)
    parser.add_argument("--json", action="store_true", help="print the Answer as JSON")
    parser.set_defaults(run=run)


def add_index_option(parser: Any) -> None:
    """The option that chooses what is searched: the shipped corpus, or indexes of one's own."""
    parser.add_argument(
        "--index",
        nargs="+",
        action="extend",
        metavar="NAME",
        help="search these indexes (default: corpus)",
    )


def run(arguments: Namespace) -> int:
    """Answer one question, or every line of a batch."""
    check_as_of(arguments.as_of)
    check_engine(arguments.engine)
    if arguments.batch is not None:
        if arguments.question is not None:
            raise InputError("a question and --batch were given; one of them was expected")
        return _run_batch(arguments)
    return _run_one(arguments)


def check_as_of(value: str) -> None:
    """Raises InputError unless it is `article`, `latest` or a year, month or day."""
    if value in {"article", "latest"}:
        return
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
            raise ValueError(value)
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        raise InputError(
            f"as_of is {value!r}; article, latest or a date such as 2025-12-31 was expected"
        ) from None


def last_day(as_of: str | None) -> str | None:
    """The last day of a year or month as the ledger compares dates; None for no limit."""
    if as_of is None or as_of in {"article", "latest"}:
        return None
    year, *rest = (int(part) for part in as_of.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if rest[1:] else monthrange(year, month)[1]
    return date(year, month, day).isoformat()


def check_engine(value: str | None) -> None:
    """Raises InputError unless it is `extractive` or names a provider and a model."""
    if value is not None and value != "extractive" and not re.fullmatch(r"[^:\s]+:\S+", value):
        raise InputError(
            f"engine is {value!r}; extractive or PROVIDER:MODEL such as openai:gpt-5-mini was "
            "expected"
        )


def error_answer(question: str, error: AnswerError, lang: str, as_of: str) -> Answer:
    """The Answer that says why there is none."""
    from bot.answer.render import render_error
    from bot.language.script import detect_language

    shown = readable(question)[:ECHOED]
    language: Lang = detect_language(shown) if lang == "auto" else lang  # type: ignore[assignment]  # argparse admits no other
    return render_error(shown, language, as_of, error)


def _run_one(arguments: Namespace) -> int:
    question = read_text("-") if arguments.question == "-" else arguments.question or ""
    try:
        answer, text = _answer(question, arguments)
    except InputError as error:
        answer = error_answer(question, answer_error(error), arguments.lang, arguments.as_of)
        text = ""
    if arguments.json:
        write_json(answer)
    elif answer.error is None:
        write(text)
    if answer.error is None:
        return 0
    tell(f"looplens: {answer.error.message}")
    return 2 if answer.error.code in UNUSABLE else 1


def _answer(question: str, arguments: Namespace) -> tuple[Answer, str]:
    """The Answer, and as text for people where that is asked for."""
    from bot.cli.readable import answer_text
    from bot.cli.rooms import open_explainer

    with open_explainer(arguments.index) as explainer:
        answer = explainer.ask(
            question,
            lang=arguments.lang,
            level=arguments.level,
            as_of=arguments.as_of,
            engine=arguments.engine,
        )
        return answer, "" if arguments.json else answer_text(answer, explainer.library.phrases)


def _run_batch(arguments: Namespace) -> int:
    from bot.cli.rooms import open_explainer

    lines = read_batch(arguments.batch)
    first = next(lines, None)  # a missing file is said before anything is loaded
    if first is None:
        return 0
    with open_explainer(arguments.index) as explainer:
        for line in chain([first], lines):
            write_json(_answer_line(line, explainer, arguments), line=True)
    return 0


def _answer_line(line: BatchLine, explainer: Explainer, arguments: Namespace) -> Answer:
    """One Answer for one line, whatever is wrong with it; its id is the line's own."""
    defaults = {"lang": arguments.lang, "level": arguments.level, "as_of": arguments.as_of}
    try:
        options = read_options(line, defaults)
        return replace(explainer.ask(engine=arguments.engine, **options), id=line.id)
    except LoopLensError as error:
        problem = answer_error(error)
    except Exception as error:  # one line's failure must not cost the others theirs
        from bot.cli.rooms import log_failure

        why = f"it failed unexpectedly ({type(error).__name__}); {log_failure(error)}"
        problem = AnswerError("internal", why)
    question = str(line.value.get("question", ""))
    return replace(error_answer(question, problem, arguments.lang, arguments.as_of), id=line.id)


def read_options(line: BatchLine, defaults: Mapping[str, str]) -> dict[str, Any]:
    """What a batch line asks for, checked. Raises InputError with the first thing wrong."""
    if line.problem:
        raise InputError(line.problem)
    value = line.value
    if not isinstance(value.get("question"), str):
        raise InputError(f'line {line.number} has no question; "question": "…" was expected')
    options: dict[str, Any] = {"question": value["question"]}
    for key, allowed in (("lang", LANGUAGES), ("level", LEVELS)):
        options[key] = defaults[key] if value.get(key) is None else value[key]
        if options[key] not in allowed:
            raise InputError(
                f"line {line.number} has {key} {options[key]!r}; one of {', '.join(allowed)} was "
                "expected"
            )
    options["as_of"] = str(value.get("as_of") or defaults["as_of"])
    check_as_of(options["as_of"])
    options["history"] = read_history(value.get("history"), line.number)
    return options


def read_history(value: Any, number: int) -> tuple[Turn, ...]:
    """The turns before a question, oldest first. Raises InputError."""
    turns = []
    for turn in value if isinstance(value, list) else [value] if value is not None else []:
        usable = isinstance(turn, dict) and isinstance(turn.get("content"), str)
        if not usable or turn.get("role") not in {"user", "assistant"}:
            raise InputError(
                f"line {number} has a history that is not a list of turns; "
                '[{"role": "user" or "assistant", "content": "…"}] was expected'
            )
        answer = turn.get("answer")
        role: Literal["user", "assistant"] = turn["role"]
        turns.append(Turn(role, turn["content"], answer if isinstance(answer, dict) else None))
    return tuple(turns)


def answer_error(error: LoopLensError) -> AnswerError:
    """What an Answer says of an error of the library."""
    if isinstance(error, QuestionError):
        code = error.code
    elif isinstance(error, UnknownIndexError):
        code = "unknown_index"
    else:
        code = "input" if isinstance(error, InputError) else "failed"
    return AnswerError(code, readable(str(error)))
