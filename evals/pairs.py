"""Blind pairs for two readers: the product's answer and the plain top sentences of the search.

`python -m evals.pairs FOLDER` draws questions of the development split by the hash of their ids,
half of them in each language, and writes `pairs.md` (both texts without markers, in an order drawn
by hash) for the readers and `key.json`, which tells them apart, for whoever counts. Questions
that are to be refused, with a history or on documents of their own are left out.
`python -m evals.pairs FOLDER --votes FILE` counts: a line "3 A", "3 B" or "3 =" for each pair. It
judges nothing; `evals/README.md` says how the readers do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.cases import Case, load_cases
from evals.statistics import interval

if TYPE_CHECKING:
    from bot import Explainer

__all__ = ["Pair", "command", "count", "draw", "make", "without_markers"]

PAIRS = 40
MARKER = re.compile(r"\s?\[\d{1,3}\]")
HITS = 3
SIDES = ("A", "B")
SAID = {
    "en": ("Question", "Which would you rather read to the class, A or B?"),
    "zh": ("問題", "你比較願意在課堂上朗讀哪一個，A還是B？"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with two texts; `product` is the letter of the product's."""

    case: str
    lang: str
    question: str
    texts: Mapping[str, str]
    product: str


def draw(cases: Sequence[Case], count: int = PAIRS) -> list[Case]:
    """Questions of the development split, half in each language, those with the least hash first.

    Twins are never both drawn. Raises ValueError where a language has too few.
    """
    usable = [
        c
        for c in cases
        if c.split == "dev"
        and c.answerable
        and not (c.history or c.documents or c.expected.refusal)
    ]
    chosen: list[Case] = []
    for chinese in (True, False):
        mine = [c for c in usable if c.lang.startswith("zh") == chinese]
        taken = {c.id for c in chosen}
        free = [c for c in mine if c.twin not in taken]
        free.sort(key=lambda c: _hash(c.id))
        wanted = count // 2 + (count % 2) * chinese
        if len(free) < wanted:
            raise ValueError(f"expected {wanted} questions of one language, found {len(free)}")
        chosen += free[:wanted]
    return sorted(chosen, key=lambda c: _hash(c.id + "order"))


def make(
    cases: Sequence[Case],
    answer: Callable[[Case], str],
    plain: Callable[[Case, int], str],
    length: int = 0,
) -> list[Pair]:
    """A pair for each case; the plain text has as many sentences as the answer, or `length`."""
    pairs = []
    for case in cases:
        said = without_markers(answer(case))
        first = int(_hash(case.id + "side"), 16) % 2
        texts = {SIDES[first]: said, SIDES[1 - first]: plain(case, length or _sentences(said))}
        pairs.append(
            Pair(case.id, case.lang, case.question, dict(sorted(texts.items())), SIDES[first])
        )
    return pairs


def without_markers(text: str) -> str:
    """An answer as it is read aloud."""
    return MARKER.sub("", text)


def count(key: Mapping[str, Mapping[str, str]], votes: str) -> str:
    """Wins, ties and losses of the product, with the share that it wins (a tie counts half).

    Raises ValueError where a pair has no vote, or one that is none of A, B and =.
    """
    told = dict(line.split() for line in votes.splitlines() if line.strip())
    lacking = [number for number in key if told.get(number) not in (*SIDES, "=")]
    if lacking:
        raise ValueError(f"expected A, B or = for each pair, found none for {', '.join(lacking)}")
    won = [0.5 if told[n] == "=" else float(told[n] == k["product"]) for n, k in key.items()]
    low, high = interval("pairs", [(one, 1.0) for one in won])
    return (
        f"{len(won)} pairs: {won.count(1.0)} won, {won.count(0.5)} alike, {won.count(0.0)} lost;"
        f" preferred {sum(won) / len(won):.2f} (95% interval {low:.2f} to {high:.2f})"
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sentences(text: str) -> int:
    return max(1, len(re.findall(r"[。！？]|[.!?](?:\s|$)", text)))


def _plain(explainer: Explainer) -> Callable[[Case, int], str]:
    """The first sentences of the passages found, in the reader's language where they have it."""

    def sentences(case: Case, count: int) -> str:
        wanted = "en" if case.lang == "en" else "zh-TW"
        found: list[str] = []
        for hit in explainer.library.searcher.search(case.question, HITS):
            lang = wanted if wanted in hit.passage.text else next(iter(hit.passage.text))
            text = hit.passage.text[lang]
            found += [text[start:end] for start, end in hit.passage.sentences[lang]]
        return (" " if case.lang == "en" else "").join(found[:count])

    return sentences


def _sheet(pairs: Sequence[Pair]) -> str:
    parts = []
    for number, pair in enumerate(pairs, 1):
        asked, choice = SAID["en" if pair.lang == "en" else "zh"]
        texts = "\n\n".join(f"**{side}** {pair.texts[side]}" for side in SIDES)
        parts.append(f"## {number}\n\n{asked}: {pair.question}\n\n{texts}\n\n{choice} ____\n")
    return "\n".join(parts)


def command(argv: Sequence[str]) -> int:
    """Write the sheet and its key, or count votes: 0 when done, 2 on bad usage."""
    parser = argparse.ArgumentParser(prog="python -m evals.pairs", description=__doc__)
    parser.add_argument("folder", type=Path, help="where pairs.md and key.json are written")
    parser.add_argument("-n", type=int, default=PAIRS, help=f"how many pairs (default {PAIRS})")
    parser.add_argument("--plain", type=int, default=0, help="sentences of the plain text")
    parser.add_argument("--votes", type=Path, help="count the votes of this file")
    try:
        chosen = parser.parse_args(argv)
        if chosen.votes:
            key = json.loads((chosen.folder / "key.json").read_text("utf-8"))
            print(count(key, chosen.votes.read_text("utf-8")))
            return 0
        cases = draw(load_cases(), chosen.n)
    except SystemExit as stop:
        return int(stop.code or 0)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    from bot import Explainer

    explainer = Explainer()

    def answer(case: Case) -> str:
        return explainer.ask(case.question, level=case.level, as_of=case.as_of).answer

    pairs = make(cases, answer, _plain(explainer), chosen.plain)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    (chosen.folder / "pairs.md").write_text(_sheet(pairs), encoding="utf-8")
    key = {str(number): {"case": p.case, "product": p.product} for number, p in enumerate(pairs, 1)}
    (chosen.folder / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pairs)} pairs in {chosen.folder / 'pairs.md'}, the key beside it")
    return 0


if __name__ == "__main__":
    sys.exit(command(sys.argv[1:]))
