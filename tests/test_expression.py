"""The calculator: the contract's language, units, steps, operands; every error is a value."""

from __future__ import annotations

import json
import re
from decimal import Context, Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calculate.expression import evaluate, usages
from bot.calculate.syntax import MAX_DEPTH, MAX_LENGTH
from bot.records import Calculation, Lang, Operand, to_json

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "expressions.jsonl")
    .read_text("utf-8")
    .splitlines()
]
RPO = Operand("q7", "523000000000", "USD", fact_id="ORCL-008")
GROWTH = Operand("q8", "438", "%", fact_id="ORCL-009")
CASH = Operand("q9", "-10000000000", "USD", fact_id="ORCL-025")
YEARLY = Operand("c0", "60000000000", "USD/year", calculation=0)
CHIPS = Operand("q10", "400000", "GPUs", given="40萬顆")
OPERANDS = {o.name: o for o in (RPO, GROWTH, CASH, YEARLY, CHIPS)}


@pytest.mark.parametrize("case", CASES, ids=[c["expression"] for c in CASES])
def test_worked_examples(case: dict[str, Any]) -> None:
    """Each example has its value, unit, both displays and its last step."""
    found = evaluate(case["expression"])
    assert found.error is None
    assert (found.value, found.unit) == (case["value"], case["unit"])
    assert found.display == {"en": case["en"], "zh-TW": case["zh-TW"]}
    if "step" in case:
        assert found.steps[-1] == case["step"]


@pytest.mark.parametrize("case", CASES, ids=[c["expression"] for c in CASES])
def test_the_language_changes_no_value(case: dict[str, Any]) -> None:
    """Chinese readers get steps in 萬 and 億, and the same value."""
    assert evaluate(case["expression"], language="zh-TW").value == case["value"]


def test_steps_are_in_the_readers_scale() -> None:
    """Billions for English, 億 for Chinese."""
    expression = "5,230億美元 / (1 + 438%)"
    assert evaluate(expression).steps == ("523 ÷ (1 + 4.38) = 97.2",)
    assert evaluate(expression, language="zh-TW").steps == ("5,230 ÷ (1 + 4.38) = 972",)


def test_arguments_become_steps_of_their_own() -> None:
    """Arithmetic inside a function is shown before it."""
    found = evaluate("share(US$300bn + US$100bn, US$523bn)")
    assert found.steps == ("300 + 100 = 400", "400 ÷ 523 = 76.5%")


def test_a_conversion_is_a_step() -> None:
    """Where two units of one dimension meet, the restated figure is shown."""
    found = evaluate("US$60bn/year * 18 months")
    assert found.steps == ("18 months = 1.5 years", "60 × 1.5 = 90")


# --- steps hold --------------------------------------------------------------------------------

_NUMBER = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 9_999), st.integers(-2, 0)
)
_MONEY = _NUMBER.map(lambda n: f"US${n} billion")
_TREES = st.recursive(
    _MONEY,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from("*/"), _NUMBER).map(lambda t: f"{t[0]} {t[1]} {t[2]}"),
        st.tuples(inner, _NUMBER).map(lambda t: f"({t[0]} * {t[1]}%)"),
    ),
    max_leaves=6,
)


@given(expression=_TREES, language=st.sampled_from(["en", "zh-TW"]))
@example(expression="US$1 billion - US$0.999999 billion", language="en")
def test_steps_hold(expression: str, language: Lang) -> None:
    """What stands left of = in a step comes to what stands right of it, as far as it is shown."""
    found = evaluate(expression, language=language)
    for step in found.steps:
        left, right = step.split(" = ")
        again = evaluate(left)
        assert again.value is not None, step
        shown = Decimal(right.replace(",", ""))
        exact = Decimal(again.value)
        assert abs(exact - shown) <= abs(exact) * Decimal("0.006") + Decimal("1e-20"), step


@given(expression=_TREES)
@example(expression="(US$1 billion * 1 - US$2 billion)")
@example(expression="(US$3 billion / 1 - US$2 billion)")
def test_arithmetic_is_exact(expression: str) -> None:
    """The value agrees with Python's own Decimal arithmetic to 30 digits."""
    plain = re.sub(r"US\$([\d.]+) billion", r"(D('\1') * 10**9)", expression)
    plain = re.sub(r"\* ([\d.]+)%", r"* D('\1') / 100", plain)
    plain = re.sub(r"(?<![\d('])([*/]) ([\d.]+)(?!\d*')", r"\1 D('\2')", plain)
    with localcontext(Context(prec=60)):
        expected = eval(plain, {"D": Decimal})  # the oracle: our own generated text
    found = evaluate(expression).value
    assert found is not None
    assert abs(Decimal(found) - expected) <= abs(expected) * Decimal("1e-30")


