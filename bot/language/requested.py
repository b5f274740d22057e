"""What a text that a reader wants written is to be of: a note, a briefing, talking points.

"Draft a short note about the risks that I can send round" asks for the risks in short. The words
that ask for it are taken away, whatever the text is called, and a plain "summary of …" is put in
their place. It reads the wording alone, in both languages.
"""

from __future__ import annotations

import re

from bot.language.script import fold

__all__ = ["as_summary", "asks_where_to_begin", "of_two_sides", "reasons_each", "topic_of"]

_ADJ = (
    r"(?:(?:very |really )?(?:short|brief|quick|small|concise|one|single"
    r"|\w+-(?:paragraph|minute|page)) )*"
)
_TEXT = (
    r"(?:summary|note|memo|memorandum|briefing(?: note)?|brief|paragraph|blurb|write-?up|handout"
    r"|talking points|speaking notes|key points|main points|post|newsletter(?: item)?|e-?mail|recap"
    r"|overview|fact ?sheet|primer|one-?pager|gist)"
)
_ASKS = re.compile(
    r"^\W*(?:(?:please|could you|can you|would you|kindly) )*"
    r"(?:(?:write|draft|prepare|compose|produce|make|give|send|put together|do)(?: me| us)?"
    r"|(?:i|we)(?: would|'d)? (?:need|want|like|am looking for|are looking for))? ?"
    rf"(?:an? |the |some |\d+ |one |two |three |four |five |six )?{_ADJ}{_TEXT}\b"
    r"(?P<between>[^?:]{0,60}?)"
    r"(?: (?:of|about|on|covering|explaining|regarding|concerning|dealing with|as to)\b|:) "
    r"(?P<topic>.+)$"
)
_FORWARD = re.compile(
    r"[,;]? ?(?:\bthat |\bwhich |\bso (?:that )?|\bfor )?\b(?:i|we|me|us)\b"
    r"(?: can| could| may| might| want to| will| am going to|'ll| to)?"
    r" (?:forward|send|share|pass (?:it )?(?:on|round)|circulate|distribute|post|print|show|mail"
    r"|e-?mail|read out)\b[^?.,:]{0,50}?"
    r"(?=$|[?.,:]| (?:of|about|on|covering|explaining|regarding)\b)"
    r"|[,;]? ?\b(?:to (?:forward|send round|share|pass on|circulate|distribute|hand out))\b"
    r"[^?.,:]{0,50}?"
    r"(?=$|[?.,:]| (?:of|about|on|covering|explaining|regarding)\b)"
    r"|[,;]? ?\bfor (?:our|the|my|a) (?:newsletter|website|meeting|bulletin|board|intranet|blog)\b"
)
_FOR_WHOM = (
    r"(?:(?:for|to) (?:(?:our|my|the|a|some|all) )?(?:\w+ )?(?:colleagues?|members?|team|boss|board"
    r"|newsletter|meeting|staff|students?|class|committee|readers?|website|bulletin|managers?"
    r"|clients?|customers?|friends?|directors?|them|me|us)\b\W*)"
)
_WHERE_READ = r"(?:(?:linkedin|facebook|blog|social media|weekly|monthly|internal|press) )?"
_BARE = re.compile(
    r"^\W*(?:(?:please|could you|can you|would you|kindly) )*"
    r"(?:(?P<verb>(?:write|draft|prepare|compose|produce|make|put together|do)(?: me| us)?)"
    r"|(?:give|send)(?: me| us)?|(?:i|we)(?: would|'d)? (?:need|want|like))? ?"
    rf"(?:an? |the |some |something )?{_ADJ}{_WHERE_READ}{_TEXT}\W{{0,2}}"
    rf"(?(verb){_FOR_WHOM}*|{_FOR_WHOM}+)(?:please|thanks)?\W*$"
)
_BARE_ZH = re.compile(
    r"^\W*(?:请|麻烦|可以|能不能|帮忙|帮我们?|替我们?|给我们?|我们?(?:想|需)?要)*"
    r"(?P<verb>写|拟|草拟|整理|准备|做|起草|撰写|提供)?(?:出|成|好)?(?:一|个|份|段|篇|则|张)*"
    r"(?P<to>(?:要?给|发给|寄给)(?:我们?|公司)?[^,，。:：?？的]{1,6}的)?(?:电子报|内部|网站|脸书|公会|协会)?"
    r"(?:简短|简单|精简|短|简要|扼要)?的?"
    r"(?:摘要|总结|简报|短文|懒人包|重点|说明|介绍|简介|短讯|简讯|贴文|文字|电子报)"
    r"(?(verb)(?:(?:要)?(?:给|发给|寄给|转给)(?:我们|公司)?的?(?!我)[^,，。:：?？]{1,6})?"
    r"|(?:要)?(?:给|发给|寄给|转给)(?:我们|公司)?的?(?!我)[^,，。:：?？]{1,6})[。.]?(?:[,，][^,，。?？]{1,6})?$"
)
_ASKS_ZH = re.compile(
    r"^\W*(?:请|麻烦|可以|能不能|帮忙|帮我们?|替我们?|给我们?|我们?(?:想|需)?要)*"
    r"(?:写|拟|草拟|整理|准备|做|起草|撰写|提供)(?:出|成|好)?(?:一|个|份|段|篇|则|张|点|[两三四五六])*"
    r"(?:简短|简单|精简|短|简要|扼要)?的?(?P<what>"
    r"短文|简报(?:稿|内容)?|说明(?:稿)?|备忘(?:录)?|便笺|通知|谈话(?:要|重)点|讲稿(?:要点)?|重点|摘要|简介|介绍|讲解|文字|稿子?"
    r"|懒人包|新闻稿|电子报|贴文)?(?:给[^,，。:：]{1,8})?"
    r"[,，:：]?(?:(?:主题|内容|题目)(?:是|为)|关于|有关|针对|讲|谈|说明|介绍|解释|[:：])(?P<topic>.+)$"
)
_OF_ZH = re.compile(
    r"^\W*(?:请|麻烦|帮我们?|给我们?)*(?:写|做|来|要)?(?:一|个|份|段|篇|则)*(?:的|简短的?)?"
    r"(?:摘要|总结|简介|短文|简报|谈话(?:要|重)点|讲稿|备忘录?)[,，:：](?:主题|内容|题目)?[是为]?(?P<topic>.+)$"
)
_FORWARD_ZH = re.compile(
    r"[,，。;；]?(?:我们?|之后|好让我们?)?(?:要|想|准备|打算|会|可以|能)?(?:转(?:发|寄|传|给|贴)|寄(?:给|出去)?|发给|分享给?"
    r"|传给|拿给|念给|贴(?:在|到))(?=.{0,10}$)(?:给)?[^,，。?？]{0,8}(?:用|看|用的)?[。.]?$"
    r"|^(?:给|要给|写给)[^,，。:：]{1,8}(?:的)?(?:信|电子报|通讯|简讯|简报|讲稿|刊物)(?:要用|用|里|上)?的?[,，:：]"
)
_ASKS_ITSELF = re.compile(
    r"^(?:what|who|whom|which|why|how|when|where|is|are|does|do|did|was|were|can|will)\b"
    r"|什么|为何|如何|怎[么样]|多少|哪|谁|吗$"
)


