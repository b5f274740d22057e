"""bot.knowledge.magnitudes: what heads say of figures, carried into them and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.magnitudes import carry, read_magnitude, stands_apart, without_magnitude
from bot.knowledge.tables import Table, table_blocks
from bot.language.quantities import read_quantities


@pytest.mark.parametrize(
    ("head", "cell", "value", "unit"),
    [
        ("(in millions)", "16,058", "16058000000", "1"),
        ("(in millions)", "$16,058", "16058000000", "USD"),
        ("($ in billions, except per share amounts)", "16.1", "16100000000", "USD"),
        ("(US$ millions)", "(5,200)", "-5200000000", "USD"),
        ("(Unaudited, in millions of U.S. dollars)", "7", "7000000", "USD"),
        ("Amounts in thousands of New Taiwan dollars", "7", "7000", "TWD"),
        ("NT$ in billions", "7.5", "7500000000", "TWD"),
        ("(€ million)", "-12", "-12000000", "EUR"),
        ("RMB million", "1,234", "1234000000", "CNY"),
        ("(US$'000)", "5", "5000", "USD"),
        ("(US$m)", "5", "5000000", "USD"),
        ("Dollars in millions", "5", "5000000", "USD"),
        ("單位：百萬元", "16,058", "16058000000", "TWD"),
        ("單位：新台幣仟元", "16,058", "16058000", "TWD"),
        ("新台幣億元", "160.58", "16058000000", "TWD"),
        ("金額單位：百萬美元，每股盈餘除外", "16,058", "16058000000", "USD"),
        ("（單位：美元／億）", "160.58", "16058000000", "USD"),
        ("（新台幣百萬元）", "(16)", "-16000000", "TWD"),
        ("(人民币亿元)", "5", "500000000", "CNY"),
        ("單位：新台幣元", "16,058", "16058", "TWD"),
        ("The table shows revenue in millions of US dollars.", "3", "3000000", "USD"),
    ],
)
def test_what_a_caption_says_is_read_in_the_cell(head, cell, value, unit):
    """The cell alone, quoted, has the full value in its unit."""
    (found,) = read_quantities(f"Revenue: {carry(cell, read_magnitude(head))}; Period: Q")
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("head", "cell", "carried"),
    [
        ("Revenue (US$ millions)", "16,058", "US$16,058 million"),
        ("Revenue (US$)", "16,058", "US$16,058"),
        ("營收（億元）", "160", "160億元"),
        ("Share (%)", "12.5", "12.5%"),
        ("年增率（%）", "(12.5)", "-12.5%"),
        ("Capacity (MW)", "40", "40 MW"),
        ("容量（MW）", "40", "40 MW"),
        ("Term (years)", "15", "15 years"),
        ("Note (1)", "40", "40"),
        ("Plan (B)", "40", "40"),
    ],
)
def test_a_column_names_its_unit(head, cell, carried):
    """In brackets behind its name; the name stands without them afterwards."""
    assert carry(cell, read_magnitude(head, head=True)) == carried
    if carried != cell:
        assert "(" not in without_magnitude(head).replace("（", "(")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("12.5%", "12.5%"),
        ("12 ships", "12 ships"),
        ("—", "—"),
        ("n/a", "n/a"),
        ("€5", "€5"),
        ("$5 billion", "$5 billion"),
        ("40 MW", "40 MW"),
        ("Q2", "Q2"),
        ("", ""),
    ],
)
def test_cells_with_a_unit_of_their_own_stay(cell, kept):
    """Whatever the head says, and what is no figure stays as well."""
    assert carry(cell, read_magnitude("(US$ in millions)")) == kept


@pytest.mark.parametrize(
    ("cell", "carried"),
    [("(5,200)", "-5,200"), ("(12.5%)", "-12.5%"), ("(12.5)%", "-12.5%"), ("($5)", "($5)")],
)
def test_brackets_stay_negative(cell, carried):
    """An accountant's loss is read as one, with no magnitude stated too."""
    assert carry(cell, None) == carried
    (found,) = read_quantities(f"x: {carried}; y")
    assert found.value < 0


@pytest.mark.parametrize(
    "text",
    [
        "Over 3 million users",
        "They invested in millions of homes",
        "億",
        "元",
        "Revenue",
        "",
        "Oracle's results",
        "營收與百萬用戶",
        "x" * 300,
    ],
)
def test_prose_states_no_magnitude(text):
    """A word of scale in a sentence is none."""
    assert read_magnitude(text) is None


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        ("Diluted earnings per share", True),
        ("EPS", True),
        ("Operating margin, %", True),
        ("Effective tax rate", True),
        ("Year", True),
        ("Weighted average shares", True),
        ("每股盈餘", True),
        ("毛利率", True),
        ("年增率", True),
        ("員工人數", True),
        ("Revenue", False),
        ("Total assets", False),
        ("營收", False),
        ("資本支出", False),
        ("Separate accounts", False),
        ("Corporate costs", False),
        ("Fiscal year 2025", False),
        ("Three months ended", False),
        ("2025年度", False),
        ("第三季度", False),
        ("Senior notes", False),
    ],
)
def test_what_a_table_states_does_not_reach_everything(name, apart):
    """Amounts per share, ratios, counts and dates are of another kind."""
    assert stands_apart(name, read_magnitude("(US$ in millions)")) is apart


def test_rows_of_other_kinds_in_a_table():
    """Of one caption, each row takes what fits it."""
    rows = [
        ["", "2025"],
        ["Revenue", "16,058"],
        ["Net loss", "(5)"],
        ["Gross margin", "10,406"],
        ["Operating margin", "31.5"],
        ["Earnings per share", "$2.10"],
        ["Margin (%)", "31"],
        ["Backlog (US$ billions)", "523"],
        ["Shares", "2,927"],
    ]
    table = Table(rows, above="($ in millions, except per share data)")
    assert [block.text for block in table_blocks(table)] == [
        "Revenue; 2025: $16,058 million",
        "Net loss; 2025: ($5 million)",
        "Gross margin; 2025: $10,406 million",
        "Operating margin; 2025: 31.5",
        "Earnings per share; 2025: $2.10",
        "Margin; 2025: 31%",
        "Backlog; 2025: US$523 billion",
        "Shares; 2025: 2,927",
    ]


@given(
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.sampled_from(
        ["(in millions)", "US$ bn", "單位：百萬元", "新台幣億元", "(百萬美元)", "NT$ thousands"]
    ),
    st.booleans(),
)
def test_no_figure_changes_its_value(value, head, loss):
    """Whatever is carried is read as the cell's digits at that scale."""
    scale = {"(in millions)": 6, "US$ bn": 9, "單位：百萬元": 6, "新台幣億元": 8, "(百萬美元)": 6}
    cell = f"({value:,})" if loss else f"{value:,}"
    (found,) = read_quantities(f"x: {carry(cell, read_magnitude(head))}; y")
    assert found.value == (-value if loss else value) * 10 ** scale.get(head, 3)
