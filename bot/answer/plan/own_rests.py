"""What is left of a whole, and what a share of an amount comes to, as a reader's document tells it.

A sentence tells a whole and its parts (48 flats, 29 of them lived in; £3.9 million, of which the
council pays £2.5 million, the rest ours), or shares of an amount (中央補助六成，其餘由市府自籌). A
question for the rest, or for the money of one who bears a share, is worked out from them. It knows
no ledger, searches nothing, and reads only the sentences that speak of the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_back import pointed_at
from bot.answer.plan.own_sums import alike_counts
from bot.answer.plan.own_taken import parts_named
from bot.knowledge.ledger import is_growth
from bot.knowledge.prose import told_figures
from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han
from bot.records import Evidence, Fact, Quantity, Question, ScoredFact, ScoredSentence

__all__ = ["rest_of_own"]

LEAST_SHORT, NEARLY = 100, 0.75
LOOKED_AT, SPEAKS, CLOSE = 3, 0.35, 0.75
"""The sentences looked at, what one covers of the question, and of what the best one covers."""
_ASKED = re.compile(
    r"\b(?:rest|remainder|remain(?:s|ing|ed)?|left|itself|themselves|ourselves|balance|unpaid|empty"
    r"|vacant|uncovered|unfilled|unsold|not|aren't|isn't|don't|doesn't|still|yet)\b"
    r"|\bafter (?:the )?[a-z ]{3,40}(?:taken off|deducted|paid|covered)?\b"
    r"|自己|自筹|自行|自付|自掏|空着|空出|闲置|没有?人|拿不到|不到钱|未|剩|其余|余下|尾款|还[差缺有要]"
    r"|扣[掉除]|不是|以外"
)
_BEARS_ASKED = re.compile(
    r"\b(?:bear|pay|cover|fund|contribute|put up|put in|meet|borne|paid)\b"
    r"|负担|自筹|出|分摊|补助|付"
)
_LACKS = re.compile(
    r"\bshort of\b|\b(?:still|yet) (?:need|lack|miss|to )|\bmissing\b|\bvacan|\bunfilled\b"
    r"|\bnot yet\b"
    r"|[还尚][缺差短欠]|缺[多几]|差[多几]|还有.{0,6}[没未]|尚未|空缺|不足"
)
_OF_WHICH = re.compile(r"\bof (?:which|it|that)\b|\bwith\b|其中")
_LOST = re.compile(r"\b(?:loss|losses|lost|damages?)\b|损失|亏损|损害|赔")
_PAID = re.compile(
    r"\b(?:pays?|paid|covers?|covered|meets?|met|gives?|gave|refunded|contribute[sd]?)"
    r"(?: \w+){0,2} $|(?:付了?|补助|理赔|负担|出了?|捐了?)$"
)
_PUT_ASIDE = re.compile(
    r"[\d.,]+(?: (?:of it|of this|of that))? (?:has|have|had|was|were|is|are) (?:already )?"
    r"(?:been )?(?:put aside|set aside|saved|raised|collected|paid|promised|pledged|given|in hand)"
)
_COUNTER = re.compile(
    r"[\d〇零一二两三四五六七八九十百千万亿余多]([\u3400-\u9fff])(?<![百千万亿十余多])"
)
_JOINED = re.compile(r"\band\b|[,，、]|以及|及|和")
_APART = re.compile(
    r"\b(?:than|from|against|instead|before|of (?:which|whom|them|these|those)|including|each)\b"
    r"|\bper\b|[;；]|其中|比|每|原"
)
"""What says that a further figure is no part beside the first one."""
_EMPTY = frozenset("rest remain which from came comes will would were have".split())
_TERM = re.compile(r"\byears?\b|年")
_TOGETHER = re.compile(
    r"\b(?:total|altogether|in all|add up|come to|over|all told|whole)\b|总|共|合计|加起来|一共"
)
_FIGURE = re.compile(r"\bhow (?:much|many)\b|\bwhat\b|多少|几")
_TOLD = re.compile(
    r"\bthe (?:rest|remainder|balance)\b|\bremainder\b"
    r"|\brest (?:is|was|would|will|has|came|comes)\b|其余|余款|余额|剩下|剩余|其他由|不足"
)
_PART = re.compile(
    r"\bof (?:which|whom|it|them|these|those)\b|\bonly\b|\bso far\b|\balready\b|\bincluding\b"
    r"|\b(?:takes?|took|pays?|paid|covers?|covered|meets?|met|drawn|spent|filled|let|sold)\b"
    r"|其中|只|仅|才|已"
)
_BEARS = re.compile(
    r"\bbears?\b|\bborne\b|\bpays?\b|\bpaid\b|\bcovers?\b|\bfunds?\b|\bfunded\b|\bmeets?\b|\bcontribut"
    r"|\bof it\b|\bgrants?\b|补助|负担|自筹|出资|分摊|分担|赞助|认养|出"
)
_WHOLE = re.compile(
    r"\bcosts?\b|\bcosting\b|\bbudget\b|\btotal\b|\bprice\b|\bspen[dt]\b|\bprogramme\b|\bplan\b"
    r"|经费|预算|总|投入|投资|斥资|耗资|计画|计划|费用"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a sentence with where it stands."""

    fact: Fact
    start: int

    @property
    def value(self) -> Decimal:
        return abs(self.fact.values[0])


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its figures, in their order."""

    text: str
    figures: tuple[_Figure, ...]


def rest_of_own(desk: Desk, evidence: Evidence) -> bool:
    """Whether a sentence lays out what is asked for: a whole less its parts, a share of a whole."""
    folded = fold(desk.question.standalone)
    if not _FIGURE.search(folded) or not any(f.provenance == "reader" for f in evidence.read):
        return False
    every = list(_sentences(evidence))
    told = [one for n, one in enumerate(every) if not n or _leads(one, evidence)]
    asks = _ASKED.search(folded) is not None
    for rule in (_share_left, _left, _lacking):
        if any((asks or _says_rest(folded, one)) and rule(desk, one) for one in told):
            return True
    if _over_years(desk, evidence):
        return True
    bears = _BEARS_ASKED.search(folded) is not None
    shown = every if bears else every[:1]
    return _money(desk.question) and any(_borne(desk, one, evidence) for one in shown)


def _over_years(desk: Desk, evidence: Evidence) -> bool:
    """What an amount a year or a month comes to over the years that the question names."""
    question = desk.question
    per, terms = next(iter(evidence.facts), None), _TERM.search(fold(question.standalone))
    if per is None or terms is None or not _TOGETHER.search(fold(question.standalone)):
        return False
    fact = per.fact
    amount, _, stretch = (fact.unit or "").partition("/")
    if fact.provenance != "reader" or amount not in MONEY or stretch not in ("year", "month"):
        return False
    found = [q for q in read_quantities(question.standalone) if q.unit == "years"]
    if len(found) != 1:
        return False
    months = f" * {desk.constant('12', '1', 'months')}" if stretch == "month" else ""
    shown = f"{desk.of_fact(fact, _plain(fact, amount))} * {desk.given(_bare(found[0]))}{months}"
    return desk.work("over", shown, [fact])


def _plain(fact: Fact, unit: str) -> Quantity:
    return Quantity(fact.values[0], unit, "", 0, 0)


def _bare(quantity: Quantity) -> Quantity:
    return Quantity(quantity.value, "1", quantity.text, quantity.start, quantity.end)


def _leads(told: _Told, evidence: Evidence) -> bool:
    """Whether a figure of the sentence speaks of the question nearly as much as any figure does."""
    best = max((s.coverage for s in evidence.facts), default=0.0)
    ids = {f.fact.id for f in told.figures}
    own = max((s.coverage for s in evidence.facts if s.fact.id in ids), default=0.0)
    return own >= NEARLY * best


def _says_rest(asked: str, told: _Told) -> bool:
    """Whether the sentence says of a thing that the question names that it is the rest."""
    folded = fold(told.text)
    rest = _TOLD.search(folded)
    if rest is None:
        return False
    start = max(folded.rfind(mark, 0, rest.start()) for mark in ",;，；、") + 1
    end = min(
        (at for mark in ",;，；。." if (at := folded.find(mark, rest.end())) > 0), default=None
    )
    said = folded[start:end].replace(rest.group(), " ")
    words = {w[:6] for w in re.findall(r"[a-z]{4,}", said)} - _EMPTY
    pairs = {
        said[n : n + 2] for n in range(len(said) - 1) if has_han(said[n]) and has_han(said[n + 1])
    }
    latin = {w[:6] for w in re.findall(r"[a-z]{4,}", asked)}
    return bool(words & latin) or any(pair in asked for pair in pairs)


def _lacking(desk: Desk, told: _Told) -> bool:
    """How many of one kind are missing to another number of them, whichever is told first."""
    if not _LACKS.search(fold(desk.question.standalone)):
        return False
    for unit in _units(desk.question, told):
        group = [f for f in told.figures if f.fact.unit == unit]
        if len(group) == 2 and unit != "%" and group[0].value != group[1].value:
            whole, part = sorted(group, key=lambda f: -f.value)
            if not (_one_counter(whole.fact, part.fact) or alike_counts(whole.fact, part.fact)):
                continue
            shown = f"{desk.of_fact(whole.fact)} - {desk.of_fact(part.fact)}"
            return desk.work("left", shown, [whole.fact, part.fact])
    return False


def _one_counter(one: Fact, other: Fact) -> bool:
    """Whether two Chinese numbers are followed by the same measure word."""
    found = [set(_COUNTER.findall(fold(f.clause))) for f in (one, other)]
    return bool(found[0] & found[1])


def _money(question: Question) -> bool:
    asked = asks_money(question) or any(m.concept == "asks_money" for m in question.refusal_cues)
    plain = re.search(r"\bhow much\b|多少钱|多少$", fold(question.standalone).rstrip("?？ "))
    return asked or question.answer_type == "money" or (not question.answer_type and bool(plain))


def _sentences(evidence: Evidence) -> Iterator[_Told]:
    """The sentences that speak of the question, the best first."""
    own = [s for s in evidence.sentences[:LOOKED_AT] if s.ref.index != "corpus"]
    best = max((s.coverage for s in own), default=0.0)
    for n, scored in enumerate(own):
        if not n or (scored.coverage >= max(SPEAKS, CLOSE * best) and scored.topic > 0):
            yield _told(scored, evidence)


def _told(scored: ScoredSentence, evidence: Evidence) -> _Told:
    passage = evidence.passage(scored.ref)
    lang, spans = next(iter(passage.sentences.items()))
    start, end = spans[scored.ref.sentence]
    text = passage.text[lang][start:end]
    places = [q.start for q in told_figures(text, lang)]
    figures = tuple(
        _Figure(fact, places[place])
        for fact in evidence.read
        if fact.stated_in == scored.ref and len(fact.values) == 1 and fact.topic != "row"
        if (place := int(fact.id.rpartition(".")[2])) < len(places)
    )
    before = tuple(_Figure(f, -1) for f in pointed_at(evidence, figures[0].fact)) if figures else ()
    return _Told(text, (*before, *figures))


def _left(desk: Desk, told: _Told) -> bool:
    """A whole less the parts that its sentence tells; of shares, the whole is all."""
    rest = _TOLD.search(fold(told.text))
    if len(parts_named(fold(desk.question.standalone))) > 1:
        return False  # one of the things that are taken off is not told, or no whole is
    for unit in _units(desk.question, told):
        group = [f for f in told.figures if _of_unit(f, unit) or _short_for(f, unit, told)]
        named = [f for f in group if rest is None or f.start < rest.start()]
        lost = _LOST.search(fold(desk.question.standalone)) is not None
        if any(f.fact.values[0] < 0 for f in (named[1:] if lost else named)):
            continue  # a loss is no part of a profit, but others may pay for a part of it
        if rest is not None and any(_at(f, rest, told) for f in group):
            continue  # "the rest, 30 million, from a bank": it is told
        if unit == "%":
            parts = [f for f in named if not is_growth(f.fact.metric)]
            whole = sum((f.value for f in parts), Decimal(0))
            if rest is not None and len(parts) > 1 and whole < 100:
                names = [desk.of_fact(f.fact) for f in parts]
                shown = " - ".join([desk.constant("100", "%", "the whole"), *names])
                return desk.work("left", shown, [f.fact for f in parts])
        elif len(named) > 1 and _taken(desk.question, named[0]):
            continue  # one of the parts that the question takes off is no whole
        elif len(named) > 1 and _adds_up(named, told, told_rest=rest is not None):
            facts = [f.fact for f in (named if rest is not None else _with_like_parts(named, told))]
            shown = " - ".join(desk.of_fact(f, _in_unit(f, unit)) for f in facts)
            return desk.work("left", shown, facts)
    return False


def _taken(question: Question, figure: _Figure) -> bool:
    """Whether a figure is of one of the things that the question takes from a whole."""
    clause = fold(figure.fact.clause)
    parts = " ".join(parts_named(fold(question.standalone)))
    words = re.findall(r"[a-z]{4,}|[\u3400-\u9fff]{2,}", parts)
    return any(word in clause for word in words)


def _with_like_parts(named: Sequence[_Figure], told: _Told) -> list[_Figure]:
    """A whole, its first part and the parts that the sentence goes on to join to it."""
    found, left = list(named[:2]), named[0].value - named[1].value
    for part in named[2:]:
        between = fold(told.text[found[-1].start : part.start])
        if not _JOINED.search(between) or _APART.search(between) or part.value >= left:
            break
        found.append(part)
        left -= part.value
    return found


def _at(figure: _Figure, rest: re.Match[str], told: _Told) -> bool:
    """Whether a figure stands just behind the word for the rest."""
    return rest.end() <= figure.start and not re.search(
        r"[,，;；、]|\bof which\b", told.text[rest.end() : figure.start]
    )


def _short_for(figure: _Figure, unit: str, told: _Told) -> bool:
    """Whether a bare number is an amount told short: 9,000 euros, of which the city gave 2,000."""
    if figure.fact.unit != "1" or unit not in MONEY or figure.value < LEAST_SHORT:
        return False
    before = [f for f in told.figures if f.fact.unit == unit and f.start < figure.start]
    if not before:
        return False
    between = fold(told.text[max(0, before[0].start) : figure.start])
    behind = fold(told.text[figure.start :])
    return any((_OF_WHICH.search(between), _PAID.search(between), _PUT_ASIDE.match(behind)))


def _of_unit(figure: _Figure, unit: str) -> bool:
    """Whether a figure is in the unit, or is the same money with or without the time it is for."""
    own = figure.fact.unit or "1"
    base = unit.partition("/")[0]
    return own == unit or (base in MONEY and own.partition("/")[0] == base)


def _in_unit(fact: Fact, unit: str) -> Quantity | None:
    if fact.values[0] < 0:
        return Quantity(abs(fact.values[0]), unit, "", 0, 0)
    return _plain(fact, unit) if fact.unit != unit else None


def _units(question: Question, told: _Told) -> list[str]:
    """The units of the sentence's figures that may be what is asked for."""
    units = list(dict.fromkeys(f.fact.unit or "1" for f in told.figures))
    money = [u for u in units if u.partition("/")[0] in MONEY]
    if question.answer_type == "percent":
        return [u for u in units if u == "%"]
    if _money(question) or money == units:
        return money
    if question.answer_type == "count":
        return [u for u in units if u not in money and u != "%"]
    return units


