"""What a follow-up's pronouns and gaps stand for, written out among its own words.

"Has any of it been paid?" after a question about one party's investment in another,
「為什麼增加這麼多？」 after one about a company's backlog, "how big is Oracle's?" after a measure's
definition: the subject of the earlier question is put in the place of the pronoun or of what is
missing, so that the follow-up can be asked alone. Only what a reader named is put in. It knows no
fact.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.understand.history import Before
from bot.answer.understand.joined import asked_for
from bot.answer.understand.reading import Reader, inherited_periods
from bot.answer.understand.subjects import called, idea, in_order, named_in, noun_phrase, subject_of
from bot.language.cues import pattern
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.pronouns import AGENT, AGENT_ZH, IT, IT_ZH, SUBJECT, acts, partner
from bot.language.script import fold, has_han
from bot.records import Mention, Question, Span

__all__ = [
    "asks_only_why",
    "deals",
    "spelled",
    "still_leans",
    "without_lead",
    "written_out",
]

_HELD_BACK = re.compile(
    r"\b(?:it|that|this|these|those|so|them|two|three|both|former|latter|other|else|the same)\b"
    r"(?! far\b)"
    r"|[这那](?![里么])|两者|三者|前者|后者|它们|他们|加起来|合计|哪"
)
"""What still points elsewhere once the pronoun is written out."""
_WHY_ONLY = re.compile(
    r"^(?:(?:but|and|so|ok|okay|hm+)[, ]+)*(?:why(?: (?:not|so|is that|was that|then|that))?|how so"
    r"|how come|what(?: does| do)? (?:that|this|it) means?|what for)[?!. ]*$"
    r"|^(?:(?:but|and|so)[, ]+)*why (?:does|do|did) (?:he|she|it|they)"
    r" (?:say|think|believe|claim|do) (?:so|that|this|it)[?!. ]*$"
    r"|^(?:那|但|可是|所以)?(?:[他她它]们?)?"
    r"(?:为什么|为何|为啥|怎么会|何以|凭什么|原因呢|理由呢)(?:会|要)?"
    r"(?:没有|没|不|(?:这样|这么|如此)(?:说|讲|想|认为|主张|做)?|呢|啊)?[?!。 ]*$"
    r"|^(?:那|这|这样)?是?什么意思[?!。 ]*$"
    r"|^(?:(?:but|and|so)[, ]+)*why (?:not|isn't it|is it not|wasn't it) (?:\w+ )?\w+[?!. ]*$"
    r"|^(?:那|但|可是|所以)?(?:为什么|为何)不是[^，,。？?]{1,12}[?!。 ]*$"
)
_LEAD = re.compile(
    r"^(?:(?:no|nope|sorry|wait|oops|actually|not that)\b[,. ]+)*"
    r"(?:i(?:'m| am| was)? (?:mean|meant|asked|asking|talking|want(?:ed)? to (?:know|ask))"
    r"(?: (?:about|for|of))?"
    r"|(?:let's |let us |please )?(?:go(?:ing)?|come|coming|get) back to)\b[ :,]*"
    r"|^(?:(?:不是|不对|抱歉|不好意思|更正|错了|不)[啦喔哦吧]?[,，、。 ]+)+"
    r"(?:我(?:要|想)?(?:是|刚刚|刚才)*在?(?:要|想)?[问说指讲]的?(?:是|的是)?)?"
    r"|^我(?:要|想)?(?:是|刚刚|刚才)*在?(?:要|想)?[问说指讲]的?是|^再?(?:回到|回头[看说])"
)
"""How a correction or a return to an earlier subject begins."""
_GAP = re.compile(
    r"(?:'s|\u2019s)(?=\s*(?:[?？.!,]|$|(?:then|now|at|in|for|on|and|or|compared|again)\b))"
)
_GAP_ZH = re.compile(
    r"的(?=(?:有|是|又|又是|大概|大约|约|到底)*(?:多少|多大|几|如何|怎么样|呢|[?？]|$))"
)


def asks_only_why(text: str) -> bool:
    """Whether words ask only why, or what the last thing told means."""
    return _WHY_ONLY.search(fold(text).strip()) is not None


def without_lead(text: str) -> str | None:
    """The words without the lead of a correction: "no, I meant Oracle's"; None where none leads."""
    found = _LEAD.match(fold(text))
    rest = text[found.end() :].strip(" ,，。.") if found and found.end() else ""
    return rest if re.search(r"\w", rest) else None


def spelled(question: Question, before: Before, reader: Reader) -> Question | None:
    """The question with the subject of the earlier one in the place of its pronoun or gap."""
    topic = before.topic
    if asks_only_why(question.text):
        return None
    text = written_out(question, topic, reader.glossary, reader.phrases)
    if text is None:
        return None
    read = reader.again(text, question)
    refused = {m.concept for m in question.refusal_cues}
    if not pattern(reader.phrases, "speaks_of_reader").search(fold(question.text)):
        refused.discard("investment_advice")  # why a party sold something is no advice
    made = replace(
        read,
        asked=question.asked or question.text,
        form=question.form,
        refusal_cues=asked_for(read, refused),
        periods=inherited_periods(read.periods, [topic]),
        followed_up=True,
    )
    of_one = {m.concept for m in read.entities} < {m.concept for m in topic.entities}
    measured = {m.concept for m in read.metrics} - {m.concept for m in topic.metrics}
    relates = acts(question.text) and deals(text)
    project = any(m.kind == "product" for m in read.entities) and not read.metrics
    if not (still_leans(text) or project or (of_one and relates and not measured)):
        return made
    entities = topic.entities if of_one else read.entities
    return replace(made, standalone=f"{topic.text} {text}", entities=entities)


def written_out(
    question: Question, earlier: Question, glossary: Glossary, phrases: Phrases
) -> str | None:
    """The follow-up's words with the earlier subject in the place of its pronoun or gap; None where
    nothing is left out, or something else still is.
    """
    text = question.text
    made = (
        _with_measure(question, earlier, glossary)
        or _with_party(question, earlier, glossary)
        or _with_subject(question, earlier, glossary, phrases)
        or _with_the_only_party(question, earlier, glossary)
    )
    if made is None or made == text:
        return None
    return made


def deals(text: str) -> bool:
    """Whether words tell of something that one party does with another: pays, owes, invests."""
    return _GIVES.search(fold(text)) is not None


def still_leans(text: str) -> bool:
    """Whether words in which one pronoun is written out still point to something else."""
    return _HELD_BACK.search(_JOINS.sub("", fold(text))) is not None


_JOINS = re.compile(r"^(?:(?:so|and|but|ok(?:ay)?|then|now|hm+)\b[, ]*)+")


def _with_measure(question: Question, earlier: Question, glossary: Glossary) -> str | None:
    """ "How big is Oracle's?" with the measure that was asked about before."""
    measures = in_order(earlier.metrics) or [m for m in [idea(earlier)] if m is not None]
    companies = [m for m in question.entities if m.kind == "company"]
    if question.metrics or len(measures) != 1 or len(companies) != 1:
        return None
    end = companies[0].end
    gap = (_GAP_ZH if has_han(question.text[end:]) or "的" in question.text else _GAP).match(
        fold(question.text), end
    )
    if gap is None:
        return None
    space = "" if gap.group() == "的" else " "
    told = called(measures[0], glossary)
    return f"{question.text[: gap.end()]}{space}{told}{question.text[gap.end() :]}"


def _with_party(question: Question, earlier: Question, glossary: Glossary) -> str | None:
    """ "Who else does it owe?" with the party that the earlier question begins with; where the
    question names one of two itself, with the other.
    """
    companies = [m for m in named_in(earlier, earlier.entities) if m.kind == "company"]
    chinese = has_han(question.text)
    folded = fold(question.text)
    own = {m.concept for m in question.entities}
    others = [m for m in companies if m.concept not in own]
    found = (AGENT_ZH if chinese else AGENT).search(folded)
    one_of_two = len(companies) == 2 and len(others) == 1
    other = partner(question.text) if len(others) == 1 else None
    if other is not None:
        return _put(question.text, other, others[0], "", glossary)
    if found is None or not others:
        return None
    plural = found.group() in ("they", "their") or "们" in found.group()
    if plural and len(others) > 1:
        return None
    if any(m.start < found.start() and m.kind == "company" for m in question.entities):
        return None
    if others[0] is not companies[0] and not one_of_two:
        return None
    tail = "" if found["possessive"] is None else "的" if chinese else "'s"
    text, (start, end) = question.text, found.span()
    if plural and not tail:
        told = _PLURAL.sub(lambda m: ONE_OF[m.group().lower()], text[:start])
        text, start, end = told + text[start:], len(told), len(told) + end - start
    return _put(text, (start, end), others[0], tail, glossary)


def _put(text: str, span: Span, party: Mention, tail: str, glossary: Glossary) -> str:
    """A text with a party's name, as its language writes it, at a span."""
    chinese = has_han(text)
    known = glossary.name(party.concept, "zh-TW" if chinese else "en")
    name = party.text if has_han(party.text) == chinese else known
    return f"{text[: span[0]]}{name}{tail}{text[span[1] :]}"


