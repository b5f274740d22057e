"""The money loop: amounts as stated, figures only from the reader's shares, cycles, what-ifs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculate.loop import LoopReport, money_loop
from bot.calculate.loop_reading import read_loop
from bot.calculate.loop_table import comparison_table, leg_table, rounds_table
from bot.calculate.schedule import write_when
from bot.errors import InputError
from bot.knowledge.corpus import Corpus, load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.records import Lang, Quantity, to_json

ROOT = Path(__file__).parents[1]
TRIANGLE = ("nvidia-openai", "openai-oracle", "oracle-nvidia")
SHARES = {"nvidia-openai": 50, "openai-oracle": 60, "oracle-nvidia": 40}
NAMES = {"GLO-001": "NVIDIA", "GLO-002": "OpenAI", "GLO-003": "Oracle"}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT / "corpus")


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(ROOT / "prompts")


def _loop(corpus: Corpus, shares: Mapping[str, int] | None = None, **more: Any) -> LoopReport:
    given_shares = {leg: Decimal(share) for leg, share in (shares or {}).items()}
    ledger = Ledger(corpus.facts, corpus.flows)
    return money_loop(corpus.flows, ledger, shares=given_shares, **more)


def _money(text: str) -> Quantity:
    return read_quantities(text)[0]


# --- the flows ---------------------------------------------------------------------------------


def test_flows_are_backed_by_their_facts(corpus: Corpus) -> None:
    """A leg's status is its fact's; where the fact names both parties, they are the leg's."""
    ledger = Ledger(corpus.facts)
    for flow in corpus.flows:
        fact = ledger.get(flow.fact_id)
        assert fact is not None, flow.id
        assert flow.status == fact.status, flow.id
        assert fact.values, flow.id
        parties = {fact.subject, fact.counterparty}
        assert parties <= {flow.giver, flow.taker, None} or flow.giver == "co-investors", flow.id


def test_the_triangle_is_the_articles(corpus: Corpus) -> None:
    """Three legs close the loop: a letter of intent, a contract and an estimate."""
    legs = [f for f in corpus.flows if f.triangle]
    assert [(f.id, f.fact_id, f.status) for f in legs] == [
        ("nvidia-openai", "NVDA-020", "letter_of_intent"),
        ("openai-oracle", "OPAI-011", "contract"),
        ("oracle-nvidia", "ORCL-066", "estimate"),
    ]


def test_every_party_without_an_entry_has_a_name(corpus: Corpus, phrases: Phrases) -> None:
    """A group that is no glossary entry is named in the phrases."""
    groups = {p for f in corpus.flows for p in (f.giver, f.taker) if not p.startswith("GLO-")}
    assert groups == {"note-buyers", "lenders", "co-investors"}
    assert all(phrases.say(f"loop_party_{group}", "zh-TW") for group in groups)


# --- without shares ----------------------------------------------------------------------------


def test_without_shares_there_is_no_recirculation(corpus: Corpus) -> None:
    """Amounts and statuses only: how much is passed on is for the reader to say."""
    report = _loop(corpus, rounds=5)
    assert report.cycle == TRIANGLE
    assert report.recirculation is None
    assert report.missing == TRIANGLE
    assert [str(report.leg(i).amount) for i in TRIANGLE] == [
        "100000000000",
        "300000000000",
        "40000000000",
    ]
    assert {"no_shares", "unlike_statuses"} <= set(report.notes)


def test_with_some_shares_the_missing_ones_are_named(corpus: Corpus) -> None:
    """Two of three shares make no product."""
    report = _loop(corpus, {"nvidia-openai": 50, "openai-oracle": 60})
    assert report.recirculation is None
    assert report.missing == ("oracle-nvidia",)
    assert "some_shares" in report.notes


def test_legs_after_the_article_are_kept_apart(corpus: Corpus) -> None:
    """They come in only where they are asked for."""
    before = {leg.id for leg in _loop(corpus).legs}
    after = {leg.id: leg for leg in _loop(corpus, later=True).legs}
    assert before < after.keys()
    assert all(after[i].later for i in after.keys() - before)
    assert _loop(corpus).leg("nvidia-openai").updates


# --- with shares -------------------------------------------------------------------------------


