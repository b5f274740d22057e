"""Where sources disagree: both sides of it, each with the sentence that states it.

The article's claim against what the filings tell; two accounts of one figure; a report and the
reply to it within one sentence. The last two only where the question asks how accounts differ or
which of them holds, so that a figure told twice is no quarrel. Nothing is averaged, and no side is
called right. It finds no passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from bot.answer.plan.accounts import (
    accounts,
    alternatives,
    counted_twice,
    of_one_deal,
    offered,
    revised,
    told_twice,
    untold,
    voices,
)
from bot.answer.plan.companions import rivals
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.wording import Wording
from bot.records import (
    Conflict,
    ConflictSide,
    CrossCheck,
    Evidence,
    Fact,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = [
    "ARTICLE",
    "DISPUTED",
    "asks_how_they_differ",
    "claim_disputed",
    "conflicts",
    "grounds",
    "rest_of_accounts",
]

ARTICLE = "article-415"
BEFORE, REPORTED = "before", "reported"
DISPUTED = ("qualified", "imprecise", "contradicted")
CLAIM_MEANT = 0.08
"""What a disputed claim covers of a question about the article's paragraph that makes it."""
NEARLY = 0.5
MOST = 2
"""So many grounds are set beside a claim."""

_DIFFER = re.compile(
    r"\b(?:dis)?agree\w*|\bconsistent\b|\bconflict\w*|\bcontradict\w*|\bdispute[ds]?\b|\bdiscrepan\w*"
    r"|\b(?:square|tally|match)(?:s|es|d|ed)?\b(?! up to)|\blin(?:e|es|ed|ing) up\b|\bat odds\b"
    r"|\bboth be (?:right|true|correct)\b|\bwho(?:'s| is) (?:right|correct)\b|\bdiverg\w*"
    r"|\bwhich (?:\w+ ){0,2}(?:is|are) (?:right|correct|true|accurate)\b|\bdifferently\b"
    r"|\bwhich (?:\w+ ){0,2}(?:should|can|do|would) (?:i|we|you) (?:trust|believe|use|cite|quote)\b"
    r"|\bone (?:thing|figure|number|story)\b.{1,80}\b(?:another|other)\b"
    r"|\bdifferent (?:\w+ )?(?:accounts?|versions?|stor(?:y|ies)|figures?|numbers?|rates?|amounts?"
    r"|answers?|things)\b"
    r"|\b(?:two|both|other|competing|rival) (?:accounts|versions|stories|sources|reports)\b"
    r"|\bsame story\b|\bmismatch\w*|\b(?:each|either|both|two) versions?\b"
    r"|\b(?:do|does|did)(?:n['’]t| not) (?:quite )?(?:add up|agree|match|square|tally)\b"
    r"|\breconcil\w*|\bcompare what\b|\bor not\b.{1,90}\banother\b"
    r"|\b(?:say|says|said|claim|claims|report\w*)\b.{1,90}\b(?:repl|respon|den(?:y|ied)|answer|reject)"
    r"|\b(?:two|both|different|other|three) (?:\w+ )?(?:numbers|figures|estimates|dates|amounts)\b"
    r"|\b(?:figures|numbers|accounts|sources|estimates|dates|reports|versions|views)\b.{0,30}\bdiffer"
    r"|\bdiffer.{0,40}\b(?:figures|numbers|accounts|sources|estimates|dates|reports|versions|views)\b"
    r"|\b(?:says?|put|puts|claims?|quotes?|argues?)\b.{1,90}\bwhat (?:does|do|did) .{1,40}\bsay\b"
    r"|\baccording to\b.{1,80}\baccording to\b|\bsame (?:thing|figure|sum|list|number|as)\b"
    r"|\bone (?:\w+ ){0,2}(?:says?|has|have|gives?|puts?|writes?)\b.{1,80}\b(?:another|the other)\b"
    r"|\bsupports? .{0,40}\b(?:article|magazine|claim|paper|report|reason)\b"
    r"|\bfits? (?:in )?(?:with )?(?:the|its|their|what|this|that)\b"
    r"|\bsee\w* .{1,50}\bdifferently\b|\b(?:backs?|bears?) .{0,12}\b(?:up|out)\b"
    r"|\b(?:some|one) .{1,60}\b(?:others?|another) (?:says?|ha(?:s|ve)|puts?|gives?|claims?)\b"
    r"|矛盾|吻合|相符|对得上|对不[上起]|有.{0,3}出入|不一致|说不拢|各[说执][各一][话词]|互相打架|打架"
    r"|[说讲写叫提算]法.{0,10}(?:不一|不同|一样|相同|差|哪|谁|是否|出入)|同一个[叫说讲]法"
    r"|(?:写|说|讲|报|提)的.{0,14}(?:一样|相同|一致|不同)|[两几二三](?:个|种|套|边|方|家).{0,4}"
    r"(?:说法|讲法|版本|口径|数字)|哪(?:个|一个|种|边|方|家).{0,6}(?:才?对|正确|可信|为准|算数)"
    r"|以(?:谁|哪).{0,4}为准|谁(?:说的|讲的)?(?:才?是?对|可信)|一会儿?.{1,30}一会儿?|一下.{1,30}一下"
    r"|(?:报|说|称|写|讲).{1,30}(?:回应|否认|反驳|怎么回|如何回)|有(?:的|人|些).{1,40}有(?:的|人|些)"
    r"|(?:跟|和|与|同).{1,24}(?:一样吗|相同吗|一致吗|不一样|不同调|差在哪|同一[件个回])"
    r"|(?:说|写|称|指).{2,40}(?:自己的(?:说法|讲法)|(?:自己|则|又|却)怎么说|的说法呢)|同一(?:件|回)事"
    r"|(?:先前|之前|原本|一开始).{1,30}(?:后来|之后|现在).{1,30}(?:哪|算数|为准|才对|怎么回事)"
    r"|(?:哪|是).{0,3}(?:写|说|讲|报|算|搞|弄)错|为什么.{0,6}(?:不一样|不同|对不)|(?:口气|说词|讲法|算法|数字).{0,4}不(?:一样|同|一)"
    r"|(?:两|二|双)[边方].{0,4}(?:各|怎么|看法|说法)|各自.{0,4}(?:怎么|说|看|主张|重点)"
)
_REPLY = re.compile(
    r"[;；]\s*(?=[^;；]{0,60}(?:\b(?:repl|respond|den|reject|disput|rebut|counter|object)\w*"
    r"|\b(?:says?|said) (?:it|they|that) .{0,20}\bnot\b|回应|否认|反驳|驳斥|澄清|不同意))"
)
"""Where a sentence that relays a report goes on to the reply."""


