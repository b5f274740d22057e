"""`ask` writes one Answer for each question, whatever the question or the line is like."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from cli_parts import share

from bot.cli import main, rooms
from bot.cli.ask import check_as_of, check_engine, read_history, read_options
from bot.cli.streams import BatchLine
from bot.errors import InputError
from bot.records import Turn

if TYPE_CHECKING:
    from bot.library import Library

LONG = "RPO " * 25_000
Ask = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def ask(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ask:
    """Run `ask --json` over the shared index; exit code, Answers, what was said on stderr."""
    share(library, monkeypatch)

    def run(*words: str, stdin: bytes = b"") -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main(["ask", *words, "--json"])
        shown = capsys.readouterr()
        batch = "--batch" in words
        answers = [json.loads(s) for s in (shown.out.splitlines() if batch else [shown.out])]
        return code, answers, shown.err

    return run


def lines(*values: Any) -> bytes:
    return b"".join(v if isinstance(v, bytes) else f"{json.dumps(v)}\n".encode() for v in values)


@pytest.mark.parametrize(
    ("question", "language"),
    [("甲骨文的RPO年增多少?", "zh-TW"), ("How much did Oracle's RPO grow?", "en")],
)
def test_an_answer_is_one_json_object(ask: Ask, question: str, language: str) -> None:
    """Exit code 0; quotes are what the passage holds at their offsets."""
    code, [answer], _ = ask(question)
    assert (code, answer["status"], answer["language"]) == (0, "answered", language)
    assert answer["question"] == question
    assert answer["citations"]


def test_the_same_question_gives_the_same_answer(ask: Ask) -> None:
    """But for its id and its timings."""
    first, second = (ask("甲骨文的RPO年增多少?")[1][0] for _ in range(2))
    for answer in (first, second):
        del answer["id"], answer["timings_ms"]
    assert first == second


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("???", "empty"),
        (LONG, "too_long"),
        ("\udcff\udcfe", "unreadable"),
        ("a\x00b", "unreadable"),
        ("a\x07b", "unreadable"),
    ],
)
def test_an_unusable_question_is_answered_with_an_error(ask: Ask, question: str, code: str) -> None:
    """Exit code 2, an Answer with status error on stdout, one sentence on stderr."""
    exit_code, [answer], said = ask(question)
    assert exit_code == 2
    assert (answer["status"], answer["error"]["code"]) == ("error", code)
    assert said.count("\n") == 1
    assert len(answer["question"]) <= 200


def test_no_question_at_all_is_an_empty_one(ask: Ask) -> None:
    """`looplens ask --json` alone."""
    code, [answer], _ = ask()
    assert (code, answer["error"]["code"]) == (2, "empty")


def test_a_dash_reads_the_question_from_stdin(ask: Ask) -> None:
    """For questions longer than a command line takes; bytes that are no text are unreadable."""
    assert ask("-", stdin="甲骨文的RPO年增多少?".encode())[1][0]["status"] == "answered"
    assert ask("-", stdin=b"\xff\xfe\x00")[1][0]["error"]["code"] == "unreadable"


def test_an_unknown_index_is_named(ask: Ask) -> None:
    """Exit code 2, an Answer with the error, and the sentence on stderr."""
    code, [answer], said = ask("x", "--index", "no-such-index")
    assert (code, answer["error"]["code"]) == (2, "unknown_index")
    assert "no-such-index" in said


def test_a_refusal_is_no_failure(ask: Ask) -> None:
    """It was the command's work to refuse: exit code 0, with what lies nearest."""
    code, [answer], _ = ask("Will NVIDIA's share price rise tomorrow?")
    assert (code, answer["status"]) == (0, "refused")
    assert answer["refusal"]["code"] in {"investment_advice", "future"}
    assert answer["refusal"]["nearest"]


