"""The evaluation's own reader of figures in Chinese and English text.

Written apart from the reader that the bot uses, so that one mistake cannot hide the other. It is
meant for answers and quotes on companies and money: it reads amounts with their unit, not every
number of the language (of fractions only halves and quarters, no roman numerals). Calendar years,
dates, fiscal quarters, markers such as [3] and names such as 10-Q or GB200 are no figures. A bare
元 is read as the Taiwan dollar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from evals import figure_patterns as p
from evals.bounds import bound_of
from evals.figure_patterns import MONEY
from evals.script import reads_as

__all__ = ["MONEY", "Number", "han_value", "read_numbers"]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit; `falling` when loss words stand before it ("fell", 淨損).

    `implied` when no unit was written ("5,230億"); `steps` is the last digit's place value, by
    which a displayed figure may have been rounded; `bound` what the words around it make of it.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    falling: bool = False
    implied: bool = False
    step: Decimal = Decimal(1)
    bound: str = "exact"


@lru_cache(maxsize=8192)  # quotes and answers are read by several metrics
def read_numbers(text: str) -> tuple[Number, ...]:
    """Every figure of a text, in order. Both ends of a range are figures of their own."""
    folded = p.FORMAL_RUN.sub(lambda m: m.group().translate(_PLAIN), text.translate(p.WIDE))
    folded = p.LOSS.sub(_loss, folded)
    blanked = p.NOT_FIGURES.sub(_blank, folded)
    found = [*_hundredths(blanked), *_in_words(blanked)]
    for each in found:
        blanked = blanked[: each.start] + "\x00" * (each.end - each.start) + blanked[each.end :]
    at = 0
    while match := p.CORE.search(blanked, at):
        number = _read(blanked, folded, match)
        if number is None:
            at = match.start() + max(1, len(match.group()) if match["num"] else 1)
            continue
        found += _neighbours(number, match)
        at = number.end
    found.sort(key=lambda n: n.start)
    if reads_as(text) == "zh-CN":  # ¥ is the sign of both yen and yuan
        found = [_yuan(n) if "¥" in text[n.start : n.end] else n for n in found]
    joined = [_bounded(folded, n) for n in _join_ranges(blanked, found)]
    return tuple(replace(n, text=text[n.start : n.end]) for n in joined)


_PLAIN = str.maketrans(p.FORMAL)


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match.group())


def _loss(match: re.Match[str]) -> str:
    """A figure in parentheses with a minus instead, as long as it was."""
    if match["c"]:
        return match.group().replace("(", "-").replace(")", " ")
    return f" -{match['money'] or ''}{match['a'] or match['b']}"


def _yuan(number: Number) -> Number:
    return replace(number, unit=number.unit.replace("JPY", "CNY"))


def _neighbours(number: Number, match: re.Match[str]) -> list[Number]:
    """五六百億 is a range: its two ends; any other figure alone."""
    pair = p.NEIGHBOURS.fullmatch(match["han"] or "")
    if pair is None or han_value(pair[2]) != han_value(pair[1]) + 1 or number.unit == "1":
        return [number]
    size = _factor(match["scale"] or "") * (han_value(pair[3]) if pair[3] else 1)
    return [replace(number, value=han_value(digit) * size) for digit in (pair[1], pair[2])]


def _read(text: str, folded: str, match: re.Match[str]) -> Number | None:
    value, step = _mantissa(match)
    scaled = (match["scale"] or "") + (match["more"] or "")
    factor = _factor(match["scale"] or "")
    value, step = value * factor, step * factor
    for part in p.MORE.finditer(match["more"] or ""):
        step = _factor(part["scale"])
        value += _mantissa(part)[0] * step
    end = match.end()
    if match["han"] and match["scale"] and not match["more"] and (tail := p.TAIL.match(text, end)):
        step = factor / 10
        value, end = value + han_value(tail.group()) * step, tail.end()
    unit, end = _unit(text, match, end)
    if half := p.HALF_MONTH.match(text, match.end()):
        unit, value, end = "months", value + Decimal("0.5"), half.end()
    # Number words and Chinese numerals are ordinary words unless a scale or unit follows.
    if match["num"] is None and unit == "1" and not scaled.strip() and not _ranges(text, end):
        return None
    if match["han"] and not scaled and match["han"] in "十百千" and unit != "%":
        return None
    value, step, unit, end = _fitted(text, value, step, unit, end)
    before = text[max(0, match.start() - 40) : match.start()].rstrip("\x00")
    rate, end = _rate(text, folded[max(0, match.start() - 40) : match.start()], unit, end)
    if match["inner"] or p.MINUS.search(before):
        value = -value
    return Number(
        value,
        unit + rate,
        "",
        match.start(),
        end,
        falling=bool(p.FALLING.search(before)),
        implied=unit == "1" and bool(scaled.strip()),
        step=step,
    )


def _fitted(
    text: str, value: Decimal, step: Decimal, unit: str, end: int
) -> tuple[Decimal, Decimal, str, int]:
    """Tenths and basis points in percent, and the half that stands behind a unit (兩年半)."""
    if unit == "bp":
        return value / 100, step / 100, "pp", end
    if unit in ("years", "x") and text[end : end + 1] == "半":
        return value + Decimal("0.5"), step / 2, unit, end + 1
    if unit != "成":
        return value, step, unit, end
    value, step = value * 10, step * 10
    if digit := re.compile(rf"[{p.HAN_DIGITS}\d]").match(text, end):
        return value + han_value(_han(digit.group())), Decimal(1), "%", digit.end()
    return value, step, "%", end


def _ranges(text: str, end: int) -> bool:
    """Whether a bare number word is the first end of a range whose second end has a unit."""
    between = p.RANGE_AHEAD.match(text, end)
    second = p.CORE.match(text, between.end()) if between else None
    if second is None or second["num"]:
        return False
    return bool(second["scale"]) or _unit(text, second, second.end())[0] != "1"


def _han(char: str) -> str:
    return "零一二三四五六七八九"[int(char)] if char.isdigit() else char


def _mantissa(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["num"]:
        plain = Decimal(match["num"].replace(",", ""))
        return plain, Decimal(1).scaleb(min(0, int(plain.as_tuple().exponent)))
    if match.groupdict().get("word"):
        return _word_value(match["word"])
    return han_value(match["han"]), Decimal(1)


def _word_value(words: str) -> tuple[Decimal, Decimal]:
    """An English number in words below a thousand, a half behind it included."""
    plain, half, _ = words.lower().partition(" and a half")
    hundreds, hundred, rest = plain.partition("hundred")
    ones = [part for part in re.split(r"[\s-]+", rest if hundred else plain) if part in p.WORDS]
    value = sum((p.WORDS[part] for part in ones), Decimal(0))
    if hundred:
        count = [p.WORDS[part] for part in re.split(r"[\s-]+", hundreds) if part in p.WORDS]
        value += 100 * sum(count or [Decimal(1)], Decimal(0))
    return (value + Decimal("0.5"), Decimal("0.5")) if half else (value, Decimal(1))


def han_value(numeral: str) -> Decimal:
    """A Chinese numeral below ten thousand, decimals after 點 included: 三千五百, 四點五."""
    whole, _, part = numeral.replace("点", "點").partition("點")
    digits = {char: max(0, n - 1) for n, char in enumerate(p.HAN_DIGITS)}
    digits |= dict(
        zip("零〇一二兩两三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
    )
    total, last = 0, 0
    if whole and all(char in digits for char in whole):
        total = int("".join(str(digits[char]) for char in whole))
    else:
        for char in whole.replace("廿", "二十").replace("卅", "三十"):
            if char in digits:
                last = digits[char]
            else:
                total += (last or 1) * {"十": 10, "百": 100, "千": 1000}[char]
                last = 0
        total += last
    return Decimal(f"{total}.{''.join(str(digits[c]) for c in part)}" if part else total)


def _factor(scales: str) -> Decimal:
    power = sum(p.SCALES[found.group().lower()] for found in re.finditer(p.SCALE, scales, p.FLAGS))
    return Decimal(10) ** power


def _unit(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    after = p.AFTER.match(text, end)
    if match["money"]:
        unit = p.CURRENCIES[match["money"].lower()]
        return unit, after.end() if after and after["money"] else end
    if after is None:
        return "1", end
    if after["money"]:
        return p.CURRENCIES[after["money"].lower()], after.end()
    name = next(unit for n, (_, unit) in enumerate(p.UNITS) if after[f"u{n}"])
    return name, after.end()


def _rate(text: str, before: str, unit: str, end: int) -> tuple[str, int]:
    if unit not in MONEY and unit not in ("GW", "MW"):
        return "", end
    for pattern, rate in p.RATES:
        if found := re.compile(pattern, p.FLAGS).match(text, end):
            return f"/{rate}", found.end()
    for pattern, rate in p.RATES_BEFORE:
        if re.search(f"(?:{pattern}){p.ABOUT}$", before):
            return f"/{rate}", end
    return "", end


def _hundredths(text: str) -> list[Number]:
    found = []
    for match in p.HUNDREDTHS.finditer(text):
        value = Decimal(match["num"].replace(",", "")) if match["num"] else han_value(match["han"])
        step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        found.append(Number(value, "%", "", match.start(), match.end(), step=step))
    return found


def _in_words(text: str) -> list[Number]:
    """Halves and quarters of a scale or a point, "twice", and the central bank's 碼."""
    found = []
    for match in p.PART.finditer(text):
        share = Decimal("0.5") if match["part"].lower() == "half" else Decimal("0.25")
        size = _factor(match["scale"]) if match["scale"] else Decimal(1)
        unit = "pp" if match["points"] else "USD" if match["money"] else "1"
        made = Number(share * size, unit, "", *match.span(), implied=unit == "1", step=size / 10)
        found.append(made)
    for match in p.TWICE.finditer(text):
        found.append(Number(Decimal(2), "x", "", *match.span()))
    for match in p.QUARTER_POINT.finditer(text):
        count = Decimal("0.5") if match["n"] == "半" else han_value(match["n"])
        found.append(Number(count / 4, "pp", "", *match.span("n"), step=Decimal("0.01")))
    return found