def test_figures_by_hand(corpus: Corpus) -> None:
    """50% of 60% of 40% is 12%; 1 ÷ 0.88; outside cash is what no share covers."""
    found = _loop(corpus, SHARES, rounds=2).recirculation
    assert found is not None
    assert (found.gain, found.converges, found.unit) == (Decimal("0.12"), True, "USD")
    assert str(found.limit).startswith("1.1363636363")
    assert [[str(a) for a in r.amounts] for r in found.rounds] == [
        ["100000000000", "60000000000", "24000000000"],
        ["12000000000", "7200000000", "2880000000"],
    ]
    assert found.rounds[1].cumulative == Decimal("206080000000")
    # NVIDIA passes on 50% of 40, OpenAI 60% of 100, Oracle 40% of 300 (more than its leg).
    assert [(o.party, str(o.amount)) for o in found.outside] == [
        ("GLO-001", "80000000000"),
        ("GLO-002", "240000000000"),
    ]
    assert (found.recorded, found.outside_total) == (Decimal("440e9"), Decimal("320e9"))
    assert found.double_counting == Decimal("1.375")


def test_net_positions_sum_to_nothing(corpus: Corpus) -> None:
    """What one party of a closed loop receives more, the others pay more."""
    found = _loop(corpus, SHARES).recirculation
    assert found is not None
    assert [(p.party, str(p.net)) for p in found.positions] == [
        ("GLO-001", "-60000000000"),
        ("GLO-002", "-200000000000"),
        ("GLO-003", "260000000000"),
    ]
    assert sum(p.net for p in found.positions) == 0


@given(shares=st.tuples(*[st.integers(0, 100)] * 3))
def test_rounds_approach_the_limit(corpus: Corpus, shares: tuple[int, int, int]) -> None:
    """The first leg's amounts over many rounds add up to start × limit, where there is one."""
    given_shares = dict(zip(TRIANGLE, shares, strict=True))
    found = _loop(corpus, given_shares, rounds=200).recirculation
    assert found is not None
    assert found.gain * 10**6 == shares[0] * shares[1] * shares[2]
    assert found.converges == (found.gain < 1) == (found.limit is not None)
    if found.limit is not None and found.gain < Decimal("0.8"):
        total = sum(r.amounts[0] for r in found.rounds)
        # Each of the 200 amounts is rounded to the cent.
        assert abs(total - found.limit * found.start) < 1


def test_a_loop_that_leaks_nothing_has_no_limit(corpus: Corpus) -> None:
    """All shares at 100%: said, not divided by zero."""
    found = _loop(corpus, dict.fromkeys(TRIANGLE, 100)).recirculation
    assert found is not None
    assert (found.gain, found.limit, found.converges) == (1, None, False)


def test_outside_cash_is_listed(corpus: Corpus) -> None:
    """Known money from parties outside the loop, note buyers among them."""
    report = _loop(corpus)
    assert {"note-buyers-oracle", "softbank-openai"} <= set(report.outside_legs)
    assert not set(report.outside_legs) & set(TRIANGLE)


# --- what-if -----------------------------------------------------------------------------------


def test_a_changed_amount_stands_beside_its_base(corpus: Corpus) -> None:
    """The reader's amount is marked, the stated one kept, and the base computed with it."""
    changed = {"nvidia-openai": _money("US$30 billion")}
    report = _loop(corpus, SHARES, amounts=changed, rounds=1)
    leg = report.leg("nvidia-openai")
    assert (leg.given, leg.amount, leg.stated) == (True, Decimal("30e9"), Decimal("100e9"))
    assert report.base is not None
    assert report.base.recirculation == _loop(corpus, SHARES, rounds=1).recirculation
    assert report.recirculation is not None
    assert report.recirculation.start == Decimal("30e9")


# --- cycles ------------------------------------------------------------------------------------


def test_all_cycles_are_found(corpus: Corpus) -> None:
    """Not just the triangle: every way that money could come back."""
    assert TRIANGLE in _loop(corpus).cycles
    assert ("microsoft-openai", "openai-microsoft") in _loop(corpus).cycles
    assert ("microsoft-anthropic", "anthropic-microsoft") in _loop(corpus).cycles


def test_shares_choose_their_cycle(corpus: Corpus) -> None:
    """Where only one cycle holds the legs with shares, it is the one looked at."""
    report = _loop(corpus, {"anthropic-microsoft": 10, "microsoft-anthropic": 20})
    assert report.cycle == ("microsoft-anthropic", "anthropic-microsoft")


