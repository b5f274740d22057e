"""bot.language.deeds and bot.language.denial: one list of deeds, one reading of denial."""

from __future__ import annotations

import pytest

from bot.answer.verify.reading import read
from bot.language.deeds import deeds, deeds_marked
from bot.language.denial import DENIED, HEDGED, denies

MARKS = {"act", "event", "end", "deed", "dealing", "telling", "whole"}
EMPTY = 3
WORDS = [
    ("cancel", "reneged on", "act event deed"),
    ("postpone", "搁置", "act event deed"),
    ("fine", "裁罚", "act event deed"),
    ("hack", "抄袭", "act event deed"),
    ("insure", "承保", "act event deed"),
    ("repay", "refunded", "act event deed"),
    ("refuse", "婉拒", "act event deed"),
]
BEFORE = [
    ("the firm did not ", "yes"),
    ("it has never publicly ", "yes"),
    ("they did not confirm or ", "yes"),
    ("the firm did not say that it ", "open"),
    ("no party has ", "yes"),
    ("the firm has ", "no"),
    ("该公司并未", "yes"),
    ("该公司没有说明为何", "open"),
    ("该公司未来", "no"),
    ("双方不仅", "no"),
]


@pytest.mark.parametrize(("name", "word", "marks"), WORDS)
def test_one_list_tells_all_that_read_it(name: str, word: str, marks: str) -> None:
    """What the premises know of a deed, the verifier and the check know too."""
    for mark in marks.split():
        known = [deed.name for deed in deeds_marked(mark) if deed.verb.search(word)]
        assert name in known


def test_every_deed_is_marked_and_has_words() -> None:
    """Marks are of a fixed set; a deed has words of its own, or is a whole of another."""
    for deed in deeds().values():
        assert deed.marks <= MARKS
        assert deed.told.pattern.count("(?!)") < EMPTY or "whole" in deed.marks
        assert deed.name not in deed.like | deed.against


def test_what_contradicts_is_told_from_both_ends() -> None:
    """A deed that another is against is against that one as well."""
    for deed in deeds().values():
        assert all(deed.name in deeds()[other].against for other in deed.against)


@pytest.mark.parametrize(("before", "denied"), BEFORE)
def test_a_not_denies_the_next_verb(before: str, denied: str) -> None:
    """With another verb between it is open what it denies; 未來 and 不僅 deny nothing."""
    assert denies(before) == denied


def test_a_noun_is_denied_right_before_it() -> None:
    """並未指定票據 denies the naming, not the notes."""
    assert denies("并未指定", verb=False) == "open"
    assert denies("并没有", verb=False) == "yes"


@pytest.mark.parametrize("text", ["明年的營收取決於未來", "不過訂單已交付", "無人機"])
def test_words_that_only_look_like_denial(text: str) -> None:
    """No character alone denies."""
    assert not DENIED.search(read(text).folded)


def test_what_is_supposed_is_hedged() -> None:
    """A case put, a right and a plan are no deed; a time asked for is one."""
    for text in ("what happens when it leaves", "倘若它离开", "it has the right to leave"):
        assert HEDGED.search(text)
    assert not HEDGED.search("when did it leave")