def asks_how_they_differ(question: Question) -> bool:
    """Whether it is asked how accounts of one thing differ, or which of them holds."""
    return _DIFFER.search(fold(question.text)) is not None


def conflicts(
    question: Question,
    checks: Sequence[CrossCheck],
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    ledger: Ledger | None,
    wording: Wording,
) -> tuple[Conflict, ...]:
    """What the sources that are told disagree on, as far as the question turns on it."""
    found = [*_with_article(checks, evidence, facts, wording), *_of_rivals(facts, wording)]
    differ = asks_how_they_differ(question) or bool(alternatives(question))
    both = []
    if ledger is not None and differ:
        both = offered(question, evidence.facts, ledger, wording.glossary)
    if both:
        return (_laid_out(both, wording),)
    if ledger is None or found:
        return tuple(found)
    told = _stated(facts, sentences, ledger)
    if said := _as_said(question, evidence, told, wording):
        return (said,)
    if not differ:
        sides = counted_twice(question, told) or told_twice([s.fact for s in facts])
        return (_laid_out(sides, wording),) if sides else ()
    sides = accounts(question, told) or voices(question, told, wording.glossary)
    if sides:
        return (_laid_out(sides, wording),)
    if replies := _replies([f.stated_in for f in told if f.stated_in], ledger, wording):
        return tuple(replies[:1])
    sides = revised(question, told) or _of_one_claim(told, evidence)
    sides = sides or told_twice(told, otherwise=True) or of_one_deal(told)
    if sides:
        return (_laid_out(sides, wording),)
    named = any(m.concept == "names_article" for m in question.refusal_cues)
    meant = [c for c, score in evidence.crosschecks if named and score >= CLAIM_MEANT]
    return tuple(_with_article(meant, evidence, facts, wording)[:1])


