"""Names that a question sets aside are not searched for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from index_parts import searcher, term

from bot.language.glossary import Glossary
from bot.language.leaving_out import searched_for

FIRMS = {
    "Intel": "英特爾",
    "AMD": "超微",
    "Microsoft": "微軟",
    "Meta": "Meta",
    "Oracle": "甲骨文",
    "Amazon": "亞馬遜",
    "CoreWeave": "CoreWeave",
    "Broadcom": "博通",
}
GLOSSARY = Glossary(tuple(term(f"T-{en}", en, zh, "company") for en, zh in FIRMS.items()))


@pytest.mark.parametrize(
    ("query", "left_out", "kept"),
    [
        ("Apart from Intel and AMD, whom does Microsoft buy chips from?", "Intel", "Microsoft"),
        ("Which firms rent space to Meta, other than Oracle?", "Oracle", "Meta"),
        ("Leaving Amazon aside, who else has raised prices?", "Amazon", "prices"),
        ("Microsoft aside, which customers does CoreWeave have?", "Microsoft", "CoreWeave"),
        ("What has Broadcom sold besides AMD's and Intel's parts?", "AMD", "Broadcom"),
        ("除了英特爾，微軟還向哪些公司買晶片？", "英特爾", "微軟"),
        ("Meta、亞馬遜以外，還有誰漲價？", "亞馬遜", "漲價"),
        ("博通有哪些客戶？微軟不算", "微軟", "博通"),
        ("撇開甲骨文，誰在那裡蓋機房？", "甲骨文", "機房"),
    ],
)
def test_a_name_that_is_set_aside_is_not_searched_for(query: str, left_out: str, kept: str) -> None:
    """Where others are asked for by name; the rest of the question stands."""
    searched = searched_for(query, GLOSSARY)
    assert left_out not in searched
    assert kept in searched


@pytest.mark.parametrize(
    "query",
    [
        "How much did the cloud firms spend, excluding Microsoft?",
        "扣掉微軟不算，四家總共花了多少？",
        "Which chips does Intel sell besides processors?",
        "除了股利，微軟還拿什麼回報股東？",
        "Who left Intel, and which office was set aside for AMD?",
        "Why did Amazon put out a statement?",
        "Apart from Intel",
        "微軟不算",
        "",
    ],
)
def test_anything_else_stays_as_it_is(query: str) -> None:
    """Amounts may need the part that is left out; things that are no names are no parties."""
    assert searched_for(query, GLOSSARY) == query


def test_long_names_take_no_time() -> None:
    """Many names of many letters beside one another, and nothing set aside: read in one pass."""
    long = "Consolidated Transatlantic Telegraph Works"
    glossary = Glossary((term("T-LONG", long, "聯合電報", "company"),))
    query = "Which firms are there? " + ", ".join([long] * 12)
    began = time.process_time()
    assert searched_for(query, glossary) == query
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "query",
    [
        "Leaving NVIDIA aside, which suppliers does Oracle have?",
        "輝達不算，甲骨文有哪些供應商？",
    ],
)
def test_texts_on_others_come_first(tmp_path: Path, query: str) -> None:
    """A text that is full of the name set aside does not answer."""
    texts = (
        {
            "en": "NVIDIA and Oracle: NVIDIA told Oracle that NVIDIA would change suppliers.",
            "zh-TW": "輝達與甲骨文：輝達告訴甲骨文，輝達要換供應商。",
        },
        {
            "en": "Oracle has three suppliers of cables, all of them in Norway.",
            "zh-TW": "甲骨文有三家電纜供應商，都在挪威。",
        },
    )
    assert searcher(tmp_path, texts).search(query, 2)[0].passage.id == "doc1/p"
