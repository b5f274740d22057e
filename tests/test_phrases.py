"""bot.language.phrases: every sentence shown, by key and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.language.phrases import Phrases
from bot.settings import data_root

SHIPPED = """
greeting:
  en: "{name} has {count} items {{in all}}."
  zh-TW: "{name}的資料共{count}項。"
asks:
  en: ["how many", "how much"]
  zh-TW: ["多少", "幾"]
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def phrases(tmp_path: Path) -> Phrases:
    return Phrases(write(tmp_path, a=SHIPPED))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Oracle has 2 items {in all}."),
        ("zh-TW", "Oracle的資料共2項。"),
        ("zh-CN", "Oracle的资料共2项。"),
    ],
)
def test_say(phrases, language, said):
    """The language's text with its variables; Simplified is made from Traditional."""
    assert phrases.say("greeting", language, name="Oracle", count=2) == said


def test_values_keep_their_glyphs(phrases):
    """Only our own words are simplified, never a value, which may be a title or quote."""
    assert phrases.say("greeting", "zh-CN", name="臺灣", count=1) == "臺灣的资料共1项。"


@pytest.mark.parametrize(
    "values", [{"name": "x"}, {"name": "x", "count": 1, "other": 2}, {}], ids=str
)
def test_variables_must_fit(phrases, values):
    """A missing or unknown variable fails loudly and names what fits."""
    with pytest.raises(CorpusError, match=r"'greeting' takes the variables \['count', 'name'\]"):
        phrases.say("greeting", "en", **values)


def test_cues(phrases):
    """A list by language, or of both; zh-CN reads the Traditional one, since matching folds."""
    assert phrases.cues("asks", "en") == ("how many", "how much")
    assert phrases.cues("asks", "zh-CN") == ("多少", "幾")
    assert phrases.cues("asks") == ("how many", "how much", "多少", "幾")


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda p: p.say("nothing", "en"), "no phrase 'nothing'"),
        (lambda p: p.say("asks", "en"), "is a list of cues"),
        (lambda p: p.cues("greeting", "en"), "is one sentence"),
        (lambda p: p.cues("greeting"), "is one sentence"),
    ],
    ids=["unknown", "say-a-list", "cues-of-text", "cues-of-both"],
)
def test_wrong_use_is_named(phrases, use, message):
    """An unknown key, and a key of the other sort."""
    with pytest.raises(CorpusError, match=message):
        use(phrases)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {en: x}", "exactly en and zh-TW"),
        ("a: {en: x, zh-TW: y, de: z}", "exactly en and zh-TW"),
        ("a: text", "exactly en and zh-TW"),
        ("a: {en: [x], zh-TW: y}", "text, or a list of text"),
        ("a: {en: [1], zh-TW: [y]}", "text, or a list of text"),
        ("a: {en: 5, zh-TW: y}", "text, or a list of text"),
        ('a: {en: "{x", zh-TW: y}', "unpaired braces"),
        ("- a", "must hold keys"),
        ("a: [", "not readable as YAML"),
    ],
)
def test_bad_files_are_refused(tmp_path, text, message):
    """What is not a phrase in both languages is named with its file."""
    with pytest.raises(CorpusError, match=message) as caught:
        Phrases(write(tmp_path, bad=text))
    assert "bad.yaml" in str(caught.value)


def test_a_key_stands_once(tmp_path):
    """The same key in two files is an error."""
    with pytest.raises(CorpusError, match="stands in another file"):
        Phrases(write(tmp_path, a=SHIPPED, b=SHIPPED))


def test_a_folder_without_phrases_is_refused(tmp_path):
    """An empty folder is a mistake, not an empty set."""
    with pytest.raises(CorpusError, match=r"at least one \*\.yaml"):
        Phrases(tmp_path)


def test_the_hash_follows_the_files(tmp_path):
    """Any change of a file changes the hash; reading again does not."""
    first = Phrases(write(tmp_path, a=SHIPPED)).sha256
    assert Phrases(tmp_path).sha256 == first
    write(tmp_path, a=SHIPPED + "\n# a remark\n")
    assert Phrases(tmp_path).sha256 != first


def test_the_shipped_phrases_hold():
    """Every file of prompts/ can be read."""
    assert len(Phrases(data_root("prompts")).sha256) == 64
