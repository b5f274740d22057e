"""Names in one sentence what the sources do not say: "… when (Oracle, CoreWeave)".

The missing thing is told by the question's own words: the particular or the measure that it names,
or else the kind of thing that it asks for. No figure and no time stands in it, because none would
have a source. It decides nothing and looks at no source.
"""

from __future__ import annotations

from bot.language.particulars import words_of_particulars
from bot.language.script import to_simplified
from bot.language.wording import Wording
from bot.records import Evidence, Question

__all__ = ["what_is_missing"]

PARTIES = 3
WORDS = 2


def what_is_missing(question: Question, evidence: Evidence, wording: Wording) -> str:
    """The sentence of a refusal because the sources do not say it."""
    what = _thing(question, evidence, wording)
    if not what:
        return wording.phrases.say("refusal_not_in_corpus", wording.language)
    names = list(dict.fromkeys(wording.party(m.concept) for m in question.entities))[:PARTIES]
    if not names:
        return wording.phrases.say("refusal_lacks", wording.language, what=what)
    parties = (", " if wording.language == "en" else "、").join(names)
    return wording.phrases.say("refusal_lacks_of", wording.language, what=what, parties=parties)


def _thing(question: Question, evidence: Evidence, wording: Wording) -> str:
    words = words_of_particulars(question.text)[:WORDS]
    if words and evidence.signals.get("unsaid", 0.0) > 0.0:
        quoted = [wording.phrases.say("lacks_word", wording.language, word=w) for w in words]
        joined = (" / " if wording.language == "en" else "、").join(quoted)
        return wording.phrases.say("lacks_words", wording.language, words=joined)
    metric = next((wording.glossary.metric(m.concept) for m in question.metrics), None)
    if metric is not None:
        name = metric.en if wording.language == "en" else metric.zh_tw
        name = to_simplified(name) if wording.language == "zh-CN" else name
        return wording.phrases.say("lacks_measure", wording.language, metric=name)
    if question.answer_type:
        return wording.phrases.say(f"lacks_{question.answer_type}", wording.language)
    return ""
