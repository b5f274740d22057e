"""Bytes to text: UTF-8, UTF-16, Big5, GB18030, Windows-1252, told apart by what they say.

Big5 and GB18030 decode each other's bytes without complaint, into rare characters; the reading
with the more everyday characters wins. Does not read Japanese, Korean or other code pages.
"""

from __future__ import annotations

import codecs
import re

from bot.language.script import has_han, is_han

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# The commonest characters of written Chinese in both scripts, with its marks.
_EVERYDAY = frozenset(
    "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得于於"
    "著着下自之年過过發发後后作里用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分"
    "還还進进好小部其些主樣样理心本前開开但因只從从想實实日軍军者意無无力它與与長长把機机十民第公此已工使情"
    "明性知全三又關关點点正業业外將将兩两高間间由問问很最重並并物手應应戰战向頭头文體体政美相見见被利什二等"
    "產产新己制身果加西斯月話话合回特代內内信表化老給给世位次度門门任常先海通教兒儿原東东聲声提立及比員员解"
    "水名真論论處处走義义各入幾几口認认條条平系氣气題题活爾尔更別别打女變变四神總总何電电數数安少報报才結结"
    "反受目太量再感建務务做接必場场件計计管期市直德資资命山金指克許许統统區区保至隊队形社便空決决治展馬马"
    "科司五基眼書书非則则聽听白卻却界達达光放強强即像難难且權权思王象完設设式色路記记南品住告類类求據据程"
    "北邊边死張张該该交規规萬万取拉格望覺觉術术領领共確确傳传師师觀观清今切院讓让識识候帶带導导爭争運运"
    "，。、；：「」『』（）《》？！%"
)
_LONE_HIGH = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")


def decode(data: bytes) -> str | None:
    """The text that the bytes hold, or None where they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\0" in data:
        return _unmarked(data)
    if (text := _try(data, "utf-8")) is not None:
        return text
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if len(_LONE_HIGH.findall(data[:_SAMPLE])) > high / 2:
        return _try(data, "cp1252")
    readings = [text for e in ("big5hkscs", "cp950", "gb18030") if (text := _try(data, e))]
    best = max(readings, key=_everyday, default=None)
    return best if best is not None and _everyday(best) > 0.2 else None


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without its mark: the zero halves of ASCII letters stand all on one side."""
    zeros = [at % 2 for at, byte in enumerate(data[:_SAMPLE]) if not byte]
    text = _try(data, "utf-16-le" if 2 * sum(zeros) > len(zeros) else "utf-16-be")
    if text is None or min(sum(zeros), len(zeros) - sum(zeros)) > len(zeros) / 20:
        return None
    sample = text[:_SAMPLE]
    strange = sum(not char.isprintable() and not char.isspace() for char in sample)
    return text if strange <= len(sample) / 50 else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _everyday(text: str) -> float:
    """The share of everyday characters among the characters that are not ASCII."""
    sample = [char for char in text[:_SAMPLE] if ord(char) > 0x7F]
    if not sample or not has_han(text):
        return 0.0
    # A private-use or unassigned character shows a wrong reading more than a rare one does.
    wrong = sum(not is_han(char) and not char.isprintable() for char in sample)
    return (sum(char in _EVERYDAY for char in sample) - 5 * wrong) / len(sample)