def _as_said(
    question: Question, evidence: Evidence, told: Sequence[Fact], wording: Wording
) -> Conflict | None:
    """The article's figure, as the reader has it, and another one that is told of the same claim;
    None where the two are equal or the article has no such figure.
    """
    said = {q.value for q in question.quantities if q.low is None}
    if not said or not any(m.concept == "names_article" for m in question.refusal_cues):
        return None
    for check, score in evidence.crosschecks:
        claim = check.claim_en if wording.language == "en" else check.claim_zh
        figures = {q.value for q in read_quantities(claim, wording.language)} & said
        against = [f for f in told if f.id in check.facts[:1] and len(f.values) == 1]
        if score < CLAIM_MEANT or not figures or not against or against[0].value in figures:
            continue
        place, other = _paragraph(check), against[0]
        ref = next((s.ref for s in evidence.sentences if s.ref.passage_id == place), None)
        sides = ConflictSide(claim, ref), ConflictSide(_said(other, wording), other.stated_in)
        return Conflict(wording.fact(other), sides)
    return None


def _paragraph(check: CrossCheck) -> str:
    """The passage of the article that makes a claim."""
    return f"{ARTICLE}/p{check.paragraph}"


def rest_of_accounts(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    ledger: Ledger | None,
    glossary: Glossary,
) -> tuple[ScoredFact, ...]:
    """The accounts to be told beside the facts and sentences, where it is asked how they differ."""
    if ledger is None or not (asks_how_they_differ(question) or alternatives(question)):
        return ()
    told = _stated(facts, sentences, ledger)
    rest = untold(question, told, evidence.facts, ledger, glossary)
    rest = rest or _on_record(told, evidence, ledger)
    return tuple(ScoredFact(f, 1.0, ("operand",)) for f in rest)


def _on_record(told: Sequence[Fact], evidence: Evidence, ledger: Ledger) -> list[Fact]:
    """What is reported on a disputed claim of which only plans are told."""
    for check, score in evidence.crosschecks:
        held = [f for f in told if f.id in check.facts]
        if score < CLAIM_MEANT or check.verdict not in DISPUTED or not held:
            continue
        if any(f.status == REPORTED for f in held):
            return []
        known = [f for i in check.facts if (f := ledger.get(i)) is not None and f.stated_in]
        return [f for f in known if f.status == REPORTED and not f.later][:1]
    return []


def _stated(
    facts: Sequence[ScoredFact], sentences: Sequence[ScoredSentence], ledger: Ledger
) -> list[Fact]:
    """The facts of all sentences that are told."""
    refs = [s.fact.stated_in for s in facts if s.fact.stated_in is not None]
    refs = list(dict.fromkeys([*refs, *(s.ref for s in sentences)]))
    return list(dict.fromkeys(f for ref in refs for f in ledger.stated_at(ref)))


def _of_one_claim(told: Sequence[Fact], evidence: Evidence) -> list[Fact]:
    """Two facts told on one disputed claim by sources of two kinds: a release and a filing."""
    for check, score in evidence.crosschecks:
        if score < CLAIM_MEANT or check.verdict not in DISPUTED:
            continue
        held = [f for f in told if f.id in check.facts]
        for one, other in combinations(held, 2):
            apart = one.status != other.status and one.metric != other.metric
            if apart and one.stated_in != other.stated_in:
                return [one, other]
    return []


def claim_disputed(
    question: Question, evidence: Evidence, sentences: Sequence[ScoredSentence]
) -> CrossCheck | None:
    """The article's disputed claim that a question of how accounts differ means: one of a paragraph
    that is told.
    """
    named = any(m.concept == "names_article" for m in question.refusal_cues)
    if not named or not asks_how_they_differ(question):
        return None
    told = {s.ref.passage_id for s in sentences}
    likely = [
        (check, score)
        for check, score in evidence.crosschecks
        if score >= CLAIM_MEANT and _paragraph(check) in told
    ]
    least = NEARLY * max((score for _, score in likely), default=0.0)
    # Who asks how they differ means a claim that is disputed, if one is nearly as likely.
    return next((c for c, s in likely if s >= least and c.verdict in DISPUTED), None)


