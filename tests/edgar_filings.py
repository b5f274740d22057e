"""Filings of an invented company, for the tests of `bot.knowledge.edgar`: pages and XBRL."""

from __future__ import annotations

from edgar_server import CIK, Submission, submission_text

ACCESSION = "0009990001-25-000042"
ISO = "http://www.xbrl.org/2003/iso4217"
PAGE = """<?xml version='1.0' encoding='ASCII'?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>brtw-20250930</title></head><body>
<div style="display:none"><p>hidden contexts of the inline facts</p></div>
<h1>Quarterly report</h1>
<p>Brightwater moored its third tidal turbine in the strait of Kellan in August 2025.</p>
<p>The harbour of Osterby lends the company a slipway until the spring of 2027.</p>
</body></html>
"""
# concept, context, unit, decimals, value
FACTS = (
    ("us-gaap:Revenues", "q3", "usd", "-3", "41200000"),
    ("us-gaap:Revenues", "q3", "usd", "-6", "41000000"),
    ("us-gaap:Revenues", "ytd", "usd", "-3", "118700000"),
    ("us-gaap:Revenues", "q3-tidal", "usd", "-3", "39000000"),
    ("us-gaap:EarningsPerShareDiluted", "q3", "usdPerShare", "2", "-0.27"),
    ("us-gaap:EarningsPerShareDiluted", "ytd", "usdPerShare", "2", "1.04"),
    ("us-gaap:Assets", "end", "usd", "-3", "903400000"),
    ("us-gaap:Assets", "before", "usd", "-3", "877100000"),
    ("dei:EntityCommonStockSharesOutstanding", "cover", "shares", "INF", "12345678"),
    ("brtw:CapacityFactor", "q3", "pure", "3", "0.413"),
)
LABELS = {
    "us-gaap_Revenues": "Revenues",
    "us-gaap_EarningsPerShareDiluted": "Earnings per share, diluted",
    "us-gaap_Assets": "Total assets",
    "srt_ProductOrServiceAxis": "Product and service [Axis]",
    "brtw_TidalMember": "Tidal energy [Member]",
}
_PERIODS = {
    "q3": ("2025-07-01", "2025-09-30"),
    "ytd": ("2025-01-01", "2025-09-30"),
    "q3-tidal": ("2025-07-01", "2025-09-30"),
    "end": (None, "2025-09-30"),
    "before": (None, "2024-12-31"),
    "cover": (None, "2025-10-31"),
}
_NAMESPACES = f"""xmlns="http://www.xbrl.org/2003/instance"
 xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:iso4217="{ISO}"
 xmlns:us-gaap="http://fasb.org/us-gaap/2025" xmlns:dei="http://xbrl.sec.gov/dei/2025"
 xmlns:srt="http://fasb.org/srt/2025" xmlns:brtw="http://example.org/brtw/20250930"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance\""""


def instance() -> str:
    """An XBRL instance with one concept over three and over nine months, and figures of a day."""
    contexts = "".join(_context(name) for name in _PERIODS)
    facts = "".join(
        f'<{concept} contextRef="{context}" unitRef="{unit}" decimals="{decimals}">{value}'
        f"</{concept}>\n"
        for concept, context, unit, decimals, value in FACTS
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<xbrl {_NAMESPACES}>
{contexts}
<unit id="usd"><measure>iso4217:USD</measure></unit>
<unit id="shares"><measure>shares</measure></unit>
<unit id="pure"><measure>pure</measure></unit>
<unit id="usdPerShare"><divide><unitNumerator><measure>iso4217:USD</measure></unitNumerator>
<unitDenominator><measure>shares</measure></unitDenominator></divide></unit>
<dei:DocumentType contextRef="ytd">10-Q</dei:DocumentType>
<us-gaap:Liabilities contextRef="end" unitRef="usd" xsi:nil="true"/>
{facts}</xbrl>"""


def _context(name: str) -> str:
    start, end = _PERIODS[name]
    period = f"<startDate>{start}</startDate><endDate>{end}</endDate>"
    if start is None:
        period = f"<instant>{end}</instant>"
    member = '<xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">brtw:TidalMember'
    segment = f"<segment>{member}</xbrldi:explicitMember></segment>" if "-" in name else ""
    return (
        f'<context id="{name}"><entity><identifier scheme="http://www.sec.gov/CIK">{CIK:010d}'
        f"</identifier>{segment}</entity><period>{period}</period></context>\n"
    )


def label_linkbase() -> str:
    """The labels of the concepts."""
    rows = "".join(
        f'<link:loc xlink:type="locator" xlink:href="x.xsd#{name}" xlink:label="loc_{name}"/>'
        f'<link:label id="lab_{name}" xlink:type="resource" xlink:label="lab_{name}" '
        f'xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">{label}</link:label>'
        f'<link:labelArc xlink:type="arc" xlink:from="loc_{name}" xlink:to="lab_{name}" '
        'xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"/>\n'
        for name, label in LABELS.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
{rows}</link:labelLink></link:linkbase>"""


def quarterly(
    accession: str = ACCESSION, filed: str = "2025-11-05", form: str = "10-Q", page: str = PAGE
) -> Submission:
    """A report with a page, XBRL facts and labels."""
    documents = (
        (form, "brtw-20250930.htm", page),
        ("EX-101.LAB", "brtw-20250930_lab.xml", label_linkbase()),
        ("XML", "brtw-20250930_htm.xml", instance()),
    )
    text = submission_text(accession, form, filed, documents)
    return Submission(accession, form, filed, text, "2025-09-30")


def plain(
    accession: str, filed: str, form: str = "8-K", words: str = "The pier opened."
) -> Submission:
    """A report with a short page and no XBRL."""
    page = f"<html><head></head><body><p>{words}</p></body></html>"
    text = submission_text(accession, form, filed, [(form, "brtw-8k.htm", page)])
    return Submission(accession, form, filed, text)
