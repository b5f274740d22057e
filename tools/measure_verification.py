"""Measures the verifier by mutation: what it catches of falsified answers, what it wrongly flags.

`python -m tools.measure_verification` reads the answers of evals/verification (two invented halves,
of which the second has been seen, three seen parts on the digests, two seen parts on invented
sources of many kinds, and two that are not, one of them on the digests) and, with `--product N`,
asks the product N of its development questions; falsifies each answer one detail at a time
(`tools.mutants`) and prints by kind how many are caught, with 95% intervals. Answers that the
verifier flags untouched are counted as false alarms and left out of the mutants. `--missed` shows
what was missed in the development half and in the product's answers, never in the others. Last come
the claims without a figure: how many hold of the borne ones and of the invented.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from bot.answer.verify import verify_line
from bot.calculate.expression import evaluate
from bot.language.script import has_han
from bot.records import to_json
from tools.mutants import KINDS, Base, mutants
from tools.questions import language_of_product

FOLDER = Path(__file__).parents[1] / "evals" / "verification"
PARTS = ("development", "held-out", "second", "third", "fifth", "sixth", "eighth")
# Of these parts nobody has read a failure.
UNREAD = ("fourth", "seventh")
PRODUCT = "product"

Verifier = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class Tally:
    """Counts of one part: caught and made by kind and language, flagged and tried untouched."""

    caught: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    made: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    flagged: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    hows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def share(self, kind: str, languages: Sequence[str] = ("en", "zh")) -> tuple[int, int]:
        """Caught and made of a kind."""
        return (
            sum(self.caught[kind, lang] for lang in languages),
            sum(self.made[kind, lang] for lang in languages),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--product", type=int, default=0, metavar="N", help="ask it N questions")
    parser.add_argument("--missed", action="store_true", help="show what was missed")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(argv)
    verifier = own_verifier()
    parts = [(part, written(part)) for part in (*PARTS, *UNREAD)]
    if chosen.product:
        parts.append((PRODUCT, asked(chosen.product)))
    for part, bases in parts:
        tally = measure(bases, verifier, chosen.seed)
        print("\n".join(table(part, tally)))
        if chosen.missed and part in (PARTS[0], PRODUCT):
            print("\n".join((*tally.alarms, *tally.missed)))
    print("\n".join(("", *figureless(verifier))))
    return 0


def figureless(verifier: Verifier) -> list[str]:
    """Claims without a figure, each citing one sentence of its language: how many are let pass."""
    passed: dict[tuple[str, str], list[bool]] = defaultdict(list)
    rows = yaml.safe_load((FOLDER / "claims.yaml").read_text(encoding="utf-8"))
    for row in rows:
        for kind in ("holds", "fails"):
            for claim in row[kind]:
                cited = row["zh-TW"] if has_han(claim) else row["en"]
                citations = [{"marker": 1, "text": cited}]
                answer = f"{claim[:-1]} [1]{claim[-1]}"
                result = verifier({"answer": answer, "citations": citations})
                passed[row["part"], kind].append(bool(result["ok"]))
    return [
        f"claims without a figure, {part}, {kind}: {_ratio(sum(oks), len(oks))} let pass"
        for (part, kind), oks in passed.items()
    ]


def own_verifier() -> Verifier:
    """The product's verifier with the shipped glossary."""
    glossary, _ = language_of_product()
    return lambda line: verify_line(line, glossary)


def measure(bases: Sequence[Base], verifier: Verifier, seed: int = 7) -> Tally:
    """Verify every answer untouched, then every mutant of those that hold."""
    tally = Tally()
    for base in bases:
        tally.tried[base.language] += 1
        tally.hows[base.how] += 1
        start = time.perf_counter()
        findings = verifier({**base.record, "answer": base.text})["findings"]
        tally.seconds += time.perf_counter() - start
        if findings:
            tally.flagged[base.language] += 1
            tally.faults[f"{findings[0]['kind']} ({base.how})"] += 1
            tally.alarms.append(f"ALARM {base.id} {base.text}\n      {findings[0]}")
            continue
        for mutant in mutants(base, seed):
            tally.made[mutant.kind, base.language] += 1
            if verifier({**base.record, "answer": mutant.text})["ok"]:
                tally.missed.append(f"{mutant.kind} {base.id} {mutant.change}\n      {mutant.text}")
            else:
                tally.caught[mutant.kind, base.language] += 1
    return tally