def _adds_up(named: Sequence[_Figure], told: _Told, *, told_rest: bool) -> bool:
    """Whether the first figure is a whole of which the others are parts."""
    whole, *parts = named
    if not told_rest:
        parts = parts[:1]
        between = fold(told.text[whole.start : parts[0].start + 12])
        if not _PART.search(between) and not _PART.search(fold(told.text[parts[0].start :])[:40]):
            return False
    return whole.value > sum((p.value for p in parts), Decimal(0))


def _share_left(desk: Desk, told: _Told) -> bool:
    """An amount less the shares of it that others bear, where the rest is told to be what is
    asked for.
    """
    rest = _TOLD.search(fold(told.text))
    if rest is None or not _money(desk.question):
        return False
    amounts = [f for f in told.figures if _is_money(f.fact) and f.start < rest.start()]
    shares = [f for f in told.figures if f.fact.unit == "%" and f.start < rest.start()]
    if len(amounts) != 1 or not shares:
        return False
    if shares[0].start < amounts[0].start and not _of_amount(told, shares, amounts[0]):
        return False
    names = [desk.of_fact(f.fact) for f in (amounts[0], *shares)]
    shown = f"{names[0]} * (1 - {' - '.join(names[1:])})"
    return desk.work("portion", shown, [f.fact for f in (amounts[0], *shares)])


