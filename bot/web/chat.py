"""The chat without its page: questions in, the transcript's HTML out, turns in the store.

Runs every question through `bot.chain`, hands on what the explainer lets through, sentence by
sentence, and words errors for the reader. Holds no conversation itself: the browser's token names
one in `bot.web.conversations`. Who may ask, and how often, is decided at the doors.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import InputError, LoopLensError
from bot.records import Answer, Event, Lang
from bot.web.cards import question_button
from bot.web.conversations import Conversations, StoredTurn, is_token
from bot.web.evidence import Shelf, asked, evidence_html
from bot.web.guard import Pace
from bot.web.turns import TurnView, turn_html
from bot.web.words import Words

if TYPE_CHECKING:
    from bot.chain import Asked
    from bot.language.phrases import Phrases
    from bot.settings import Settings
    from bot.web.documents import Documents

LANGUAGES: tuple[Lang, ...] = ("zh-TW", "zh-CN", "en")
Stream = Callable[["Asked"], Iterator[Event]]
Transcript = dict[str, Any]
"""What the page's script shows: `turns` (key and HTML), `only` when they replace all others."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader chose beside the question."""

    lang: str = "auto"
    level: str = "standard"
    as_of: str = "article"
    sources: str = "shipped"


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat over one explainer, shared by all readers."""

    stream: Stream
    shelf: Shelf
    phrases: Phrases
    store: Conversations
    pace: Pace
    documents: Documents
    indexes: Sequence[str]

    def words(self, language: object) -> Words:
        """The interface's words; English for a language that it does not have."""
        return Words(self.phrases, next((known for known in LANGUAGES if known == language), "en"))

    def opened(self, token: str, words: Words) -> Transcript:
        """The transcript of a conversation that goes on, or the welcome of a new one."""
        token = token if is_token(token) else self.store.new()
        verdicts = self.store.verdicts(token)
        turns = [
            (turn.id, self._stored(turn, verdicts.get(turn.id, ""), words))
            for turn in self.store.turns(token)
        ]
        return {
            "turns": turns or [("welcome", self.welcome(words))],
            "only": True,
            "conversation": token,
            "language": words.language,
            "buttons": {"submit": words("send"), "stop": words("stop")},
        }

    def ask(
        self, question: str, token: str, choices: Choices, words: Words, reader: str = ""
    ) -> Iterator[Transcript]:
        """The turn as it grows, event by event; the last one is complete and stored."""
        token = token if is_token(token) else self.store.new()
        view = TurnView(secrets.token_hex(4), question)
        if not self.pace.admits(reader):
            late = words("error_rate", limit=self.pace.limit)
            yield self._shown(replace(view, failure=late), token, words)
            return
        try:
            yield self._shown(view, token, words)
            stream = self._stream(token, choices, words)
            for event in stream(self._asked(question, token, choices)):
                view = view.after(event)
                if isinstance(event, Answer):
                    stored = self.store.add(token, question, event)
                    view = replace(view, id=stored.id)
                yield self._shown(view, token, words)
        except LoopLensError as error:
            reason = words("error", reason=str(error))
            yield self._shown(replace(view, failure=reason), token, words)
        except Exception:  # the reader's door: anything unforeseen becomes a sentence and a log
            log.exception("a question failed")
            reason = words("error_unexpected")
            yield self._shown(replace(view, failure=reason), token, words)

    def rate(self, token: str, turn: object, verdict: object) -> None:
        """Keep the reader's verdict on a turn; what is not one is ignored."""
        for known in ("helpful", "unhelpful"):
            if is_token(token) and verdict == known:
                self.store.rate(token, str(turn), known)

    def cleared(self, token: str, words: Words) -> Transcript:
        """Delete the conversation with its documents and begin a new one."""
        if is_token(token):
            self.store.forget(token)
            self.documents.forget(token)
        return self.opened("", words)

    def evidence(self, wanted: object, words: Words) -> str:
        """The passage that the page asks for, of the open indexes or of a reader's own."""
        place = asked(wanted)
        return evidence_html(self._shelf(place.index), place, words)

    def welcome(self, words: Words) -> str:
        """The empty transcript, with examples in both languages."""
        order: tuple[Lang, Lang] = ("en", "zh-TW") if words.language == "en" else ("zh-TW", "en")
        columns = "".join(
            "<li>"
            + "</li><li>".join(question_button(q, lang) for q in self._examples(lang))
            + "</li>"
            for lang in order
        )
        return (
            f'<section class="ll-welcome"><h2>{words.html("welcome_title")}</h2>'
            f"<p>{words.html('welcome_text')}</p><h3>{words.html('examples')}</h3>"
            f'<ul class="ll-examples">{columns}</ul></section>'
        )

    def _examples(self, lang: Lang) -> tuple[str, ...]:
        return self.phrases.cues("web_example_questions", lang)

    def _shelf(self, index: str) -> Shelf | None:
        """Where an index's passages lie: never an index that was not opened for readers."""
        return self.shelf if index in self.indexes else self.documents.shelf(index)

    def _stream(self, token: str, choices: Choices, words: Words) -> Stream:
        if choices.sources == "shipped":
            return self.stream
        room = self.documents.room(token)
        if room is None:
            raise InputError(words("documents_none"))
        return room.stream

    def _asked(self, question: str, token: str, choices: Choices) -> Asked:
        return {
            "question": question,
            "history": list(self.store.history(token)),
            "lang": choices.lang,
            "level": choices.level,
            "as_of": choices.as_of,
        }

    def _shown(self, view: TurnView, token: str, words: Words) -> Transcript:
        html = turn_html(view, words, self._titles(view.answer or {}))
        return {"turns": [(view.key, html)], "only": False, "conversation": token}

    def _stored(self, turn: StoredTurn, verdict: str, words: Words) -> str:
        view = TurnView(turn.id, turn.question, id=turn.id, verdict=verdict)
        return turn_html(view.complete(turn.answer), words, self._titles(turn.answer))

    def _titles(self, answer: Mapping[str, Any]) -> Mapping[str, str]:
        """Names for the passages that a refusal offers; one that is gone keeps its id."""
        titles: dict[str, str] = {}
        index = next((used["name"] for used in answer.get("indexes", ())), "")
        shelf = self._shelf(index)
        for passage_id in (answer.get("refusal") or {}).get("nearest", ()):
            if shelf is None:
                break
            try:
                passage = shelf.passage(passage_id, index)
            except (LoopLensError, KeyError):
                continue
            lang = answer["language"] if answer["language"] in passage.title else "en"
            parts = (passage.title.get(lang), passage.heading.get(lang), passage.locator)
            titles[passage_id] = " · ".join(part for part in parts if part)
        return titles


def engine_line(settings: Settings, engine: str, words: Words) -> str:
    """Which engine answers, and what leaves this machine for it."""
    if engine == "extractive":
        return words("engine_extractive")
    provider, _, model = engine.partition(":")
    where = urlsplit(settings.base_url or "").hostname or provider
    return words("engine_model", engine=model or engine, where=where)
