"""Every sentence shown to readers and every model prompt, read from `prompts/`, by key.

An entry is `key: {en: …, zh-TW: …}`; variables stand in braces (`{amount}`), a literal brace is
doubled. A list of strings instead of one is a set of cues. Simplified text is made from zh-TW.
Does not choose words or numbers: values come ready-made from the caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from bot.errors import CorpusError
from bot.language.script import to_simplified
from bot.records import Lang

__all__ = ["Phrases"]

_LANGUAGES = ("en", "zh-TW")


class Phrases:
    """The phrases of a folder of YAML files."""

    def __init__(self, root: Path) -> None:
        """Read every `*.yaml` in the folder. Raises CorpusError that names file and key."""
        self._entries: dict[str, Mapping[str, str | tuple[str, ...]]] = {}
        digest = hashlib.sha256()
        for path in sorted(root.glob("*.yaml")):
            content = path.read_bytes()
            digest.update(path.name.encode() + b"\0" + content)
            for key, entry in _read(path, content).items():
                if key in self._entries:
                    raise CorpusError(f"{path}: the key {key!r} stands in another file as well")
                self._entries[key] = _checked(path, key, entry)
        if not self._entries:
            raise CorpusError(f"{root} holds no phrases; at least one *.yaml file was expected")
        self.sha256 = digest.hexdigest()

    def say(self, key: str, language: Lang, **values: object) -> str:
        """The phrase with its variables filled in.

        Raises CorpusError for an unknown key, a missing variable or one that no language uses.
        """
        entry = self._entry(key)
        text = entry["en" if language == "en" else "zh-TW"]
        if not isinstance(text, str):
            raise CorpusError(f"the phrase {key!r} is a list of cues; one sentence was expected")
        used = _variables(text)
        known = used.union(*(_variables(t) for t in entry.values() if isinstance(t, str)))
        if used - values.keys() or values.keys() - known:
            raise CorpusError(
                f"the phrase {key!r} takes the variables {sorted(known)}; got {sorted(values)}"
            )
        return (to_simplified(text) if language == "zh-CN" else text).format(**values)

    def knows(self, key: str) -> bool:
        """Whether there is a phrase or a list of cues of this key."""
        return key in self._entries

    def takes(self, key: str, variable: str) -> bool:
        """Whether a phrase has this variable in either language."""
        texts = self._entry(key).values()
        return any(variable in _variables(t) for t in texts if isinstance(t, str))

    def twins(self, prefix: str) -> Mapping[str, tuple[str, str]]:
        """The sentences whose keys begin so, by key: the English and the Chinese one."""
        return {
            key: (entry["en"], entry["zh-TW"])
            for key, entry in self._entries.items()
            if key.startswith(prefix)
            and isinstance(entry["en"], str)
            and isinstance(entry["zh-TW"], str)
        }

    def cues(self, key: str, language: Lang | None = None) -> tuple[str, ...]:
        """The cues of a key in one language, or in both. Raises CorpusError if it has none."""
        entry = self._entry(key)
        wanted = _LANGUAGES if language is None else ("en" if language == "en" else "zh-TW",)
        found: list[str] = []
        for name in wanted:
            listed = entry[name]
            if isinstance(listed, str):
                raise CorpusError(f"the phrase {key!r} is one sentence; a list was expected")
            found += listed
        return tuple(dict.fromkeys(found))

    def _entry(self, key: str) -> Mapping[str, str | tuple[str, ...]]:
        if key not in self._entries:
            raise CorpusError(f"prompts/ has no phrase {key!r}; add it in both languages")
        return self._entries[key]


def _read(path: Path, content: bytes) -> Mapping[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # CSafeLoader is as safe as safe_load, and ten times as fast.
        found = yaml.load(content, Loader=loader)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path} is not readable as YAML: {error}") from error
    if not isinstance(found, dict):
        raise CorpusError(f"{path} must hold keys with their phrases; found {type(found).__name__}")
    return found


def _checked(path: Path, key: str, entry: Any) -> Mapping[str, str | tuple[str, ...]]:
    if not isinstance(entry, dict) or set(entry) != set(_LANGUAGES):
        raise CorpusError(f"{path}: {key!r} must have exactly en and zh-TW; found {entry!r:.80}")
    texts = {name: tuple(t) if isinstance(t, list) else t for name, t in entry.items()}
    cues = [t for t in texts.values() if isinstance(t, tuple)]
    sound = all(isinstance(t, str) for t in texts.values()) or (
        len(cues) == len(texts) and all(isinstance(c, str) for listed in cues for c in listed)
    )
    if not sound:
        raise CorpusError(f"{path}: {key!r} must be text, or a list of text, in both languages")
    for text in texts.values():
        if isinstance(text, str):
            try:
                _variables(text)
            except ValueError as error:
                raise CorpusError(f"{path}: {key!r} has unpaired braces: {error}") from error
    return texts


@lru_cache(maxsize=2048)
def _variables(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