@pytest.mark.parametrize(
    "cycle", [["openai-amd", "amd-openai"], ["GLO-002", "GLO-011"]], ids=["legs", "parties"]
)
def test_a_cycle_may_be_named(corpus: Corpus, cycle: list[str]) -> None:
    """By its legs or its parties; chips and shares are counted from 1, not as money."""
    report = _loop(corpus, {"openai-amd": 50, "amd-openai": 20}, cycle=cycle, rounds=1)
    assert report.cycle == ("openai-amd", "amd-openai")
    assert report.recirculation is not None
    assert (report.recirculation.start, report.recirculation.recorded) == (1, None)
    assert "not_all_money" in report.notes


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"shares": {"nvida-openai": 50}}, "did you mean nvidia-openai"),
    ({"shares": {"nvidia-openai": 101}}, "0% to 100%"),
    ({"shares": {"nvidia-openai": -1}}, "0% to 100%"),
    ({"shares": {"openai-aws": 50}}, "no cycle holds every leg"),
    ({"amounts": {"nvidia-openai": _money("US$20-30bn")}}, "a range; one amount"),
    ({"as_of": "2025-06-30"}, "nothing was known of nvidia-openai, openai-oracle"),
    ({"amounts": {"openai-amd": _money("30 years")}}, "in GW"),
    ({"amounts": {"nvidia-openai": _money("10 GW")}}, "in USD"),
    ({"amounts": {"nvidia-openai": _money("-US$30bn")}}, "not negative"),
    ({"amounts": {"nvidia": _money("US$30bn")}}, "Known legs"),
    ({"cycle": ["nvidia-openai", "oracle-nvidia"]}, "does not come back"),
    ({"cycle": ["nowhere"]}, "on no cycle of the known legs"),
    ({"cycle": ["GLO-016"]}, "Its legs: openai-coreweave, nvidia-coreweave"),
    ({"cycle": ["GLO-005"]}, "on 3 cycles"),
    ({"rounds": -1}, "0 to 1000"),
    ({"rounds": 10**9}, "0 to 1000"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[w[1] for w in WRONG])
def test_unusable_input_says_what_would_be_right(
    corpus: Corpus, arguments: dict[str, Any], said: str
) -> None:
    """Unknown legs, shares outside 0..100%, other units, open cycles: one sentence each."""
    with pytest.raises(InputError, match=said):
        _loop(corpus, **arguments)


def test_a_share_that_is_no_number_is_refused(corpus: Corpus) -> None:
    """NaN compares with nothing; it must not slip through."""
    ledger = Ledger(corpus.facts, corpus.flows)
    with pytest.raises(InputError, match="0% to 100%"):
        money_loop(corpus.flows, ledger, shares={"nvidia-openai": Decimal("NaN")})


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-TW", "zh-CN"])
@pytest.mark.parametrize("shares", [{}, {"nvidia-openai": 50}, SHARES])
def test_the_reading_is_whole_in_every_language(
    corpus: Corpus, phrases: Phrases, language: Lang, shares: dict[str, int]
) -> None:
    """Every sentence ends, none has a gap, and each leg is there with its status."""
    changed = {"nvidia-openai": _money("US$30bn")} if shares == SHARES else {}
    report = _loop(corpus, shares, amounts=changed, rounds=2)
    sentences = read_loop(report, phrases.say, lambda i: NAMES.get(i, i), language)
    stop = "." if language == "en" else "。"
    assert all(s.endswith(stop) and "{" not in s for s in sentences)
    assert len(sentences) >= 6


def test_the_reading_says_that_a_letter_of_intent_is_no_cash(
    corpus: Corpus, phrases: Phrases
) -> None:
    """The first leg's bound and status stand in its sentence, in both languages."""
    english, chinese = (
        read_loop(_loop(corpus), phrases.say, lambda i: NAMES.get(i, i), language)[0]
        for language in ("en", "zh-TW")
    )
    assert english == (
        "NVIDIA to OpenAI: up to $100 billion (equity; letter of intent, not binding)."
    )
    assert "最高1,000億美元" in chinese
    assert "意向書" in chinese