def written(part: str) -> list[Base]:
    """The invented answers of one half, each with every sentence of its source to cite."""
    sources = yaml.safe_load((FOLDER / f"{part}.yaml").read_text(encoding="utf-8"))
    return [base for source in sources for base in _of_source(source)]


def _of_source(source: Mapping[str, Any]) -> Iterator[Base]:
    numbers = {key: n for n, key in enumerate(source["sentences"], 1)}
    cited = {numbers[key]: text for key, text in source["sentences"].items()}
    for place, answer in enumerate(source["answers"]):
        text = str(answer["text"])
        for key, number in numbers.items():
            text = text.replace(f"[{key}]", f"[{number}]")
        made = [to_json(evaluate(e)) for e in answer.get("calculations", ())]
        wrong = [c for c in made if c["error"]]
        if wrong:
            raise ValueError(f"{source['source']}: {wrong[0]['expression']} has no value")
        record = {
            "id": f"{source['source']}/{place}",
            "citations": [
                {"marker": n, "text": t, "title": source["title"]} for n, t in cited.items()
            ],
            "calculations": made,
        }
        language = "zh" if has_han(text) else "en"
        yield Base(
            str(record["id"]), text, cited, source["parties"], language, answer["how"], record
        )


def asked(most: int) -> list[Base]:
    """The product's own answers to development questions, evenly drawn, that it answers."""
    from bot import Explainer
    from evals.cases import load_cases

    explainer = Explainer()
    terms = explainer.library.corpus.terms
    parties = [(t.zh_tw, t.en, *t.aliases) for t in terms if t.kind == "company"]
    found = []
    cases = [case for case in load_cases() if case.split == "dev" and not case.history]
    for case in cases[:: max(1, len(cases) // most)]:
        answer = to_json(explainer.ask(case.question))
        if answer["status"] == "answered" and answer["citations"]:
            found.append(_of_answer(case.id, answer, parties))
    return found


def _of_answer(name: str, answer: Mapping[str, Any], parties: Sequence[Sequence[str]]) -> Base:
    cited = {c["marker"]: c["quote"] for c in answer["citations"]}
    text = answer["answer"]
    here = [names for names in parties if any(n in text for n in names)]
    record = {
        "id": name,
        "question": answer["question"],
        "citations": [{**c, "text": c["quote"]} for c in answer["citations"]],
        "calculations": answer["calculations"],
    }
    language = "en" if answer["language"] == "en" else "zh"
    several = max((len(s["markers"]) for s in answer["sentences"]), default=0) > 1
    how = "computed" if answer["calculations"] else "several" if several else "own"
    return Base(name, text, cited, here, language, how, record)


def table(part: str, tally: Tally) -> list[str]:
    """One part's figures, line by line."""
    tried, flagged = sum(tally.tried.values()), sum(tally.flagged.values())
    hows = ", ".join(f"{how} {n}" for how, n in sorted(tally.hows.items()))
    lines = [
        "",
        f"{part}: {tried} answers ({hows}), {1000 * tally.seconds / max(tried, 1):.1f} ms each",
        f"{'untouched, flagged':20}{_ratio(flagged, tried)}   "
        + "   ".join(f"{lang} {tally.flagged[lang]}/{tally.tried[lang]}" for lang in ("en", "zh"))
        + "".join(f"   {kind} {n}" for kind, n in sorted(tally.faults.items())),
    ]
    for kind in KINDS:
        caught, made = tally.share(kind)
        each = "   ".join(
            f"{lang} {tally.caught[kind, lang]}/{tally.made[kind, lang]}" for lang in ("en", "zh")
        )
        lines.append(f"{kind:20}{_ratio(caught, made)}   {each}")
    return lines


def _ratio(part: int, whole: int) -> str:
    if not whole:
        return "none"
    low, high = interval(part, whole)
    return f"{part / whole:5.3f}  [{low:.3f}, {high:.3f}]  n {whole:4}"


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share."""
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole**2)) / (1 + z * z / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    raise SystemExit(main())