def grounds(
    check: CrossCheck, evidence: Evidence, facts: Sequence[ScoredFact], ledger: Ledger | None
) -> tuple[ScoredFact, ...]:
    """What the filings tell on a claim, where none of it is told yet."""
    if ledger is None or any(s.fact.id in check.facts for s in facts):
        return ()
    order = [s.fact.id for s in evidence.facts]
    known = [f for i in check.facts if (f := ledger.get(i)) is not None and f.stated_in is not None]
    known = [f for f in known if not f.later and f.status != "estimate"]
    known.sort(key=lambda f: order.index(f.id) if f.id in order else len(order))
    return tuple(ScoredFact(f, 1.0, ("operand",)) for f in known[:MOST])


def _with_article(
    checks: Sequence[CrossCheck],
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    wording: Wording,
) -> list[Conflict]:
    """Article against filing, both sides with their sentences; nothing is averaged."""
    english = wording.language == "en"
    found = []
    for check in checks:
        if check.verdict not in DISPUTED:
            continue
        claim = check.claim_en if english else check.claim_zh
        against = [s.fact for s in facts if s.fact.id in check.facts and s.fact.stated_in]
        spoken_of = {None, *(m.concept for m in wording.glossary.find(claim))}
        against = [f for f in against if f.counterparty in spoken_of]
        agreed = {q.value for q in read_quantities(claim, wording.language)}
        # a figure that the claim gives as well is not what it is disputed for
        kinds = {f.period.kind for f in against if agreed & set(f.values)}
        against.sort(key=lambda f: (bool(agreed & set(f.values)), f.period.kind not in kinds))
        other = next(iter(against), None)
        if other is None:
            continue
        place = _paragraph(check)
        ref = next((s.ref for s in evidence.sentences if s.ref.passage_id == place), None)
        sides = (ConflictSide(claim, ref), ConflictSide(_said(other, wording), other.stated_in))
        found.append(Conflict(wording.fact(other), sides))
    return found


def _of_rivals(facts: Sequence[ScoredFact], wording: Wording) -> list[Conflict]:
    """Two sources with different figures for the same thing."""
    found = rivals(facts) if facts else []
    sides = [s.fact for s in (*facts[:1], *found)]
    if any(f.period.label.startswith(BEFORE) for f in sides):
        return []  # what was so before is no other account of what is
    if any(not f.values for f in sides) or _members(sides):
        return []
    return [_laid_out(sides, wording)] if len(sides) > 1 else []


def _members(sides: Sequence[Fact]) -> bool:
    """Whether one source tells figures of several of one kind, none in the place of another: the
    largest customer's share and the second one's.
    """
    linked = {f.compares_to for f in sides} & {f.id for f in sides}
    return (
        len({f.source_id for f in sides}) == 1 and len({f.as_of for f in sides}) == 1 and not linked
    )


def _laid_out(sides: Sequence[Fact], wording: Wording) -> Conflict:
    told = tuple(ConflictSide(_said(f, wording), f.stated_in) for f in sides)
    return Conflict(wording.fact(sides[0]), told)


def _said(fact: Fact, wording: Wording) -> str:
    return fact.statement_en if wording.language == "en" else fact.statement_zh


def _replies(refs: Sequence[SentenceRef], ledger: Ledger, wording: Wording) -> list[Conflict]:
    """A report and the reply to it, where one told sentence holds both."""
    found = []
    for ref in refs:
        for fact in ledger.stated_at(ref):
            said = _said(fact, wording)
            cut = _REPLY.search(fold(said))
            if cut is None or len(fold(said)) != len(said):
                continue
            halves = said[: cut.start()], said[cut.end() :]
            sides = tuple(ConflictSide(half.strip(" ;；."), ref) for half in halves)
            found.append(Conflict(wording.fact(fact), sides))
    return found
