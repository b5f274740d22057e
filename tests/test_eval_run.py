"""The evaluation as a whole: planted bad systems score low on the metric that is theirs."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import bot
from evals.cases import Case, load_cases
from evals.report import page
from evals.run import (
    THRESHOLDS,
    asker,
    command,
    missed_minima,
    run,
    stored_texts,
    summarise,
    table,
)

SAMPLE = tuple(c for c in load_cases() if c.split == "dev")
UNITS = {"USD": "dollars", "%": "percent", "x": "times", "GW": "gigawatts", "chips": "chips"}
OTHER = {"en": "zh-TW", "zh-TW": "en", "zh-CN": "en"}


def written(value: Decimal, unit: str) -> str:
    """A figure as a plain sentence writes it."""
    base, _, rate = unit.partition("/")
    sign = "minus " if value < 0 else ""
    return f"{sign}{abs(value):,f} {UNITS.get(base, base)}{f' a {rate}' if rate else ''}"


def words(case: Case, lang: str) -> str:
    """A sentence that says everything the case expects, in a language."""
    figures = [written(n.value, n.unit) for n in case.expected.numbers]
    said = [*figures, *(point[0] for point in case.expected.points)]
    filler = {
        "en": "The sources of this case report the following for what the reader asked about",
        "zh-TW": "對於讀者這個問題，各項來源所報導的內容經過整理與核對之後，可以說明如下",
        "zh-CN": "对于读者这个问题，各项来源所报道的内容经过整理与核对之后，可以说明如下",
    }[lang]
    # Points may hold both languages: repeat the frame until the language is beyond doubt.
    return f"{filler}: {'; '.join(said)}; {filler * 3}"


def text_of(case: Case) -> str:
    return words(case, case.lang)


def passage_of(case: Case) -> str:
    wanted = case.expected.citations[0][0] if case.expected.citations else "plain/passage"
    return f"{wanted}/{case.id}"


def good(case: Case) -> dict[str, Any]:
    """A system that knows every answer and cites a sentence that says it."""
    text = text_of(case)
    code = case.expected.refusal
    if code is not None:
        return refusal(case, code)
    cited = [w[0] for w in case.expected.citations] or ["plain/passage"]
    citations = [
        {
            "marker": n,
            "index": "corpus",
            "passage_id": f"{wanted}/{case.id}",
            "source_id": wanted,
            "lang": case.lang,
            "quote": text,
            "start": 0,
            "end": len(text),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        for n, wanted in enumerate(cited, 1)
    ]
    markers = [c["marker"] for c in citations]
    shown = text + "".join(f"[{m}]" for m in markers) + "."
    return {
        "question": case.question,
        "language": case.lang,
        "status": "answered",
        "refusal": None,
        "error": None,
        "answer": shown,
        "sentences": [
            {"text": shown, "kind": "claim", "markers": markers, "calculations": []},
        ],
        "citations": citations,
        "calculations": [],
        "encoder": "none",
    }


def refusal(case: Case, code: str) -> dict[str, Any]:
    silent = replace(case, expected=replace(case.expected, numbers=(), points=()))
    return {
        "question": case.question,
        "language": case.lang,
        "status": "refused",
        "refusal": {"code": code},
        "error": None,
        "answer": text_of(silent),
        "sentences": [],
        "citations": [],
        "calculations": [],
    }


def always_refuses(case: Case) -> Mapping[str, Any]:
    return refusal(case, "not_in_corpus")


def never_refuses(case: Case) -> Mapping[str, Any]:
    free = replace(case, expected=replace(case.expected, refusal=None))
    return good(free)


def off_by_ten(case: Case) -> Mapping[str, Any]:
    numbers = tuple(replace(n, value=n.value * 10) for n in case.expected.numbers)
    return good(replace(case, expected=replace(case.expected, numbers=numbers)))


def loses_signs(case: Case) -> Mapping[str, Any]:
    numbers = tuple(replace(n, value=abs(n.value)) for n in case.expected.numbers)
    return good(replace(case, expected=replace(case.expected, numbers=numbers)))


def invents_a_figure(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    for sentence in answer["sentences"]:
        sentence["text"] += " 31,415,926 dollars"
    return answer


def cites_at_random(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    others = [c for c in SAMPLE if c.topic != case.topic and c.expected.refusal is None]
    other = random.Random(case.id).choice(others)
    quote = "Rain fell over the hills." if case.lang == "en" else "山上下了一整天的雨。"
    changed = {"passage_id": passage_of(other), "source_id": "another", "quote": quote}
    return answer | {"citations": [c | changed for c in answer["citations"]]}


def speaks_the_other_language(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    wrong = words(case, OTHER[case.lang])
    return answer | {"answer": wrong}


def misquotes(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    return answer | {"citations": [c | {"quote": c["quote"] + "!"} for c in answer["citations"]]}


def crashes(case: Case) -> Mapping[str, Any]:
    raise RuntimeError("out of order")


def judged(ask: Any) -> dict[str, Any]:
    texts = {(passage_of(c)): text_of(c) for c in SAMPLE}
    for case in SAMPLE:
        for wanted in case.expected.citations:
            texts[f"{wanted[0]}/{case.id}"] = text_of(case)
    return summarise(run(SAMPLE, ask, lambda index, passage_id, lang: texts.get(passage_id)))


@pytest.fixture(scope="module")
def best() -> dict[str, Any]:
    return judged(good)


def test_a_system_that_knows_everything_scores_full_marks(best):
    """The metrics can be reached: what follows is low because it is bad."""
    low = {name: value for name, value in best["metrics"].items() if value < 1}
    assert low == {}
    assert best["outcomes"]["all"] == {"right": len(SAMPLE)}
    assert best["cases"] == len(SAMPLE)


BAD = [
    # system, the metric that is its own, at most, metrics that it must not touch
    (always_refuses, "answered_when_answerable", 0.0, ["language_right", "forbidden_absent"]),
    (always_refuses, "refusal_precision", 0.1, ["language_right"]),
    (never_refuses, "refusal_recall", 0.0, ["numeric_exact", "citation_precision"]),
    (off_by_ten, "numeric_exact", 0.0, ["points_found", "language_right", "refusal_recall"]),
    (loses_signs, "numeric_exact", 0.97, ["points_found", "citation_recall"]),
    (invents_a_figure, "traceable", 0.7, ["numeric_exact", "citation_recall"]),
    (cites_at_random, "citation_precision", 0.1, ["numeric_exact", "refusal_recall"]),
    (cites_at_random, "citation_recall", 0.1, ["numeric_exact", "points_found"]),
    (speaks_the_other_language, "language_right", 0.1, ["numeric_exact", "points_found"]),
    (misquotes, "quotes_equal", 0.0, ["numeric_exact", "citation_precision"]),
]


@pytest.mark.parametrize(
    ("system", "metric", "most", "untouched"), BAD, ids=lambda v: getattr(v, "__name__", None)
)
def test_a_planted_bad_system_scores_low_where_it_is_bad(system, metric, most, untouched):
    """And only there: a metric that falls for another's fault tells nothing."""
    metrics = judged(system)["metrics"]
    assert metrics[metric] <= most
    assert [name for name in untouched if metrics[name] < 1] == []


