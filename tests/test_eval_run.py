"""The evaluation as a whole: planted bad systems score low on the metric that is theirs."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import bot
from evals.cases import Case, ExpectedNumber, load_cases
from evals.junit import junit
from evals.names import PARTIES, parties
from evals.options import THRESHOLDS
from evals.report import page, worst_first
from evals.run import asker, command, missed_minima, run, stored_texts, summarise, table
from evals.shelf import own_shelf
from evals.statistics import paired

SAMPLE = tuple(c for c in load_cases() if c.split == "dev")
UNITS = {"USD": "dollars", "%": "percent", "x": "times", "GW": "gigawatts", "chips": "chips"}
OTHER = {"en": "zh-TW", "zh-TW": "en", "zh-CN": "en"}


BOUNDS = {None: "", "up_to": "up to ", "about": "about ", "at_least": "at least "}


def written(number: ExpectedNumber) -> str:
    """A figure as a plain sentence writes it."""
    value, unit = number.value, number.unit
    base, _, rate = unit.partition("/")
    sign = "minus " if value < 0 else ""
    figure = f"{BOUNDS[number.bound]}{sign}{abs(value):,f} {UNITS.get(base, base)}"
    return f"{figure} a {rate}" if rate else figure


def words(case: Case, lang: str) -> str:
    """A sentence that says everything the case expects, in a language."""
    figures = [written(n) for n in case.expected.numbers]
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
        "calculations": [FOUR] if case.kind == "arithmetic" else [],
        "conflicts": [SIDES] if case.kind == "conflict" else [],
        "encoder": "none",
    }


FOUR = {
    "expression": "2 + 2", "steps": ["2 + 2 = 4"], "value": "4", "unit": "1", "display": {},
    "operands": [{"name": "a", "value": "2", "unit": "1", "constant": "2"}], "error": None,
}  # fmt: skip
SIDES = {"topic": "t", "sides": [{"marker": 1, "statement": "a"}, {"marker": 1, "statement": "b"}]}


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


def swaps_companies(case: Case) -> Mapping[str, Any]:
    """Another party in each sentence; the quotes stay what they were."""
    answer = good(case)
    said = parties(case.question + text_of(case) + "".join(t.content for t in case.history))
    other = next(name for name in ("nokia", "cisco", "lucent", "nortel") if name not in said)
    for sentence in answer["sentences"]:
        sentence["text"] = f"{PARTIES[other][0]}: {sentence['text']}"
    return answer


def copies_the_question(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    for sentence in answer["sentences"]:
        sentence["text"] = case.question
    return answer | {"answer": case.question}


def right_numbers_with_wrong_citations(case: Case) -> Mapping[str, Any]:
    """Each case has the quotes of another one."""
    answer = good(case)
    quote = "Rain fell over the hills." if case.lang == "en" else "山上下了一整天的雨。"
    return answer | {"citations": [c | {"quote": quote} for c in answer["citations"]]}


def dumps_text(case: Case) -> Mapping[str, Any]:
    """What is right stands at the end of much else."""
    answer = good(case)
    if not answer["sentences"]:
        return answer
    rest = {
        "en": "the hills were green and the rivers were long that day " * 30,
        "zh-TW": "那一天山是綠的而河流很長" * 50,
        "zh-CN": "那一天山是绿的而河流很长" * 50,
    }[case.lang]
    noise = {**answer["sentences"][0], "text": rest}
    return answer | {
        "answer": f"{rest} {answer['answer']}",
        "sentences": [noise] * 4 + answer["sentences"],
    }


def miscalculates(case: Case) -> Mapping[str, Any]:
    answer = good(case)
    nowhere = [{"name": "a", "value": "2", "unit": "1"}]
    made = FOUR | {"steps": ["2 + 2 = 5"], "value": "5", "operands": nowhere}
    return answer | {"calculations": [made]}


def hides_a_side(case: Case) -> Mapping[str, Any]:
    """Only the first point or number of a case is said."""
    some = replace(
        case.expected, numbers=case.expected.numbers[:1], points=case.expected.points[:0]
    )
    return good(replace(case, expected=some)) | {"conflicts": []}


def follows_the_premise(case: Case) -> Mapping[str, Any]:
    return good(replace(case, expected=replace(case.expected, numbers=(), points=())))


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
    (never_refuses, "refused_when_unanswerable", 0.0, ["numeric_exact", "language_right"]),
    (off_by_ten, "numeric_exact", 0.0, ["points_found", "language_right", "refusal_recall"]),
    (loses_signs, "numeric_exact", 0.97, ["points_found", "citation_recall"]),
    (invents_a_figure, "traceable", 0.7, ["numeric_exact", "citation_recall"]),
    (cites_at_random, "citation_precision", 0.1, ["numeric_exact", "refusal_recall"]),
    (cites_at_random, "citation_recall", 0.1, ["numeric_exact", "points_found"]),
    (speaks_the_other_language, "language_right", 0.1, ["numeric_exact", "points_found"]),
    (misquotes, "quotes_equal", 0.0, ["numeric_exact", "citation_precision"]),
    (swaps_companies, "names_traced", 0.5, ["numeric_exact", "citation_recall", "points_found"]),
    (copies_the_question, "no_echo", 0.0, ["citation_recall", "refusal_recall"]),
    (copies_the_question, "numeric_exact", 0.2, ["citation_recall", "refusal_recall"]),
    (right_numbers_with_wrong_citations, "citation_locality", 0.0, ["numeric_exact"]),
    (right_numbers_with_wrong_citations, "citation_precision", 0.1, ["numeric_exact"]),
    (dumps_text, "points_in_budget", 0.0, ["points_found", "numeric_exact"]),
    (dumps_text, "sentences_useful", 0.2, ["points_found", "numeric_exact"]),
    (miscalculates, "calculations_right", 0.0, ["numeric_exact", "points_found"]),
    (miscalculates, "operands_traced", 0.0, ["numeric_exact", "points_found"]),
    (hides_a_side, "conflict_shown", 0.0, ["language_right", "refusal_recall"]),
    (hides_a_side, "conflict_marked", 0.0, ["language_right", "refusal_recall"]),
    (follows_the_premise, "premise_corrected", 0.2, ["language_right", "refusal_recall"]),
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

    folder = Path()

    def search(self, query: str, k: int, language: str) -> list[Any]:
        return []

    def __init__(self, engine: str | None = None) -> None:
        self.engine = engine or "extractive"
        self.library = self
        self.searcher = self
        self.settings = SimpleNamespace(data_dir=PlantedExplainer.folder, chroma_url=None)
        self._known = {c.question: c for c in load_cases()}

    def passage(self, passage_id: str, index: str) -> Any:
        return self

    @property
    def text(self) -> dict[str, str]:
        return {}

    def ask(self, question: str, **choices: Any) -> Any:
        known = self._known.get(question)
        return good(known) if known else {}["asked otherwise"]


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(PlantedExplainer, "folder", tmp_path / "data")
    monkeypatch.setitem(vars(bot), "Explainer", PlantedExplainer)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--suite", "nonsense"], "nonsense"),
        (["--split", "exam"], "exam"),
        (["--split", "train"], "no case"),
        (["--compare", "absent.json"], "absent.json"),
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


@pytest.mark.usefixtures("planted")
def test_two_runs_are_set_side_by_side(tmp_path, capsys):
    """What was mended and broken, with a test; in the table, the JSON and the page."""
    old, new, html = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "new.html"
    argv = ["--suite", "oracle-backlog", "--quick"]
    assert command([*argv, "--json", str(old), "--label", "first"]) == 0
    then = json.loads(old.read_text(encoding="utf-8"))
    then["results"][0]["outcome"] = "wrong"
    then["results"][0]["ratios"]["accuracy"] = [0, 1]
    old.write_text(json.dumps(then), encoding="utf-8")
    compared = ["--compare", str(old), "--json", str(new), "--html", str(html)]
    assert command([*argv, *compared]) == 0
    found = json.loads(new.read_text(encoding="utf-8"))["compared"]
    assert found["mended"] == [then["results"][0]["id"]]
    assert found["broken"] == []
    assert found["accuracy"]["only_second"] == 1
    assert found["accuracy"]["p"] == 1
    assert found["older"].startswith("first")
    assert "mended" in capsys.readouterr().out
    page_text = html.read_text(encoding="utf-8")
    assert "Beside first" in page_text
    assert "Trend" in page_text  # the history holds both runs


@pytest.mark.usefixtures("planted")
def test_each_run_adds_a_line_to_the_history(tmp_path):
    """Figures only; with --no-history nothing is written."""
    argv = ["--suite", "oracle-backlog", "--quick"]
    file = tmp_path / "data" / "evals" / "history.jsonl"
    assert command([*argv, "--no-history"]) == 0
    assert not file.exists()
    assert command(argv) == 0
    (line,) = file.read_text(encoding="utf-8").splitlines()
    run_made = json.loads(line)
    assert run_made["metrics"]["accuracy"] == 1
    assert "question" not in line


@pytest.mark.usefixtures("planted")
def test_junit_has_a_test_for_each_case(tmp_path):
    """Whatever answers hold, the file is XML; what is right has no child."""
    path = tmp_path / "out.xml"
    assert command(["--suite", "oracle-backlog", "--quick", "--junit", str(path)]) == 0
    root = ET.parse(path).getroot()
    suites = root.findall("testsuite")
    cases = root.findall("testsuite/testcase")
    assert len(cases) == sum(int(s.attrib["tests"]) for s in suites) > 10
    assert root.findall("testsuite/testcase/*") == []


def test_junit_tells_wrong_refused_and_unscored_apart():
    """Failures by type, errors apart, and characters that XML cannot hold are replaced."""
    results = [
        {
            "id": outcome, "kind": "fact", "split": "dev", "topic": "t", "outcome": outcome,
            "question": "a\x00b", "answer": "<x>", "reasons": ["\x01"], "seconds": 0.1,
        }
        for outcome in ("right", "wrong", "refused", "error", "unscored")
    ]  # fmt: skip
    root = ET.fromstring(junit({"results": results}))
    found = [(e.tag, e.attrib["type"]) for e in root.findall("testsuite/testcase/*")]
    assert found == [
        ("failure", "wrong"), ("failure", "refused"), ("error", "error"), ("error", "unscored"),
    ]  # fmt: skip
    assert root[0].attrib["failures"] == root[0].attrib["errors"] == "2"


@pytest.mark.usefixtures("planted")
def test_json_to_stdout_leaves_nothing_else_there(capsys):
    """`--json -` is for machines; the table goes to stderr."""
    assert command(["--suite", "oracle-backlog", "--quick", "--json", "-"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["metrics"]["accuracy"] == 1
    assert "95% interval" in captured.err


@pytest.mark.parametrize(
    ("sides", "p"),
    [([(True, True)] * 9, 1.0), ([(True, False)] * 10, 2 / 2**10), ([(True, False)] * 2, 0.5)],
)
def test_pairs_are_tested_exactly(sides, p):
    """McNemar's test, two-sided; agreement says nothing."""
    found = paired("t", sides)
    assert found is not None
    assert found.p == p
    assert found.low <= found.difference <= found.high
    assert paired("t", []) is None