def test_text_for_people_has_no_braces(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json: the answer and its sources, in the language asked for."""
    assert main(["ask", "甲骨文的RPO年增多少?"]) == 0
    shown = capsys.readouterr().out
    assert "438%" in shown
    assert "出處" in shown
    assert not shown.startswith("{")


def test_an_unusable_question_prints_nothing_for_people(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --json the sentence on stderr is all."""
    assert main(["ask", ""]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


def test_a_batch_answers_every_line_in_order(ask: Ask) -> None:
    """Bad lines get an error of their own, with their id or their number; the rest go on."""
    code, answers, _ = ask(
        "--batch", "-", stdin=lines(
            {"id": "good", "question": "甲骨文的RPO年增多少?"},
            b"\xff\xfe binary\n",
            b"not json\n",
            {"id": "lost"},
            {"id": "lang", "question": "x", "lang": "fr"},
            {"id": "date", "question": "x", "as_of": "someday"},
            {"id": "history", "question": "x", "history": "yes"},
            {"id": "surrogate", "question": "\ud800"},
            {"id": "long", "question": LONG},
            {"id": "last", "question": "How much did Oracle's RPO grow?"},
        ),
    )  # fmt: skip
    assert code == 0
    assert [(a["id"], (a["error"] or {}).get("code")) for a in answers] == [
        ("good", None), ("2", "input"), ("3", "input"), ("lost", "input"), ("lang", "input"),
        ("date", "input"), ("history", "input"), ("surrogate", "unreadable"),
        ("long", "too_long"), ("last", None),
    ]  # fmt: skip
    assert {a["status"] for a in answers} == {"answered", "error"}


def test_a_line_can_choose_its_language_and_time(ask: Ask) -> None:
    """A line's own choices win over the command's."""
    _, answers, _ = ask(
        "--batch", "-", "--lang", "en", stdin=lines(
            {"question": "甲骨文的RPO年增多少?"},
            {"question": "甲骨文的RPO年增多少?", "lang": "zh-CN", "as_of": "latest"},
        ),
    )  # fmt: skip
    assert [(a["language"], a["as_of"][:6]) for a in answers] == [
        ("en", "articl"), ("zh-CN", "latest"),
    ]  # fmt: skip


def test_history_reaches_the_question(ask: Ask) -> None:
    """A follow-up is understood, and a figure that an assistant claimed changes nothing."""
    follow_up = {"question": "What was it a year earlier?"}
    turn = {"role": "user", "content": "How much is Oracle's RPO?"}
    claim = {"role": "assistant", "content": "Oracle's RPO was 900bn."}
    _, [plain, misled], _ = ask(
        "--batch", "-", stdin=lines(
            {**follow_up, "history": [turn]}, {**follow_up, "history": [turn, claim]}
        ),
    )  # fmt: skip
    values = [c["value"] for c in plain["calculations"]]
    assert any(v.startswith("972118959") for v in values)
    assert [c["value"] for c in misled["calculations"]] == values
    assert "900" not in misled["answer"]


def test_an_empty_batch_is_no_error(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """No line, no Answer."""
    assert ask("--batch", "-", stdin=b"\n\n")[:2] == (0, [])


def test_one_failing_line_costs_the_others_nothing(
    ask: Ask, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw becomes an Answer with an error; its details are in the log."""

    class Failing:
        def ask(self, question: str, **_: Any) -> Any:
            raise ZeroDivisionError(question)

    monkeypatch.setattr(rooms, "open_explainer", lambda _: nullcontext(Failing()))
    code, answers, _ = ask("--batch", "-", stdin=lines({"question": "a"}, {"question": "b"}))
    assert code == 0
    assert [a["error"]["code"] for a in answers] == ["internal", "internal"]
    assert "ZeroDivisionError" in answers[0]["error"]["message"]


@pytest.mark.parametrize("good", ["article", "latest", "2025", "2025-12", "2025-12-31"])
def test_a_time_is_a_word_or_a_date(good: str) -> None:
    """A year, a month or a day."""
    check_as_of(good)


@pytest.mark.parametrize(
    "bad",
    ["", "now", "25", "2025-13", "2025-02-30", "2025-1-1", "20251231", "2025-12-31T00", "２０２５"],
)
def test_any_other_time_is_refused(bad: str) -> None:
    """The message shows one that would do."""
    with pytest.raises(InputError, match="2025-12-31"):
        check_as_of(bad)


@pytest.mark.parametrize("bad", ["", "gpt-5", "openai:", ":x", "a b:c"])
def test_an_engine_names_provider_and_model(bad: str) -> None:
    """Or is extractive."""
    check_engine("extractive")
    check_engine("ollama:qwen3:8b")
    with pytest.raises(InputError, match="PROVIDER:MODEL"):
        check_engine(bad)


@pytest.mark.parametrize(
    "history",
    [
        "text", 7, {}, [7], [{"role": "user"}], [{"content": "x"}],
        [{"role": "system", "content": "x"}], [{"role": "user", "content": 7}],
    ],
)  # fmt: skip
def test_a_history_is_a_list_of_turns(history: Any) -> None:
    """Anything else is named with its line."""
    with pytest.raises(InputError, match="line 4 "):
        read_history(history, 4)


def test_turns_are_read_in_order() -> None:
    """An answer that a turn carries is kept only if it is an object."""
    turns = [
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "b", "answer": {"id": "x"}},
        {"role": "assistant", "content": "c", "answer": "x"},
    ]
    assert read_history(turns, 1) == (
        Turn("user", "a"), Turn("assistant", "b", {"id": "x"}), Turn("assistant", "c"),
    )  # fmt: skip
    assert read_history(None, 1) == ()


def test_a_line_without_choices_takes_the_commands() -> None:
    """Null counts as not given."""
    defaults = {"lang": "en", "level": "brief", "as_of": "latest"}
    line = BatchLine(1, {"question": "q", "lang": None, "as_of": None})
    assert read_options(line, defaults) == {"question": "q", "history": (), **defaults}
