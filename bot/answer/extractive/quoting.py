"""A cited sentence as a claim in the reader's language; a foreign one quoted in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.lent_units import sentence_lent
from bot.knowledge.prose import never_names
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.places import say_place
from bot.language.quantities import read_quantities, write_quantity
from bot.language.simplified import in_script
from bot.language.wording import Wording
from bot.records import TIME_MEANT, Claim, Evidence, Fact, Lang, Passage, SentenceRef

__all__ = [
    "CORPUS",
    "GLOSSARY",
    "Voice",
    "definition",
    "figures_of",
    "passage_of",
    "quoted",
    "text_of",
]

ROW = "row"
CORPUS, GLOSSARY = "corpus", "glossary"


@dataclass(frozen=True, slots=True)
class Voice:
    """What the composer speaks with: phrases and names for one reader's language."""

    phrases: Phrases
    glossary: Glossary
    language: Lang

    def say(self, key: str, **values: str) -> str:
        """A phrase in the reader's language."""
        return self.phrases.say(key, self.language, **values)


def passage_of(ref: SentenceRef, evidence: Evidence) -> Passage | None:
    """The passage of a cited sentence, where it was retrieved."""
    return evidence.passages.get((ref.index, ref.passage_id))


def text_of(ref: SentenceRef, evidence: Evidence, voice: Voice) -> str:
    """The cited sentence in the reader's language, with the unit that its document lends it; empty
    where it has no text in it.
    """
    passage = passage_of(ref, evidence)
    if passage is None:
        return ""
    lang = "en" if voice.language == "en" else "zh-TW"
    if lang not in passage.text and voice.language != "en" and "zh-CN" in passage.text:
        lang = "zh-CN"
    if lang not in passage.text or ref.sentence >= len(passage.sentences[lang]):
        return ""
    text = sentence_lent(passage, lang, ref.sentence)
    return in_script(text, voice.glossary, voice.language)


def quoted(
    ref: SentenceRef, evidence: Evidence, voice: Voice, facts: tuple[str, ...] = ()
) -> Iterator[Claim]:
    """The sentence as it stands, a table's cell in words, a foreign sentence by what it gives."""
    text = text_of(ref, evidence, voice)
    read = next((f for f in evidence.read if f.id in facts and f.values and f.metric), None)
    if text and read is not None and read.topic == ROW:
        yield _of_row(read, ref, voice)
    elif text:
        yield Claim(text, "claim", (ref,), facts=facts)
    passage = passage_of(ref, evidence)
    if passage is None or text:
        return
    if read is not None:
        yield _foreign_fact(read, ref, passage, voice)
    else:
        yield _foreign(ref, passage, voice, _meant(ref, evidence, facts))


def _meant(ref: SentenceRef, evidence: Evidence, facts: tuple[str, ...]) -> Fact | None:
    """The figure of a sentence that is told, of those that were read of it: the one that was
    chosen, else the one of the time asked for.
    """
    own = [s for s in evidence.facts if s.fact.stated_in == ref and s.fact.values]
    chosen = [s.fact for s in own if s.fact.id in facts]
    return next(iter([*chosen, *(s.fact for s in own if TIME_MEANT in s.reasons)]), None)


def _of_row(fact: Fact, ref: SentenceRef, voice: Voice) -> Claim:
    """A cell of a table as a sentence: whose, of what, how much."""
    what = Wording(voice.phrases, voice.glossary, voice.language).fact(fact)
    return Claim(
        voice.say("row_fact", what=what, value=figures_of(fact, voice)),
        "claim",
        (ref,),
        facts=(fact.id,),
    )


