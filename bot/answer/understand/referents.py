"""What a follow-up's pronouns and gaps stand for, written out among its own words.

"Has any of it been paid?" after a question about one party's investment in another,
「為什麼增加這麼多？」 after one about a company's backlog, "how big is Oracle's?" after a measure's
definition: the subject of the earlier question is put in the place of the pronoun or of what is
missing, so that the follow-up can be asked alone. Only what a reader named is put in. It knows no
fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.answer.understand.joined import asked_for
from bot.answer.understand.reading import ENTITY_KINDS, Reader
from bot.language.cues import pattern
from bot.language.glossary import Glossary
from bot.language.leaving_out import set_aside
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han
from bot.records import Mention, Period, Question, Turn

__all__ = [
    "acts",
    "asks_only_why",
    "inherited_periods",
    "spelled",
    "still_leans",
    "topic_of",
    "without_lead",
]

Subject = Callable[[bool], str]
"""What a question is about, in Chinese or else in English words."""
INVESTED = "equity_investment"
INVESTMENT = ("investment", "投資")

_ACTS = (
    r"(?:pay|ow(?:e|es|ed|ing)|los(?:e|es|ing|t)|spen[dt]|buy|bought|sell|sold|selling|get|got|gets"
    r"|earn|hold|held|own|invest|borrow|lend|lent|rais(?:e|ed|ing)|plan|need|want|build|built|sign"
    r"|giv(?:e|es|ing)|gave|say|said|receive|promis(?:e|ed|ing)|financ(?:e|ed|ing)|fund|afford"
    r"|hire|announc(?:e|ed)|cancel|agree|burn|charg(?:e|ed|ing)|do\b|doing|depreciat(?:e|es|ing)"
    r"|make (?:money|a (?:profit|loss)))"
)
"""Verbs of which a company is the subject."""
_ADVERBS = r"(?:(?:really|actually|also|still|already|ever|even|then|just|currently|else) )*"
_HELPS = r"(?:(?:would|will|could|can|has|have|had|plan(?:s|ned)? to) )?"
_AGENT = re.compile(
    rf"(?<!is )(?<!was )(?<!are )(?<!were )\b(?:it|they)(?= {_ADVERBS}{_HELPS}{_ACTS})"
    r"|(?<=do )\b(?:it|they)(?= have\b)|(?<=does )it(?= have\b)|(?<=did )it(?= have\b)"
    rf"|\b(?:it|they)(?= {_ADVERBS}(?:pay|los|spend|buy|sell|mak|build|borrow|rais|financ|fund|burn"
    r"|earn|plann|do|ow|sign|get)ing\b)"
    r"|\b(?P<possessive>its|their)\b(?! own\b)"
)
_AGENT_ZH = re.compile(
    r"(?:它|[他她]们)(?:们)?(?P<possessive>的)"
    r"|(?:它|[他她]们)(?:们)?(?=[也还又先后到底究竟现在目前真一共总]*"
    r"(?:[欠亏赔赚付花买卖投借持拥签给要想会能怎该靠有没]|为什么|为何))"
)
_IT = re.compile(
    r"\b(?:that|this|the) (?:money|amount|sum|figure|number|deal|investment|thing)\b"
    r"|\b(?:it|this)\b(?!\s+(?:true|right|possible|likely|fair|safe|wise|worth|a good)\b)"
    r"|(?<=compare )(?:that|this)\b"
    r"|(?<=is )that\b(?! (?:\w+ )?(?:more|less|bigger|larger|smaller|a lot|much))"
    r"|(?<=was )that\b(?! (?:\w+ )?(?:more|less|bigger|larger|smaller|a lot|much))"
    r"|(?<=of )that\b"
)
_IT_ZH = re.compile(
    r"(?:^那?|(?<=[把对从跟和比]))(?:[这那](?:些|笔)(?:钱|款|资金|金额)|[这那](?:个|笔)(?:数字|金额|投资|合约|交易)?|它)"
    r"|其中(?=\S)"
)
_HELD_BACK = re.compile(
    r"\b(?:it|that|this|these|those|so|them|two|three|both|former|latter|other|else|the same)\b"
    r"(?! far\b)"
    r"|[这那](?![里么])|两者|三者|前者|后者|它们|他们|加起来|合计|哪"
)
"""What still points elsewhere once the pronoun is written out."""
_WHY_ONLY = re.compile(
    r"^(?:(?:but|and|so|ok|okay|hm+)[, ]+)*(?:why(?: (?:not|so|is that|was that|then|that))?|how so"
    r"|how come|what(?: does| do)? (?:that|this|it) means?|what for)[?!. ]*$"
    r"|^(?:那|但|可是|所以)?(?:为什么|为何|为啥|怎么会|何以|原因呢|理由呢)(?:会|要)?"
    r"(?:没有|没|不|这样|如此|呢|啊)?[?!。 ]*$"
    r"|^(?:那|这|这样)?是?什么意思[?!。 ]*$"
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


def acts(text: str) -> bool:
    """Whether a pronoun does what only a party can: "how much does it owe in all?"."""
    found = (_AGENT_ZH if has_han(text) else _AGENT).search(fold(text))
    return found is not None and found["possessive"] is None


def asks_only_why(text: str) -> bool:
    """Whether words ask only why, or what the last thing told means."""
    return _WHY_ONLY.search(fold(text).strip()) is not None


def without_lead(text: str) -> str | None:
    """The words without the lead of a correction: "no, I meant Oracle's"; None where none leads."""
    found = _LEAD.match(fold(text))
    rest = text[found.end() :].strip(" ,，。.") if found and found.end() else ""
    return rest if re.search(r"\w", rest) else None


_OTHER = re.compile(
    r"\b(?:others?|another|which one|either|neither)\b|另一|另外一|反方|反过来|其他|哪一[个方种边]"
)


def topic_of(earlier: Question, question: Question, reader: Reader) -> Question:
    """The earlier question that stands alone: without what was only put behind it since, unless
    that named a measure of its own, or the follow-up asks why, or for the other of two.
    """
    text = earlier.standalone
    behind = earlier.text != text and text.endswith(f" {earlier.text}")
    on_last = asks_only_why(question.text) or _OTHER.search(fold(question.text))
    if behind and not on_last:
        text = text[: -len(earlier.text)].strip()
    made = reader.again(text, question)
    own = reader.again(earlier.text, question) if behind and not on_last else made
    if {m.concept for m in own.metrics} - {m.concept for m in made.metrics}:
        written = _written_out(own, made, reader.glossary, reader.phrases) or earlier.text
        return replace(reader.again(written, question), entities=own.entities or made.entities)
    return made if made.entities or made.metrics else replace(made, entities=earlier.entities)


def spelled(
    question: Question, topic: Question, turns: Sequence[Turn], reader: Reader
) -> Question | None:
    """The question with the subject of the earlier one in the place of its pronoun or gap."""
    if asks_only_why(question.text):
        return None
    text = _written_out(question, topic, reader.glossary, reader.phrases)
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
        history=tuple(turns),
        followed_up=True,
    )
    of_one = {m.concept for m in read.entities} < {m.concept for m in topic.entities}
    measured = {m.concept for m in read.metrics} - {m.concept for m in topic.metrics}
    relates = acts(question.text) and _GIVES.search(fold(text)) is not None
    project = any(m.kind == "product" for m in read.entities) and not read.metrics
    if not (still_leans(text) or project or (of_one and relates and not measured)):
        return made
    entities = topic.entities if of_one else read.entities
    return replace(made, standalone=f"{topic.text} {text}", entities=entities)


def inherited_periods(own: tuple[Period, ...], earlier: Sequence[Question]) -> tuple[Period, ...]:
    """The times that a follow-up names, else those of the questions before it."""
    if any(p.kind != "relative" for p in own):
        return own
    inherited = next((e.periods for e in earlier if e.periods), ())
    return own + tuple(p for p in inherited if p.kind != "relative")


def _subject_of(earlier: Question, glossary: Glossary, phrases: Phrases) -> Subject | None:
    """What the earlier question is about, in words of either language: a party's measure, one
    party's investment in another, a deal of two, a project, or a measure alone. None where that
    cannot be told in a few words, or is of one time only.
    """
    parties, measures = _told_in(earlier, earlier.entities), _in_order(earlier.metrics)
    dated = any(p.kind != "relative" for p in earlier.periods)
    if len(parties) > 2 or len(measures) > 1 or dated:
        return None
    measure = measures[0] if measures else None

    def of(mention: Mention, chinese: bool) -> str:
        before = fold(earlier.text[: mention.start])
        named = mention.kind in ENTITY_KINDS or _NAMED.search(before)
        if mention.text.isupper() or (named and has_han(mention.text) == chinese):
            return mention.text
        known = glossary.name(mention.concept, "zh-TW" if chinese else "en")
        return known.removeprefix("total ")  # which would ask for a sum

    if len(parties) == 2:
        return _of_two(earlier, parties, measure, of, phrases)
    if not parties:
        alone = measure or _idea(earlier)
        return None if alone is None else partial(of, alone)
    one = parties[0]
    if measure is None:
        return None if one.kind == "company" else partial(of, one)

    def owned(chinese: bool) -> str:
        told = INVESTMENT[chinese] if measure.concept == INVESTED else of(measure, chinese)
        return f"{of(one, True)}的{told}" if chinese else f"{of(one, False)}'s {told}"

    return owned


_NAMED = re.compile(r"(?:'s|\u2019s|的|什么是|\b(?:the|of|is|are|much|total|net|about|an?)) ?$")
"""What stands before the noun of a measure, and not before a verb that asks for one."""


def _of_two(
    earlier: Question,
    parties: list[Mention],
    measure: Mention | None,
    of: Callable[[Mention, bool], str],
    phrases: Phrases,
) -> Subject | None:
    """One party's investment in another, or the contract of the two."""
    one, other = parties
    invested = measure is not None and measure.concept == INVESTED
    dealt = measure is None and pattern(phrases, "point_deal").search(fold(earlier.text))
    if not invested and not dealt:
        return None

    def joined(chinese: bool) -> str:
        if chinese:
            between, deal = ("對", "的投資") if invested else ("與", "的合約")
            return f"{of(one, True)}{between}{of(other, True)}{deal}"
        deal = "investment in" if invested else "contract with"
        return f"{of(one, False)}'s {deal} {of(other, False)}"

    return joined


