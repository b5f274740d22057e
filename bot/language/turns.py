"""Turns of speech that several readers look for, each written once.

All are matched against folded text (lower case, Simplified glyphs), but for YEAR and IN_BRACKETS,
which any text may be given to. It decides nothing.
"""

from __future__ import annotations

import re

__all__ = [
    "AFTER_CHANGE",
    "DEFINES",
    "IN_BRACKETS",
    "LEANS",
    "PERSON",
    "POINTS_BACK",
    "WHETHER",
    "YEAR",
]

WHETHER = re.compile(
    r"^(?:and |so |but )?(?:did|does|do|was|were|is|are|has|have)\b|\bwhether\b"
    r"|有没有|是否|是不是|会不会"
)
"""What asks for yes or no."""
_MOVES = (
    r"\b(?:rais|lift|increas|gr[eo]w|bring|brought|cut|lower|reduc|trim|climb|ris|rose"
    r"|f[ae]ll|revis)"
)
LEADS_TO = re.compile(
    rf"{_MOVES}[a-z]*\b[^?]{{0,40}}(?<!compared )(?<!relative )(?<!due )"
    r"\bto (?:how (?:much|many)|what)\b(?! (?:it|they|extent|degree|was|were|is)\b)"
    r"|\bto (?:what|which) (?:level|figure|amount|sum|total|number|value)\b"
    rf"[^?]{{0,30}}{_MOVES}"
    r"|\bhow (?:high|low) (?:did|has|have|had) [^?]{1,60}"
    rf"(?:{_MOVES}|\b(?:go|gone|went|sink|drop|jump)\b)"
    r"|(?:[增提调升降减涨扩]|上修|下修|修正)(?:加|高|为|升|降|少|长|大)?(?:到|至|成|为)(?:了)?(?:多少|几)"
)
"""What asks for the figure that a change leads to, and not by how much it changes: 增加到多少."""
AFTER_CHANGE = re.compile(
    r"\bafter (?:the|this|that|its|their) (?:price )?(?:rise|increase|cut|reduction)\b"
    r"|(?:[涨调降](?:价|整|幅|高|低)?|变动|改变|修正)(?:之后|以后|后(?!ebit|净利|每股|营业|毛利|获利|盈余|利润|税))"
    rf"|{LEADS_TO.pattern}"
)
"""A change that only says of when a figure is, or what it leads to: what a meal costs after the
rise.
"""
DEFINES = re.compile(
    r"\bwhat(?:'s| is| are) (?!(?:the|its|their|our|your|his|her|th[ia]s|that|th[eo]se) )\w+"
    r"|\bwhat (?:does|do|is) .{1,50}\b(?:means?|meant by|stand for)\b|\b(?:meaning|definition) of\b"
    r"|^(?:define|explain (?:the (?:term|concept|idea)|what) )"
    r"|什么(?:是|叫)|何谓|何为|(?:是|叫做?)(?:个|一?种)?(?:什么|啥)(?:东西|意思|玩意)?[?？。]?$|什么意思|定义"
)
"""What asks what something is, in general: "what is a letter of intent", and not "what is the
coupon", which is of something told before.
"""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
IN_BRACKETS = re.compile(r"[（(][^()（）]*[)）]")
PERSON = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z][a-z]*\.? )?[A-Z][a-z]+")
"""A name of two words or with an initial between, as English writes it."""
POINTS_BACK = re.compile(
    r"^(?:its?|this|that|these|those|such|they|their|he|she|his|her|both|then|yet|but|so|thus"
    r"|therefore|also|and|or|nor|the (?:latter|former|other|same|two|rest)|another|others?"
    r"|one of them|as a result|(?:by|for|in) (?:this|that|both|turn))\b"
    r"|^(?:[这那此其该但而也又他它她]|因此|所以|不过|两者|双方|可见|换句|同样|另|照这|然而|由此|后者|前者"
    r"|若此|同一|两家|多一|在这|对此)"
    r"|^not (?:every|all|each|everyone)\b"
    r"|^the [a-z]+ (?:(?:is|was) therefore|then|therefore|also)\b"
    r"|^the [a-z]+ (?:shows?|grows?|grew|explains?|suggests?)\b"
    r"|^(?:part|some|most|much|half|all) of (?:this|that|these|those)\b"
    r"|^(?:并非|不是)(?:每|所有|人人)|^对.{1,10}来说.{0,2}[这那]"
    r"|\ba further\b|\bgoes? on\b|\bwent on\b|^.{0,8}(?:接着|随后|继而|又[说称指]|[还则]说)"
)
"""What shows that a sentence leans on the one before it, mostly how it begins."""
LEANS = re.compile(
    rf"{POINTS_BACK.pattern}"
    r"|\b(?:these|those(?! (?:who|that|which|of)\b)|such (?!as\b)|like this)\b|\bof this kind\b"
    r"|\bthis (?!year|month|week|quarter|is\b|means\b)[a-z]+"
    r"|\bthat (?:kind|sort|way|case|amount|sum|figure|total|share|pace|rate|price)\b"
    r"|这[种样些个项笔类套]|那[种样些个]|如此|上述|前述"
)
"""What shows the same anywhere in a sentence that tells no figure: such a loop, 這種循環."""