def test_the_reading_has_its_twin(corpus: Corpus, phrases: Phrases) -> None:
    """Sentence k of one language has the same figures as sentence k of the other."""
    report = _loop(corpus, SHARES, rounds=2)
    english, chinese = (
        read_loop(report, phrases.say, lambda i: NAMES.get(i, i), language)
        for language in ("en", "zh-TW")
    )
    assert len(english) == len(chinese)
    for one, other in zip(english, chinese, strict=True):
        assert _figures(one, "en") == _figures(other, "zh-TW"), (one, other)


def _figures(text: str, language: str) -> list[tuple[Decimal, str]]:
    return sorted((q.value, q.unit) for q in read_quantities(text, language) if q.unit != "1")


def test_the_report_is_json(corpus: Corpus) -> None:
    """Every record of it, decimals as plain strings."""
    report = _loop(corpus, SHARES, amounts={"oracle-nvidia": _money("US$50bn")}, rounds=2)
    found = json.loads(json.dumps(to_json(report), allow_nan=False))
    assert found["recirculation"]["gain"] == "0.12"
    assert found["base"]["recirculation"]["double_counting"] == "1.375"


# --- shares beyond a leg, timing, tables ---------------------------------------------------------


def test_a_share_beyond_its_leg_is_remarked(corpus: Corpus, phrases: Phrases) -> None:
    """70% of 300 billion does not fit along a leg of 40: the excess is named, never cut off."""
    report = _loop(corpus, SHARES | {"oracle-nvidia": 70})
    assert report.recirculation is not None
    (over,) = report.recirculation.overfull
    assert (over.leg, over.party) == ("oracle-nvidia", "GLO-003")
    assert [str(v) for v in (over.passed, over.amount, over.excess)] == [
        "210000000000",
        "40000000000",
        "170000000000",
    ]
    assert "share_exceeds_leg" in report.notes
    told = read_loop(report, phrases.say, lambda p: NAMES.get(p, p), "en")
    assert any("more than the US$40 billion of that leg" in sentence for sentence in told)


def test_a_share_that_fills_its_leg_is_not(corpus: Corpus) -> None:
    """Exactly as much as the leg holds is no excess."""
    fills = {"nvidia-openai": 50, "openai-oracle": 60, "oracle-nvidia": 13}
    report = _loop(corpus, fills)
    assert report.recirculation is not None
    assert (report.recirculation.overfull, "share_exceeds_leg" in report.notes) == ((), False)


def test_timing_of_the_triangle(corpus: Corpus) -> None:
    """A plan binds nobody, the contract starts in 2027, the purchase is an estimate."""
    report = _loop(corpus)
    timings = [report.leg(i).timing for i in TRIANGLE]
    assert [(t.state, t.date) for t in timings if t] == [
        ("planned", None),
        ("starts", "2027-01-01"),
        ("estimated", "2025-05-31"),
    ]
    assert report.first == "oracle-nvidia"


@pytest.mark.parametrize(
    ("leg", "state", "date"),
    [
        ("microsoft-openai", "paid", "2025-09-30"),
        ("softbank-openai-april", "paid", "2025-04-30"),
        ("openai-aws", "running", "2025-11-01"),
        ("openai-amd", "starts", "2026-07-01"),
        ("openai-broadcom", "planned", "2026-07-01"),
        ("openai-microsoft", "signed", None),
        ("openai-coreweave", "signed", None),
        ("nvidia-anthropic", "planned", None),
    ],
)
def test_timing_of_a_leg(corpus: Corpus, leg: str, state: str, date: str | None) -> None:
    """Only what a fact dates has a date: a signature or an announcement pays nothing."""
    timing = _loop(corpus).leg(leg).timing
    assert timing is not None
    assert (timing.state, timing.date) == (state, date)


def test_who_moves_first_is_said_only_where_dates_tell(corpus: Corpus) -> None:
    """Microsoft paid before OpenAI signed; of AMD's warrant no date of payment is known."""
    assert _loop(corpus, cycle=["GLO-005", "GLO-002"]).first == "microsoft-openai"
    assert _loop(corpus, cycle=["GLO-002", "GLO-011"]).first is None