# --- operands ----------------------------------------------------------------------------------


def test_named_operands_pass_through() -> None:
    """Only the operands used, in order, with where they come from."""
    found = evaluate("q7 / (1 + q8)", OPERANDS)
    assert [o for o in found.operands if o.constant is None] == [RPO, GROWTH]
    assert [o.constant for o in found.operands if o.constant] == ["1"]
    assert found.value == "97211895910.78066914498141263940520".rstrip("0")


@pytest.mark.parametrize("language", ["en", "zh-TW", "zh-CN"])
@pytest.mark.parametrize(
    "expression", ["q7 / (1 + q8)", "q9 - q7", "C0 * 5", "q7/q10", "pct_change(q9, q7)", "-q9"]
)
def test_the_shown_expression_computes_again(expression: str, language: Lang) -> None:
    """Figures stand in place of names, and computing that gives the same."""
    found = evaluate(expression, OPERANDS, language=language)
    assert not any(name in found.expression.lower() for name in OPERANDS)
    again = evaluate(found.expression)
    assert (again.value, again.unit) == (found.value, found.unit)


def test_literals_are_the_readers() -> None:
    """In a free-standing expression every figure is given, as it was written."""
    found = evaluate("5,230億美元 / (1 + 438%)")
    assert [(o.given, o.value, o.unit) for o in found.operands] == [
        ("5,230億美元", "523000000000", "USD"),
        ("1", "1", "1"),
        ("438%", "438", "%"),
    ]


def test_every_operand_has_exactly_one_origin() -> None:
    """As the contract asks of each operand in the JSON."""
    found = to_json(evaluate("q7 * 2 + q9 - US$3", OPERANDS))
    origins = ("marker", "given", "calculation", "constant")
    literal = [o for o in found["operands"] if o["name"] not in OPERANDS]
    assert [sum(k in o for k in origins) for o in literal] == [1, 1]


def test_an_operand_without_a_figure_is_an_error() -> None:
    """A broken operand is named, and nothing is raised."""
    found = evaluate("bad + 1", {"bad": Operand("bad", "many", "USD", given="many")})
    assert found.error is not None
    assert (found.error.code, found.error.at) == ("domain", 0)


# --- units -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("US$5bn * 3", "USD"),
        ("US$5bn / 10 GW", "USD/GW"),
        ("US$5bn/GW * 10 GW", "USD"),
        ("US$60bn/year * 5 years", "USD"),
        ("US$60bn/year / US$5bn/year", "1"),
        ("10 GW / 5 GW", "1"),
        ("1 / 5 years", "1/year"),
        ("5 years + 6 months", "years"),
        ("2x * US$5bn", "USD"),
        ("6倍 - 2倍", "x"),
        ("1 + 438%", "1"),
        ("3 customers + 4 customers", "customers"),
        ("US$5bn / 400,000 GPUs", "USD/GPU"),
        ("300bn + US$5bn", "USD"),
        ("300bn / 100bn", "1"),
    ],
)
def test_units_of_results(expression: str, unit: str) -> None:
    """A result's unit follows from its operands' units."""
    found = evaluate(expression)
    assert (found.unit, found.error) == (unit, None)


