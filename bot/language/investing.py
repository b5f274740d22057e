"""Whether a question names something that money is put into: shares, a fund, a firm to be bought.

"Should I buy a ticket" asks for no advice on investing. It reads one question and refuses nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["names_investment", "only_says_whom"]

_INVESTED_IN = re.compile(
    r"\b(?:stocks?|shares?|funds?|bonds?|etfs?|ipos?|crypto\w*|bitcoins?|securit(?:y|ies)|equit(?:y|ies)"
    r"|portfolios?|invest(?:s|ed|ing|ments?|ors?)?|futures|dividends?|pensions?|savings|mutual)\b"
    r"|股(?![东份]?大会)|基金|债券?|投资|证券|期货|加密|比特币|[虚代]拟?币|进场|抄底|加码|存款|黄金|保单"
)
_BOUGHT = re.compile(
    r"\b(?:buy(?:ing)?|sell(?:ing)?|hold(?:ing)?|short(?:ing)?)"
    r"(?: (?:it|them|now|more|into)\b|\s*[?.!]?$)"
    r"|[买卖](?:进|入|出|掉|下)?(?:吗|呢|吧|好|了|它|比较)?\s*[?？。]?$|值得(?:买|入手|持有)"
    r"|该(?:不该)?[买卖](?![^?？]{0,6}[票券书杯份件])"
)
_BOUGHT_NAME = re.compile(
    r"\b(?:[Bb]uy|[Ss]ell|[Hh]old|[Ss]hort)(?:ing)? (?:into )?[A-Z]|[買买賣卖][進进入出]?\s*[A-Z]"
)


@lru_cache(maxsize=256)
def names_investment(text: str) -> bool:
    """Whether a question names a thing to invest in, or a firm by name as one to buy or sell."""
    folded = fold(text).strip()
    named = _INVESTED_IN.search(folded) or _BOUGHT.search(folded)
    return bool(named) or _BOUGHT_NAME.search(text) is not None


_SAYS_WHOM = re.compile(
    r"^(?:no|nope|sorry|well|actually)?[,.!:]? ?(?:i|we) (?:meant|mean|was asking (?:about|for)"
    r"|am asking about|wanted)\b[^,;?]{1,40}$"
    r"|^(?:不是?|不对|抱歉|没有|喔|哦|啊)?[，,。.!！ ]*我(?:是|想|要|指)?"
    r"(?:是?[问说指]|问)的?(?:是)?[^，,。?？]{1,16}$"
)


def only_says_whom(text: str) -> bool:
    """Whether a message only says which party or measure was meant, and asks for nothing new."""
    said = fold(text).strip(" .。?？!！")
    return _SAYS_WHOM.search(said) is not None and not names_investment(text)
