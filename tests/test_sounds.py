"""Names that nobody knows cross languages by their sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_parts import analyser, build, dictionary, passage, searcher, term

from bot.index.lexical import Weights
from bot.index.sounds import latin_keys, names_in, runs_of, spelled_keys, spelling_characters
from bot.index.terms import Analyser
from bot.language.glossary import Glossary
from bot.language.script import fold


@pytest.mark.parametrize(
    ("latin", "chinese"),
    [
        ("Renwick", "倫威克"),
        ("Castellan", "卡斯特蘭"),
        ("Feldkirk", "費爾德柯克"),
        ("Marlborough", "馬爾博羅"),
        ("Norwell", "諾威爾"),
        ("Ostrander", "奧斯特蘭德"),
        ("Rosendal", "羅森達爾"),
        ("Thornbury", "索恩伯里"),
        ("Wexford", "威克斯福德"),
        ("Ashbourne", "阿什伯恩"),
        ("Kowalski", "科瓦爾斯基"),
        ("Whitaker", "惠特克"),
        ("Petrov", "彼得羅夫"),
        ("Silverton", "西爾弗頓"),
    ],
)
def test_both_spellings_of_a_name_share_a_key(latin: str, chinese: str) -> None:
    """A Latin name and the characters that spell its sound."""
    spelling, _ = dictionary().spelling
    assert latin_keys(latin) & spelled_keys(fold(chinese), spelling).keys()


@pytest.mark.parametrize(
    ("latin", "chinese"),
    [("Renwick", "卡斯特蘭"), ("Castellan", "費爾德柯克"), ("Petrov", "羅森達爾")],
)
def test_other_names_share_none(latin: str, chinese: str) -> None:
    """What sounds otherwise is not taken for it."""
    spelling, _ = dictionary().spelling
    assert not latin_keys(latin) & spelled_keys(fold(chinese), spelling).keys()


@pytest.mark.parametrize("name", ["Io", "Nokia", "Yao", ""])
def test_few_consonants_make_no_key(name: str) -> None:
    """Keys of one or two consonants would be met by chance."""
    assert latin_keys(name) == frozenset()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("倫威克的營收成長", ["伦威克"]),
        ("費爾德柯克食品第三季的利潤", ["费尔德柯克"]),
        ("公司的利潤率下降了", []),
        ("資本支出由銀行貸款支付", []),
        ("塞內加爾特的碼頭", ["塞内加尔特"]),
        ("內部的報告", []),
    ],
)
def test_runs_are_of_characters_that_spell_sounds(text: str, runs: list[str]) -> None:
    """Words with a meaning of their own end a run, and a character alone makes none."""
    spelling, names = dictionary().spelling
    found = list(runs_of(dictionary().words(fold(text)), spelling, names))
    assert [run for _, run in found] == runs
    assert all(fold(text)[at : at + len(run)] == run for at, run in found)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("林戴爾銀行的存款", True),
        ("戴爾的伺服器", False),
        ("買特斯拉的人", False),
        ("特斯拉和戴爾", False),
    ],
)
def test_a_known_name_may_be_part_of_a_longer_one(text: str, heard: bool) -> None:
    """Dell is no run by itself, nor beside another name, but 林戴爾 is."""
    known = (term("T-1", "Dell", "戴爾", "company"), term("T-2", "Tesla", "特斯拉", "company"))
    made = Analyser(Glossary(known), dictionary(), "names")
    assert bool(made.read(text).sounds) == heard
    assert bool(made.of_query(text).spelled) == heard


@pytest.mark.parametrize(
    ("latin", "chinese"), [("Lindale", "林戴爾銀行"), ("Cormanis", "科爾馬內斯船廠")]
)
def test_a_text_and_a_query_hear_the_same(latin: str, chinese: str) -> None:
    """Names with a known name or a function word inside."""
    keys = {f"s:{key}" for key in latin_keys(latin)}
    asked = analyser().of_query(f"{chinese}在哪裡？").spelled
    assert keys & set(analyser().read(f"{chinese}今年停工。").sounds)
    assert keys & {one.term for clause in asked for one in clause.alternatives}


def test_the_characters_of_a_name_mean_nothing_in_the_other_language() -> None:
    """亞 is no Asia in 亞爾丁; texts in Chinese are still asked for its character pairs."""
    terms = analyser().of_query("亞爾丁把什麼延後了？")
    assert "亞" not in {clause.text for clause in terms.on("latin")}
    assert "延後" in {clause.text for clause in terms.on("latin")}
    assert "h:亚尔" in {one.term for c in terms.on("han") for one in c.alternatives}


def test_capitalised_words_are_names() -> None:
    """Each once, in order; words inside others and in small letters are none."""
    assert names_in("Renwick and CoreWeave met Renwick at the GB200 plant") == [
        "Renwick",
        "CoreWeave",
    ]


def test_characters_are_learnt_from_foreign_names_alone() -> None:
    """A place that is called as it is read says nothing, nor does a name that means something."""
    foreign = [("马克斯", "Ma3 ke4 si1", ["Marx"])] * 4
    own = [("北京", "Bei3 jing1", ["Beijing, capital"])] * 9 + [
        ("长城", "Chang2 cheng2", ["Great Wall"])
    ] * 9
    spelling, names = spelling_characters([*foreign, *own])
    assert set(spelling) == set("马克斯")
    assert names == {"马克斯"}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Renwick raised its dividend.", True),
        ("Orchard raised its dividend.", False),
        ("倫威克提高了股利。", True),
        ("果園提高了股利。", False),
    ],
)
def test_texts_hold_the_sounds_of_strangers_alone(text: str, held: bool) -> None:
    """An English word is met by its meaning; a name that is one is no stranger."""
    assert bool(analyser().read(text).sounds) == held


TEXTS = (
    {
        "en": "Renwick said a burst pipe had closed its hall for a month.",
        "zh-TW": "倫威克表示，水管破裂使其大廳關閉一個月。",
    },
    {
        "en": "Castellan said a burst pipe had closed its hall for a month.",
        "zh-TW": "卡斯特蘭表示，水管破裂使其大廳關閉一個月。",
    },
    {
        "en": "Feldkirk said a burst pipe had closed its hall for a month.",
        "zh-TW": "費爾德柯克表示，水管破裂使其大廳關閉一個月。",
    },
    {"en": "Upkeep of the lifts rose in the museum.", "zh-TW": "博物館的電梯維修費用增加。"},
)


@pytest.mark.parametrize(
    ("asked", "over", "row"),
    [
        ("倫威克的大廳為什麼關閉？", "en", 0),
        ("費爾德柯克的大廳為什麼關閉？", "en", 2),
        ("Why did Castellan close its hall?", "zh-TW", 1),
        ("Why did Feldkirk close its hall?", "zh-TW", 2),
    ],
)
def test_a_name_is_found_in_the_other_language(
    tmp_path: Path, asked: str, over: str, row: int
) -> None:
    """Among texts that differ in little but a name that no dictionary knows, its sound decides."""
    built = build(tmp_path, [passage(f"doc{n}/p", text) for n, text in enumerate(TEXTS)])
    part = built.parts[over]
    terms = analyser().of_query(asked).on(part.side)
    scores = part.lexical.scoring(terms, Weights()).all()
    assert int(scores.argmax()) == row
    assert sorted(scores)[-2] < scores[row]


def test_a_hit_says_which_name_was_heard(tmp_path: Path) -> None:
    """As the question writes it."""
    hits = searcher(tmp_path, TEXTS).search("倫威克的大廳為什麼關閉？", 4, "en", explain=True)
    heard = [hit.passage.id for hit in hits if "倫威克" in hit.explain["terms"]]
    assert heard == ["doc0/p"]


@pytest.mark.parametrize("asked", ["倫威克的大廳為什麼關閉？", "Why did Renwick close its hall?"])
def test_a_sound_that_no_text_has_asks_for_nothing(tmp_path: Path, asked: str) -> None:
    """It is a guess: texts are not blamed for not bearing it out."""
    terms = analyser().of_query(asked)
    part = build(tmp_path, [passage("doc/p", {"und": "A burst pipe had closed the hall."})]).parts
    lexical = part["und"].lexical
    guessed = lexical.scoring((*terms.clauses, *terms.spelled, *terms.named), Weights())
    assert terms.spelled or terms.named
    assert guessed.possible == lexical.scoring(terms.clauses, Weights()).possible