_NAMED = re.compile(
    rf"\b{_TEXT}\b|\bsummar|\bsum(?:med)? up\b|\bexplain|\btell\b|\bdescrib"
    r"|短文|简报|说明|备忘|通知|谈话|讲稿|重点|摘要|简介|介绍|懒人包|新闻稿|电子报|贴文|总结|整理|大意|要点|说完|讲完|信要用"
)
"""What names a text that is to be written, or told."""


def as_summary(text: str) -> str:
    """The question, with a request to write a text put as "summary of …", without what the text is
    to be passed on for; the question itself where the text is to answer one.
    """
    folded = fold(text)
    named = _NAMED.search(folded) is not None and len(folded) == len(text)
    plain = _cut(text, _FORWARD, _FORWARD_ZH) if named else text
    folded = fold(plain)
    if len(folded) != len(plain):
        return plain
    if _BARE.match(folded):
        return "Summary of the whole story"
    if _BARE_ZH.match(folded):
        return "整件事的摘要"
    if found := _ASKS.match(folded):
        topic = plain[found.start("topic") :].strip()
        return topic if _ASKS_ITSELF.search(fold(topic)) else f"Summary of {topic}"
    if found := _ASKS_ZH.match(folded) or _OF_ZH.match(folded):
        topic = plain[found.start("topic") :].strip("，,。 ")
        return topic if _ASKS_ITSELF.search(fold(topic)) else f"{topic}的摘要"
    return plain


