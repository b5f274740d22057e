"""A run as JUnit XML, for the tools that show test results: a test a case, a suite a kind.

A wrong answer and a refusal are failures of different types; what could not be scored is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(summary: Mapping[str, Any]) -> str:
    """The whole file."""
    root = ET.Element("testsuites", name="looplens eval")
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for result in summary["results"]:
        by_kind.setdefault(result["kind"], []).append(result)
    for kind, results in by_kind.items():
        suite = ET.SubElement(
            root,
            "testsuite",
            name=kind,
            tests=str(len(results)),
            failures=str(sum(r["outcome"] in ("wrong", "refused") for r in results)),
            errors=str(sum(r["outcome"] in ("error", "unscored") for r in results)),
            time=f"{sum(r['seconds'] for r in results):.3f}",
        )
        for result in results:
            _case(suite, result)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, result: Mapping[str, Any]) -> None:
    name = f"{result['split']}.{result['topic']}"
    case = ET.SubElement(
        suite, "testcase", classname=name, name=result["id"], time=f"{result['seconds']:.3f}"
    )
    outcome = result["outcome"]
    if outcome == "right":
        return
    tag = "failure" if outcome in ("wrong", "refused") else "error"
    reason = ET.SubElement(case, tag, type=outcome, message=_safe("; ".join(result["reasons"])))
    reason.text = _safe(f"{result['question']}\n\n{result['answer']}")


def _safe(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
