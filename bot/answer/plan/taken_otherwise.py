"""A deed that a question takes for granted of a party, where the ledger has it of another one.

"Why did A buy shares of C" where only B bought any of it; "A owns 27% of C" where B holds just
that much; a sum that A is said to pay B where the ledger has that very sum between one of them and
a third; a contract where two parties have but a letter of intent; money said to be unpaid that was
paid. The figure, or the deed, must stand in the ledger under the other name: where it holds nothing
of the kind nothing is said, and nothing either where a sentence found names the parties together
with it. What is supposed, hoped for or denied claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.premises import same_figure, supposes
from bot.answer.plan.relations import DISPOSAL, EQUITY, SALE, asserted
from bot.knowledge.ledger import STAKES, Ledger, known_at
from bot.language.denial import DENIED, HEDGED
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Correction, Evidence, Fact, Mention, Quantity, Question

__all__ = ["companies_in", "taken_otherwise"]

COMPANY, STAKE, CONTRACT = "company", "stake", "contract"
INTENDED = frozenset({"letter_of_intent", "guidance"})
REACH, BESIDE = 48, 6
_HOLDS = re.compile(
    r"\b(?:holds?|held|owns?|owned|has|have|had|with|stake|got|kept?)\b|持|有|占|握|股份|股权"
)
_GIVES = re.compile(
    r"\b(?:pa(?:y|ys|id|ying)|payments?|owe[sd]?|sign(?:s|ed)?|inked|contract(?:s|ed)?|deals?|agreements?"
    r"|orders?|commit(?:s|ted)?|promise[sd]?|pledge[sd]?|bought|buys?|invest(?:s|ed|ing|ment)?|gave|gives?"
    r"|lent|lends?|put)\b|付|欠|签|合约|合同|契约|订单|协议|承诺|采购|投资|给|出资|借"
)
_OFFERED = re.compile(r"\bor\b|\bversus\b|\bvs\b|\bthan\b|还是|抑或|或者|相比|比较")
_UNPAID = re.compile(
    r"\b(?:ha(?:s|ve|d)(?:n['’]t| not| never)(?: \w+)? (?:paid|invested|put in|transferred)"
    r"|(?:still |yet )not (?:yet )?(?:paid|invested)"
    r"|did(?:n['’]t| not| never)(?: \w+)? (?:pay|invest)|never (?:paid|invested)"
    r"|ha(?:s|ve) yet to (?:pay|invest))\b"
    r"|(?:还|尚|从|都|根本)?(?:没有?|未)(?:真的|实际)?(?:付|支付|投|出资|汇|掏)"
)
_CONTRACT = (
    r"(?:\b(?:signed |binding |legal )?contracts?\b(?! manufactur| work| chip)|合约|合同|契约)"
)
_BETWEEN = re.compile(
    rf"{_CONTRACT}[^,;?]{{0,12}} between $|['’]s? [^,;?]{{0,12}}{_CONTRACT} with $"
    rf"|\bsign(?:ed|s)? [^,;?]{{0,16}}{_CONTRACT} with $"
)
_OF_BOTH = re.compile(rf"^[^，,；;?]{{0,8}}{_CONTRACT}|^ (?:signed|have) [^,;?]{{0,12}}{_CONTRACT}")
_LOST_ON = re.compile(
    r"\b(?:lose|loses|lost|losing|loss(?:es)?) [^,;?]{0,20}\b(?:on|from|over|through) "
    r"(?:its |the )?(?:investment in )?$"
)
ON_THEM = ("身上", "那里")
_ON_THEM_LOST = re.compile(r"^(?:身上|那里)[^，,;]{0,4}[亏赔]")
_LOST = re.compile(r"[亏赔][^，,;]{0,8}在$")
_LEVELS = re.compile(r"valuation|market_cap|revenue|rpo|debt|income|cash")
ON_OTHERS = frozenset({"equity_method_result", "net_income_effect"})
_SHARES = re.compile(r"\b(?:shares?|stakes?|invest\w*|owns?)\b|股|投资")
_LETTER = re.compile(r"letter|\bloi\b|intent|intend|意向|打算|有意")


def taken_otherwise(
    question: Question, evidence: Evidence, ledger: Ledger, glossary: Glossary
) -> tuple[Correction, ...]:
    """The correction of the deed that the ledger has of another party; empty where it has none."""
    text = fold(question.text)
    named = companies_in(question)
    parties = tuple(dict.fromkeys(m.concept for m in named))
    if question.followed_up or not of_the_corpus(evidence) or len(parties) < 2:
        return ()
    if supposes(question) or "whatif" in {m.concept for m in question.operations}:
        return ()
    if _OFFERED.search(text):
        return ()
    every = [f for f in ledger.facts if f.stated_in]
    found = [*_bought_by_another(question, every, evidence, glossary)]
    found += _sold_of_another(question, every)
    if len(parties) == 2:
        found += _share_of_another(question, named, every)
        found += _sum_of_others(question, named, every)
        found += _only_intended(text, named, ledger, question)
        found += _paid_after_all(text, named, every)
        found += _loss_on_another(text, named, every, glossary)
    for kind, said, fact in found:
        if fact.stated_in is not None and known_at(fact, question.as_of):
            return (Correction(said, fact.stated_in, fact.id, kind),)
    return ()


Found = Iterator[tuple[str, str, Fact]]


def companies_in(question: Question) -> list[Mention]:
    """The companies that stand in a question's own words, in their order."""
    text = fold(question.text)
    mine = (m for m in question.entities if m.kind == COMPANY)
    return sorted((m for m in mine if text[m.start : m.end] == fold(m.text)), key=lambda m: m.start)


