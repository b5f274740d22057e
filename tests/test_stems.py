"""English stems: every form of a listed word meets its plural, its verb and its noun."""

from __future__ import annotations

import pytest

from bot.index.stems import stem

VERBS = """
arise arises arising arose arisen|become becomes became|begin begins beginning began begun
bring brings brought|build builds building built|buy buys buying bought|choose chose choosing
come comes coming came|draw drew drawn drawing|drive drove driven driving|fall falls fell fallen
feel felt feeling|fight fought|find finds finding|fly flies flew flown flying|forget forgot
freeze froze frozen freezing|grow grows grew grown growing|hide hid hidden hiding|hold held holding
keep kept keeping|know knew known|lead led leading|leave leaves leaving left|lend lent lending
lose loses losing lost|make made making|meet met meeting|pay pays paid paying|rise rose risen rising
run ran running|sell sold selling|send sent sending|shrink shrank shrunk|spend spent spending
spin spun spinning|stand stood|steal stole stolen|strike struck striking|swim swam swum swimming
take took taken taking|teach taught|tell told|throw threw thrown|win won winning|write wrote written
""".replace("\n", "|")
FAMILIES = """
lose loss losses loss's lost losing|sell sale sales sold|pay payment payments paid
choose choice choices chose|grow growth grew growing|think thought thoughts|give gift gifts gave
person persons people|man men|child children children's|foot feet|tooth teeth
weigh weight weights|high height heights|strong strength strengths|long length lengths
serve service services serving|produce product products production|compete competition competitors
supply supplier suppliers supplies|manufacture manufacturers manufacturing
colour color colors colored colours coloured|centre center centers centered|labour labor labored
analyse analyze analyzed analysis analyses analyst analysts|defence defense defenses
licence license licenses licensed licensing|favour favor favored favourable favorable
programme program programs programmes|judgement judgment judgments|cheque check checks checked
organise organize organised organisation organization|die dies died dying death deaths dead
life lives live living|catalogue catalog catalogs|instalment installment installments
""".replace("\n", "|")


@pytest.mark.parametrize("words", [w for w in (VERBS + FAMILIES).split("|") if w])
def test_all_forms_of_a_word_share_one_stem(words: str) -> None:
    """Singular and plural, verb and noun, either spelling: one stem, so that each finds each."""
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("found", "founded"),
        ("rise", "roses"),
        ("bear", "boring"),
        ("see", "sawing"),
        ("fall", "felling"),
        ("grind", "grounds"),
        ("lose", "loose"),
        ("raise", "rise"),
        ("price", "prize"),
    ],
)
def test_other_words_keep_another_stem(one: str, other: str) -> None:
    """What only looks like a form of a verb is not led back to it."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "ai", "輝達", "é", "gb"])
def test_what_is_short_or_no_english_word_comes_back(word: str) -> None:
    """Nothing is cut off a code of two letters or another script."""
    assert stem(word) == word