_OF = re.compile(
    r"^\W*(?:please |can you |could you )*(?:(?:an? |the )?(?:short |brief |quick )*"
    r"(?:summary|overview|gist|recap|key points|main points)(?: of| on| about)?"
    r"|summari[sz]e|sum up|recap)\b:? ?"
    r"|^(?:请|帮我|给我|麻烦)*(?:简[单短要]地?)?(?:总结|摘要|整理|概述)(?:一下|出)?"
    r"|的?(?:重点|摘要|总结|大意|要点|懒人包|概要)[。.?？]?$"
)
_WHOLE = re.compile(
    r"\b(?:the|this|that|whole|entire|full|all|complete|story|thing|matter|affair|picture|saga|it|of|in"
    r"|everything|topic|subject|ai|here|whole thing)\b"
    r"|整[个件]|这[件个些]?|事情?|来龙去脉|前因后果|全部|全貌|所有|说完|讲完|始末|的|一切|内容|故事"
)


def topic_of(text: str) -> str:
    """What a summary is asked of; empty where it is of the whole."""
    rest = text
    for _ in range(2):
        found = _OF.search(fold(rest))
        if found is None or len(fold(rest)) != len(rest):
            break
        rest = f"{rest[: found.start()]} {rest[found.end() :]}".strip(" ,，.。:：")
    return rest if re.search(r"\w", _WHOLE.sub(" ", fold(rest))) else ""


_BEGIN = re.compile(
    r"\bwhat (?:should|must|do|ought) (?:i|we|one|they|people|a (?:newcomer|beginner))"
    r" (?:have to |need to |to )?(?:first |at least )?(?:know|understand|read)\b"
    r"(?: first| beforehand| before (?:that|then|it)| if\b.{0,40})*\W*$"
    r"|\bwhere (?:should|do|can|could) (?:i|we|one) (?:start|begin)\b"
    r"|(?:该|应该|需要|要|得|必须)先?(?:知道|了解|懂|读|看|认识|搞懂)(?:些|哪些|点)?(?:什么|啥)"
    r"|(?:该|应该|要|可以)?从(?:哪里|哪儿|何处|哪)(?:开始|看起|读起|入手|讲起)"
)


def asks_where_to_begin(text: str) -> bool:
    """Whether somebody who knows nothing of it yet asks what to know first."""
    return _BEGIN.search(fold(text)) is not None


_FOR = re.compile(
    r"\b(?:believ|bull(?:s|ish|')|defend|support|optimis|proponent|pro\b|pros\b|in favou?r)"
    r"|支持|看好|看多|乐观|赞成|拥护|正方"
)
_AGAINST = re.compile(
    r"\b(?:critic|scepti|skepti|bear(?:s|ish|')|doubt|pessimis|opponent|cons?\b|against|detract)"
    r"|反对|看坏|看空|悲观|质疑|怀疑|批评|唱衰|反方"
)
_BOTH = re.compile(
    r"\b(?:both|two) (?:sides|camps)\b|\bpros and cons\b|正反|优缺点|利弊|[两双][派方边造]"
    r"|\b(?:reasons?|arguments?|points?|case|says|speaks|one|two|three|four|\d)(?: \w+){0,2} for\b"
    r".{0,24}\bagainst\b"
)


def of_two_sides(text: str) -> bool:
    """Whether it is of what both sides of the argument say."""
    folded = fold(text)
    sides = _FOR.search(folded) and _AGAINST.search(folded)
    return bool(sides or _BOTH.search(folded))


_EACH = re.compile(
    r"\b(?P<n>one|two|three|four|\d)\b(?= (?:\w+ ){0,2}?(?:reasons?|arguments?|points?|pros?|cons?"
    r"|each|apiece|for|against|on (?:each|either))\b)"
    r"|(?P<han>[一两二三四1-4])(?:个|条|点|项)"
)
_LISTED = re.compile(
    r"\b(?:list|lists|bullets?|enumerate)\b|\bpros and cons\b|列出|条列|逐条|列举|清单|优缺点|利弊"
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
OF_A_LIST = 3


def reasons_each(text: str) -> int:
    """How many reasons of either side are asked for; 0 where no list of both sides is."""
    if not of_two_sides(text):
        return 0
    if found := _EACH.search(fold(text)):
        number = found["n"] or found["han"]
        return int(number) if number.isdigit() else _NUMBERS[number]
    return OF_A_LIST if _LISTED.search(fold(text)) else 0


def _cut(text: str, *patterns: re.Pattern[str]) -> str:
    for found in (p.search(fold(text)) for p in patterns):
        if found is not None and len(fold(text)) == len(text):
            text = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,，")
            text = re.sub(r"\s+([.?,])", r"\1", text)
    return text