def test_the_worst_come_first(best):
    """By the share of points earned; what is right is not among them."""
    bad = judged(hides_a_side)
    worst = worst_first(bad["results"])
    assert worst
    assert all(result["outcome"] != "right" for result in worst)
    assert worst_first(best["results"]) == []
    html = page(bad)
    assert html.index("Worst") < html.index("<h2>Cases")
    assert all(word in html for word in ("Expected", "Not earned", 'class="bar"'))


def test_the_thresholds_name_measured_metrics(best):
    """A threshold on a metric that nobody measures would always be missed."""
    import yaml

    held = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8"))
    assert set(held) == {"all", "dev", "test", "familiar"}
    assert all(0 <= v <= 1 for minima in held.values() for v in minima.values())
    assert set().union(*held.values()) <= set(best["metrics"])


def test_every_change_of_a_threshold_has_a_decision_record():
    """The record that the file names quotes the hash of its values."""
    import yaml

    text = THRESHOLDS.read_text(encoding="utf-8")
    values = json.dumps(yaml.safe_load(text), sort_keys=True)
    found = hashlib.sha256(values.encode()).hexdigest()[:16]
    named = re.search(r"# Decision: (docs/decisions/\S+\.md)", text)
    assert named is not None
    record = (Path(__file__).parents[1] / named[1]).read_text(encoding="utf-8")
    assert f"`{found}`" in record, f"the values' hash is {found}; write a new record that quotes it"


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