def test_refusing_everything_is_counted_as_refused_not_wrong():
    """Wrong and refused are separate columns."""
    outcomes = judged(always_refuses)["outcomes"]
    assert outcomes["fact"] == {"refused": sum(c.kind == "fact" for c in SAMPLE)}


def test_a_system_that_crashes_is_an_error_and_not_a_crash_of_the_run():
    """The run goes on; the case keeps the reason."""
    summary = judged(crashes)
    assert summary["outcomes"]["all"] == {"error": len(SAMPLE)}
    assert summary["unscored"] == []


def test_a_scorer_that_crashes_is_no_zero():
    """An answer that cannot be scored is reported apart and adds to no metric."""
    broken = run(SAMPLE[:2], lambda case: good(case) | {"sentences": None})
    summary = summarise((*broken, *run(SAMPLE[2:4], good)))
    assert len(summary["unscored"]) == 2
    assert summary["outcomes"]["all"] == {"right": 2}


# --- the command ------------------------------------------------------------------------------


class PlantedExplainer:
    """Stands where `bot.Explainer` stands; answers from the cases."""

    def __init__(self, engine: str | None = None) -> None:
        self.engine = engine or "extractive"
        self.library = self
        self._known = {c.question: c for c in load_cases()}

    def passage(self, passage_id: str, index: str) -> Any:
        return self

    @property
    def text(self) -> dict[str, str]:
        return {}

    def ask(self, question: str, **choices: Any) -> Any:
        return good(self._known[question])


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(bot), "Explainer", PlantedExplainer)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--suite", "nonsense"], "nonsense"),
        (["--split", "train"], "train"),
        (["--min", "numeric_exact"], "METRIC=VALUE"),
        (["--min", "numeric_exact=high"], "numeric_exact=high"),
        (["--suite", "coreweave-case", "--split", "dev"], "coreweave-case"),
        (["--unknown"], "--unknown"),
    ],
)
def test_bad_usage_is_one_sentence_and_2(argv, says, capsys):
    """The value found, what was expected and where to read on."""
    assert command(argv) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.out == ""