@pytest.mark.parametrize(
    ("date", "kind", "english", "chinese"),
    [
        ("2027-01-01", "year", "2027", "2027年"),
        ("2026-07-01", "half", "the second half of 2026", "2026年下半年"),
        ("2025-11-01", "month", "November 2025", "2025年11月"),
        ("2025-09-30", "instant", "30 September 2025", "2025年9月30日"),
    ],
)
def test_a_date_is_as_fine_as_it_is_known(date: str, kind: str, english: str, chinese: str) -> None:
    """A year is told as a year and a day as a day."""
    assert write_when(date, kind, "en") == english
    assert write_when(date, kind, "zh-TW") == chinese


def test_every_cycle_can_be_followed(corpus: Corpus, phrases: Phrases) -> None:
    """Whatever cycle the graph holds: timing, shares, rounds, reading in both languages."""
    for cycle in _loop(corpus).cycles:
        shares = dict.fromkeys(cycle, 50)
        report = _loop(corpus, shares, cycle=cycle, rounds=3)
        assert report.recirculation is not None
        assert report.recirculation.gain == Decimal("0.5") ** len(cycle)
        for language in ("en", "zh-TW"):
            told = read_loop(report, phrases.say, lambda p: NAMES.get(p, p), language)
            assert len(told) > len(cycle)


def test_a_leg_without_money_takes_the_readers_value(corpus: Corpus) -> None:
    """What 6 gigawatts and 160 million shares are worth is the reader's to say."""
    report = _loop(
        corpus,
        {"openai-amd": 50, "amd-openai": 20},
        amounts={"openai-amd": _money("US$90bn"), "amd-openai": _money("US$30bn")},
        cycle=["openai-amd", "amd-openai"],
    )
    assert report.recirculation is not None
    assert report.recirculation.recorded == Decimal("120e9")
    assert report.leg("openai-amd").stated_unit == "GW"
    assert report.base is not None
    assert report.base.recirculation is not None
    assert report.base.recirculation.recorded is None


@pytest.mark.parametrize(("language", "head"), [("en", "Leg"), ("zh-TW", "段"), ("zh-CN", "段")])
def test_the_table_of_legs(corpus: Corpus, phrases: Phrases, language: Lang, head: str) -> None:
    """A row a leg, with where its amount is stated; a share only where the reader gave one."""
    rows = leg_table(_loop(corpus), phrases.say, lambda p: NAMES.get(p, p), language)
    assert (rows[0][0], len(rows), len(rows[0])) == (head, 4, 7)
    assert [row[-1].partition("/")[0] for row in rows[1:]] == [
        "nvidia-openai-loi",
        "openai-oracle-contract",
        "oracle-chips-and-sites",
    ]
    shared = leg_table(_loop(corpus, SHARES), phrases.say, lambda p: NAMES.get(p, p), language)
    assert [row[3] for row in shared[1:]] == ["50%", "60%", "40%"]


def test_base_and_scenario_side_by_side(corpus: Corpus, phrases: Phrases) -> None:
    """The amounts as stated in one column, the reader's in the next."""
    report = _loop(corpus, SHARES, amounts={"nvidia-openai": _money("400億美元")})
    rows = comparison_table(report, phrases.say, lambda p: NAMES.get(p, p), "en")
    table = {row[0]: row[1:] for row in rows}
    assert table["NVIDIA to OpenAI"] == ("up to $100 billion", "$40 billion")
    assert table["Recorded on the legs"] == ("US$440 billion", "US$380 billion")
    assert table["Cash from outside"] == ("US$320 billion", "US$296 billion")
    assert table["NVIDIA, in minus out"] == ("-US$60 billion", "US$0")
    assert comparison_table(_loop(corpus, SHARES), phrases.say, str, "en") == ()


