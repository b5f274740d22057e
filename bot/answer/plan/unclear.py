"""Which questions say too little to be answered: a pronoun or a bare figure with nobody named.

They are asked back, with the parties to choose from where the ledger offers some. Reads only the
question and the facts found; judges nothing of what the sources hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.asked_outright import by_turn
from bot.language.script import fold, has_han
from bot.records import Question, ScoredFact

__all__ = ["asks_what_it_is", "choices", "points_nowhere", "says_nothing"]

OPEN_OPERATIONS = ("per_year", "per_quarter", "per_month", "before", "miss", "whatif")
PROSE = ("comparison", "list", "summary", "definition", "explanation", "crosscheck")
SUBJECTS_THAT_CONFUSE = 3
CHOICES = 4
LEFT_WORDS, LEFT_HAN = 1, 3
_PLAIN = frozenset(
    "a an the of in on by at for to it its they them that this did do does was were is are has have"
    " had be what which how much many big large high low far long go went up down get got there and"
    " so just about out over only exactly percent percentage".split()
)
_PLAIN_HAN = re.compile(
    r"[的了是有到底大约总共为多少几什么哪个那这它他她们呢吗啊呀来去在又才就占和与及其该现]"
)
_OF_ONE = ("fact", "time", "status", "comparison")
_DEALINGS = frozenset(
    "last lasts start starts begin begins end ends run runs pay pays paid cost costs sign signed"
    " round raise raised customer customers client clients biggest largest main valuation valued"
    " worth backlog debt margin gross operating net contract contracts deal agreement lease term"
    " rate interest stake share shares invest invested investment money amount price buy bought"
    " sell sold lend lent borrow borrowed owe orders guidance capex spending spend spent revenue"
    " sales profit loss income growth depreciation year years months new latest now yet already"
    " total binding final who when their gigawatts megawatts quarter quarters better worse beat"
    " miss missed expected expectations forecast forecasts estimate estimates analysts analyst"
    " thought than account accounts accounted cut increase increased decrease decreased drop"
    " dropped rise rose fall fell gain gained change changed lose lost plan planned"
    " announce announced grow grows grew grown first second third fourth".split()
)
_DEALINGS_HAN = re.compile(
    r"什么时候|何时|开始|结束|到期|签约?|合约|协议|付|募资?|这一?轮|客户|最大|主要|估值|折旧|年限|投资"
    r"|股份|持股|订单|积压|利率|票面|毛利率?|资本支出|营收|获利|亏损|净损|负债|债务?|金额|钱|笔|租约"
    r"|财测|指引|现金流?|成本|利息|价格|买|卖|借|还|年|月|吉瓦|公司|对方|谁"
    r"|[这那上本]?一?季|分析师|预期|预估|市场|想的?|好|坏|差|没有|有没有|是不是|超过|不如|比|变|增|减|掉"
    r"|[这那](?:笔|个|份|些|家)|当时|后来|宣布|计划|谈|成|说|给|拿|收|欠"
)
_PRONOUN_LEADS = re.compile(
    r"^(?:(?:so|and|but|then|ok(?:ay)?),? )?"
    r"(?:(?:why|when|what|where|who|how(?: \w+)?)(?: exactly)? )?"
    r"(?:(?:did|does|do|is|are|was|were|has|have|had|would) )?(?:he|she|they)\b"
    r"|^(?:所以|那|然后|可是)?[他她](?:们)?(?:家)?(?!人|妈|国|山)"
)
_SOME_FIRM = re.compile(
    r"\b(?:the|that|this) (?:company|firm|stock|deal|contract|agreement)\b"
    r"(?! (?:of|between|with|that|which|who|behind|in|is about)\b)"
    r"|(?:那|这|该)(?:[家间]公司|公司|[家间]企业|[档支]股票|[张份笔](?:合约|交易|单子?))"
)
_WHAT_IS = re.compile(
    r"\bwhat(?:'s| is| are) (?!the |its |their |our |your |his |her |this |that )(?:an? )?\w+"
    r"|\bwhat does .{1,40}\bmean\b|\bcounts? as\b"
    r"|(?:是|算|叫)(?:个|一?种)?(?:什么|啥)(?!时候|人|公司|原因)|什么(?:东西|意思|玩意)|何谓|算不算|算是?[^多少几]{1,8}吗"
)
_WORD = re.compile(r"[a-z][a-z'-]*")
_HAN = re.compile(r"[\u3400-\u9fff]")


def says_nothing(question: Question) -> bool:
    """A pronoun, arithmetic or the bare name of a figure, with no history and no subject at all."""
    if _only_dealings(question) or _of_somebody(question):
        return True
    if _named(question) or asks_what_it_is(question) or by_turn(question):
        return False
    if any(m.concept in OPEN_OPERATIONS for m in question.operations) and not question.metrics:
        return True
    cues = {m.concept for m in question.refusal_cues}
    if "points_back" in cues and "bare_figure" in cues and not _long(question):
        return True
    if cues & {"bare_figure"} or question.metrics:
        return question.intent not in PROSE[2:] and _nothing_left(question)
    return (
        not question.quantities
        and len(question.standalone) < (8 if has_han(question.standalone) else 16)
        and question.intent in ("fact", "time", "explanation", "status")
        and bool(cues & {"asks_number", "points_back"} or len(question.standalone) < 6)
    )


def points_nowhere(question: Question) -> bool:
    """A pronoun, or a figure of nobody, stands where the subject should."""
    if _only_dealings(question) or _of_somebody(question):
        return True
    cues = {m.concept for m in question.refusal_cues}
    return bool(cues & {"follow_pronoun", "bare_figure"} or question.metrics)


def choices(question: Question, facts: Sequence[ScoredFact]) -> tuple[str, ...]:
    """The parties among whom a question without a party cannot choose."""
    if question.entities or not question.metrics or question.intent in PROSE:
        return ()
    if any(m.kind == "concept" for m in question.terms) or _long(question):
        return ()
    if asks_what_it_is(question):
        return ()
    wanted = {m.concept for m in question.metrics}
    if facts and facts[0].fact.provenance == "reader":
        return ()  # a document that the question fits best says whom it speaks of
    known = [f.fact for f in facts if f.fact.provenance != "reader"]
    subjects = list(dict.fromkeys(f.subject for f in known if f.metric in wanted))
    return tuple(subjects[:CHOICES]) if len(subjects) >= SUBJECTS_THAT_CONFUSE else ()


def _of_somebody(question: Question) -> bool:
    """Whether its subject is a pronoun that nothing before it explains: "why did he hold back", or
    a company, stock or deal that nothing tells apart: "over how many years does the firm …".
    """
    if question.entities or question.followed_up or question.history:
        return False
    folded = fold(question.text)
    if not question.terms and _PRONOUN_LEADS.search(folded):
        return True
    article = any(m.concept == "names_article" for m in question.refusal_cues)
    of_one = question.intent in _OF_ONE and not question.quantities and not _long(question)
    return of_one and not article and _SOME_FIRM.search(folded) is not None


def asks_what_it_is(question: Question) -> bool:
    """Whether it asks what a figure means, and not how large it is."""
    return bool(question.metrics) and _WHAT_IS.search(fold(question.text)) is not None


def _named(question: Question) -> bool:
    """Whether a party, an idea of the field, the article or an earlier turn says what is meant."""
    of_article = any(m.concept == "names_article" for m in question.refusal_cues)
    ideas = any(m.kind not in ("metric", "unit") for m in question.terms)
    return bool(question.entities or ideas or question.followed_up or of_article)


def _only_dealings(question: Question) -> bool:
    """Whether all its words are those of any deal or any accounts: nobody is named, and who pays,
    signs, lasts or owes could be any of them.
    """
    of_article = any(m.concept == "names_article" for m in question.refusal_cues)
    named = question.entities or question.followed_up or question.quantities
    if named or of_article or _long(question) or question.intent not in _OF_ONE:
        return False
    rest = _without_times(question)
    if has_han(rest):
        return not _HAN.findall(_PLAIN_HAN.sub("", _DEALINGS_HAN.sub("", rest)))
    words = _WORD.findall(rest)
    return len(words) > 2 and all(w in _PLAIN or w in _DEALINGS for w in words)


def _long(question: Question) -> bool:
    """Whether the question is too long to be a bare metric: its other words tell who is meant."""
    return len(question.text) > (24 if has_han(question.text) else 64)


def _nothing_left(question: Question) -> bool:
    """Whether figures, times and the words of any question are all that it holds."""
    rest = _without_times(question)
    told = [fold(m.text) for m in (*question.metrics, *question.operations)]
    told += [fold(m.text) for m in question.refusal_cues if m.concept in _OF_FIGURES]
    for text in sorted(told, key=len, reverse=True):
        rest = rest.replace(text, " ")
    words = [w for w in _WORD.findall(rest) if w not in _PLAIN]
    han = _HAN.findall(_PLAIN_HAN.sub("", rest))
    return len(words) <= LEFT_WORDS and len(han) <= LEFT_HAN


def _without_times(question: Question) -> str:
    """The question's folded text with the times that it names left out."""
    rest = fold(question.text)
    times = {fold(question.text[p.span[0] : p.span[1]]) for p in question.periods if p.span}
    for text in sorted(times, key=len, reverse=True):
        rest = rest.replace(text, " ")
    return rest


_OF_FIGURES = frozenset({"bare_figure", "asks_number", "asks_money", "points_back"})
