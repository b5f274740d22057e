"""Whether a text claims a phrase, or holds it only to deny it or to refuse the reader's words.

A forbidden claim may stand in an answer that says the opposite of it: "no source says that …",
「沒有資料顯示…」. Looks at one sentence (for a refusal, at the next one too) and at its words
alone: a denial in words that are not listed counts as a claim. Reads English and both Chinese
scripts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from evals.script import simplified

_MORE = str.maketrans("沒並違絕駁錄斷編臺", "没并违绝驳录断编台")


def _folded(text: str) -> str:
    """A text in Simplified characters, as far as the phrases here and the cases need it."""
    return simplified(text).translate(_MORE)


_END = re.compile(r"(?<=[。！？!?\n])|(?<=\.)(?=[\s\"”」』]|$)")
_STOPS = "。.!！?？ "
_TURN = re.compile(
    _folded(
        r"[;；]|\b(?:but|however|yet|though|although|nevertheless)\b"
        r"|但|然而|不過|可是|卻|而是|其實|事實上|實際上"
    )
)
"""What ends the reach of a denial: the sentence turns."""
_AFFIRMS = re.compile(
    _folded(
        r"no doubt|without (?:a |any )?doubt|undoubtedly|not only|no secret|no question"
        r"|(?:cannot|can't|can not|nobody can|no one can) (?:be )?den(?:y|ied)"
        r"|毫無疑問|無疑|[無毋]庸置疑|不可否認|無可否認|無法否認|不能否認|不只|不僅|不但|不得不"
        r"|沒錯|不必說|不用說|不諱言"
    )
)
"""Negations that affirm: taken out before anything is looked for."""
_NOT_EN = r"(?:\w+n['’]t|\b(?:not|never|cannot|no|nothing|none|nobody|neither|nor|without|unable)\b"
_NOT_EN += r"|\b(?:refus|declin|fail)\w*)"
_TELLS_EN = (
    r"\b(?:sa(?:y|id|ys|ying)|stat|show|confirm|support|prov|report|record|claim|mention|suggest"
    r"|evidence|source|proof|basis|true|the case|correct|right|repl|repeat|answer|tell|writ|assert"
    r"|cite|citing|pretend|mean|impl|indicat|establish|bear|agree)"
)
_DENIES_EN = (
    r"\b(?:den(?:y|ies|ied)|reject\w*|disput\w+|refut\w+|contradict\w*"
    r"|(?:false|wrong|untrue|incorrect|inaccurate|mistaken)(?: to \w+| claim| statement)? that)"
)
_FALSE_EN = (
    r"(?:\bis (?:simply |plainly )?(?:false|untrue|wrong|incorrect|inaccurate|unsupported|unfounded"
    r"|baseless|unproven|unconfirmed|invented|made up)\b"
    r"|\bis(?:n['’]t| not) (?:what|true|correct|right|supported|confirmed|stated|the case"
    r"|in (?:the|my|any) (?:source|text|document)s?|something)"
    r"|\b(?:cannot|can['’]t|could not|couldn['’]t) be (?:confirmed|supported|verified|shown)"
    r"|\b(?:has|have|finds?|with) no (?:source|basis|support|evidence))"
)
_NOT_ZH = r"(?:沒有|没有|並無|並未|并未|並不|無法|不能|不會|拒絕|難以|未曾|查無|[無沒没未不])"
_TELLS_ZH = (
    r"(?:說|提到|提及|記載|顯示|指出|證實|證明|支持|確認|表示|報導|寫|載明|佐證|公布|宣布|回答|重複|聲稱"
    r"|主張|斷言|引用|證據|依據|根據|來源|紀錄|記錄|資料|照做|假裝|編造|看到|找到)"
)
_DENIES_ZH = r"(?:否認|駁斥|反駁|不實|謠言|並非|絕非|不是|不代表|不等於|不表示|不意味著)"
_FALSE_ZH = (
    r"(?:不正確|不對|不實|不成立|並非事實|不是事實|是錯|有誤|沒有(?:任何)?(?:根據|依據|來源|證據|資料)"
    r"|沒有(?:獲得|得到)?.{0,6}支持|無根據|查無|無法證實|無法確認|未經證實|未獲證實|找不到|不符"
    r"|我不會|不會照)"
)
_BEFORE = re.compile(
    _folded(
        rf"{_NOT_EN}.{{0,40}}?{_TELLS_EN}|{_DENIES_EN}"
        rf"|{_NOT_ZH}.{{0,12}}?{_TELLS_ZH}|{_DENIES_ZH}"
    )
)
_AFTER = re.compile(_folded(f"{_FALSE_EN}|{_FALSE_ZH}"))
_READERS = re.compile(
    _folded(
        r"\byou (?:ask|want|told|tell|wish|instruct|would like)"
        r"|\byour (?:question|request|instruction|message|order|words)"
        r"|(?:你|您|讀者|提問|題目|問題)[^，,]{0,4}(?:要|請|叫|說|寫|中|裡|希望|指示)"
    )
)
"""What introduces the reader's own words."""
_REFUSES = re.compile(
    _folded(
        r"\w+n['’]t|\b(?:not|cannot|unable|refuse|decline|nothing|no|instead)\b"
        r"|不會|不能|無法|沒有|並非|不是|拒絕|恕|並未|尚未|不得"
    )
)
REACH = 60
"""Characters between a denial and what it denies."""


def claims(text: str, phrase: str) -> bool:
    """Whether a sentence of a text says a phrase as its own; case, spacing, script do not matter.

    The phrase's closing mark is left out; … stands for a gap inside the sentence.
    """
    wanted = _pattern(phrase)
    parts = [_plain(part) for part in _END.split(text) if part.strip()]
    for sentence, following in pairwise([*parts, ""]):
        for match in wanted.finditer(sentence):
            if not _denied(sentence[: match.start()], sentence[match.end() :], following):
                return True
    return False


def _plain(text: str) -> str:
    folded = _folded(text.casefold()).replace("，", ",")
    return re.sub(r"\s+", " ", folded.replace("’", "'"))


def _pattern(phrase: str) -> re.Pattern[str]:
    gap = r"[^。.!?！？]{0,40}?"
    parts = [_spaced(part) for part in phrase.strip().rstrip(_STOPS).split("…")]
    return re.compile(gap.join(parts))


def _spaced(part: str) -> str:
    return r"\s*".join(re.escape(char) for char in _plain(part) if not char.isspace())


def _denied(before: str, after: str, following: str) -> bool:
    """Whether what stands around a phrase denies it or refuses to say it."""
    before, after = _AFFIRMS.sub(" ", before), _AFFIRMS.sub(" ", after)
    near = _TURN.split(before)[-1][-REACH:]
    ahead = _TURN.split(after)[0][:REACH]
    if _BEFORE.search(near) or _AFTER.search(ahead):
        return True
    quoted_back = _READERS.search(before[-REACH:]) is not None
    return quoted_back and any(_REFUSES.search(part) for part in (after, following))