def figures_of(fact: Fact, voice: Voice) -> str:
    """A fact's figure, or both ends of its range, as the reader writes them.

    A cell in a unit that is not among ours stays as it is written: 36 kg.
    """
    cell = fact.clause.rpartition(" | ")[2] if fact.topic == ROW and fact.unit == "1" else ""
    if any(c.isalpha() for c in cell) and len(fact.values) == 1:
        return cell
    shown = (
        write_quantity(v, fact.unit or "1", voice.language, bound=fact.bound or "exact")
        for v in fact.values
    )
    return ("–" if voice.language == "en" else "至").join(shown)


def _foreign_fact(fact: Fact, ref: SentenceRef, passage: Passage, voice: Voice) -> Claim:
    """A figure of a passage in another language: whose, of what, how much, when; and its words."""
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    lang = next(iter(passage.text))
    text = voice.say(
        "foreign_fact",
        what=wording.fact(fact),
        value=figures_of(fact, voice),
        title=passage.title.get(lang, passage.source_id),
        locator=say_place(passage.locator, voice.language),
        tongue=voice.say(f"language_{lang}"),
        quote=_as_it_stands(passage, lang, ref.sentence),
    )
    return Claim(text, "claim", (ref,), facts=(fact.id,))


def _as_it_stands(passage: Passage, lang: str, sentence: int) -> str:
    """A sentence in its passage's own language, to the character but for the full stop at its end.

    The stop of the sentence that brings it follows its marker; two would stand there.
    """
    start, end = passage.sentences[lang][sentence]
    return passage.text[lang][start:end].rstrip(" .。")


def _foreign(ref: SentenceRef, passage: Passage, voice: Voice, meant: Fact | None = None) -> Claim:
    """A sentence in the reader's language that brings one in another, quoted as it stands.

    It says a figure in the reader's units where the sentence has one alone, or one that is told:
    of several the reader sees for himself which is meant.
    """
    lang = next(iter(passage.text))
    quote = _as_it_stands(passage, lang, ref.sentence)
    said = sentence_lent(passage, lang, ref.sentence)
    read = [q for q in read_quantities(said, lang) if q.low is None]
    values = {
        "title": passage.title.get(lang, passage.source_id),
        "locator": say_place(passage.locator, voice.language),
        "tongue": voice.say(f"language_{lang}"),
        "quote": quote,
    }
    figure = figures_of(meant, voice) if meant is not None else ""
    told = (meant.unit or "1") if figure and meant else read[0].unit if len(read) == 1 else ""
    # A stranger's words are no names of ours: 燒 of a fire, net of a garden's.
    values["topic"] = _topic(quote, voice, told) if passage.index == CORPUS else ""
    if len(read) == 1 and not figure and (read[0].unit != "1" or values["topic"]):
        figure = write_quantity(read[0].value, read[0].unit, voice.language, bound=read[0].bound)
    if not figure:
        return Claim(voice.say("foreign_plain", **values), "claim", (ref,))
    return Claim(voice.say("foreign_figure", figures=figure, **values), "claim", (ref,))


def _topic(text: str, voice: Voice, unit: str = "") -> str:
    """What a sentence speaks of, by the names that the reader's language has for it; no measure of
    money where its figure is told in a unit of counts or of time.
    """
    language = voice.language
    named = [voice.glossary.name(m.concept, language) for m in voice.glossary.find(text)]
    measures = [m.concept for m in voice.glossary.find_metrics(text)]
    metrics = [voice.glossary.metric(m) for m in measures if not never_names(m, unit)]
    named += [voice.glossary.name(m.id, language) for m in metrics if m is not None]
    if not named:
        return ""
    comma = ", " if language == "en" else "、"
    return voice.say("foreign_topic", names=comma.join(list(dict.fromkeys(named))[:4]))


def definition(term_id: str, evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """The glossary's own sentences on the concept."""
    passage = evidence.passages.get(("corpus", f"{GLOSSARY}/{term_id}"))
    if passage is None:
        return
    count = len(next(iter(passage.sentences.values())))
    for number in range(count):
        yield from quoted(SentenceRef(passage.id, number, passage.index), evidence, voice)