def _idea(question: Question) -> Mention | None:
    """The one idea of the field that a question names."""
    ideas = [m for m in _told_in(question, question.terms) if m.kind != "unit"]
    return ideas[0] if len(ideas) == 1 else None


def _told_in(question: Question, mentions: tuple[Mention, ...]) -> list[Mention]:
    """Of the things only those that stand in the question's own words, in their order, and are not
    set aside there: "apart from Nokia".
    """
    text = question.text
    own = tuple(m for m in mentions if text[m.start : m.end] == m.text)
    aside = set_aside(text, own)
    return _in_order(
        tuple(m for m in own if not any(start <= m.start < end for start, end in aside))
    )


def _in_order(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Each thing once, in the order in which it is named."""
    first = {m.concept: m for m in sorted(mentions, key=lambda m: -m.start)}
    return sorted(first.values(), key=lambda m: m.start)


def _written_out(
    question: Question, earlier: Question, glossary: Glossary, phrases: Phrases
) -> str | None:
    """The follow-up's words with the earlier subject in the place of its pronoun or gap; None where
    nothing is left out, or something else still is.
    """
    text = question.text
    made = (
        _with_measure(question, earlier)
        or _with_party(question, earlier, glossary)
        or _with_subject(question, earlier, glossary, phrases)
    )
    if made is None or made == text:
        return None
    return made


def still_leans(text: str) -> bool:
    """Whether words in which one pronoun is written out still point to something else."""
    return _HELD_BACK.search(fold(text)) is not None


def _with_measure(question: Question, earlier: Question) -> str | None:
    """ "How big is Oracle's?" with the measure that was asked about before."""
    measures = _in_order(earlier.metrics) or [m for m in [_idea(earlier)] if m is not None]
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
    return f"{question.text[: gap.end()]}{space}{measures[0].text}{question.text[gap.end() :]}"


def _with_party(question: Question, earlier: Question, glossary: Glossary) -> str | None:
    """ "Who else does it owe?" with the party that the earlier question begins with."""
    companies = [m for m in _told_in(earlier, earlier.entities) if m.kind == "company"]
    chinese = has_han(question.text)
    folded = fold(question.text)
    found = (_AGENT_ZH if chinese else _AGENT).search(folded)
    if found is None or not companies:
        return None
    plural = found.group() in ("they", "their") or "们" in found.group()
    if plural and len(companies) > 1:
        return None
    if any(m.start < found.start() and m.kind == "company" for m in question.entities):
        return None
    party = companies[0]
    if any(m.concept == party.concept for m in question.entities):
        return None
    known = glossary.name(party.concept, "zh-TW" if chinese else "en")
    name = party.text if has_han(party.text) == chinese else known
    tail = "" if found["possessive"] is None else "的" if chinese else "'s"
    before = question.text[: found.start()]
    if plural and not tail:
        before = _PLURAL.sub(lambda m: ONE_OF[m.group().lower()], before)
    return f"{before}{name}{tail}{question.text[found.end() :]}"


ONE_OF = {"are": "is", "were": "was", "do": "does", "have": "has"}
_PLURAL = re.compile(r"\b(?:are|were|do|have)(?= $)", re.IGNORECASE)


def _with_subject(
    question: Question, earlier: Question, glossary: Glossary, phrases: Phrases
) -> str | None:
    """ "Has any of it been paid?" with what the earlier question is about."""
    dated = any(p.kind != "relative" for p in question.periods)
    if question.metrics or dated or acts(question.text):
        return None
    chinese = has_han(question.text)
    subject = _subject_of(earlier, glossary, phrases)
    if chinese and (phrase := _noun_phrase(earlier)):
        subject = partial(_always, phrase)
    if subject is None:
        return None
    folded = fold(question.text)
    found = (_IT_ZH if chinese else _IT).search(folded)
    if found is not None:
        kept = found.group() if found.group() == "其中" else ""
        before, after = question.text[: found.start()], question.text[found.end() :]
        return f"{before}{subject(chinese)}{kept}{after}"
    if not chinese or not (_COMPARED if question.entities else _BARE_PREDICATE).match(folded):
        return None
    return f"{subject(True)}{question.text}"


def _always(phrase: str, _chinese: bool) -> str:
    return phrase


def _noun_phrase(earlier: Question) -> str:
    """A party's measure, with its time, as a Chinese question that asks only for it names it."""
    parties, measures = _told_in(earlier, earlier.entities), _told_in(earlier, earlier.metrics)
    if not has_han(earlier.text) or len(parties) != 1 or len(measures) != 1:
        return ""
    asks = _ASKS_FIGURE.search(fold(earlier.text))
    if asks is None or parties[0].start or asks.start() > LONGEST_PHRASE:
        return ""
    between = earlier.text[measures[0].end : asks.start()]
    named = parties[0].end <= measures[0].start and measures[0].end <= asks.start()
    named = named and _CHANGES.search(fold(between)) is None
    return earlier.text[: asks.start()] if named else ""


_CHANGES = re.compile(r"[比差占增减涨跌升降变]|成长|多了|少了")
LONGEST_PHRASE = 30
_ASKS_FIGURE = re.compile(
    r"(?:大概|大约|约|究竟|到底|是|有|为|达|又)*(?:多少|几|多大|呢|如何)[钱元]?[?？。 ]*$"
)
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