def _of_amount(told: _Told, shares: Sequence[_Figure], amount: _Figure) -> bool:
    """Whether one share stands before its amount: 55% of our costs of £48,000."""
    between = fold(told.text[shares[0].start : amount.start])
    joined = re.search(r"(?:%|per ?cent) of (?:(?!\band\b)[^,;.]){0,40}$", between)
    return len(shares) == 1 and joined is not None


def _borne(desk: Desk, told: _Told, evidence: Evidence) -> bool:
    """The share that somebody bears, of the amount that the sentence or its document tells."""
    scores = {s.fact.id: s for s in evidence.facts}
    shares = [
        f
        for f in told.figures
        if f.fact.unit == "%" and not is_growth(f.fact.metric) and f.fact.id in scores
        if _BEARS.search(fold(f.fact.clause))
    ]
    inside = [f for f in told.figures if _is_money(f.fact)]
    if not shares or (inside and inside[0].start > shares[0].start):
        return False
    best = max(shares, key=lambda f: scores[f.fact.id].coverage)
    bears = _BEARS_ASKED.search(fold(desk.question.standalone)) is not None
    wholes = [f.fact for f in inside] or [
        s.fact
        for s in sorted(evidence.facts, key=lambda s: -s.coverage)
        if bears and _is_money(s.fact) and s.fact.source_id == best.fact.source_id and s.topic > 0
        if _WHOLE.search(fold(s.fact.clause)) and len(s.fact.values) == 1
    ]
    if not wholes or (inside and scores[best.fact.id].coverage < _coverage(inside, scores)):
        return False
    whole = wholes[0]
    shown = f"{desk.of_fact(whole)} * {desk.of_fact(best.fact)}"
    return desk.work("portion", shown, [whole, best.fact])


def _coverage(figures: Sequence[_Figure], scores: Mapping[str, ScoredFact]) -> float:
    return max((scores[f.fact.id].coverage for f in figures if f.fact.id in scores), default=0.0)


def _is_money(fact: Fact) -> bool:
    return (fact.unit or "").partition("/")[0] in MONEY
