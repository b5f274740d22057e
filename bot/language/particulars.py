"""Particulars that a question may ask for: an auditor, a lock-up, a dividend, a country, the first.

A dictionary's list of what deals, securities, firms, people, sites and reports can have besides
their figures, each with its words in both languages; so are countries and regions, and words of
rank. A question that names one is answered only where the sources speak of it. One entry a line:
its name, its English words, its Chinese ones; patterns over folded text (lower case, Simplified).
They hold no party, no figure and no question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["particulars", "places", "places_of_business", "ranks", "words_of_particulars"]

_LEADING = re.compile(
    r"(?:\b(?:in|from|across|within|outside|throughout|of|to)(?: (?:the|all|mainland|whole))*"
    r"|在|来自|从|於|于|全) ?$"
)
_ADJECTIVE = re.compile(r"(?:french|german|dutch|[a-z]+(?:ish|ese|ean|ian)) [a-z]")
_FOLLOWING = re.compile(
    r"(?:'s)? (?:revenue|sales|business|market|sites?|customers?|staff|orders)\b"
    r"|(?:地区|市场)?的?(?:营收|市场|业务|销售|客户|员工|订单|据点|机房|资料中心|工厂)"
)
_PARTICULARS = r"""
auditor ; auditors?\b|audit firms?|who audit\w+ ; 会计师(?:事务所)?|签证
lawyer ; law firms?|lawyers?|counsel\b|attorneys?|solicitors? ; 律师(?:事务所)?|法律顾问|律所
underwriter ; underwr\w+|bookrunn\w+|lead manag\w+|syndicate|arranged the ; 承销商?|包销|主办
adviser ; advis[eo]rs?\b|advised\b ; 顾问
broker ; brokers?\b|brokerage|commissions?\b ; 券商|手续费|佣金|经纪
ceremony ; witnessed|ceremony|attended ; 见证|出席|典礼
signature ; signator\w+|signatures?|put (?:his|her|their) names?|who signed ; 签名|签字|谁.{0,8}签
negotiator ; negotiat\w+ ; 谈判|居中|牵线
court ; judges?\b|courts?\b|jury|tribunal|verdict|ruling ; 法官|法院|陪审|判决
lawsuit ; lawsuits?|litigation|sued\b|suing\b|plaintiffs? ; 诉讼|官司|提告|控告|原告
permit ; permits?\b|licen[cs]es?\b|zoning ; 许可|执照|环评
antitrust ; antitrust|anti-trust|monopol\w+ ; 反垄断|反托拉斯
patent ; patents?\b ; 专利
board ; \bboard\b|board ?room|on the board|directors\b ; 董事(?:会|席次|长)?|board
committee ; committees?\b ; 委员会
technology_chief ; chief technolog\w+|\bcto\b ; 技术长|首席技术
operations_chief ; chief operating|\bcoo\b ; 营运长|首席运营
spokesperson ; spokes\w+ ; 发言人
salary ; salar(?:y|ies)|compensation\b|pay package|wages?\b|bonus\w*
   ; [年月底调]薪|薪[资水酬]?|奖金|酬劳
age ; how old|\bborn\b|birthday|\baged\b ; 几岁|年纪|出生|生日
school ; universit\w+|college|graduat\w+ ; 大学|毕业|学历|念书
kin ; wife|husband|married|spouse|daughters?\b ; 妻|老婆|丈夫|结婚|儿子|女儿|配偶
fortune ; net worth|(?:personal|private) fortune|personally earn\w* ; 身家
dwelling ; where (?:does|do) .{1,30} live\b|\bhobb\w+|favou?rite ; 住在|豪宅|嗜好|最喜欢
staff ; employees?|workers?|staff\b|head ?count|workforce|payroll|engineers? ; 员工|人力|雇
  |工程师|工人|职员
layoffs ; la(?:id|y|ying) off|layoffs?|job cuts?|redundanc\w+|severance ; 裁员|裁了|资遣|解雇
union ; labou?r unions?|trade unions?|walkout ; 工会|罢工
headquarters ; headquarter\w*|head office ; 总部|总公司
street ; street (?:is|address)|which floor|postcode|zip code ; 街上|哪条街|哪一条街|几楼|门牌
logo ; \blogos?\b|slogan|colou?rs?\b|mascot ; 标志|商标|颜色|口号
listing ; \btickers?\b|stock exchange|go(?:ing|es)? public|\bipo\b ; 挂牌|上市|交易所|股票代码
dividend ; dividends? ; 股利|股息|配息|配股|派息
buyback ; buy ?-?backs?|repurchas\w+|bought back ; 库藏股|回购|买回
vote ; \bvot(?:e|es|ed|ing)\b|veto|shareholder meeting ; 投票|表决|否决|股东会|同意票
lockup ; lock-?ups?\b|holding period ; 闭锁期?|禁售期?|锁定期|锁股
strike_price ; strike(?! (?:a|the) deal)\b|exercise price ; 履约价|行使价|执行价|认购价
preference ; preferred (?:stock|shares?)|liquidation preference|anti-?dilution ; 特别股|优先股
  |优先清算
