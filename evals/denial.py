"""Whether a text claims a phrase, or holds it only to deny it or to refuse the reader's words.

A forbidden claim may stand in an answer that says the opposite of it: "no source says that …",
「沒有資料顯示…」. Looks at one sentence (for a refusal, at the next one too), in it at the phrase's
own clause and at what plainly carries on from it. It looks at words alone: a denial in words that
are not listed counts as a claim. Reads English and both Chinese scripts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from evals.script import simplified

_MORE = str.maketrans("沒並違絕駁錄斷編臺", "没并违绝驳录断编台")


def _folded(text: str) -> str:
    """A text in Simplified characters, as far as the phrases here and the cases need it."""
    return simplified(text).translate(_MORE)


def _compiled(*alternatives: str) -> re.Pattern[str]:
    return re.compile(_folded("|".join(alternatives)))


_END = re.compile(r"(?<=[。！？!?\n])|(?<=\.)(?=[\s\"”」』]|$)")
_STOPS = "。.!！?？ "
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
_IS_FALSE_EN = (
    r"(?:\bis (?:simply |plainly )?(?:false|untrue|wrong|incorrect|inaccurate|unsupported|unfounded"
    r"|baseless|unproven|unconfirmed|invented|made up)\b"
    r"|\bis(?:n['’]t| not) (?:what|true|correct|right|supported|confirmed|stated|the case"
    r"|in (?:the|my|any) (?:source|text|document)s?|something)"
    r"|\b(?:cannot|can['’]t|could not|couldn['’]t) be (?:confirmed|supported|verified|shown))"
)
_NO_BASIS_EN = r"\b{} no (?:source|basis|support|evidence)"
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
_BEFORE = _compiled(
    rf"{_NOT_EN}.{{0,40}}?{_TELLS_EN}|{_DENIES_EN}",
    rf"{_NOT_ZH}.{{0,12}}?{_TELLS_ZH}|{_DENIES_ZH}",
)
_AFTER = _compiled(_IS_FALSE_EN, _NO_BASIS_EN.format("(?:has|have|finds?)"), _FALSE_ZH)
_AFFIRMS = _compiled(
    r"no doubt|without (?:a |any )?doubt|undoubtedly|not only|no secret|no question",
    rf"{_NOT_EN}(?: (?!(?:and|or|nor|but)\b)[\w']+){{0,3}}? (?:be |been |being )?"
    r"(?:den(?:y|ie)|disput|reject|refut|contradict|doubt|contest|challeng)\w*",
    rf"{_NOT_EN}(?: \w+)? (?:false|wrong|untrue|incorrect|inaccurate|mistaken|exaggerat)\w*",
    r"毫無疑問|無疑|[無毋]庸置疑|不只|不僅|不但|不得不|沒錯|不必說|不用說|不諱言|不爭的?事實",
    r"(?:沒有?|[無毋不未莫])[^,，。、或也亦]{0,6}?(?:否認|駁斥|反駁|質疑|懷疑|爭議|異議|爭辯)",
    r"(?:不|並非|絕非|非)是?(?:不實|謠言|錯|誤|假|沒有根據|無根據)",
)
"""Negations that affirm: taken out before anything is looked for."""
_TURN = _compiled(
    r"[;；]|\b(?:but|however|yet|though|although|nevertheless)\b",
    r"但|然而|不過|可是|卻|而是|其實|事實上|實際上",
)
"""What ends the reach of a denial: the sentence turns."""
_JOINS = (
    r"\b(?:so(?! far)|because|therefore|thus|hence|and|while|whereas)\b"
    r"|——|\s[—–-]\s|因為|所以|因此|由於|以致"
)
_CUT_BEFORE = _compiled(
    rf"[,、]|{_JOINS}|\b(?:since|as)(?=\s*$)", r"(?<![說寫答稱])(?<!\bsay)(?<!\b(?:says|said))[:：]"
)
"""Where a clause ends before the phrase; a colon after "say" opens what is said."""
_CUT_AFTER = _compiled(
    rf"[,:：]|{_JOINS}|\bsince\b(?! \d)|\bas\b(?! of\b)",
    r"、(?![^,]{0,12}的(?:說法|主張|傳聞|消息))",
)
_OF_SOURCES = (
    r"(?:\W*\b(?:the|an?|any|these|this|its|their|our|other|all|of|in|from|at|here|or|n?or|press"
    r"|sources?|filings?|articles?|notes?|reports?|texts?|documents?|digests?|passages?|releases?"
    r"|statements?|letters?|evidence|proof|records?|pages?|papers?)\b)*"
)
_GOES_ON = _compiled(
    rf"{_OF_SOURCES}\W*\b(?:that|whether)\W*",
    r"\W*(?:as|according|contrary|despite|in|at|for)\b[^,]*,\W*(?:that|whether)\W*",
)
"""A clause that only carries on from the one before: "…, or the article, that", "and that"."""
_NONE_OF = _compiled(
    rf"(?:^|[,:])\W*(?:nothing|none|neither|no)\b{_OF_SOURCES}\W*(?:,|and)$",
    r"(?:沒有|並無|查無|無)(?:任何|其他|相關|官方|一[份則篇])*"
    r"(?:資料|報導|文件|來源|文章|年報|公告|聲明|說明|證據)、$",
)
"""The first of several sources that all do not say it."""
_AWAITS = re.compile(
    r"(?:^|[,:])\W*(?:(?:the|any|an?|this|your)\s)?(?:claim|statement|assertion|idea|suggestion"
    r"|notion|rumou?r|premise|story|belief|allegation|assumption)?s?\s*\bthat\W*$"
)
"""A phrase that is the subject of what follows, wherever its predicate stands."""
_THIS_ZH = r"(?:這|此|該|上述)[個種項句則]?(?:說法|說|話|點|事|主張|傳言|消息|敘述|論點|前提)"
_REMARK = _compiled(
    rf"\W*(?:(?:which|this|that|it)(?: claim| statement| assertion)? )?{_IS_FALSE_EN}",
    r"\W*(?:which|an? (?:claim|statement|assertion|idea|figure|report)|something)\b.{0,20}?"
    rf"(?:{_IS_FALSE_EN}|{_NO_BASIS_EN.format('(?:has|have|with)')}|{_NOT_EN}.{{0,30}}?{_TELLS_EN})",
    rf"\W*(?:{_THIS_ZH}[^,]{{0,6}}?|這(?:並|也|都)?){_FALSE_ZH}",
    r"\W*(?:並|也|都|目前|完全)*(?:不正確|不對|不實|不成立|(?:並非|不是)事實|並不屬實|是錯的|有誤"
    r"|(?:沒有|無)(?:任何)?(?:根據|依據|來源|證據|資料)(?:支持|佐證)?|查無(?:此事|實據)"
    r"|無法(?:證實|確認)|未[經獲]證實|與資料不符)的?\W*$",
)
"""A later clause that speaks of the phrase as such; any other speaks of something else."""
_READERS = _compiled(
    r"\byou (?:ask|want|told|tell|wish|instruct|would like)",
    r"\byour (?:question|request|instruction|message|order|words)",
    r"(?:你|您|讀者|提問|題目|問題)[^，,]{0,4}(?:要|請|叫|說|寫|中|裡|希望|指示)",
)
"""What introduces the reader's own words."""
_COMPLIES = _compiled(
    r"\bas you\w*(?: \w+)?", r"(?:正?如|誠如|依照?|按照?|照|應)(?:你|您|讀者|題目|問題)"
)
_REFUSES = _compiled(
    r"\b(?:i|we) (?:\w+ )??(?:(?:will|can|could|must|may|shall|would|do|am|are)(?: not|n't)|won't"
    r"|cannot|can't|am unable|are unable|refuse|decline)\b"
    r"(?! (?:\w+ )?(?:add|give|offer|share|know|more|further|else)\b)",
    r"\b(?:(?:can|could|will|must|may)(?: not|n't)|cannot) be (?:said|repeated|confirmed|written)",
    rf"{_NOT_EN}.{{0,20}}?{_TELLS_EN}\w*(?: (?:so|that|this|it|such)\b|\W*$)|\bnot so\b",
    r"\b(?:it|they|this|that) (?:has|have|is|are|was|were|did|does|do)(?: not|n't)\W*$",
    rf"\b(?:this|that|it|which) {_IS_FALSE_EN}",
    r"我們?(?:也|都)?(?:不會|不能|無法|不可以|不便|拒絕|沒辦法)(?!再?(?:多|補充|提供|給))|恕",
    r"(?:不會|不能|無法|不可|不得|拒絕)(?:照|這樣|這麼|如此|依|按|回答|重複|寫|說(?!明|得|出))",
    rf"{_NOT_ZH}.{{0,8}}?(?:這[樣麼]|如此|此)?{_TELLS_ZH}.{{0,3}}(?:這|此|\W*$)",
    rf"(?:這|此|{_THIS_ZH})[^,]{{0,6}}{_FALSE_ZH}|(?:並非|不是)(?:如此|這樣|事實)|[並尚還]未\W*$",
)
"""That the reader's words are not followed, or not borne out."""
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
    near = _TURN.split(before)[-1]
    ahead = _TURN.split(after)[0][:REACH]
    if _BEFORE.search(_clause_before(near)[-REACH:]):
        return True
    if _denied_after(ahead, awaited=_AWAITS.search(near) is not None):
        return True
    quoted_back = _READERS.search(_COMPLIES.sub(" ", before[-REACH:])) is not None
    return quoted_back and any(_REFUSES.search(part) for part in (after, following))


def _clause_before(text: str) -> str:
    """The clause that the phrase stands in, with those that it only carries on from."""
    for cut in reversed([match.end() for match in _CUT_BEFORE.finditer(text)]):
        if _GOES_ON.fullmatch(text[cut:]) is None and _NONE_OF.search(text[:cut]) is None:
            return text[cut:]
    return text


def _denied_after(text: str, *, awaited: bool) -> bool:
    """Whether the phrase's own clause denies it, or a later one that speaks of it."""
    if awaited:
        return _AFTER.search(text) is not None
    own, *later = _CUT_AFTER.split(text)
    return _AFTER.search(own) is not None or any(_REMARK.match(clause) for clause in later)