ERRORS = [
    ("", "syntax", 0),
    ("   ", "syntax", 0),
    ("1 +", "syntax", 3),
    ("(1 + 2", "syntax", 0),
    ("1 + 2)", "syntax", 5),
    ("5 5", "syntax", 2),
    ("*3", "syntax", 0),
    ("sum(1, , 2)", "syntax", 7),
    ("sum()", "syntax", 0),
    ("share(1)", "syntax", 0),
    ("1 + foo(3)", "unknown_name", 4),
    ("q7 + 1", "unknown_name", 0),
    ("__import__('os')", "unknown_name", 0),
    ("().__class__", "syntax", 1),
    ("1/0", "division_by_zero", 1),
    ("US$5bn / (3 - 3)", "division_by_zero", 7),
    ("0 ^ -1", "division_by_zero", 2),
    ("multiple(US$5, US$0)", "division_by_zero", 0),
    ("US$5bn + NT$3bn", "unit_mismatch", 7),
    ("5億美元 + 3,000億元", "unit_mismatch", 5),
    ("US$5bn / NT$3bn", "unit_mismatch", None),
    ("share(US$5bn, NT$3bn)", "unit_mismatch", 0),
    ("10 GW + US$5bn", "unit_mismatch", 6),
    ("US$5bn + 3", "unit_mismatch", 7),
    ("US$5bn + US$5bn/year", "unit_mismatch", 7),
    ("5 years - 3 GW", "unit_mismatch", 8),
    ("US$5bn * US$5bn", "unit_mismatch", None),
    ("2 ^ US$5", "unit_mismatch", 2),
    ("(US$5)%", "unit_mismatch", 6),
    ("share(US$5bn, 5 GW)", "unit_mismatch", 0),
    ("convert(US$5bn, 32.5)", "unit_mismatch", 0),
    ("cagr(1, 2, US$3)", "unit_mismatch", 0),
    ("2 ^ 10000", "too_large", 2),
    ("9 ^ 9 ^ 9", "too_large", 2),
    ("1e40 * 1e40", "too_large", 5),
    ("1 / 1e40 / 1e40", "too_large", 9),
    ("9" * 60, "too_large", 0),
    ("(-8) ^ (1/3)", "domain", 5),
    ("growth(-5bn, 3bn)", "domain", 0),
    ("cagr(-1, 2, 3)", "domain", 0),
    ("cagr(1, 2, 0)", "domain", 0),
    ("implied_base(5, -100%)", "domain", 0),
    ("irr(1, 2, 3)", "domain", 0),
    ("break_even(US$10, US$5, US$8)", "domain", 0),
    ("depreciation(US$6bn, 0)", "domain", 0),
    ("declining_balance(US$6bn, 5, 6)", "domain", 0),
    ("$1.4-1.5 trillion / 2", "syntax", 0),
    ("$1.4 - 1.5 trillion", "syntax", 0),
    ("US$57bn–US$60bn", "syntax", 0),
    ("2 * 25 to 50 bps", "syntax", 4),
    ("3至5千萬美元", "syntax", 0),
    ("sum(2億, 五、六百億)", "syntax", 8),
    ("57% ± 2% * 2", "syntax", 0),
    ("between $5bn and $10bn", "syntax", 0),
    ("US$9bn / 兩三年", "syntax", 9),
    ("三十多億美元", "syntax", 0),
    ("數十億美元 * 2", "syntax", 0),
    ("約500億美元", "syntax", 0),
    ("up to $5bn * 2", "syntax", 0),
    ("3億美元以上 * 2", "syntax", 0),
    ("百萬美元 * 3", "syntax", 0),
    ("convert(NT$162.5bn, NT$32.5)", "unit_mismatch", 0),
    ("depreciation(US$40bn, 5 years, US$50bn)", "domain", 0),
    ("declining_balance(US$40m, 5, 2, US$50m)", "domain", 0),
    ("irr(-5, " + ", ".join(["1"] * 60) + ")", "timeout", 0),
]


@pytest.mark.parametrize(("expression", "code", "at"), ERRORS, ids=[e[0][:30] for e in ERRORS])
def test_errors_are_values(expression: str, code: str, at: int | None) -> None:
    """What cannot be computed says why, where, and in both languages."""
    found = evaluate(expression)
    assert found.error is not None
    assert (found.error.code, found.error.at, found.value) == (code, at, None)
    chinese = evaluate(expression, language="zh-TW").error
    simplified = evaluate(expression, language="zh-CN").error
    assert chinese is not None
    assert simplified is not None
    assert found.error.message.endswith(".")
    assert chinese.message.endswith("。")
    assert simplified.message.endswith("。")
    assert "{" not in found.error.message + chinese.message


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("$1.4-1.5 trillion / 2", "is a range"),
        ("兩三年", "is a range"),
        ("三十多億美元", "approximate"),
        ("約500億美元", "approximate"),
        ("百萬美元 * 3", "no number before it"),
        ("convert(NT$162.5bn, NT$32.5)", "a rate joins two currencies"),
        ("share(US$5bn, NT$10bn)", "need a rate: convert"),
    ],
)
def test_an_error_says_why(expression: str, said: str) -> None:
    """In a sentence about what was written, so that the reader knows the next step."""
    error = evaluate(expression).error
    assert error is not None
    assert said in error.message


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("US$5bn - US$10bn", "-5000000000"),
        ("US$60bn-US$57bn", "3000000000"),
        ("US$100bn * (1-20%)", "80000000000"),
        ("1 - 50 bps", "0.995"),
        ("5%-3%", "2"),
    ],
)
def test_a_minus_is_no_range(expression: str, value: str) -> None:
    """A spaced minus between whole figures, a falling pair and a discount from 1 are computed."""
    assert evaluate(expression).value == value


