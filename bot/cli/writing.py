"""`looplens brief`, `check` and `verify`: writing from the sources, checking what others wrote."""

from __future__ import annotations

from argparse import Namespace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.ask import LANGUAGES, add_index_option
from bot.cli.streams import BatchLine, json_text, read_batch, read_text, readable, write, write_json
from bot.errors import FileError, InputError
from bot.records import AnswerError, to_json

if TYPE_CHECKING:
    from bot.brief.brief import Brief
    from bot.language.glossary import Glossary

LENGTHS = ("short", "medium", "long")
# What reading a record of another shape raises.
UNLIKE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
FORMATS = ("md", "html", "docx", "json")


def register(commands: Any) -> None:
    """Add `brief`, `check` and `verify` to the tree of commands."""
    brief = commands.add_parser(
        "brief",
        help="write a bilingual summary with citations",
        description="Write a brief, zh-TW and English side by side, from the paired digests.",
    )
    brief.add_argument("--source", action="append", metavar="ID", help="only this source; repeat")
    brief.add_argument("--topic", metavar="TEXT", help="only what speaks of this")
    brief.add_argument("--length", choices=LENGTHS, default="short", help="default: short")
    brief.add_argument("--format", choices=FORMATS, default="md", help="default: md")
    brief.add_argument("-o", metavar="FILE", dest="output", help="write here, not to stdout")
    brief.set_defaults(run=run_brief)
    check = commands.add_parser(
        "check",
        help="check a paragraph of yours against the sources",
        description="Hold every sentence of a text against the sources: supported, contradicted, "
        "number mismatch, status overstated, out of date or not found.",
    )
    check.add_argument("file", metavar="FILE", help="a text, - for stdin")
    check.add_argument("--lang", choices=LANGUAGES, default="auto", help="language of the text")
    add_index_option(check)
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=run_check)
    verify = commands.add_parser(
        "verify",
        help="check answers against the texts they cite",
        description="Check answers written elsewhere: every number and claim against the cited "
        "texts. Lines are {id, question?, answer, citations: [{marker, text}], calculations?}.",
    )
    verify.add_argument("file", metavar="FILE.jsonl", help="one answer a line, - for stdin")
    verify.add_argument("--json", action="store_true", help="print one JSON object a line")
    verify.set_defaults(run=run_verify)


def run_brief(arguments: Namespace) -> int:
    """Write a brief to a file or to stdout."""
    from bot.brief.brief import make_brief
    from bot.cli.rooms import open_library

    if arguments.format == "docx" and arguments.output is None:
        raise InputError("a Word file goes to no terminal; -o FILE.docx was expected")
    with open_library() as library:
        sources = tuple(arguments.source or ())
        brief = make_brief(library, sources, arguments.topic, arguments.length)
    content = _formatted(brief, arguments.format)
    if arguments.output is None:
        write(content.decode().rstrip("\n"))
        return 0
    try:
        Path(arguments.output).write_bytes(content)
    except OSError as error:
        raise FileError(
            f"{arguments.output!r} cannot be written ({(error.strerror or '').lower()}); a file "
            "in a folder that exists was expected"
        ) from error
    return 0


def _formatted(brief: Brief, format: str) -> bytes:
    from bot.brief.export import to_docx, to_html, to_markdown

    if format == "docx":
        return to_docx(brief)
    if format == "json":
        return json_text(brief).encode()
    return (to_html(brief) if format == "html" else to_markdown(brief)).encode()


def run_check(arguments: Namespace) -> int:
    """Check the sentences of one text."""
    from bot.check import check_paragraph
    from bot.cli.rooms import open_library

    text = read_text(arguments.file)
    with open_library(arguments.index) as library:
        checked = check_paragraph(library, text, arguments.lang)
    if arguments.json:
        write_json(checked)
        return 0
    for sentence in checked.sentences:
        write(f"{sentence.verdict}: {sentence.text}")
        write(f"  {sentence.words}")
        if sentence.quote:
            write(f"  [{sentence.passage_id}] {sentence.quote}")
        for further in sentence.beside:
            write(f"  [{further.passage_id}] {further.quote}")
        for finding in sentence.findings:
            write(f"  {finding.kind}: {finding.reason}")
    return 0


def run_verify(arguments: Namespace) -> int:
    """Check every line."""
    from bot.cli.rooms import open_corpus
    from bot.language.glossary import Glossary

    lines = read_batch(arguments.file)
    if (first := next(lines, None)) is None:
        return 0
    corpus = open_corpus()
    glossary = Glossary(corpus.terms, corpus.metrics)
    for line in chain([first], lines):
        result = verify_output(line, glossary)
        if arguments.json:
            write_json(result, line=True)
            continue
        write(f"{result['id']}: {'ok' if result['ok'] else 'not ok'}")
        if result["error"]:
            write(f"  {result['error']['message']}")
        for finding in result["findings"]:
            write(f"  {finding['kind']}: {finding['text']} ({finding['reason']})")
    return 0


def verify_output(line: BatchLine, glossary: Glossary) -> dict[str, Any]:
    """The verifier's word on one line; a line that cannot be checked says why."""
    from bot.answer.verify import verify_line
    from bot.cli.outputs import VerifyOutput

    problem = line.problem
    if not problem:
        try:
            return {**verify_line(line.value, glossary), "id": line.id, "error": None}
        except InputError as error:
            problem = f"line {line.number} {error}"
        except UNLIKE as error:
            problem = (
                f"line {line.number} is no answer with its citations ({error}); "
                '{"id", "answer", "citations": [{"marker": 1, "text": "…"}]} was expected'
            )
    failed: dict[str, Any] = to_json(
        VerifyOutput(line.id, False, (), AnswerError("input", readable(problem)))
    )
    return failed
