"""`calc` and `loop` compute what they are told, and errors are values."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest

from bot.cli import main
from bot.cli.calculate import read_choices
from bot.errors import InputError


def run_json(words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("expression", "value", "unit"),
    [
        ("US$300bn / 5 years", "60000000000", "USD/year"),
        ("-10bn - -5.2bn", "-4800000000", "1"),
        ("-10bn", "-10000000000", "1"),
        ("-5 * 2", "-10", "1"),
        ("-(1 + 2)", "-3", "1"),
        ("0.1 + 0.2", "0.3", "1"),
    ],
)
def test_an_expression_is_worked_out(
    expression: str, value: str, unit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that begins with a minus is an expression too, not an option."""
    found = run_json(["calc", expression], capsys)
    assert (Decimal(found["value"]), found["unit"]) == (Decimal(value), unit)
    assert found["error"] is None


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("1 / 0", "division_by_zero"),
        ("", "syntax"),
        ("1 +", "syntax"),
        ("\udcff\udcfe", "syntax"),
        ("US$1 + 1 GW", "unit_mismatch"),
        ("nonsense(1)", "unknown_name"),
        ("1" * 100_000, "too_large"),
        ("(" * 50_000, "too_large"),
    ],
)
def test_an_expression_without_a_value_is_no_failure(
    expression: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0, a code and a message; as text too."""
    found = run_json(["calc", expression], capsys)
    assert found["value"] is None
    assert found["error"]["code"] == code
    assert main(["calc", expression]) == 0
    assert f"({code})" in capsys.readouterr().out


def test_steps_and_both_styles_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """People see the arithmetic and the value in English and Chinese magnitudes."""
    assert main(["calc", "5,230億美元 / (1 + 438%)"]) == 0
    shown = capsys.readouterr().out
    assert "523 ÷ (1 + 4.38)" in shown
    assert "972億美元" in shown
    assert "97.2 billion" in shown


def test_a_batch_gives_a_line_for_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same order, own ids, bad lines answered, good ones after them worked out."""
    lines = b'{"id": "a", "expression": "2 * 3"}\n\xff\n{"id": 3}\n{"id": "d", "expression": "7"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main(["calc", "--batch", "-"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(f["id"], f["value"]) for f in found] == [
        ("a", "6"), ("2", None), ("3", None), ("d", "7"),
    ]  # fmt: skip
    assert [bool(f["error"]) for f in found] == [False, True, True, False]


def test_the_loop_ships_no_share(capsys: pytest.CaptureFixture[str]) -> None:
    """Without the reader's shares there are amounts and statuses, and nothing circulates."""
    report = run_json(["loop"], capsys)
    assert len(report["cycle"]) == 3
    assert report["recirculation"] is None
    assert all(leg["share"] is None for leg in report["legs"])
    assert report["missing"] == report["cycle"]


def test_shares_make_it_circulate(capsys: pytest.CaptureFixture[str]) -> None:
    """Shares are the reader's; rounds are as many as asked for."""
    cycle = run_json(["loop"], capsys)["cycle"]
    chosen = [word for leg in cycle for word in ("--set", f"{leg}.share=50%")]
    report = run_json(["loop", *chosen, "--rounds", "3"], capsys)
    assert Decimal(report["recirculation"]["gain"]) == Decimal("0.125")
    assert len(report["recirculation"]["rounds"]) == 3


def test_a_changed_amount_stands_beside_the_base(capsys: pytest.CaptureFixture[str]) -> None:
    """What is stated is kept, for comparison."""
    leg = run_json(["loop"], capsys)["cycle"][0]
    report = run_json(["loop", "--set", f"{leg}.amount=400億美元"], capsys)
    now = {item["id"]: item for item in report["legs"]}[leg]
    before = {item["id"]: item for item in report["base"]["legs"]}[leg]
    assert (now["amount"], now["given"]) == ("40000000000", True)
    assert now["stated"] == before["amount"] != now["amount"]