def test_a_tight_minus_between_operands_is_shown_with_spaces() -> None:
    """Figures put in place of names would otherwise read as a range."""
    operands = {n: Operand(n, v, "USD", given=v) for n, v in (("a", "5"), ("b", "8"))}
    found = evaluate("a-b", operands)
    assert evaluate(found.expression).value == found.value == "-3"


def test_a_misspelt_function_is_answered_with_the_nearest() -> None:
    """So that the reader knows the next step."""
    error = evaluate("shrae(1, 2)").error
    assert error is not None
    assert "share" in error.message


# --- bounds ------------------------------------------------------------------------------------

HOSTILE = [
    "(" * 100_000,
    "1+" * 50_000,
    "-" * 1_999 + "1",
    "(" * 900 + "1" + ")" * 900,
    "1" + "+1" * 900,
    "sum(" * 400,
    "2^" * 900 + "1",
    "億" * 1_900,
    "\x00" * 500,
    "\ud800" * 500,
    "5\ud800億",
    "0.1^9999",
    "((((1.0000001)^9999)^9999)^9999)",
    "1e99999999",
    "npv(5%," + ",".join(["3 "] * 99) + ")",
    "sum(" + ",".join(["1 "] * 101) + ")",
    "1 / 3 ^ " * 60 + "1",
]


