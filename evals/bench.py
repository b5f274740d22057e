"""`make bench`: quality, speed and memory beside LangChain's pipelines, in the same run.

Every pipeline gets the same made-up texts in both languages (`bench_texts`), the same questions and
vectors (`bench_pipelines`), and a process of its own, so that memory is its own. Questions in X are
put to Y's texts alone, and one text is right. Ratios matter, not seconds: machines differ. Nothing
is downloaded. `--sizes 1000,10000,100000` takes about an hour; `--only` names fewer pipelines, and
a million texts are for ours and (c).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from evals.bench_pipelines import PIPELINES, Pipeline, Shared
from evals.bench_plot import curve
from evals.bench_texts import LANGUAGES, items

OURS = "LoopLens"
QUESTIONS = 100
SIZES = "1000,10000"
HUGE = 200_000
"""Texts from which on only ours and bm25s alone are run."""
HUGE_PIPELINES = (OURS, "(c) bm25s alone")
CALLERS = (1, 8)
COLD_ROUNDS = 3
LIMIT_S = 7200

Row = Mapping[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the tables. Returns the exit code."""
    options = _parser().parse_args(argv)
    if options.child:
        print(json.dumps(_child(options.child, Path(options.folder), cold=options.cold)))
        return 0
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="looplens-bench-") as folder:
        _print_cold_commands()
        for size in sorted(int(one) for one in options.sizes.split(",")):
            shared = _prepare(Path(folder) / str(size), size)
            wanted = HUGE_PIPELINES if size > HUGE else tuple(PIPELINES)
            here = [_measured(n, shared) for n in wanted if options.only in n]
            rows += (row for row in here if row)
            _print_size(size, [row for row in here if row])
    if options.plot and rows:
        options.plot.parent.mkdir(parents=True, exist_ok=True)
        options.plot.write_text(curve(rows), encoding="utf-8")
        print(f"The growth of p95 with the number of texts is drawn in {options.plot}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of texts (default {SIZES})")
    parser.add_argument("--only", default="", help="only pipelines whose name holds this")
    parser.add_argument("--plot", type=Path, default=Path("build/bench.svg"), help="where to draw")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    return parser


def _prepare(folder: Path, size: int) -> Shared:
    """Write texts, questions and their vectors, made once for all."""
    from bot import Explainer

    folder.mkdir(parents=True)
    encoder = Explainer().library.encoder
    half = size // 2
    files = {lang: (folder / f"{lang}.jsonl").open("w", encoding="utf-8") for lang in LANGUAGES}
    for item in items(half):
        for lang, file in files.items():
            line = {"id": f"{lang}-{item.number}", "text": item.text[lang], "lang": lang}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()
    (folder / "size").write_text(str(size))
    step = max(1, half // QUESTIONS)
    asked = list(islice((i for i in items(half) if i.number % step == 0), QUESTIONS))
    (folder / "questions.json").write_text(
        json.dumps([{"number": item.number, **item.question} for item in asked])
    )
    # Read by the processes that are started in the folder: an index of its own, files of any size.
    (folder / "looplens.toml").write_text(
        f"data_dir = {json.dumps(str(folder / 'ours'))}\nmax_upload_mb = 100000\n"
    )
    shared = Shared(folder)
    for lang in LANGUAGES:
        texts = shared.texts(lang)
        some = [encoder.documents(texts[at : at + 512]) for at in range(0, half, 512)]
        np.save(folder / f"{lang}.npy", np.concatenate(some).astype(np.float16))
    both = [text for lang in LANGUAGES for _, text in shared.questions(lang)]
    np.save(folder / "questions.npy", encoder.queries(both))
    return shared


def _measured(name: str, shared: Shared) -> Row | None:
    """What a pipeline did in a process of its own; None, with the reason, where it cannot run."""
    try:
        row = _in_child(name, shared.folder)
        cold = [_in_child(name, shared.folder, "--cold")["wall"] for _ in range(COLD_ROUNDS)]
    except RuntimeError as error:
        print(f"{name} is left out: {error}", flush=True)
        return None
    return {**row, "name": name, "size": shared.size, "cold": statistics.median(cold)}


def _in_child(name: str, folder: Path, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "evals.bench", "--child", name, "--folder", str(folder), *more]
    begun = time.perf_counter()
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=LIMIT_S, cwd=folder
    )
    wall = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2] or f"exit {done.returncode}")
    return {**json.loads(done.stdout.strip().rpartition("\n")[2]), "wall": wall}