price_target ; price targets?|target prices? ; 目标价(?!位)|目标股价|股价(?:的)?(?:目标|门槛)
earnings_multiple ; price[- ]to[- ]earnings|earnings multiple ; 本益比|市盈率
trading_volume ; trading volume|shares changed hands ; 成交量|交易量
coupon ; coupons?\b|interest rates?|rates? of interest|\binterest (?:on|does|did|is) ; 票面
  |(?<!毛)(?<!净)利率|利息
yield ; \byields?\b|\byielding ; 殖利率|收益率
maturity ; matur\w+|(?:fall|falls|fell|come|comes|coming) due|repay\w* ; 到期|偿还|还清|还款
expiry ; expir\w+|laps\w+|valid (?:for|until|till) ; 过期|失效|届满|有效期|到期
collateral ; collateral|secured (?:by|against|on)|mortgage ; 担保品|抵押|质押
guarantee ; guarant\w+|backstop\w*|co-?sign\w* ; 保证|担保|承接|兜底
covenant ; covenants?\b ; 契约条款|限制条款
rating ; \bratings?\b|\brated\b|moody|fitch|junk (?:rating|grade|status|bond) ; 评等|评级
  |信评|垃圾级
penalty ; penalt\w+|termination fee|break-?up fee|damages\b|\bfined\b ; 违约金|罚款|罚金|分手费
  |赔偿
cancellation ; cancel\w*|terminat\w+|exit clause ; 解约|终止|取消
renewal ; renew(?:al|ed|s|ing)\b|renewal option ; 续约|展延|续租
exclusivity ; exclusiv\w+|right of first refusal ; 独家|专属|优先权
instalments ; instal?lments?|down ?payment|deposits?\b|up ?front|in advance
   ; 分期|订金|定金|头期款|预付|预先|先付
discount ; discounts?\b|rebates?\b|cheaper price ; 折扣|打折|几折|回扣
unit_price ; list price|unit price|per (?:chip|card|gpu|unit)\b ; 单价|售价|定价
hourly ; per hour|an hour|hourly ; 每小时|一小时|钟头
foundry ; \bfabs?\b|foundr(?:y|ies)|fabricat\w+|manufactur\w+ ; 代工|晶圆厂|制造
factory ; factor(?:y|ies)\b|assembly plants? ; 工厂|厂房
process ; nanomet\w+|process node|wafers?\b|packag\w+|transistors?|\betch\w* ; 制程|奈米|纳米
  |晶圆|封装|电晶体
memory ; \bhbm\w*|memory\b ; 记忆体|高频宽|内存
parameters ; parameters?\b|context window ; 参数量|参数
scores ; test scores?|leaderboards?|benchmark\w* ; 跑分|评测|评比|排行榜|基准
defects ; broke down|breakdowns?|defect\w*|recalls?\b|failure rate|outages? ; 故障|坏掉|瑕疵
  |召回|当机
shipments ; shipped|shipments? ; 出货|(?<!未)交货|(?<!未)交给
water ; \bwater\b|litres?|gallons? ; 用水|耗水|水权|吨水|多少水|水资源
carbon ; carbon|emissions?|co2|greenhouse ; 碳排|排放|二氧化碳|减碳
power_price ; electricity (?:price|bill|cost)s?|power bills?|kilowatt-hours?|\bkwh\b ; 电价
  |电费|度电
tariff ; tariffs?\b ; 关税
utility ; utilit(?:y|ies)|power compan\w+|\bgrid\b|substation ; 电力公司|电网|变电
area ; square (?:met\w+|f[eo]+t)|\bacres?\b|floor area|hectares? ; 几坪|坪数|平方|英亩|面积|公顷
landlord ; landlords? ; 房东|地主
contractor ; contractors?\b|architects?|construction firm ; 承包|营造|建筑师|建商
insurance ; insur\w+ ; 保险|投保
tax ; (?<!before )(?<!pre-)(?<!pretax)\btax(?:es|ed|ation)?\b ; 税[率额金]?(?![前后]|息)
research ; research and development|\br ?& ?d\b|research (?:costs?|spending|budget) ; 研发
marketing ; advertis\w+|marketing|\bads\b ; 广告|行销|营销
inventory ; inventor(?:y|ies)|stockpil\w* ; 存货|库存
gaming ; gaming|video games?|game cards? ; 游戏|电竞
automotive ; automotive|\bcars?\b|self-driving ; 车用|汽车|自驾
database ; databases? ; 资料库|数据库
goodwill ; goodwill|impair\w+|write-?(?:down|off)s? ; 商誉|减损|减记|打消
stock_pay ; stock-based|share-based|stock options? ; 股份基础|股票薪酬|员工认股
receivable ; receivables? ; 应收
market_share ; market share|share of the market ; 市占|市场份额|市场占有
paying ; subscri\w+|paying (?:user|customer|member)s?|paid (?:plan|user|version|tier)s?
  |pay(?:s|ing)? for (?:a|an|its|the) (?:plan|version|subscription) ; 订阅|订户|付费|会员费|月费