def _claims(text: str, until: int) -> bool:
    """Whether the words before a deed state it, and do not deny, hope for or suppose it."""
    before = text[:until]
    return HEDGED.search(before) is None and DENIED.search(before) is None


def _bought_by_another(
    question: Question, known: Sequence[Fact], evidence: Evidence, glossary: Glossary
) -> Found:
    """Shares of the second that another than the first bought, or holds."""
    claim = asserted(question)
    if claim is None or claim.kind != EQUITY:
        return
    pair = {claim.giver, claim.taker}
    text = fold(question.text)
    if any({f.subject, f.counterparty} == pair for f in known):
        return
    if _tells(evidence, glossary, pair) or not _claims(
        text, text.find(fold(claim.said)) + len(claim.said)
    ):
        return
    stakes = [f for f in known if f.counterparty == claim.taker and f.metric in STAKES]
    stakes.sort(key=lambda f: (f.later, f.status in INTENDED, f.unit not in CURRENCIES))
    name = _name(question, claim.giver)
    yield from (("party", name, f) for f in stakes[:1])


def _sold_of_another(question: Question, known: Sequence[Fact]) -> Found:
    """What the first did sell: its holding of a third party, and none of the second."""
    claim = asserted(question)
    if claim is None or claim.kind != SALE:
        return
    pair = {claim.giver, claim.taker}
    sales = [f for f in known if f.metric.startswith(DISPOSAL) and f.subject == claim.giver]
    if sales and not any({f.subject, f.counterparty} == pair for f in known):
        with_party = [f for f in sales if f.counterparty]
        yield "relation", claim.said, (with_party or sales)[0]


def _share_of_another(question: Question, named: Sequence[Mention], known: Sequence[Fact]) -> Found:
    """A share of one company said of the first that just another holds."""
    text = fold(question.text)
    first, second = named[0], named[-1]
    for quantity in question.quantities:
        if quantity.unit != "%" or quantity.start < first.end:
            continue
        before = text[first.end : quantity.start]
        if not _HOLDS.search(before + text[quantity.end :][:8]) or len(before) > REACH:
            continue
        stakes = [f for f in known if f.metric == STAKE and f.counterparty == second.concept]
        same = [f for f in stakes if same_figure(quantity, f)]
        theirs = any(f.subject == first.concept for f in stakes)
        if same and not theirs and _claims(text, quantity.start):
            yield "party", first.text, same[0]


