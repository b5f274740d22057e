"""Words by which one party deals with another, in both languages: verbs, and nouns of standing.

Each class says which way goods, stakes or places go between the one who acts and the other:
to sell and to buy are one relation told from its two ends. A word outside the lists tells nothing.
"""

from __future__ import annotations

import re

__all__ = ["COME", "EARN", "GIVE", "HOLD", "INVEST", "NOUNS", "PAY", "RAISE", "TAKE", "VERBS"]

_GIVES = r"\b(?:gives?|gave|given|giving|hand(?:s|ed|ing)?(?: over)?)\b"
_MONEY = r"[^,.;]{0,30}?[$€£]\d"
_HANDS = "(?<![付交借租卖售发让递献分捐缴转颁移售供授])给(?!予|付|与|出|定)了?"
_SUM = "[^，,。；]{0,16}?\\d[\\d,.]*[万亿兆]*(?:美|欧|日|新台币|人民币)?元"
# Goods or shares go from the one who sells to the one who buys, money the other way.
GIVE = re.compile(
    # A thing that is licensed to another is given.
    r"\blicen[cs](?:es?|ed|ing)(?= (?:[^\s,;.]+ ){1,8}to\b)|授权(?=给|予)|"
    # To rent or lease a thing to another is to give it.
    r"\b(?:leas(?:es?|ed|ing)|rent(?:s|ed|ing)?)(?= (?:\w+ ){0,4}to\b)"
    # A party that is given something: hands X a warrant; money that is given is paid.
    rf"|{_GIVES}(?!{_MONEY})"
    r"|\b(?:sells?|sold|selling|suppl(?:y|ies|ied|ying)|ship(?:s|ped|ping)?|deliver(?:s|ed|ing)?"
    r"|provid(?:es?|ed|ing)|grant(?:s|ed|ing)?|lets|letting"
    r"|award(?:s|ed)?"
    r"|issue[sd]?|leases? out|rents? out|transfers?|transferred)\b"
    r"|出售|卖给|卖出|供应|供货|供给|出货|交付|提供|出租|租给|售予|售给|让售|授予|发给|转让"
    r"|移转给|颁给|卖(?![家方压点])"
    rf"|{_HANDS}(?!{_SUM})"
)
TAKE = re.compile(
    r"\b(?:buys?|bought|buying|licen[cs](?:e[sd]?|ing)|purchas(?:e[sd]?|ing)|acquir(?:e[sd]?|ing)"
    r"|order(?:s|ed|ing)?(?! (?:from|for|book)\b)"
    r"|rent(?:s|ed|ing)?|leas(?:es|ed|ing)|takes?|took|taking|obtain(?:s|ed)?"
    r"|subscrib(?:e[sd]?|ing)|procur(?:e[sd]?|ing)|sourc(?:es|ed|ing)|us(?:es|ed|ing)|use"
    r"|deploy(?:s|ed|ing)?"
    r"|adopt(?:s|ed|ing)?|install(?:s|ed|ing)?|hir(?:es|ed|ing))\b"
    r"|购买|采购|买进|买下|收购|订购|增购|租用|承租|取得|拿下|拿到|得标|承包|购入|购置|订下"
    r"|下单|承接|认购|采用|使用"
    r"|部署|回租|租回|租下|租(?![给金赁借出用])|接手|引进|包下|受让|买(?![家方主进下气])"
)
PAY = re.compile(
    rf"{_GIVES}(?={_MONEY})|{_HANDS}(?={_SUM})|"
    r"\b(?:pays?|paid|paying|prepaid|repa(?:id|ys?)|owes?|owed|owing|reimburse[sd]?"
    r"|compensate[sd]?)\b"
    r"|支付|付给|赔付|理赔给|付了|预付|给付|偿还|(?<=年)付|积欠|分给|拨付|赔偿|退还|归还|返还|缴给|还款|交给"
)
EARN = re.compile(
    r"\b(?:receiv(?:e[sd]?|ing)|collect(?:s|ed)?|g[eo]ts?)\b|收取|收到|获得|获(?=[\d最])"
)
INVEST = re.compile(
    r"\b(?:invest(?:s|ed|ing)?|puts?|funds?|funded|financ(?:e[sd]?)|lends?|lent|lending|backs?"
    r"|loan(?:s|ed)"
    r"|inject(?:s|ed)?|commit(?:s|ted)?)\b"
    r"|投资|入股|注资|融资给|借给|贷款给|出资|投入|挹注|注入|出借|借予|放款给"
    r"|补助|资助|捐助|捐给|捐赠给|援助"
)
RAISE = re.compile(r"\b(?:rais(?:es|ed|ing)|borrow(?:s|ed|ing)?)\b|募得|借入|募资|借款|借贷|筹得")
HOLD = re.compile(
    r"\b(?:keeps?|kept|retain(?:s|ed)|owns?|owned|owning|holds?|held|holding|leads?|led|controls?|controlled|founded|runs)\b"
    r"|持有|握有|拥有|领投|持股|控制|创办|创立"
)
SUE = re.compile(
    r"\b(?:sues?|sued|suit|lawsuit|accus(?:es|ed)|fin(?:es|ed)|investigat(?:es|ed)|audit(?:s"
    r"|ed)?)\b"
    r"|控告|提告|起诉|裁罚|开罚|调查|查核"
)
SHARE = re.compile(
    r"\b(?:account(?:s|ed)? for|ma[dk]e(?:s)? up|suppl(?:y|ies|ied)(?= (?:about |nearly )?\d)"
    r"|contribut(?:es|ed)"
    r"|brought|brings|provid(?:es|ed)(?= (?:about |nearly )?\d))\b|占|贡献"
)
COME = re.compile(
    r"\b(?:comes?|came|coming|stem(?:s|med)?|deriv(?:es|ed)) (?=from\b)|来自|源自|出自"
)
AHEAD = re.compile(
    r"\b(?:overt(?:akes?|ook)|surpass(?:es|ed)|outs(?:ells|old)|outgr(?:ows|ew)|outperform(?:s"
    r"|ed)?)\b"
    r"|超越|超车|胜过|领先|赢过|超前"
)
BEHIND = re.compile(
    r"\b(?:f[ae]ll(?:s|en)? behind|trail(?:s|ed)?|lag(?:s|ged)?|los(?:t|es) to)\b|落后|输给|不敌"
)
RATE = re.compile(r"\brate[sd]?\b(?! of)|给予|评为|评等为|给(?=[^，,。；]{1,14}评[等级])")
BUILD = re.compile(
    r"\b(?:builds?|built|building|develop(?:s|ed)|designs?|designed|manufactur(?:es|ed)"
    # "Can make B buy it" builds nothing.
    r"|makes?(?! (?:\w+ ){1,2}(?:buy|sell|pay|take|give|cut|drop|raise|accept|look|seem|do)\b))\b"
    r"|兴建|建造|开发|设计|代工|制造|生产"
)
VERBS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    # Class, words, and whether its subject is the one that gives.
    ("goods", GIVE, True),
    ("goods", TAKE, False),
    ("goods", PAY, False),
    ("goods", EARN, True),
    ("stake", INVEST, True),
    ("stake", HOLD, True),
    ("stake", RAISE, False),
    ("suit", SUE, True),
    ("share", SHARE, True),
    ("share", COME, False),
    ("ahead", AHEAD, True),
    ("ahead", BEHIND, False),
    ("rate", RATE, True),
    ("build", BUILD, True),
)
_ADJ = r"(?:\w+ ){0,2}"
_STAKE = r"(?:stake|shares?|stock|investments?|holdings?|interest|funding)"
_PAID_IN = r"(?:payments?|loans?|contributions?|commitments?)"
_OWNER = r"(?:shareholder|owner|investor|backer|parent(?: company)?|lender|creditor|founder)"
_OWNED = r"(?:subsidiary|unit|affiliate|borrower|debtor)"
_BUYER = r"(?:customer|client|tenant|buyer|lessee)"
_SELLER = r"(?:supplier|vendor|landlord|provider|seller|lessor|contractor)"
_GRANTED = r"(?:approve[sd]?|grant(?:s|ed)|offer(?:s|ed)|extend(?:s|ed)|promise[sd]?|agreed)"
_AID = r"(?:loan|grant|credit|aid|subsid(?:y|ies))"
_DUE = r"(?:compensation|damages|royalt(?:y|ies)|rent|fees?|premiums?|payments?)"
_IS = r"(?:,|,? (?:is|was|are|remains|became|as|being))"
_BIG = r"(?:最大|主要|第一大|单一|最大的|重要)?的?"
# Class, what stands between two names, what follows the second, and whether the first gives.
NOUNS: tuple[tuple[str, re.Pattern[str], re.Pattern[str], bool], ...] = tuple(
    (kind, re.compile(between), re.compile(after), gives)
    for kind, between, after, gives in (
        ("stake", r"^['’]s? $", rf"^ {_ADJ}{_STAKE}\b", True),
        ("stake", rf"^['’]s? {_ADJ}{_PAID_IN} (?:in|into|to) (?:the )?$", "^", True),
        ("goods", r"^['’]s? [^;.]{0,36}\b(?:went|goes|go|flow(?:s|ed)?) to (?:the )?$", "^", False),
        ("stake", rf"^['’]s? {_ADJ}{_STAKE} in (?:the )?$", "^", True),
        ("stake", r"^['’]s? (?:part|share|portion) of (?:the )?$", "^", True),
        ("stake", r"^(?:对|在?手[上中]的?|所持的?|持有的?|名下的?)$",
         r"^的?[^，,。]{0,8}?(?:持股|股权|股份|投资|股票)", True),
        ("stake", rf"^{_IS} (?:the |an? )?{_ADJ}{_OWNER} (?:of|in|to) (?:the )?$", "^", True),
        ("stake", rf"^{_IS} (?:the |an? )?{_ADJ}{_OWNED} of (?:the )?$", "^", False),
        ("stake", rf"^{_IS} $", rf"^['’]s? {_ADJ}{_OWNER}\b", True),
        ("stake", rf"^{_IS} $", rf"^['’]s? {_ADJ}{_OWNED}\b", False),
        ("stake", r"^[^，,。]{0,6}[是为]$", rf"^{_BIG}(?:股东|母公司|投资人|债权人|创办人)", True),
        ("stake", r"^[^，,。]{0,6}[是为]$", rf"^{_BIG}(?:子公司|关系企业|债务人)", False),
        ("stake", r"^ belongs? to (?:the )?$|^(?:隶属于?|属于|归)$", "^", False),
        ("goods", rf"^{_IS} (?:the |an? )?{_ADJ}{_BUYER} (?:of|to) (?:the )?$", "^", False),
        ("goods", rf"^{_IS} (?:the |an? )?{_ADJ}{_SELLER} (?:of|to|for) (?:the )?$", "^", True),
        ("goods", rf"^{_IS} $", rf"^['’]s? {_ADJ}{_BUYER}\b", False),
        ("goods", rf"^{_IS} $", rf"^['’]s? {_ADJ}{_SELLER}\b", True),
        ("goods", r"^[^，,。]{0,6}[是为]$", rf"^{_BIG}(?:客户|买家|买主|租户)", False),
        ("goods", r"^[^，,。]{0,6}[是为]$", rf"^{_BIG}(?:供应商|卖方|房东|承包商)", True),
        # "Blue Whale's biggest customer, Ardmore", 甲最大客戶乙: what the second is to the first.
        ("goods", rf"^['’]s {_ADJ}{_BUYER},? $", "^", True),
        ("goods", rf"^的?{_BIG}(?:客户|买家|买主|租户)(?:是|为)?$", "^", True),
        ("goods", rf"^['’]s {_ADJ}{_SELLER},? $", "^", False),
        ("goods", rf"^的?{_BIG}(?:供应商|卖方|房东|承包商)(?:是|为)?$", "^", False),
        ("stake", rf"^['’]s {_ADJ}{_OWNER},? $", "^", False),
        ("stake", rf"^的?{_BIG}(?:股东|母公司|投资人|债权人)(?:是|为)?$", "^", False),
        ("stake", rf"^['’]s {_ADJ}{_OWNED},? $", "^", True),
        ("stake", rf"^的?{_BIG}(?:子公司|关系企业)(?:是|为)?$", "^", True),
        # "A approved a loan of up to 25 million to B"; "A counts on compensation from B".
        ("stake", rf"\b{_GRANTED}\b[^;:]{{0,24}}\b{_AID}\b[^;:]{{0,30}} to (?:the )?$", "^", True),
        ("goods", rf"(?<!to )\b{_DUE}\b[^;:]{{0,28}} from (?:\w+ ){{0,2}}$", "^", True),
        ("share", r"^[^，,。]{0,8}?\d[\d.]*%[^，,。]{0,10}(?:来自|源自)$", "^", False),
    )
)  # fmt: skip
