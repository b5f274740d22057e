"""The parties that answers speak of, by their names in both languages; the evaluation's own list.

Enough to see one company put in another's place. A party that is not listed is not judged.
"""

from __future__ import annotations

import re

_PARTIES = """
alphabet: Alphabet, Google, GOOGL, 谷歌
amazon: Amazon, AWS, AMZN, 亞馬遜, 亚马逊
amd: AMD, 超微
anthropic: Anthropic
broadcom: Broadcom, AVGO, 博通
burry: Burry, 貝瑞, 贝瑞
cisco: Cisco, 思科
coreweave: CoreWeave, CRWV
ellison: Ellison, 艾利森, 埃里森
huang: Jensen Huang, 黃仁勳, 黄仁勋
intel: Intel, 英特爾, 英特尔
lucent: Lucent, 朗訊, 朗讯
meta: Meta
microsoft: Microsoft, MSFT, 微軟, 微软
musk: Musk, 馬斯克, 马斯克
nokia: Nokia, 諾基亞, 诺基亚
nortel: Nortel, 北電, 北电
nvidia: NVIDIA, NVDA, 輝達, 辉达, 英偉達, 英伟达
openai: OpenAI
oracle: Oracle, ORCL, 甲骨文
softbank: SoftBank, 軟銀, 软银
stargate: Stargate, 星際之門, 星际之门
tsmc: TSMC, 台積電, 台积电
xai: xAI
"""
PARTIES = {
    name: tuple(part.strip() for part in written.split(","))
    for name, _, written in (line.partition(":") for line in _PARTIES.strip().splitlines())
}
_PATTERNS = {
    name: re.compile(
        "|".join(rf"(?<![A-Za-z]){re.escape(w)}(?![a-z])" if w.isascii() else w for w in written),
        re.IGNORECASE,
    )
    for name, written in PARTIES.items()
}


def parties(text: str) -> frozenset[str]:
    """The parties that a text names."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))