def _sum_of_others(question: Question, named: Sequence[Mention], known: Sequence[Fact]) -> Found:
    """The sum that the two are said to pay, sign or invest, which the ledger has of one of them and
    a third: nothing else of that sum is known of the two.
    """
    text = fold(question.text)
    sums = [q for q in question.quantities if q.unit in CURRENCIES]
    parties = {m.concept for m in named}
    others = len(question.quantities) - len(sums)
    if len(sums) != 1 or others or question.intent == "comparison" or question.operations:
        return
    quantity = sums[0]
    reach = text[min(named[0].start, quantity.start) : max(named[-1].end, quantity.end) + 8]
    if not _GIVES.search(reach) or len(reach) > 2 * REACH:
        return
    if not _claims(text, max(named[-1].end, quantity.end)):
        return
    same = [f for f in known if f.unit == quantity.unit and _exactly(quantity, f)]
    of_one = [f for f in same if f.counterparty and len({f.subject, f.counterparty} & parties) == 1]
    own = [f for f in known if {f.subject, f.counterparty} == parties and f.unit == quantity.unit]
    pairs = {frozenset((f.subject, f.counterparty)) for f in of_one}
    if len(pairs) != 1 or any(same_figure(quantity, f) for f in own):
        return
    alone = [f for f in same if f.counterparty is None and f.subject in parties]
    if any(not _LEVELS.search(f.metric) for f in alone):
        return  # a sum that one of them spends may be meant
    yield "relation", text[named[0].start : named[-1].end], of_one[0]


def _exactly(quantity: Quantity, fact: Fact) -> bool:
    return quantity.value in fact.values


def _only_intended(
    text: str, named: Sequence[Mention], ledger: Ledger, question: Question
) -> Found:
    """A letter of intent between the two that the question calls their contract."""
    first, second = named[0], named[-1]
    linked = _BETWEEN.search(text[: first.start]) or _BETWEEN.search(text[: second.start])
    if linked is None and second.start - first.end <= BESIDE:
        linked = _OF_BOTH.search(text[second.end :])
    if not linked or _LETTER.search(text):
        return
    pair = {first.concept, second.concept}
    legs = [leg for leg in ledger.flows if {leg.giver, leg.taker} == pair]
    facts = [f for leg in legs if (f := ledger.get(leg.fact_id)) and known_at(f, question.as_of)]
    if facts and all(f.status == "letter_of_intent" for f in facts):
        yield "binding", linked.group().strip(), facts[0]


def _paid_after_all(text: str, named: Sequence[Mention], known: Sequence[Fact]) -> Found:
    """The payment of the first to the second that the question says was not made."""
    unpaid = _UNPAID.search(text, named[0].end)
    if unpaid is None or not re.search(
        r"\bwhy\b|\bsince\b|\bhow come\b|\bgiven\b|既然|为什么|为何|怎么", text
    ):
        return
    if HEDGED.search(text[named[0].end : unpaid.start()]):
        return
    paid = [
        f
        for f in known
        if (f.subject, f.counterparty) == (named[0].concept, named[-1].concept)
        and f.metric == "equity_investment"
        and f.unit in CURRENCIES
    ]
    if paid and all(f.status == "reported" for f in paid if not f.later):
        yield "paid", unpaid.group(), max(paid, key=lambda f: (not f.later, f.as_of))


def _loss_on_another(
    text: str, named: Sequence[Mention], known: Sequence[Fact], glossary: Glossary
) -> Found:
    """What the first lost on a third party, where the question has it lose on the second."""
    first, second = named[0], named[-1]
    between, after = text[first.end : second.start], text[second.end :]
    behind = bool(_LOST.search(between)) and after.startswith(ON_THEM)
    ahead = between.endswith("在") and bool(_ON_THEM_LOST.search(after))
    if not (behind or ahead or _LOST_ON.search(between)):
        return
    lost = [f for f in known if f.metric in ON_OTHERS and f.values and f.values[0] < 0]
    told = {f.id: {m.concept for m in glossary.find(f.statement_en)} for f in lost}
    own = [f for f in lost if f.subject == first.concept]
    others = [f for f in lost if second.concept in told[f.id] and f.subject != second.concept]
    if not any(f in own for f in others) and (own or others):
        newest = max(own or others, key=lambda f: (not f.later, f.as_of))
        yield "relation", text[first.start : second.end], newest


def _name(question: Question, concept: str) -> str:
    return next((m.text for m in companies_in(question) if m.concept == concept), "")


def _tells(evidence: Evidence, glossary: Glossary, parties: set[str]) -> bool:
    """Whether a sentence found names both parties, and no other, with a word of holding."""
    for hit in evidence.hits:
        if hit.passage.id.startswith("glossary/"):
            continue
        for lang, spans in hit.passage.sentences.items():
            for start, end in spans:
                sentence = hit.passage.text[lang][start:end]
                names = {m.concept for m in glossary.find(sentence) if m.kind == COMPANY}
                if names == parties and _SHARES.search(fold(sentence)):
                    return True
    return False