downloads ; downloads?|downloaded|installs\b ; 下载|安装次
retention ; churn\w*|retention|renewal rate ; 流失率|留存|续订率
complaints ; complain\w*|satisfaction|customer service ; 投诉|申诉|满意度|客诉|客服
author ; authors?\b|written by|byline|co-?wrote ; 作者|撰写|执笔|撰稿|谁写
pages ; how many pages|number of pages|pages long ; 几页|页数|总页|多少页
sample ; samples?\b|respondents?|response rate|interviewe\w+|polled|surveyed ; 样本|受访|回覆率
  |访问了|问了几
circulation ; circulation|print run|readership ; 发行量|印量|读者数
accuracy ; error rate|margin of error|confidence interval ; 误差率|抽样误差|信赖区间|准确率
prize ; \bprizes?\b|awards?\b|medals? ; 得奖|奖项|奖牌|获奖
cast ; \bactors?\b|actress|starring|played by ; 主演|演员|主角
"""
_PLACES = r"""
china ; china|chinese ; 中国|大陆
taiwan ; taiwan\w* ; 台湾
japan ; japan(?!ese (?:group|investment|holding))\w* ; 日本
korea ; korea\w* ; 韩国
singapore ; singapor\w* ; 新加坡
india ; \bindia\w* ; 印度(?!尼)
europe ; europ\w+ ; 欧洲|欧盟
britain ; britain|\bu\.?k\b|british|england(?!'s)(?<!bank of england)|london ; 英国(?!央行)|伦敦
france ; france|french|paris ; 法国|巴黎
germany ; german\w*|berlin ; 德国|柏林
finland ; finland|finnish ; 芬兰
norway ; norw\w+ ; 挪威
sweden ; swed\w+ ; 瑞典
ireland ; ireland|irish ; 爱尔兰
netherlands ; netherlands|dutch ; 荷兰
canada ; canad\w+ ; 加拿大
mexico ; mexic\w+ ; 墨西哥
brazil ; brazil\w* ; 巴西
gulf ; abu dhabi|emirat\w+|\buae\b|dubai|saudi ; 阿布达比|阿联|杜拜|迪拜|沙特|沙乌地
malaysia ; malaysia\w* ; 马来西亚
australia ; austral\w+ ; 澳洲|澳大利亚
africa ; africa\w* ; 非洲
texas ; texas ; 德州|得州
california ; california ; 加州
arizona ; arizona ; 亚利桑那
michigan ; michigan ; 密西根|密歇根
new_mexico ; new mexico ; 新墨西哥
ohio ; \bohio ; 俄亥俄
wisconsin ; wisconsin ; 威斯康辛|威斯康星
virginia ; virginia ; 维吉尼亚|弗吉尼亚
florida ; florida ; 佛罗里达
new_york ; new york ; 纽约
memphis ; memphis|tennessee ; 孟菲斯|田纳西
"""
_RANKS = r"""
first ; \bfirst\b(?! (?:half|quarter|fiscal|guidance|time))|earliest ; 第一(?!季|财|会|次季)
  |首(?:次|度|批|档|个|笔|期)|最早|最先
longest ; longest ; 最长|期限最长
shortest ; shortest ; 最短
highest ; all-time high|ever reached|highest .{0,20}\bever ; 历史最高|历史新高
alone ; \balone\b|on its own|by itself|separately|just the one ; 单独|单看|自己(?:出|掏|付)
"""


def particulars(text: str) -> frozenset[str]:
    """The particulars that a text names, by name; none where it names none of the list."""
    return _named("particular", text)


def places(text: str) -> frozenset[str]:
    """The countries and regions that a text names, by name."""
    return _named("place", text)


def places_of_business(text: str) -> frozenset[str]:
    """The places where or whence something is asked for: "in Japan", "revenue from Japan".

    A place that only says whose a party is ("the Finnish maker") is none of these.
    """
    folded = fold(text)
    found = ((name, m) for name, words in _patterns("place") for m in words.finditer(folded))
    return frozenset(
        name
        for name, m in found
        if _FOLLOWING.match(folded[m.end() :])
        or (_LEADING.search(folded[: m.start()]) and not _ADJECTIVE.match(folded, m.start()))
    )


def ranks(text: str) -> frozenset[str]:
    """The words of rank that a text holds (first, longest, alone), by name."""
    return _named("rank", text)


@lru_cache(maxsize=32768)
def _named(kind: str, text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(name for name, words in _patterns(kind) if words.search(folded))


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = {"particular": _PARTICULARS, "place": _PLACES, "rank": _RANKS}[kind]
    entries = (line.split(" ; ") for line in table.replace("\n  ", "").strip().splitlines())
    return tuple((name, re.compile(rf"(?<![a-z])(?:{en})|{zh}")) for name, en, zh in entries)


def words_of_particulars(text: str) -> tuple[str, ...]:
    """The words with which a text names its particulars, as they stand in it, in order."""
    folded = fold(text)
    spans = {m.span() for _, words in _patterns("particular") if (m := words.search(folded))}
    return tuple(text[start:end] for start, end in sorted(spans))