# --- as of a day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "amount", "status", "before", "remarks"),
    [
        ({}, "100e9", "letter_of_intent", [], ["NVDA-026"]),
        ({"as_of": "2025-10-31"}, "100e9", "letter_of_intent", [], []),
        ({"as_of": "2026-02-10"}, "100e9", "letter_of_intent", [], ["NVDA-026", "LATER-005"]),
        ({"as_of": "2026-02-27"}, "30e9", "reported", ["NVDA-020"], ["NVDA-026", "LATER-005"]),
        ({"later": True}, "30e9", "reported", ["NVDA-020"], ["NVDA-026", "LATER-005"]),
    ],
    ids=["article", "October", "remark", "round", "latest"],
)
def test_a_leg_is_shown_as_of_the_day(
    corpus: Corpus,
    when: dict[str, Any],
    amount: str,
    status: str,
    before: list[str],
    remarks: list[str],
) -> None:
    """The newest standing known by then, what it was before, and what had been said of it."""
    leg = _loop(corpus, **when).leg("nvidia-openai")
    assert (leg.amount, leg.status) == (Decimal(amount), status)
    assert [standing.fact_id for standing in leg.before] == before
    assert [remark.fact_id for remark in leg.remarks] == remarks
    ledger = Ledger(corpus.facts)
    fact = ledger.get(leg.fact_id)
    assert fact is not None
    assert leg.stated_in == fact.stated_in
    assert all(standing.stated_in for standing in leg.before)
    # What the day leaves out is named, and nothing else is.
    assert set(leg.updates) == {"NVDA-026", "LATER-005", "LATER-006b"} - {leg.fact_id, *remarks}


def test_a_leg_is_never_there_twice(corpus: Corpus) -> None:
    """What replaced a leg stands in its place; an addition to a contract is a leg of its own."""
    legs = {leg.id for leg in _loop(corpus, later=True).legs}
    replaced = {flow.id for flow in corpus.flows if flow.replaces}
    assert replaced
    assert not legs & replaced
    assert {"openai-aws", "openai-aws-2026"} <= legs


@pytest.mark.parametrize(
    ("language", "now", "then", "said"),
    [
        (
            "en",
            "is now $30 billion (reported as done; as of 27 February 2026; "
            "later-openai-2026/february-round)",
            "up to $100 billion (letter of intent, not binding; as of 22 September 2025",
            "never a commitment",
        ),
        (
            "zh-TW",
            "目前為300億美元（已發生；截至2026年2月27日；later-openai-2026/february-round）",
            "先前為最高1,000億美元（意向書，無約束力；截至2025年9月22日",
            "從未是承諾",
        ),
        ("zh-CN", "目前为300亿美元", "先前为最高1,000亿美元", "从未是承诺"),
    ],
)
def test_the_reading_says_what_became_of_a_leg(
    corpus: Corpus, phrases: Phrases, language: Lang, now: str, then: str, said: str
) -> None:
    """Now and before, each with its day and passage; remarks in the reader's language."""
    report = _loop(corpus, later=True)
    told = " ".join(read_loop(report, phrases.say, lambda p: NAMES.get(p, p), language))
    assert all(piece in told for piece in (now, then, said))
    head, first, *_ = leg_table(report, phrases.say, lambda p: NAMES.get(p, p), language)
    assert first[head.index(phrases.say("loop_head_before", language))]


def test_what_is_only_agreed_is_not_paid(corpus: Corpus) -> None:
    """A part of an announced round is reported, but its day of payment is not."""
    report = _loop(corpus, later=True)
    timing = report.leg("nvidia-openai").timing
    assert timing is not None
    assert (timing.state, timing.date) == ("told", None)


# --- figures that add up -------------------------------------------------------------------------


@given(shares=st.tuples(*[st.decimals(0, 100, places=3)] * 3), rounds=st.integers(1, 12))
def test_every_column_of_rounds_adds_up(
    corpus: Corpus, phrases: Phrases, shares: tuple[Decimal, ...], rounds: int
) -> None:
    """As printed: each line to its total, totals to what was recorded, columns to their sums."""
    ledger = Ledger(corpus.facts, corpus.flows)
    given_shares = dict(zip(TRIANGLE, shares, strict=True))
    report = money_loop(corpus.flows, ledger, shares=given_shares, rounds=rounds)
    found = to_json(report.recirculation)
    _, *lines, sums = rounds_table(report, phrases.say, str, "en")
    cells = [[Decimal(cell.replace(",", "")) for cell in line[1:]] for line in lines]
    running = Decimal(0)
    for line, turn in zip(cells, found["rounds"], strict=True):
        assert sum(line[:3]) == line[3] == Decimal(turn["total"])
        assert line[:3] == [Decimal(amount) for amount in turn["amounts"]]
        running += line[3]
        assert line[4] == running == Decimal(turn["cumulative"])
    columns = [sum(column) for column in zip(*cells, strict=True)][:4]
    assert columns == [Decimal(cell.replace(",", "")) for cell in sums[1:5]]
    assert sum(Decimal(o["amount"]) for o in found["outside"]) == Decimal(found["outside_total"])