def _child(name: str, folder: Path, *, cold: bool) -> dict[str, Any]:
    """Build and measure one pipeline, or open it and ask once."""
    shared = Shared(folder)
    pipeline: Pipeline = PIPELINES[name](shared)
    if cold:
        pipeline.open()
        pipeline.search(shared.questions("en")[0][1], "en")
        return {}
    begun = time.perf_counter()
    pipeline.build()
    found: dict[str, Any] = {"rate": shared.size / (time.perf_counter() - begun)}
    spent: list[float] = []
    for asked in LANGUAGES:
        for over in LANGUAGES:
            ranks = list(_ranks(pipeline, shared.questions(asked), over, spent))
            found[f"{asked[:2]}-{over[:2]}"] = _quality(ranks)
    found |= {"p50": _percentile(spent, 50), "p95": _percentile(spent, 95), "asked": len(spent)}
    found["callers"] = {str(n): _throughput(pipeline, shared, n) for n in CALLERS}
    if name == OURS:
        both: list[float] = []
        list(_ranks(pipeline, shared.questions("en"), None, both))
        found["p95 over both"] = _percentile(both, 95)
    found["memory"] = _peak_memory()
    return found


def _ranks(
    pipeline: Pipeline, questions: Iterable[tuple[int, str]], over: str | None, spent: list[float]
) -> Iterable[int]:
    """The rank of the right text for each question, 0 where it is not found; times are added."""
    for number, question in questions:
        begun = time.perf_counter()
        found = pipeline.search(question, over)  # type: ignore[arg-type]
        spent.append((time.perf_counter() - begun) * 1000)
        yield found.index(number) + 1 if number in found else 0


def _quality(ranks: Sequence[int]) -> dict[str, float]:
    """Recall at one and five, reciprocal rank and gain at ten, when one text is right."""
    count = len(ranks)
    return {
        "R@1": sum(rank == 1 for rank in ranks) / count,
        "R@5": sum(0 < rank <= 5 for rank in ranks) / count,
        "MRR@10": sum(1 / rank for rank in ranks if 0 < rank <= 10) / count,
        "nDCG@10": sum(1 / math.log2(1 + rank) for rank in ranks if 0 < rank <= 10) / count,
    }


def _throughput(pipeline: Pipeline, shared: Shared, callers: int) -> float:
    """Questions answered in a second with so many at a time, each over its own language."""
    asked = [(text, lang) for lang in LANGUAGES for _, text in shared.questions(lang)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(lambda one: pipeline.search(*one), asked))
    return len(asked) / (time.perf_counter() - begun)


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _peak_memory() -> float:
    """The most memory that this process has held, in MiB, without its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print_cold_commands() -> None:
    """Our own commands from a cold shell, the index built."""
    bot = [sys.executable, "-m", "bot"]
    ask = [*bot, "ask", "How much did Oracle's RPO grow?", "--json"]
    search = [*bot, "search", "甲骨文 剩餘履約義務", "--json"]
    print("From a cold shell, shipped corpus, index built (median of three):")
    for name, command in (("search", search), ("ask", ask), ("calc 1+1", [*bot, "calc", "1+1"])):
        print(f"  {name:10} {_seconds(lambda c=command: _run(c)):6.2f} s", flush=True)  # type: ignore[misc]


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _seconds(call: Callable[[], None]) -> float:
    spent = []
    for _ in range(COLD_ROUNDS):
        begun = time.perf_counter()
        call()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def _print_size(size: int, rows: Sequence[Row]) -> None:
    """Two tables for one size: how well by direction, then how fast and how large."""
    directions = [f"{asked[:2]}-{over[:2]}" for asked in LANGUAGES for over in LANGUAGES]
    print(f"\n{size:,} texts, {size // 2:,} a language; {QUESTIONS} questions a direction")
    print(f"{'R@1 / R@5 / MRR@10 / nDCG@10':34}" + "".join(f"{d:>24}" for d in directions))
    for row in rows:
        cells = (" ".join(f"{value:.2f}" for value in row[d].values()) for d in directions)
        print(f"{row['name']:34}" + "".join(f"{cell:>24}" for cell in cells))
    ours = next((row["p95"] for row in rows if row["name"] == OURS), None)
    heads = ("p50 ms", "p95 ms", "p95/ours", "1 caller", "8 callers", "texts/s", "cold s", "MB")
    print(f"{'':34}" + "".join(f"{head:>11}" for head in heads))
    for row in rows:
        ratio = f"{row['p95'] / ours:.1f}" if ours else "-"
        figures = (
            f"{row['p50']:.1f}",
            f"{row['p95']:.1f}",
            ratio,
            *(f"{row['callers'][str(n)]:.0f}/s" for n in CALLERS),
            f"{row['rate']:.0f}",
            f"{row['cold']:.1f}",
            f"{row['memory']:.0f}",
        )
        print(f"{row['name']:34}" + "".join(f"{one:>11}" for one in figures), flush=True)
    both = next((row["p95 over both"] for row in rows if row["name"] == OURS), None)
    if both is not None:
        print(f"{OURS} over both languages at once: p95 {both:.1f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