def _join_ranges(text: str, found: list[Number]) -> list[Number]:
    """Let the first end of a range borrow what only the second end writes."""
    joined = list(found)
    for n in range(len(joined) - 2, -1, -1):
        first, second = joined[n], joined[n + 1]
        between = text[first.end : second.start]
        if p.AROUND.fullmatch(between) and second.unit in (first.unit, "pp", "1"):
            low, high = first.value - second.value, first.value + second.value
            joined[n], joined[n + 1] = replace(first, value=low), replace(first, value=high)
            continue
        if len(between) > 8 or not p.JOIN.fullmatch(between):
            continue
        first, second = _one_rate(first, second, between)
        lends = first.unit == "1" or second.unit in ("1", first.unit)
        if first.unit == "1":
            small = p.BASIS_POINTS.search(text[second.start : second.end]) is not None
            size = Decimal("0.01") if small else Decimal(1)
            first = replace(first, unit=second.unit, implied=second.implied)
            first = replace(first, value=first.value * size, step=first.step * size)
        elif second.unit == "1" and first.unit in MONEY:
            second = replace(second, unit=first.unit, implied=False)
        bare = not _scaled(text, first) and _scaled(text, second)
        if lends and bare and between.strip() not in ("and", "or", "、"):
            factor = _factor_of(text, second)
            first = replace(first, value=first.value * factor, step=first.step * factor)
        joined[n], joined[n + 1] = first, second
    return joined


def _bounded(text: str, number: Number) -> Number:
    before, after = text[max(0, number.start - 24) : number.start], text[number.end :][:10]
    return replace(number, bound=bound_of(before, after, number.unit))


def _one_rate(first: Number, second: Number, between: str) -> tuple[Number, Number]:
    """What one end of a range says of its rate holds for the other."""
    if between.strip() not in ("and", "or", "、"):
        if second.unit.startswith(f"{first.unit}/"):
            return replace(first, unit=second.unit), second
        if first.unit.startswith(f"{second.unit}/"):
            return first, replace(second, unit=first.unit)
    return first, second


def _scaled(text: str, number: Number) -> bool:
    return _factor_of(text, number) != 1


def _factor_of(text: str, number: Number) -> Decimal:
    match = p.CORE.match(text, number.start)
    return _factor(match["scale"] or "") if match else Decimal(1)