@pytest.mark.parametrize("expression", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_expressions_are_answered(expression: str) -> None:
    """Neither depth nor length nor digits nor half characters raise, and all can be printed."""
    found = evaluate(expression)
    json.dumps(to_json(found), ensure_ascii=False).encode()
    assert (found.value is None) == (found.error is not None)


def test_limits_are_where_they_are_said_to_be() -> None:
    """One character or level fewer is computed."""
    longest = "1" + " " * (MAX_LENGTH - 3) + "+1"
    deepest = "(" * (MAX_DEPTH - 1) + "1" + ")" * (MAX_DEPTH - 1)
    assert evaluate(longest).value == "2"
    assert evaluate(longest + " ").error is not None
    assert evaluate(deepest).value == "1"
    assert evaluate(f"({deepest})").error is not None


_PIECES = st.sampled_from(
    [
        *"+-*/^()%,，、",
        *("5,230億美元", "US$300bn", "438%", "5 years", "10 GW", "NT$3", "1", "0", "2.5", "1e30"),
        *(f"{name}(" for name in usages()),
        *(" ", "of", "的", "q7", "**", "億", "\ud800", "三千億", "²", "$", "|"),
    ]
)


@given(pieces=st.lists(_PIECES, max_size=40))
def test_any_arrangement_of_pieces_is_answered(pieces: list[str]) -> None:
    """Whatever is put together from the language's own pieces gives a Calculation."""
    found = evaluate("".join(pieces), OPERANDS)
    assert isinstance(found, Calculation)
    assert (found.value is None) == (found.error is not None)


@given(expression=st.text(max_size=200))
def test_any_text_is_answered(expression: str) -> None:
    """Strangers' strings give a Calculation whose text can be printed."""
    evaluate(expression).expression.encode()


def test_values_have_at_most_34_digits() -> None:
    """The value is a plain decimal string: no exponent, no idle zeros, 34 significant digits."""
    assert evaluate("1 / 3").value == "0." + "3" * 34
    assert evaluate("2.50 * 2").value == "5"
    assert evaluate("1e30 * 1").value == "1" + "0" * 30


def test_the_callers_decimal_context_does_not_matter() -> None:
    """A caller's own precision changes no value."""
    with localcontext(Context(prec=3)):
        assert evaluate("US$523.456bn + US$1").value == "523456000001"


# --- commas in a list of arguments ---------------------------------------------------------------

ONE_READING = [
    ("share(300,523)", "57.36137667304015296367112810707457"),  # two arguments, so it parts
    ("growth(972,5,230)", "438.0658436213991769547325102880658"),  # and here it groups
    ("max(3,000, 200)", "3000"),
    ("sum(100, 200, 300)", "600"),
    ("sum(1,250, 3,400)", "4650"),  # a comma with a space parts, so the others group
    ("sum(1,250；3,400)", "4650"),
    ("sum(100，200，300)", "600"),
    ("max(1,000,2,000)", "2000"),  # 000 stands for nothing alone
    ("depreciation(40,000,5)", "8000"),
    ("round(12,345)", "12345"),  # 345 places are none
    ("abs(1,250)", "1250"),
    ("sum(US$1,250,US$300)", "1550"),
    ("sum(3,100億美元,5,230億美元)", "833000000000"),
    ("share(3,000億美元,5,230億美元)", "57.36137667304015296367112810707457"),
]


@pytest.mark.parametrize(("text", "value"), ONE_READING, ids=[t for t, _ in ONE_READING])
def test_a_comma_is_read_in_the_one_way_that_fits(text: str, value: str) -> None:
    """By the number of arguments, by what parts the list for sure, by which reading has a value."""
    assert evaluate(text).value == value


TWO_READINGS = [
    ("sum(100,200,300)", "(100200300)", "(100, 200, 300)"),
    ("avg(100,200)", "(100200)", "(100, 200)"),
    ("sum(1,250,3,400)", "(1250, 3400)", "(1, 250, 3, 400)"),
    ("sum(100,200+1)", "(100200+1)", "(100, 200+1)"),
    ("share(sum(-100,200), 5)", "(-100200)", "(-100, 200)"),
    ("npv(10%,-100,600)", "(10%, -100600)", "(10%, -100, 600)"),
    ("sum(１００，２００)", "(１００２００)", "(１００, ２００)"),
    ("avg(3,100億,5,230億)", "(3100億, 5230億)", "(3, 100億, 5, 230億)"),
    ("npv(10%,100,200)", "(10%, 100200)", "(10%, 100, 200)"),
    ("sum(0.5,200,300)", "(0.5, 200300)", "(0.5, 200, 300)"),
    ("sum(100億,200,300)", "(100億, 200300)", "(100億, 200, 300)"),
]


@pytest.mark.parametrize("language", ["en", "zh-TW"])
@pytest.mark.parametrize(("text", "one", "other"), TWO_READINGS, ids=[t[0] for t in TWO_READINGS])
def test_a_comma_with_two_readings_is_refused(
    text: str, one: str, other: str, language: Lang
) -> None:
    """No value is chosen in silence: both readings are named, each as it can be written."""
    found = evaluate(text, language=language)
    assert found.error is not None
    assert found.error.code == "syntax"
    assert one in found.error.message
    assert other in found.error.message
    if "share" not in text:
        name = text[: text.index("(")]
        assert {evaluate(name + reading).error for reading in (one, other)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "growth(100,200,300)",
        "cagr(100,000,121,000,2)",
        "irr(-100,600,600)",
        f"sum({'250,' * 30}1)",
    ],
)
def test_commas_that_fit_no_number_of_arguments_are_named(text: str) -> None:
    """Or several numbers of them: the sentence says to write spaces."""
    for language, said in (("en", "a space after each comma"), ("zh-TW", "逗號後加空格")):
        error = evaluate(text, language=language).error  # type: ignore[arg-type]
        assert error is not None
        assert said in error.message


def test_many_calls_with_two_readings_are_bounded() -> None:
    """Only a few are tried in both ways; the rest are asked about at once."""
    text = "sum(1,250," * 40 + "1" + ")" * 40
    found = evaluate(text)
    assert found.error is not None
    assert found.error.code == "syntax"


# --- what nobody would sign ----------------------------------------------------------------------

UNCLEAR = [
    ("implied_base(5,230億美元, 438)", "438% or 43,800%"),
    ("npv(8, -100, 60, 60)", "8% or 800%"),
    ("implied_base(523, -20)", "20% or 2,000%"),
    ("△52億美元", "a fall or a rise"),
    ("▲52億美元 + 1億美元", "a fall or a rise"),
    ("annualise(US$4.2bn, quarter)", "no number before it"),
    ("annualise(42億美元, 季)", "no number before it"),
    ("(10.0) billion + US$1bn", "outside the bracket"),
    ("(10.0)億美元 + 1億美元", "outside the bracket"),
    ("convert(€5bn, NT$32.5/US$)", "need a rate"),
    ("convert(US$5bn, US$1/US$)", "in a currency"),
]