ONE_OF = {"are": "is", "were": "was", "do": "does", "have": "has"}
_PLURAL = re.compile(r"\b(?:are|were|do|have)(?= $)", re.IGNORECASE)


def _with_the_only_party(question: Question, earlier: Question, glossary: Glossary) -> str | None:
    """ "Is it listed?" with the party, where the earlier question is about nothing else that a
    pronoun could mean, and about no other party that the question does not name itself.
    """
    own = {m.concept for m in question.entities}
    companies = [m for m in named_in(earlier, earlier.entities) if m.kind == "company"]
    others = [m for m in companies if m.concept not in own]
    found = SUBJECT.search(fold(question.text))
    of_something = named_in(earlier, earlier.metrics) or any(
        _OWNS.match(earlier.text[m.end :]) for m in others
    )
    if found is None or len(others) != 1 or of_something:
        return None
    return _put(question.text, found.span(), others[0], "", glossary)


_OWNS = re.compile(r"(?:'s|\u2019s|的)(?!\s*(?:$|[?？]))")


def _with_subject(
    question: Question, earlier: Question, glossary: Glossary, phrases: Phrases
) -> str | None:
    """ "Has any of it been paid?" with what the earlier question is about."""
    dated = any(p.kind != "relative" for p in question.periods)
    becomes = _BECOMES.search(fold(question.text)) is not None
    if (question.metrics and not becomes) or dated or acts(question.text):
        return None
    chinese = has_han(question.text)
    subject = subject_of(earlier, glossary, phrases)
    named = (noun_phrase(earlier) if chinese else "") or (subject(chinese) if subject else "")
    if not named:
        return None
    folded = fold(question.text)
    found = (IT_ZH if chinese else IT).search(folded)
    if found is not None:
        kept = found.group() if found.group() == "其中" else ""
        before, after = question.text[: found.start()], question.text[found.end() :]
        return f"{before}{named}{kept}{_IS.sub(' is', after)}"
    if not chinese or not (_COMPARED if question.entities else _BARE_PREDICATE).match(folded):
        return None
    return f"{named}{question.text}"


_BECOMES = re.compile(
    r"\b(?:it|that|this|money) (?:\w+ )?(?:become|turn into|turn up as|count as|show up as)"
    r"|^(?:那|所以)?[这那](?:些|笔)(?:钱|款|金额).{0,8}(?:变成|转成|转为|算|当成|等于|成为|认列)"
)
"""What asks when or whether the thing spoken of is another measure."""
_IS = re.compile(r"^(?:'s|\u2019s)(?= )")
_BARE_PREDICATE = re.compile(
    r"^(?:为什么|为何|怎么会?)(?:会)?(?:这么)?[增减成上下涨跌变大小高低多少]|^(?:比|较|占|跟市场|和市场|与市场|换成(?!百分|%|比)|已经)"
    r"|^(?:成长|增加|增长|减少|下降|上升)了?(?:多少|几)"
)
"""A Chinese predicate that begins without its subject."""
_COMPARED = re.compile(r"^[跟和与同][^,，。?？]{1,20}比")
_GIVES = re.compile(
    r"\b(?:pay|paid|paying|owe|owes|invest|invested|give|gave|put|lend|lent|spend|spent)\b"
    r"|投(?!票)|付|给|欠|出资"
)
"""Verbs that want the other party, which the follow-up leaves out."""