def test_help_is_no_error(capsys):
    """--help prints the options and ends with 0."""
    assert command(["--help"]) == 0
    assert "--html" in capsys.readouterr().out


@pytest.mark.usefixtures("planted")
def test_a_run_prints_a_table_and_writes_both_reports(tmp_path, capsys):
    """JSON has the contract's fields; the page stands alone."""
    json_file, html_file = tmp_path / "out.json", tmp_path / "out.html"
    argv = ["--suite", "oracle-backlog", "--json", str(json_file), "--html", str(html_file)]
    assert command([*argv, "--min", "numeric_exact=1", "points_found=1"]) == 0
    summary = json.loads(json_file.read_text(encoding="utf-8"))
    assert summary["cases"] == len(summary["results"]) > 10
    assert summary["metrics"]["numeric_exact"] == 1
    assert set(summary["intervals"]) == set(summary["n"]) == set(summary["metrics"])
    printed = capsys.readouterr().out
    assert "numeric_exact" in printed
    assert "95% interval" in printed
    html = html_file.read_text(encoding="utf-8")
    assert "http" not in html.replace("http-equiv", "").split("</style>")[0]
    assert "rpo-level-zh" in html


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("least", ["numeric_exact=1.01", "no_such_metric=0.5"])
def test_a_missed_minimum_ends_with_1_and_says_so(least, capsys):
    """A metric that was not measured has not reached its minimum either."""
    assert command(["--suite", "oracle-backlog", "--min", least]) == 1
    assert least.split("=")[0] in capsys.readouterr().err


def test_minima_are_compared_with_the_metrics(best):
    """At the minimum is enough."""
    assert missed_minima(best, {"numeric_exact": 1.0}) == []
    assert len(missed_minima(best, {"numeric_exact": 1.1, "unknown": 0})) == 2


def test_the_thresholds_name_measured_metrics(best):
    """A threshold on a metric that nobody measures would always be missed."""
    import yaml

    held = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8"))
    assert set(held) == {"all", "dev", "test"}
    assert all(0 <= v <= 1 for minima in held.values() for v in minima.values())
    assert set().union(*held.values()) <= set(best["metrics"])


def test_the_page_shows_hostile_text_as_text(best):
    """An answer with markup in it cannot act in the report."""
    result = best["results"][0] | {"answer": "<script>alert(1)</script>"}
    html = page(best | {"results": [result], "suite": "<b>", "split": "dev"})
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>" not in html.split("<p>")[0]


def test_the_table_has_every_metric_and_outcome(best):
    """What is measured is printed, with n and interval."""
    text = table(best)
    assert all(name in text for name in best["metrics"])
    assert all(outcome in text for outcome in ("right", "wrong", "refused", "error"))


def test_the_shipped_system_is_judged_through_its_public_face(library):
    """Real answers are scored, and what they quote is compared with what is stored."""
    from bot import Explainer

    wanted = {"rpo-level-zh", "rpo-level-en", "rf-buy-nvidia-en", "loi-paid-zh"}
    cases = [case for case in SAMPLE if case.id in wanted]
    explainer = Explainer(library.settings, library, "extractive")
    summary = summarise(run(cases, asker(explainer), stored_texts(explainer)))
    assert summary["unscored"] == []
    assert "error" not in summary["outcomes"]["all"]
    assert summary["metrics"]["quotes_equal"] == 1
    assert summary["n"]["quotes_equal"] >= 3
