"""Which thing about a deal a question asks to be told yes or no: signed, binding, paid, begun.

A question asks so in a clause of its own: one that begins with "is", "has", "did", one that ends
in 嗎 or 沒, one that turns a verb about (是不是, 有沒有), or a statement with "right?", 對嗎 behind
it. Only what that clause asks outright is read: a word that says something else about the deal
(a part of it, a reason, another thing than money) leaves the question to others. It knows no deal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.language.denial import DENIED
from bot.language.script import fold, has_han

__all__ = ["Aspect", "Whether", "date_asked", "whether_asked"]

Aspect = Literal["alternative", "letter", "standing", "binding", "signed", "started", "paid", ""]

_CLAUSES = re.compile(
    r"[.;!?。；！？](?!\d)|,(?!\d)|[，、]|\band (?=(?:has|have|had|is|are|did|does|how|when|why)\b)"
)
_WH = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b|多少|几|什么|何|为什么|怎|哪|谁|多[大久长高]"
)
_BEFORE = re.compile(
    r"^(?:(?:so|and|but|hey|hi|ok|okay|well|sorry|just|please|then|wait|also|now)[ :]+"
    r"|(?:can|could) you (?:tell|say)(?: me)? |do (?:we|you|i) (?:actually )?know "
    r"|tell me |i wonder "
    r"|i(?:'d| would)? (?:want|like) to know |any idea |(?:if|whether) )+"
)
_BEGINS = re.compile(r"^(?:is|are|was|were|has|have|had|did|does|do)(?:n['’]t)?\b(?! you\b)")
_TRUE = re.compile(
    r"^(?:is|was) it (?:really |actually )?(?:true|correct|right|the case|so)(?: that)? "
    r"|^(?:听说|据说|真的吗|是不是真的)"
)
_TAG = re.compile(
    r"^(?:is (?:that|this|it) (?:right|true|correct|so)|right|correct|true|yes|no|am i right"
    r"|(?:is|are|was|were|has|have|had|did|does|do)n['’]t (?:it|they|he|she|that))$"
    r"|^(?:这样|这说法|那|这)?(?:对|没错|正确|属实|是|是真的|真的)(?:吗|吧)$"
    r"|^[是对]不[是对](?:真的|这样)?$|^对吧$|^是真的$"
)
_TAIL = re.compile(
    r"(?:对吧|对吗|对不对|是吗|是不是|正确吗|没错吧|是真的吗)$|[, ](?:right|correct|true)$"
)
_TURNS = re.compile(
    r"[吗么没]$|没有$|了没$|有没有|有无|是否|是不是|还是|(.)不\1"
    r"|(?<=[签付投给完生])(?:了)?没[签付投给完生]?$"
)

_ASKING = re.compile(r"(?:了没有?|没有?)$|有没有|(.)不\1|不$")
_ALTERNATIVE = re.compile(
    r"\b(?:contract|deal|agreement|letter|loi|firm|binding|signed|plan|real)\b[^,;]*"
    r"\bor\b(?! not\b)[^,;]*\b(?:contract|deal|agreement|letter|loi|intent|plan|talk|promise"
    r"|announce\w*|memo\w*|tentative)\b"
    r"|(?:合约|合同|契约|协议|意向书?|签约|承诺|约束力)[^，。；]*(?:还是|抑或|或者?)[^，。；]*"
    r"(?:合约|合同|契约|协议|意向书?|签约|承诺|计划|口头|说说|喊话|约束力)"
)
_LETTER = re.compile(r"\bletters? of intent\b|\bloi\b|\bterm sheet\b|\bmou\b|意向书|条款书|备忘录")
_STANDING = re.compile(
    r"\bstill (?:on|alive|going|valid|in place|happening|planned)\b|\bgoing ahead\b"
    r"|(?:还|仍)(?:在|有效|算数|继续|进行|成立|活着)"
)
_BINDING = re.compile(
    r"\bbind(?:s|ing)?\b|\benforceable\b|\bfirm\b|\bobligated\b|\bobliged\b|\bbound\b|约束力|法律效力|算数"
)
_SIGNED = re.compile(
    r"\bsign(?:s|ed|ing)?\b|\binked\b|\bfinal(?:i[sz]ed?)?\b|\bdefinitive\b|\bofficial(?:ly)?\b"
    r"|\bconcluded\b|\bdone deal\b"
    r"|\b(?:have|has|is|are) (?:there )?an? [^,;]{0,24}\b(?:contract|agreement)\b"
    r"|签|敲定|谈成|谈妥|拍板|定案|(?:有|是)(?:真的|正式)?(?:的)?(?:合约|合同|契约|正式)"
)
_STARTED = re.compile(
    r"\b(?:start(?:s|ed)?|beg[aiu]n|under ?way|running|in (?:effect|force)|live|kicked off"
    r"|delivered|shipped|installed|deployed|paying|buying|using|delivering|renting)\b|开始|启动|上线|生效|动工|开跑|交货|出货|交付|部署了"
)
_PAID = re.compile(
    r"\b(?:pa(?:id|y)|put|invest(?:ed)?|transfer(?:red)?|sent|send|wired|hand(?:ed)? over"
    r"|receiv(?:ed?)|g[eo]t|gotten|changed hands|moved|closed?|completed?|done|gone through"
    r"|go through|carried out|given?|gave)\b"
    r"|付|投|汇|拨|到位|入[帐账]|进[帐账]|收(?!购)|拿到|完成|交割|给钱|进了?"
)
_RECEIVES = re.compile(
    r"\b(?:receiv(?:ed?)|g[eo]t|gotten|take[ns]?|took)\b|\bpaid by\b|收(?!购)|拿到|得到"
)
_WHOLE = re.compile(
    r"\b(?:all|full|fully|whole|entire|entirely|everything|rest|last|first|final)\b|全|付清|都|完(?!成)|首|第一|最后|剩"
)
_KINDS = (
    ("equity", re.compile(r"\b(?:invest\w*|stakes?|shares?|equity)\b|投资|入股|股")),
    (
        "contract",
        re.compile(r"\b(?:contracts?|cloud|purchas\w*|orders?)\b|合约|合同|契约|采购|订单|云端"),
    ),
)
_KNOWN = re.compile(
    r"\b(?:a|an|the|any|some|is|are|was|were|has|have|had|did|does|do|be|been|being|not|it|its|that|this"
    r"|they|their|them|there|of|in|into|to|with|for|from|by|and|or|on|at|as|between|under|both|yet|already|so"
    r"|far|now|still|really|actually|even|ever|legally|formally|finally|only|just|true|deals?|contracts?"
    r"|agreements?|partnership|investments?|letters?|intent|loi|term|sheet|mou|orders?|purchas\w+|commitments?"
    r"|tie-?up|plan|plans|money|cash|anything|something|payments?|paying|cloud|comput\w+|capacity|shares?|stakes?"
    r"|stock|stuff|n['’]t|us|announced|talk|promise|chips?|gpus?|systems?|us(?:e|ing)|buy(?:ing)?"
    r"|deploy\w*|deliver\w*|signed|parties|companies|two|isn|hasn|haven|didn|wasn|aren|weren|t|s|yes|no"
    r"|together|them|worth|about|sold|sells?|dump(?:ed|s)?|own(?:s|ed)?|h[eo]lds?|all|dollars?|billion"
    r"|million|was|year|quarter|fiscal|end)\b|[-'’\"“”$%()]"
)
_KNOWN_HAN = re.compile(
    r"合约|合同|契约|协议|意向书|条款书|备忘录|投资|采购|订单|云端|算力|案子|交易|合作|计划|承诺|正式|法律|真的|实际|已经|到底|现在|目前"
    r"|至今|任何|一毛|一块|钱|款|资金|现金|约|案|股票|股份|股权|芯片|晶片|系统|部署|使用|交货|口头|说说|喊话|而已|只是|美元|聽说|听说|据说"
    r"|开始|启动|上线|生效|动工|开跑|买|用|清|请问|想问|想知道|我|你|您|出售|卖[掉光]?|出清|持有|全部|手上|会计|年度|大约|有|会|能|是|去年|底|季"
    r"|是不是|有没有|是否|有无|还是|或者?|不是|[跟和与同向对给把将被由从的了吗么没有未还已经过就也都是不之间这那个份笔家到得出入进去在具书再其呢以方双两]"
)


@dataclass(frozen=True, slots=True)
class Whether:
    """What a clause asks to be told yes or no, and how it is put.

    `clause` is the folded clause; `stated` says that a statement is to be confirmed; `denied` that
    it is put in the negative; `receives` that the party named first gets the money; `whole` that
    all, the first or the last of it is meant; `kinds` are the kinds of deal that it names; `left`
    are words that say more than that.
    """

    clause: str
    aspect: Aspect
    stated: bool = False
    denied: bool = False
    receives: bool = False
    whole: bool = False
    kinds: tuple[str, ...] = ()
    left: str = ""


def whether_asked(text: str, names: Iterable[str], measures: Iterable[str] = ()) -> Whether | None:
    """What a question asks to be told yes or no, its parties' and figures' `names` left out of
    account, and its `measures` where it is told whether it asks more; None where no clause of it
    asks so. The aspect is empty where more is asked.
    """
    found = _clause_asked(fold(text))
    if found is None:
        return None
    clause, stated = found
    bare = _TRUE.sub("", _without(clause, names))
    aspect: Aspect = next((a for a, pattern in _ASPECTS if pattern.search(bare)), "")
    kinds = tuple(kind for kind, pattern in _KINDS if pattern.search(bare))
    left = _left(_without(bare, measures))
    denied = DENIED.search(_ASKING.sub("", _TAIL.sub("", bare)))
    return Whether(
        clause,
        aspect if not left else "",
        stated,
        denied is not None and aspect != "alternative",
        _RECEIVES.search(bare) is not None,
        _WHOLE.search(bare) is not None,
        kinds,
        left,
    )


_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("alternative", _ALTERNATIVE),
    ("letter", _LETTER),
    ("standing", _STANDING),
    ("binding", _BINDING),
    ("started", _STARTED),
    ("signed", _SIGNED),
    ("paid", _PAID),
)


def _without(clause: str, names: Iterable[str]) -> str:
    for name in sorted({fold(n) for n in names if n.strip()}, key=len, reverse=True):
        clause = clause.replace(name, " ")
    return clause


def _clause_asked(folded: str) -> tuple[str, bool] | None:
    """The clause that asks for yes or no, and whether it states what is to be confirmed."""
    clauses = [c.strip(' "“”「」:：') for c in _CLAUSES.split(folded)]
    clauses = [c for c in clauses if c]
    for place, whole in enumerate(clauses):
        clause = _BEFORE.sub("", whole)
        if place and _TAG.match(clause):
            before = clauses[place - 1]
            return None if _WH.search(before) else (_BEFORE.sub("", before), True)
        if _WH.search(re.sub(r"没什么|什么的", "", clause)):
            continue
        if tail := _TAIL.search(clause):
            return clause[: tail.start()], True
        if has_han(clause):
            if _TURNS.search(clause):
                return clause, bool(_TRUE.match(clause))
        elif _BEGINS.match(clause) or clause != whole:
            return clause, bool(_TRUE.match(clause))
    return None


def _left(bare: str) -> str:
    """The words of a clause that say more than that a deal is so: empty where there are none."""
    for pattern in (
        _ALTERNATIVE, _LETTER, _STANDING, _BINDING, _SIGNED, _STARTED, _PAID, _RECEIVES, _WHOLE,
        _KNOWN, _KNOWN_HAN,
    ):  # fmt: skip
        bare = pattern.sub(" ", bare)
    return "".join(bare.split()).strip("?？.,，。")


_STARTS = re.compile(
    r"\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|come on-? ?(?:line|stream)|go(?:es)? live"
    r"|kick(?:s|ed)? (?:in|off)|tak(?:e|es) effect|in effect|commenc\w+|launch\w*|first"
    r"|deploy(?:ed|ment)?|deliver(?:ed|y)?|up and running)\b"
    r"|开始|启动|上线|起算|生效|起|启用|部署|交付|首|第一"
)
_PAYS = re.compile(
    r"\bpa(?:y|ys|ying|yments?|id)\b"
    r"|\b(?:money|cash|funds)\b[^,;]*\b(?:reach|arrive|flow|come|get)"
    r"|付|给钱|到位|到[帐账]|入[帐账]"
)
_ENDS = re.compile(
    r"\b(?:ends?|ended|expir\w+|run(?:s|ning)?(?! by)|lasts?|finish(?:es|ed)?|complet\w+"
    r"|over|terminat\w+|up)\b|\b(?:until|till) when\b"
    r"|到期|结束|期满|届满|为止|截止|完成|完工|多久|几年|到何时|到什么时候|到哪"
)
_WHEN = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:year|date|month|day)\b|\buntil what\b|\bhow long\b"
    r"|何时|什么时[候间]|哪[一]?[年天个月]|几月|几时|几年|哪时|多久"
)
_DEAL = re.compile(
    r"\b(?:deals?|contracts?|agreements?|partnership|letter|orders?|purchas\w+|backstop|guarantee|leases?|rental"
    r"|leaseback|rent\w*|deployment|roll-?out|accelerators?|chips?|gpus?|systems?|gigawatts?|supply|payments?|pay\w*|us(?:e|ing)"
    r"|buy\w*|deliver\w*|capacity|money)\b"
    r"|合约|合同|契约|协议|意向书|订单|采购|兜底|租回|回租|租约|租赁|部署|芯片|晶片|加速器|系统|供应|付|买|用|容量|算力|案|合作"
)


def date_asked(text: str) -> str:
    """Whether it is asked when a deal starts ("start"), when it is paid ("pay") or when it ends
    ("end"); empty where none is asked.
    """
    folded = fold(text)
    if not _WHEN.search(folded) or not _DEAL.search(folded):
        return ""
    if _ENDS.search(folded) and not _STARTS.search(folded):
        return "end"
    if _STARTS.search(folded):
        return "start"
    return "pay" if _PAYS.search(folded) else ""
