"""Turns of speech that several readers look for, each written once.

All are matched against folded text (lower case, Simplified glyphs), but for YEAR and IN_BRACKETS,
which any text may be given to. It decides nothing.
"""

from __future__ import annotations

import re

__all__ = ["AFTER_CHANGE", "IN_BRACKETS", "PERSON", "WHETHER", "YEAR"]

WHETHER = re.compile(
    r"^(?:and |so |but )?(?:did|does|do|was|were|is|are|has|have)\b|\bwhether\b"
    r"|有没有|是否|是不是|会不会"
)
"""What asks for yes or no."""
AFTER_CHANGE = re.compile(
    r"\bafter (?:the|this|that|its|their) (?:price )?(?:rise|increase|cut|reduction)\b"
    r"|(?:[涨调降](?:价|整|幅|高|低)?|变动|改变|修正)(?:之后|以后|后)"
)
"""A change that only says of when a figure is: what a meal costs after the rise."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
IN_BRACKETS = re.compile(r"[（(][^()（）]*[)）]")
PERSON = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z][a-z]*\.? )?[A-Z][a-z]+")
"""A name of two words or with an initial between, as English writes it."""
