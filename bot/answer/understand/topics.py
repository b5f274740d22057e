"""What a conversation is about: the question that a later turn leans on.

A turn that names its own subject is the topic of those after it; one that leans on the topic leaves
it as it is, or, where it names a party or a measure of its own, takes its place with what it lacks
written in. So a topic is always one question, however many turns have leant on it. It reads only
what a reader said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.understand.compared import sets_beside_party
from bot.answer.understand.party_says import party_asked
from bot.answer.understand.reading import Reader
from bot.answer.understand.referents import asks_only_why, deals, still_leans, written_out
from bot.answer.understand.subjects import named_in
from bot.language.cues import pattern
from bot.language.exchange import OF_IT
from bot.language.script import fold, has_han
from bot.records import Question

__all__ = ["deal_meant", "leant_on", "on_last", "returned_to", "topic_of", "without_turn"]

_COMPARATIVE = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?|is (?:it|that))[, ]+)*"
    r"(?:bigger|larger|smaller|higher|lower|more|less|fewer|cheaper) (?:\w+ ){0,3}than\b|^[比较]"
)
"""What is only set beside the thing spoken of: "bigger or smaller than …?"."""
_OTHER = re.compile(
    r"\b(?:others?|another|which one|either|neither)\b|另一|另外一|反方|反过来|其他|哪一[个方种边]"
)


_RETURNS = re.compile(
    r"^(?:(?:ok(?:ay)?|so|now|nah|no|and|but|right|anyway)[,. ]+)*(?:let's |let us )?(?:go |come )?"
    r"back to (?P<thing>[^,:;.?]{2,40})[,:;.] *(?P<rest>.{4,})"
    r"|^(?:好|那|再)*(?:回到|说回|讲回)(?P<thing_zh>[^,:;。?，：；]{2,16}?)"
    r"(?:这[件个]事|这题|的问题|的部分|那边|这边)?[,:;，：；] *(?P<rest_zh>.{3,})"
)
_TURNS = re.compile(
    r"^(?:(?:ok(?:ay)?|so|now|right|good|thanks|great|anyway)[,. ]+)*"
    r"(?:something (?:else|different)|(?:a |one )?(?:new|different|another|other)"
    r" (?:topic|question|thing|subject)|on (?:a|an)other (?:topic|note|subject)"
    r"|change of (?:topic|subject)|changing the subject)[,:;.] *(?=.{4})"
    r"|^(?:好|那|ok|嗯)?[,， ]*(?:换个?(?:题目|话题|问题|主题)|另外(?:想)?问(?:一下)?"
    r"|再?问(?:个|一个)?别的|题外话)[,:，： ]*(?=.{3})"
)


def returned_to(
    question: Question, said: Sequence[Question], topic: Question, reader: Reader
) -> tuple[Question, Question] | None:
    """The question behind "back to the debt: …", and what it goes back to: an earlier question that
    was about it, else the thing itself; the topic, where it names nothing.
    """
    found = _RETURNS.match(fold(question.text))
    if found is None:
        return None
    thing, rest = ("thing", "rest") if found["thing"] else ("thing_zh", "rest_zh")
    named = reader.again(question.text[slice(*found.span(thing))], question)
    asked = reader.again(question.text[slice(*found.span(rest))], question)
    asked = replace(asked, asked=question.asked or question.text, form=question.form)
    meant = _concepts(named)
    about = next((q for q in reversed(said) if meant & _concepts(q)), None)
    word = _ANY.sub(" ", fold(named.text)).strip()
    if about is None and len(word) > 1:
        known = reader.glossary.names
        asked_of = (q for q in reversed(said) if any(_holds(known(c), word) for c in _concepts(q)))
        about = next(asked_of, None)
    if about is not None or (len(word) < 2 and not meant):
        return asked, about or topic
    if not named.entities and (named.metrics or not meant):
        return asked, reader.again(f"{named.text} {_told(topic, named)}", question)
    return asked, named


_ANY = re.compile(
    r"\b(?:the|that|this|it|one|first|real|original|previous|earlier|last|question|topic|point|thing)\b"
    r"|原来|刚才|刚刚|之前|前面|上面|第一个|问题|题目|话题|[这那个的]"
)
"""What names no thing of its own."""


def _holds(names: Sequence[str], word: str) -> bool:
    return any(word in fold(name) for name in names)


def _concepts(question: Question) -> set[str]:
    return {m.concept for m in (*question.entities, *question.metrics, *question.terms)}


def without_turn(text: str) -> str | None:
    """The question behind "something else: …"; None where nothing turns to a new subject."""
    found = _TURNS.match(fold(text))
    return text[found.end() :] if found else None


def on_last(text: str) -> bool:
    """Whether words lean on the question right before them: why, or the other of two."""
    return asks_only_why(text) or _OTHER.search(fold(text)) is not None


_OF_A_DEAL = re.compile(
    r"\b(?:start(?:s|ed)?|begin(?:s|ning)?|expires?|renew(?:ed|al)?|terminat\w+|cancel\w*|binding"
    r"|payments?|instal+ments?)\b|\bhow long (?:does|is|will|did) (?:it|that|this)\b"
    r"|\bover how many years\b"
    r"|开始|到期|签(?:约|下|了)|约束力|取消|毁约|解约|违约|生效|付款|付清|(?:多少|几)年|分(?:期|几年)"
)
"""What is asked of a deal, and of no other thing."""


def deal_meant(
    question: Question, topic: Question, said: Sequence[Question], reader: Reader
) -> Question | None:
    """The deal of two parties that was asked about before, where what a question without names asks
    is asked of a deal, and the topic, of one of the two, is none.
    """
    if question.entities or question.metrics or not _OF_A_DEAL.search(fold(question.text)):
        return None
    deal, parties = pattern(reader.phrases, "point_deal"), _companies(topic)
    if deal.search(fold(topic.text)):
        return None
    for one in reversed(said):
        both = _companies(one)
        if len(both) > 1 and parties & both and deal.search(fold(one.text)):
            return one
    return None


def _companies(question: Question) -> set[str]:
    return {m.concept for m in question.entities if m.kind == "company"}


def topic_of(earlier: Question, question: Question, reader: Reader) -> Question:
    """What a follow-up leans on: the topic of the question before it, or that question itself where
    the follow-up asks why, or for the other of two.
    """
    if on_last(question.text) and earlier.followed_up:
        text = earlier.standalone
    else:
        text = earlier.topic or earlier.text
    made = reader.again(text, question)
    return made if made.entities or made.metrics else replace(made, entities=earlier.entities)


def leant_on(question: Question, topic: Question, made: Question, reader: Reader) -> str:
    """What the turns after a question lean on, in words: the question itself, with its subject, or
    what it leans on itself. `made` is the question as it was understood.
    """
    raw = reader.again(question.asked or question.text, question)
    if party_asked(raw) or sets_beside_party(raw):
        return topic.text
    if asks_only_why(question.text) or (made.claimed and not (raw.entities or raw.metrics)):
        return topic.text
    if raw.operations and not (raw.entities or raw.metrics or raw.periods):
        return topic.text  # a further operation on what was asked for
    if OF_IT.search(fold(raw.text)):
        return topic.text  # a part of it
    written = written_out(question, topic, reader.glossary, reader.phrases)
    own = reader.again(written or question.text, question)
    alone = made.standalone in (question.standalone, own.standalone)
    if made.text not in (question.text, written) and not made.text.endswith(question.text):
        own, alone = made, True  # another party, time or measure in the place of the one before
    elif made.standalone.startswith(own.text):
        own, alone = reader.again(made.standalone, question), True  # what it lacks stands behind it
    if _COMPARATIVE.search(fold(raw.text)) or _of_what_is_said(own):
        return topic.text
    if not _says_something(own) or (still_leans(own.text) and not alone):
        return topic.text
    one_side = len(_companies(own)) == 1 and pattern(reader.phrases, "point_deal").search(
        fold(own.text)
    )
    if (written and deals(own.text)) or one_side:
        return f"{own.text} {_told(topic, own)}".strip()
    if alone or (own.entities and own.metrics):
        return own.text
    before = {m.concept for m in (*topic.entities, *topic.metrics)}
    new = {m.concept for m in (*own.metrics, *own.entities)} - before
    return f"{own.text} {_told(topic, own)}".strip() if new or written else topic.text


_SAYS = re.compile(
    r"\b(?:say|says|said|think|thinks|thought|respond|reply|replied|answer|react)\b"
    r"|怎么(?:说|看|讲|回应|想)|说(?:了)?什么|回应|表示"
)


def _of_what_is_said(question: Question) -> bool:
    """Whether it asks only what a person says of the thing spoken of."""
    persons = bool(question.entities) and all(m.kind == "person" for m in question.entities)
    return persons and not question.metrics and _SAYS.search(fold(question.text)) is not None


_ASKS = re.compile(
    r"\b(?:what|why|how|who|when|where|which|does|do|did|is|are|was|say|says|said|think|about|that"
    r"|this|it|so|and|but|then|really)\b|凭什么|为什么|为何|怎么(?:说|看|讲)?|是谁|什么|[谁的呢吗那说看]"
)
"""Words that only ask, and of nothing in particular."""


def _says_something(question: Question) -> bool:
    """Whether a question names a party, a measure or an idea, and says something of it."""
    ideas = [m for m in question.terms if m.kind != "unit"]
    if not (question.entities or question.metrics or ideas):
        return False
    text = question.text
    for mention in sorted(question.entities, key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return re.search(r"\w\w", _ASKS.sub(" ", fold(text))) is not None


def _told(topic: Question, own: Question) -> str:
    """The parties of a topic by name, those apart that the question names itself."""
    known = {m.concept for m in own.entities}
    named = (m for m in named_in(topic, topic.entities) if m.concept not in known)
    return (" ", "、")[has_han(own.text)].join(m.text for m in named)