def test_parties_go_by_any_of_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    """A cycle may be named by companies in either language, or by legs."""
    by_name = run_json(["loop", "--cycle", "輝達", "OpenAI", "甲骨文"], capsys)
    assert by_name["cycle"] == run_json(["loop"], capsys)["cycle"]


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "Oracle"), ("zh-TW", "甲骨文"), ("zh-CN", "甲骨文")]
)
def test_the_loop_is_told_in_a_language(
    lang: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence a leg, with its amount and how firm it is."""
    assert main(["loop", "--lang", lang]) == 0
    assert sum(name in line for line in capsys.readouterr().out.splitlines()) >= 2


@pytest.mark.parametrize(
    "choice",
    [
        "", "share=60%", "a.share", "a.share=", "a.share=many", "a.share=60", "a.share=60% or so",
        "a.share=10% 20%", "a.part=60%", "a=60%", ".share=60%",
    ],
)  # fmt: skip
def test_an_unclear_choice_is_named(choice: str) -> None:
    """A percentage is never guessed, and nothing is read out of a longer text."""
    with pytest.raises(InputError) as raised:
        read_choices([choice])
    assert repr(choice) in str(raised.value)


def test_the_last_choice_counts() -> None:
    """A share said twice is the later one."""
    shares, amounts = read_choices(["a.share=10%", "a.share=20%", "b.amount=US$5bn"])
    assert shares == {"a": Decimal(20)}
    assert (amounts["b"].value, amounts["b"].unit) == (Decimal(5_000_000_000), "USD")


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "nowhere.share=60%"],
        ["--rounds", "-1"],
        ["--rounds", "100000"],
        ["--cycle", "Oracle", "Oracle"],
    ],
)
def test_an_impossible_loop_is_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 with what would have been right."""
    assert main(["loop", *words]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


def test_the_loop_is_a_table_and_a_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns line up, wide characters counted as two; parties in errors go by name."""
    assert main(["loop", "--lang", "zh-TW"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["段", "由誰到誰", "金額", "種類", "狀態", "何時付款", "出處"]
    assert [line.split()[0] for line in lines[1:4]] == [
        "nvidia-openai",
        "openai-oracle",
        "oracle-nvidia",
    ]
    assert lines[4] == ""
    assert any("2027年" in line for line in lines[5:])
    assert main(["loop", "--cycle", "CoreWeave"]) == 2
    assert "CoreWeave is on no cycle" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("when", "amount"), [("article", "100"), ("2025-10", "100"), ("2026", "30"), ("latest", "30")]
)
def test_the_loop_stands_as_of_a_day(
    when: str, amount: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Article, latest, a year, a month or a day: each leg as it stood then."""
    legs = {leg["id"]: leg for leg in run_json(["loop", "--as-of", when], capsys)["legs"]}
    assert legs["nvidia-openai"]["amount"] == amount + "0" * 9
    assert bool(legs["nvidia-openai"]["before"]) == (amount == "30")


@pytest.mark.parametrize("when", ["yesterday", "2025-13", "2025-06"])
def test_a_day_without_the_loop_is_one_sentence(
    when: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No day, or one before its legs were known."""
    assert main(["loop", "--as-of", when]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_rounds_are_a_table_that_can_be_added(capsys: pytest.CaptureFixture[str]) -> None:
    """Full digits below one another, with a row of sums."""
    cycle = run_json(["loop"], capsys)["cycle"]
    chosen = [word for leg in cycle for word in ("--set", f"{leg}.share=33.3%")]
    assert main(["loop", *chosen, "--rounds", "2"]) == 0
    lines = capsys.readouterr().out.split("\n\n")[1].splitlines()
    assert [line.split()[0] for line in lines] == ["Round", "1", "2", "Sum"]
    figures = [[Decimal(c.replace(",", "")) for c in line.split()[1:]] for line in lines[1:]]
    assert [a + b for a, b in zip(*figures[:2], strict=True)][:4] == figures[2]
    ends = {line.rindex(line.split()[3]) + len(line.split()[3]) for line in lines[1:]}
    assert len(ends) == 1