@pytest.mark.parametrize("language", ["en", "zh-TW", "zh-CN"])
def test_the_plain_words_add_up(corpus: Corpus, phrases: Phrases, language: Lang) -> None:
    """The amounts of a round's sentence come to its total, and to the record since the start."""
    report = _loop(
        corpus, {"nvidia-openai": 60, "openai-oracle": 83, "oracle-nvidia": 11}, rounds=4
    )
    told = read_loop(report, phrases.say, lambda p: NAMES.get(p, p), language)
    start = {"en": "Round ", "zh-TW": "第", "zh-CN": "第"}[language]
    rounds = [s for s in told if s.startswith(start) and any(c.isdigit() for c in s[:8])]
    assert len(rounds) == 4
    recorded = Decimal(0)
    for sentence in rounds:
        *parts, total, cumulative = [
            q.value for q in read_quantities(sentence, language) if q.unit == "USD"
        ]
        recorded += total
        assert (sum(parts), cumulative) == (total, recorded)


def test_ratios_name_what_they_are_made_of(corpus: Corpus, phrases: Phrases) -> None:
    """The product of the shares, the limit and the double counting each with their terms."""
    told = " ".join(read_loop(_loop(corpus, SHARES), phrases.say, lambda p: NAMES.get(p, p), "en"))
    assert "50% × 60% × 40% = 12% of the money" in told
    assert "1 ÷ (1 − 12%) = 1.1364 times" in told
    assert "US$440 billion ÷ US$320 billion = 1.375 times" in told


def test_an_open_currency_is_the_legs(corpus: Corpus, phrases: Phrases) -> None:
    """30億 on a leg in dollars is dollars, marked as the reader's; NT$30bn is refused."""
    report = _loop(corpus, amounts={"nvidia-openai": _money("300億")})
    assert (report.leg("nvidia-openai").unit, report.leg("nvidia-openai").given) == ("USD", True)
    rows = leg_table(report, phrases.say, lambda p: NAMES.get(p, p), "zh-TW")
    assert "您的數字" in rows[1][2]
    with pytest.raises(InputError, match="in USD"):
        _loop(corpus, amounts={"nvidia-openai": _money("NT$30bn")})


def test_a_party_and_shares_choose_between_its_cycles(corpus: Corpus) -> None:
    """Anthropic is on two cycles; the shares lie on one."""
    shares = {"microsoft-anthropic": 50, "anthropic-microsoft": 50}
    report = _loop(corpus, shares, cycle=["GLO-018"])
    assert report.cycle == ("microsoft-anthropic", "anthropic-microsoft")
    with pytest.raises(InputError, match="on 2 cycles"):
        _loop(corpus, cycle=["GLO-018"])


def test_without_outside_cash_there_is_no_multiple(corpus: Corpus, phrases: Phrases) -> None:
    """Equal legs passed on whole need nothing from elsewhere: said, not left out."""
    report = _loop(
        corpus,
        dict.fromkeys(TRIANGLE, 100),
        amounts=dict.fromkeys(TRIANGLE, _money("US$40bn")),
    )
    assert report.recirculation is not None
    assert report.recirculation.double_counting is None
    told = read_loop(report, phrases.say, lambda p: NAMES.get(p, p), "en")
    assert any("no cash from outside is needed" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("language", "known", "planned"),
    [
        ("en", "known to come into", "not known to come"),
        ("zh-TW", "已知從別處流入", "僅屬計畫"),
        ("zh-CN", "已知从别处流入", "仅属计划"),
    ],
)
def test_a_letter_of_intent_is_no_money_that_is_known_to_come(
    corpus: Corpus, phrases: Phrases, language: Lang, known: str, planned: str
) -> None:
    """Money from elsewhere that nobody is bound to give has a sentence of its own."""
    report = _loop(corpus, cycle=["openai-amd", "amd-openai"])
    said = read_loop(report, phrases.say, lambda party: NAMES.get(party, party), language)
    come = next(s for s in said if known in s)
    meant = next(s for s in said if planned in s)
    assert "NVIDIA" in meant
    assert "NVIDIA" not in come
