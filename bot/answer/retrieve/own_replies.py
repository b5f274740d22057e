"""How a sentence of a reader's own document replies to what is asked: with a name or a place that
the question has not, or by denying it.

No glossary knows a stranger's names, so they are told by their writing: capitals, a Chinese family
name beside an office, the word for a kind of firm or place. It judges no truth: a sentence that
replies may still be of something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.retrieve.offices import SURNAMES
from bot.language.script import fold, has_han

__all__ = ["asks_office", "asks_whether", "denies", "names_one", "reply_asked"]

_WHETHER = re.compile(
    r"(?:^|[,;:.] )(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can"
    r"|could|may|must|should)(?:n't)? (?!.{0,80}\b(?:or)\b.{0,40}\?)[a-z0-9'\u2019\"“ ].{2,}\?\s*$"
    r"|[吗嘛][?？]?\s*$|是不是|有没有|是否|会不会|能不能|可不可以|可以不可以|要不要|算不算"
)
_WHERE = re.compile(
    r"\bwhere\b(?!.{0,40}\b(?:stand|go wrong)\b)"
    r"|\b(?:which|what) (?:of (?:the|these|those|its|their|our) )?(?:[a-z]+ ){0,2}(?:places?|towns?"
    r"|cit(?:y|ies)|countr(?:y|ies)|villages?|sites?|venues?|yards?|locations?|islands?)\b"
    r"|哪里|哪儿|何处|什么地方|哪一?[个些座](?:地方|城市|城镇|乡镇|国家|地点|岛)|地点"
)
_WHO = re.compile(r"\bwho(?:m|se)?\b|谁|哪一?[位]|哪个人|什么人")
_OFFICE = re.compile(
    r"\bwho(?:['\u2019]s| is| was| are| were) (?:the|its|their|his|her)\b|谁(?:是|担任)|是谁"
)
_FIRM = re.compile(
    r"\b(?:which|what) (?:[a-z/-]+ ){0,3}?(?:compan(?:y|ies)|firms?|banks?|makers?|suppliers?"
    r"|contractors?|operators?|agenc(?:y|ies)|universit(?:y|ies)|organi[sz]ations?|yards?|builders?)\b"
    r"|哪一?[家间]|哪个(?:单位|机构|厂商|公司|机关)"
)
_DENIES = re.compile(
    r"\b(?:not|no|nobody|none|never|nothing|nowhere|neither|nor|cannot|untrue|unfounded)\b|n['\u2019]t\b"
    r"|\b(?:contrary to|den(?:y|ied|ies)|ruled out|turned (?:it |that |this )?down|rejected|refused"
    r"|instead of|rather than|without)\b"
    r"|不(?![过但仅只同少断久错管论如可足良])|没|未(?![来])|无(?![线障论])|否认|禁止|并非|勿|驳回|否决"
)
_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][\w'\u2019-]+(?:\s+(?:(?:&|and|of|the|de|van|von) )?[A-Z][\w'\u2019-]+)*"
)
_OPENS = re.compile(r"(?:^|[.?!:]\s+)[\"“(]?$")
_NO_NAME = frozenset(
    "the a an this that these those it its he she they we our his her their there in on at of for"
    " from january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr".split()
)
_PERSON_HAN = re.compile(
    rf"(?:[长席理任师员人授记监事督辅士生]|[、：:，,由])[{SURNAMES}][\u3400-\u9fff]{{1,2}}"
    rf"(?=[^\u3400-\u9fff]|$|[说表指在于将的也和与及为接担出代当兼负提质])"
    rf"|[{SURNAMES}][\u3400-\u9fff]{{1,2}}(?:先生|女士|小姐|医师|老师|教授|主任|主席|经理|院长|校长)"
    rf"|[长席理任师员授记监事督][{SURNAMES}][\u3400-\u9fff]{{2}}"
)
_FIRM_HAN = re.compile(
    r"[\u3400-\u9fff]{2,8}(?:公司|车辆|营造|银行|集团|科技|数位|建设|机械|工业|客运|客车|电子|设计|实业"
    r"|企业|基金会?|合作社|事务所|商行|工程行|资讯|食品|工厂|协会|工业|造船|纺织|大学|医院|学院|局|处|会)"
)
_DOES_HAN = re.compile(
    r"由[\u3400-\u9fff]{2,8}?(?=承[作做包揽办]|得标|施[作工]|负责|兴建|设计|营运|经营|供[应货]|接手|代工|制造)"
    r"|(?:委托|委由|交由|交给|发包给|外包给)[\u3400-\u9fff]{2,8}"
)
"""Whoever something is done by, whatever his name's last letters are."""
_PLACE_HAN = re.compile(
    r"地点[:：]|[\u3400-\u9fff]{1,6}(?:市|县|乡|镇|村|路|街|楼|堂|馆|厅|岛|湾|港|机场|车站|园区|国小|国中|大学"
    r"|中心|广场|公园|码头)|(?:在|于|位于|到|至)[\u3400-\u9fff]{2,6}(?=[，,。；;、]|举|设|盖|建|开|兴|上岸|落)"
)
_PLACE = re.compile(
    r"\b(?:at|in|near|into|outside|off|from|to|on)\s+(?:the\s+|[a-z]+['\u2019]s\s+|[A-Z]\w+['\u2019]s\s+)?"
    r"(?:[a-z]+ (?:in|at|of) )?([A-Z][\w'\u2019-]+)"
)


@lru_cache(maxsize=256)
def reply_asked(text: str) -> str:
    """The kind of reply that a question asks for: "who", "firm", "place" or none."""
    folded = fold(text)
    if _FIRM.search(folded):
        return "firm"
    if _WHO.search(folded):
        return "who"
    return "place" if _WHERE.search(folded) else ""


@lru_cache(maxsize=256)
def asks_office(text: str) -> bool:
    """Whether a question asks who somebody is by an office alone: "Who is the auditor"."""
    return _OFFICE.search(fold(text)) is not None


@lru_cache(maxsize=256)
def asks_whether(text: str) -> bool:
    """Whether a question is answered by yes or no."""
    return _WHETHER.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return _DENIES.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def names_one(kind: str, text: str, asked: str) -> bool:
    """Whether a sentence has a name or place of the kind that the question does not have."""
    if kind == "place":
        found = [m[1] for m in _PLACE.finditer(text)]
        return _new(found, asked) or _new_han(_PLACE_HAN, text, asked)
    if kind in ("who", "firm"):
        han = _PERSON_HAN if kind == "who" else _FIRM_HAN
        does = kind == "firm" and _new_han(_DOES_HAN, text, asked)
        return does or _new(_names(text), asked) or _new_han(han, text, asked)
    return False


def _names(text: str) -> list[str]:
    """Runs of capitalised words; a single one that opens a sentence is none."""
    return [
        m.group()
        for m in _LATIN.finditer(text)
        if " " in m.group() or not _OPENS.search(text[: m.start()])
    ]


def _new(names: list[str], asked: str) -> bool:
    """Whether one of the names has a word that is no common one and not of the question."""
    said = fold(asked)
    return any(
        part not in _NO_NAME and part.removesuffix("'s") not in said and not part.isdigit()
        for name in names
        for part in fold(name).replace("\u2019", "'").split()
        if len(part) > 1 and name[0].isupper()
    )


def _new_han(pattern: re.Pattern[str], text: str, asked: str) -> bool:
    said = fold(asked)
    if not has_han(text):
        return False
    return any(m.group()[1:] not in said for m in pattern.finditer(fold(text)))
