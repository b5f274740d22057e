"""Questions of the field as a whole: of its risks, its critics, its loop, with no other subject.

"Why do critics worry" and 「摘要主要風險」 name nothing, and so nothing foreign either: every word
is one of asking or one of weighing up. A single other word ("the risks of skydiving") gives the
question a subject of its own. It knows nothing of the sources.
"""

from __future__ import annotations

import re

from bot.language.script import fold

__all__ = ["of_the_field_itself", "topic_words"]

_ASKING = frozenset(
    "explain summarise summarize summary sum up list name describe outline tell give show me us in"
    " one two three a an few short sentence sentences word words brief briefly what which why how"
    " who whom are is were was do does did the of main biggest key chief major most important"
    " principal other there any some all say says think thinks about to from and or for please be"
    " so much its this that they them it here exactly raised against both sides by goes go flow"
    " flows move moves gives give pays pay gets get money dollar same each every counted"
    " several times twice once more than can".split()
)
_WEIGHING = re.compile(
    r"risks?|dangers?|critics?|critici[sz]es?|criticisms?|s[kc]eptics?|doubts?|doubters?|concerns?"
    r"|worr(?:y|ies|ied)|warn(?:s|ed|ings?)?|objections?|fears?|bubble|opponents?|supporters?"
    r"|defenders?|arguments?|counter-?arguments?|weak(?:ness(?:es)?|est)?|loop|whom"
)
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_ASKING_HAN = re.compile(
    r"[请把用在会都吧吗呢的有是说讲看与和及了我你帮]|摘要|说明|解释|列出|整理|总结|归纳|一下|[一两三几]句话|主要|最大"
    r"|重要|关键|哪些|哪里|什么|为什么|为何|怎么|如何|这些|那些|到底|究竟|简单|简短"
    r"|告诉|付|给|流向|流动|同一[笔块元]|[钱元]|资金|多次|被"
)
_WEIGHING_HAN = re.compile(
    r"风险|危险|隐忧|批评者?|质疑者?|疑虑|担心|担忧|忧心|警告|泡沫|弱点|反对者?|正反|双方|论点"
    r"|谁.{0,6}谁"
)
_NOT_TOLD = re.compile(r"[\s，。、；：！？,.;:!?「」]+")


def of_the_field_itself(text: str) -> bool:
    """Whether every word of a question is one of asking or weighing up, and one weighs up."""
    folded = fold(text)
    if not re.search(r"[\u3400-\u9fff]", folded):
        words = _WORD.findall(folded)
        weighing = [w for w in words if _WEIGHING.fullmatch(w)]
        others = (w for w in words if w not in _ASKING and w not in weighing)
        return bool(weighing) and not re.search(r"\d", folded) and not any(others)
    rest, weighing_count = _WEIGHING_HAN.subn("", folded)
    rest = _NOT_TOLD.sub("", re.sub(_ASKING_HAN.pattern, "", rest))
    return weighing_count > 0 and not rest


def topic_words(text: str) -> frozenset[str]:
    """The words of a question that are not of asking; of Chinese each two letters in a row."""
    folded = fold(text)
    runs = re.split(r"[^\u3400-\u9fff]+", _ASKING_HAN.sub(" ", folded))
    pairs = (run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset((*(w for w in _WORD.findall(folded) if w not in _ASKING), *pairs))
