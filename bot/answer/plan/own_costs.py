"""What is left of a cost after what others give towards it, as a reader's document tells it.

A cost, the grants and gifts towards it, a share that somebody bears: of a figure that was changed
later the later is taken. Where a sentence says that somebody meets what is left, every amount in
it is given. It works out nothing where what remains is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of, asks_money
from bot.answer.plan.own_bonds import Bonds, base_of, is_money, paragraph_of, single_figures
from bot.answer.plan.own_latest import latest_of, versions_of
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import Fact

__all__ = ["rest_of_cost"]

_REST = re.compile(
    r"\b(?:rest|remainder|left (?:to|for|over)|still (?:to|uncovered|missing|lack|need|owe)"
    r"|still ha[sv]e? to|uncovered|borrow|itself|themselves|from its own|lacking|shortfall|net of"
    r"|out of (?:its|their|our) own)\b"
    r"|自己|自筹|自付|自行|自掏|扣[掉除]|不足|差额|还[差缺要有]|尚[差缺需]|剩|贷款|借多少|借款|拿出|缺口"
)
_NAMED_PARTS = re.compile(
    r"\b(?:after|net of|once|without|less|deducting) (?P<en>[^?,]+)|扣[掉除](?P<zh>[^，,?？]+)"
)
_GIVEN = re.compile(
    r"\b(?:grant(?:s|ed)?|gifts?|giv(?:es?|ing|en)|gave|subsid\w+|contribut\w+|donat\w+|collected"
    r"|promised?|pledged?|awarded|towards?|sponsor\w*|funded by|fund is|raised from|bequests?"
    r"|insurers?|paid (?:on|so far|already|at)|puts? in|offered)\b"
    r"|补助|捐助|捐赠|捐款|赞助|出资|负担|分摊|募得|募款|认捐|拨款|拨付|挹注"
)
_BORNE = re.compile(
    rf"{_GIVEN.pattern}|\b(?:will |would |is to )?(?:pays?|bears?|meets?|covers?|funds?)\b"
    r"|支付|支应|承担|来自"
)
_COST = re.compile(
    r"\b(?:cost(?:s|ing|ed)?|price[ds]?|estimate[ds]?|total|budget(?:ed)?|suppl(?:y|ies|ied)|ordered"
    r"|contract|works|worth|priced|purchas\w+|bought|bid|quote[ds]?)\b"
    r"|经费|造价|总价|预算|费用|工程款|斥资|耗资|成本|价格|售价|总额|发包|采购"
)
_LEFT_TO = re.compile(
    r"\bwhat (?:was|is) left\b|\bthe (?:rest|remainder|balance)\b|其余|余款|剩下|不足"
)
_LOAN = re.compile(r"\bloans?\b|贷款|融资")
_BORROWED = re.compile(r"\bborrow|\b(?:as|by|with|in|take) (?:a )?loans?\b|借|要贷款|贷款多少")
_ROLES = re.compile(
    rf"{_COST.pattern}|{_GIVEN.pattern}|\b(?:pay|paid|borrow|money|fund|raise|find)|付|出|筹|借|自"
)
"""Words for paying and giving, which every cost and grant has."""


def rest_of_cost(desk: Desk, bonds: Bonds) -> bool:
    """A cost less what others give towards it, where what remains is asked for."""
    folded = fold(desk.question.standalone)
    if not (asks_money(desk.question) or "how much" in folded):
        return False
    money = [f for f in single_figures(bonds) if is_money(f) and f.values[0] > 0 and f.topic != ROW]
    money = [f for f in money if "/" not in (f.unit or "")]
    given = [f for f in money if _GIVEN.search(fold(f.clause))]
    after = _NAMED_PARTS.search(folded)
    named = after and any(bonds.owned(f, after["en"] or after["zh"]) > 0 for f in given)
    if not _REST.search(folded) and (not named or asked_of(desk.question)):
        return False
    costs = [f for f in money if f not in given and _of_cost(f)]
    whole = _whole(bonds, costs, given, money)
    if whole is None:
        return False
    if _LOAN.search(folded) and not _BORROWED.search(folded):
        return False  # what is lent counts as given there
    share = [f for f in single_figures(bonds) if f.unit == "%" and _BORNE.search(fold(f.clause))]
    share = [f for f in share if _follows(f, whole) and not is_growth(f.metric)]
    beside = [f for f in given if paragraph_of(f) == paragraph_of(whole)]
    parts = [] if share and not beside else _parts(bonds, whole, given, costs)
    if len(share) == 1 and parts and all(p.stated_in == share[0].stated_in for p in parts):
        names = [desk.of_fact(f) for f in (whole, share[0], *parts)]
        shown = f"{names[0]} * (1 - {names[1]}) - {' - '.join(names[2:])}"
        return desk.work("left", shown, [whole, share[0], *parts])
    share = [f for f in share if f.stated_in == whole.stated_in]
    if parts:
        left = whole.values[0] - sum((p.values[0] for p in parts), Decimal(0))
        if left <= 0 or any(f.values[0] == left for f in money):
            return False  # the document tells it
        names = [desk.of_fact(f) for f in (whole, *parts)]
        return desk.work("left", " - ".join(names), [whole, *parts])
    if len(share) != 1:
        return False
    return desk.work(
        "left", f"{desk.of_fact(whole)} * (1 - {desk.of_fact(share[0])})", [whole, share[0]]
    )


def _follows(share: Fact, whole: Fact) -> bool:
    """Whether a share is told in the sentence of an amount or in the one after it."""
    told = whole.stated_in
    return told is not None and share.stated_in in (told, replace(told, sentence=told.sentence + 1))


def _of_cost(fact: Fact) -> bool:
    """Whether an amount is what something costs: its clause says so, or the sentence before."""
    return _COST.search(fold(fact.clause)) is not None or (
        fact.compares_to is not None or _COST.search(fold(fact.statement_en)) is not None
    )


def _whole(
    bonds: Bonds, costs: Sequence[Fact], given: Sequence[Fact], money: Sequence[Fact]
) -> Fact | None:
    """The cost that the question means: the latest of those of the passage that it speaks of."""
    shares = [f for f in single_figures(bonds) if f.unit == "%" and _BORNE.search(fold(f.clause))]
    near = {paragraph_of(f) for f in (*given, *shares)}
    pool = [f for f in costs if paragraph_of(f) in near] or list(costs)
    scored = sorted(pool, key=lambda f: -_ofparagraph_of(bonds, f))
    if not scored:
        return None
    best = _ofparagraph_of(bonds, scored[0])
    same = [f for f in scored if paragraph_of(f) == paragraph_of(scored[0])]
    if best <= 0 and len({paragraph_of(f) for f in pool}) > 1:
        return None
    told = [f for f in money if f not in given]
    return latest_of(bonds.question, versions_of(same, told), bonds)


def _ofparagraph_of(bonds: Bonds, fact: Fact) -> float:
    """How far the passage of a figure speaks of what the question names, whoever pays for it."""
    beside = [
        f for f in bonds.evidence.read if f.stated_in and paragraph_of(f) == paragraph_of(fact)
    ]
    words = [w for w in bonds.words if not _ROLES.search(fold(w.text))]
    return sum(bonds.weight(w) * max(bonds.held(w, f) for f in beside) for w in words)


def _parts(bonds: Bonds, whole: Fact, given: Sequence[Fact], costs: Sequence[Fact]) -> list[Fact]:
    """What others give towards a cost; only those named where the question names them."""
    rest = {f.stated_in for f in given if _LEFT_TO.search(fold(f.statement_en))}
    beside = [f for f in single_figures(bonds) if f.stated_in in rest and f not in given]
    same = [f for f in (*given, *beside) if base_of(f) == base_of(whole) and f is not whole]
    parts = [f for f in same if paragraph_of(f) == paragraph_of(whole)]
    if not parts:
        passages = {paragraph_of(f) for f in same}
        other = any(paragraph_of(f) in passages for f in costs)  # they are given towards that
        parts = same if len(passages) == 1 and not other else []
    found = _NAMED_PARTS.search(fold(bonds.question.standalone))
    if found and parts:
        text = found["en"] or found["zh"]
        named = [f for f in parts if bonds.owned(f, text) > 0]
        parts = named or parts
    return [f for f in parts if f.values[0] < whole.values[0]]