@pytest.mark.parametrize(("text", "said"), UNCLEAR, ids=[t for t, _ in UNCLEAR])
def test_what_could_be_two_things_is_asked_about(text: str, said: str) -> None:
    """A bare rate, a triangle, a unit or a scale alone: one sentence that says what to write."""
    found = evaluate(text)
    assert found.error is not None
    assert said in found.error.message
    other = evaluate(text, language="zh-TW").error
    assert other is not None
    assert other.code == found.error.code


CLEAR = [
    ("implied_base(5,230億美元, 4.38)", "implied_base(5,230億美元, 438%)"),
    ("npv(0.08, -100, 60, 60)", "npv(8%, -100, 60, 60)"),
    ("implied_base(523, 2 * 10%)", "implied_base(523, 20%)"),
    ("2 x US$3bn", "2 × US$3bn"),
    ("1,625億元新台幣", "新台幣1,625億元"),
    ("100億元人民幣 / 4", "人民幣100億元 / 4"),
    ("4.5 GW / 10 GW * 100%", "share(4.5 GW, 10 GW)"),
    ("100% × (523 - 97.2) / 97.2", "growth(97.2, 523)"),
    ("annualise(160億美元, 一季)", "annualise(160億美元, 1季)"),
    ("3,000億美元 / 一年", "US$300bn / 1 year"),
    ("convert(US$5bn, NT$32.5/US$)", "convert(US$5bn, NT$32.5)"),
    ("convert(50億美元, 新台幣32.5元/美元)", "convert(50億美元, 新台幣32.5元)"),
    ("convert(US$5bn, NT$32.5/US$1)", "convert(US$5bn, NT$32.5)"),
]


@pytest.mark.parametrize(("text", "same"), CLEAR, ids=[t for t, _ in CLEAR])
def test_other_ways_of_writing_come_to_the_same(text: str, same: str) -> None:
    """A ratio with decimals, a computed rate, x between spaces, the currency after 元."""
    one, other = evaluate(text), evaluate(same)
    assert one.error is None
    assert (one.value, one.unit) == (other.value, other.unit)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("US$999.96bn * 1", "US$999.96 billion"),
        ("3 * US$57.006bn", "US$171.018 billion"),
        ("12345.678 * 1", "12,345.678"),
        ("US$57.006bn * 57.4%", "US$32.7 billion"),
    ],
)
def test_so_many_times_a_figure_keeps_its_digits(text: str, shown: str) -> None:
    """A whole number of times is a sum of the same figure; a share shows three digits."""
    assert evaluate(text).display["en"] == shown


@pytest.mark.parametrize(
    ("expression", "value", "more"),
    [
        ("523bn + 20%", "523000000000.2", "627.6 billion"),
        ("5,230億 - 10%", "522999999999.9", "470.7 billion"),
        ("100 + 10%", "100.1", "110"),
    ],
)
def test_a_percentage_after_a_plus_is_a_ratio_and_is_noted(expression, value, more):
    """% is always ÷100; the note says what so many per cent more or less comes to."""
    made = evaluate(expression)
    assert made.value == value
    assert more in made.note["en"]
    assert made.note["zh-TW"]


@pytest.mark.parametrize("expression", ["1 + 438%", "1 - 20%", "5% + 3%", "0.5 + 10%", "100 * 10%"])
def test_a_ratio_and_a_percentage_need_no_note(expression):
    """Of one, more by so many per cent is the same either way."""
    made = evaluate(expression)
    assert made.error is None
    assert not made.note


def test_a_percentage_added_to_money_says_how_it_is_written():
    """The error of units names the expression that gives so much more."""
    error = evaluate("US$60bn a year + 20%").error
    assert error is not None
    assert error.code == "unit_mismatch"
    assert "* (1 + 20%)" in error.message
    assert "US$72 billion a year" in error.message


def test_an_unknown_function_is_told_every_known_one():
    """The list goes to its end."""
    error = evaluate("zzz(1)").error
    assert error is not None
    assert all(name in error.message for name in usages())


def test_people_are_counted_one_by_one():
    """An amount by head is per person."""
    assert evaluate("100bn / 5 people").display == {
        "en": "20 billion per person",
        "zh-TW": "每人200億",
    }