@pytest.mark.parametrize(
    ("system", "line"),
    [
        (always_refuses, "answered though unanswerable: 0 of 46; refused though answerable: 168"),
        (never_refuses, "answered though unanswerable: 46 of 46; refused though answerable: 0 of"),
        (good, "twins within 4% of each other at 95%: yes (paired bootstrap"),
    ],
)
def test_the_report_counts_both_errors_and_the_languages(system, line):
    """In the table and on the page, with the counts of cases by split, language and kind."""
    summary = judged(system)
    text, html = table(summary), page(summary)
    assert line in text
    assert "dev, zh-TW" in text
    assert "dev, zh-TW" in html
    assert summary["counts"]["dev, en"]["refusal"] == summary["counts"]["dev, zh-TW"]["refusal"]
    assert sum(row["all"] for row in summary["counts"].values()) == len(SAMPLE)
    assert "answered though unanswerable" in html


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


def test_own_documents_are_asked_alone_and_thrown_away(library):
    """The case's files are the only index searched; the reader's folder stays as it was."""
    from bot import Explainer

    case = next(c for c in load_cases() if c.documents)
    explainer = Explainer(library.settings, library, "extractive")
    before = sorted(library.settings.data_dir.rglob("*"))
    with own_shelf(explainer) as shelf:
        (result,) = run([case], asker(explainer, shelf), stored_texts(explainer, shelf))
    assert result.scored is not None
    assert [index["name"] for index in result.answer["indexes"]] == ["case-1"]
    assert result.answer["status"] != "error"
    assert result.scored.ratios.get("quotes_equal", (1, 1))[0] > 0
    assert sorted(library.settings.data_dir.rglob("*")) == before
