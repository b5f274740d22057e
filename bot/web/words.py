"""The interface's words in one language, and text made safe to stand in HTML.

Everything that the web shows passes `escape` once, on its way into a page. Knows no layout.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.language.phrases import Phrases
from bot.records import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """`prompts/web.yaml` in one language: `words("send")` is the phrase `web_send`."""

    phrases: Phrases
    language: Lang

    def __call__(self, key: str, **values: object) -> str:
        """The phrase as plain text. Raises CorpusError for an unknown key or variable."""
        return self.phrases.say(f"web_{key}", self.language, **values)

    def html(self, key: str, **values: object) -> str:
        """The phrase, ready to stand in HTML."""
        return escape(self(key, **values))


def escape(text: object) -> str:
    """Any value as text that HTML shows and never obeys, in content and in quoted attributes."""
    return html.escape(str(text), quote=True)


def data(values: Mapping[str, Any]) -> str:
    """Values as JSON that can stand in a quoted attribute."""
    return escape(json.dumps(values, ensure_ascii=False))
