"""`looplens eval --suite finqa --data PATH`: real indexes of samples, options, and the judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import bot
from evals.outside import asking, judge
from evals.outside.asking import Shelf, own_shelf, run
from evals.outside.command import is_outside
from evals.outside.suites import SUITES
from evals.outside.tally import summarise
from evals.run import command

if TYPE_CHECKING:
    from bot.library import Library

DATA = Path(__file__).parent / "data" / "outside"
SCHEMAS = Path(__file__).parents[1] / "docs" / "schemas"
EASY = [
    # A set's sample, and questions that any reader of its text answers.
    ("finqa", "finqa.json", ["HKET/2021/page_12.pdf-2"]),
    ("tatqa", "tatqa.json", ["q-01", "q-08"]),
    ("financebench", "financebench.jsonl", ["financebench_id_00004"]),
    ("xquad", "xquad", ["m1 (en)", "m1 (zh)", "m2 (en)"]),
    ("drcd", "drcd.json", ["9001-1-2", "9002-1-1"]),
    ("rgb", "rgb", ["en_refine-1", "en_refine-1-none", "zh_refine-0"]),
]


@pytest.fixture(scope="module")
def shelf(library: Library) -> Iterator[Shelf]:
    """Indexes beside the shared library, deleted afterwards."""
    with own_shelf(bot.Explainer(library.settings, library, "extractive")) as opened:
        yield opened


@pytest.mark.parametrize(("name", "sample", "easy"), EASY)
def test_every_sample_is_asked_over_an_index_of_its_own(
    name: str, sample: str, easy: list[str], shelf: Shelf
) -> None:
    """Nothing crashes, answers come from the question's documents, and easy ones are right."""
    loaded = SUITES[name].load(DATA / sample)
    results = {r.item.id: r for r in run(loaded.items, shelf)}
    assert len(results) == len(loaded.items)
    assert [r.item.id for r in results.values() if r.judged is None] == []
    assert {r.answer["status"] for r in results.values()} <= {"answered", "partial", "refused"}
    outcomes = {one: results[one].judged.outcome for one in easy}
    assert outcomes == dict.fromkeys(easy, "right")
    for result in results.values():
        held = {c["index"] for c in result.answer["citations"]}
        assert len(held) <= 1
        assert all(index.startswith("yardstick") for index in held)


def test_together_all_documents_are_searched(shelf: Shelf) -> None:
    """The harder setting: the right paragraph is to be found as well."""
    items = SUITES["drcd"].load(DATA / "drcd.json").items
    results = run(items, shelf, together=True)
    assert len({c["index"] for r in results for c in r.answer["citations"]}) == 1
    assert summarise(results, {})["metrics"]["sentence_cited"] >= 0.5


def test_what_cannot_be_indexed_is_an_error_of_its_questions(shelf: Shelf) -> None:
    """The run goes on."""
    items = SUITES["drcd"].load(DATA / "drcd.json").items
    broken = replace(items[0], group="x", documents=(replace(items[0].documents[0], text=""),))
    first, second = run([broken, items[2]], shelf)
    assert first.judged is not None
    assert (first.judged.outcome, first.answer["error"]["code"]) == ("error", "crash")
    assert second.answer["status"] == "answered"


# --- the command ------------------------------------------------------------------------------


@pytest.fixture
def explainer(monkeypatch: pytest.MonkeyPatch, library: Library, shelf: Shelf) -> None:
    """`bot.Explainer()` over the shared library and shelf: no dictionary is compiled again."""
    made = bot.Explainer(library.settings, library, "extractive")
    monkeypatch.setitem(vars(bot), "Explainer", lambda engine=None: made)
    monkeypatch.setattr(asking, "own_shelf", lambda explainer: nullcontext(shelf))


@pytest.mark.usefixtures("explainer")
def test_a_run_prints_n_interval_and_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], library: Library
) -> None:
    """And writes both reports; the reader's indexes are as they were."""
    before = library.names()
    out, html = tmp_path / "out.json", tmp_path / "out.html"
    argv = ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--limit", "2"]
    code = command([*argv, "--json", str(out), "--html", str(html), "--min", "f1=0.99", "x=1"])
    captured = capsys.readouterr()
    assert code == 1
    assert "DRCD" in captured.out
    assert "left out, 1: no published answer" in captured.out
    assert "left out, 1: beyond --limit" in captured.out
    assert "below the minimum of 0.99" in captured.err
    assert "x was not measured" in captured.err
    summary = json.loads(out.read_text("utf-8"))
    schema = json.loads((SCHEMAS / "eval.json").read_text("utf-8"))
    jsonschema.validate(summary, schema)
    assert summary["skipped"] == {"no published answer": 1, "beyond --limit": 1}
    assert summary["cases"] == 2
    assert summary["engine"] == "extractive"
    assert set(summary["n"]) == set(summary["intervals"]) == set(summary["metrics"])
    assert "9001-1-1" in html.read_text("utf-8")
    assert library.names() == before


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--suite", "finqa"], "needs --data PATH; download"),
        (["--suite", "finqa", "--data", "no-such-file.json"], "no-such-file.json"),
        (["--suite", "finqa", "--data", str(DATA / "drcd.json")], "FinQA's dev.json"),
        (["--suite", "drcd", "--data", str(DATA / "finqa.json")], "DRCD_dev.json"),
        (["--suite", "rgb", "--data", str(DATA / "rgb" / "zh_fact.json")], "knowledge beside"),
        (["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--limit", "0"], "--limit is 0"),
        (["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--noise", "0.2"], "--suite rgb"),
        (["--suite", "rgb", "--data", str(DATA / "rgb"), "--noise", "1"], "below 1"),
        (["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--pdfs", "."], "financebench"),
        (["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--min", "f1"], "METRIC=VALUE"),
        (["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--split", "dev"], "--split"),
        (
            ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--json", "no/x.json"],
            "no/x.json",
        ),
        (
            ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--html", "."],
            "cannot be written",
        ),
    ],
)
def test_bad_usage_and_wrong_files_are_one_sentence_and_2(
    argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is indexed."""
    assert command(argv) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.usefixtures("explainer")
def test_json_on_stdout_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The table goes to stderr then."""
    argv = ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--limit", "1", "--json", "-"]
    assert command(argv) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["cases"] == 1
    assert "95% interval" in captured.err


@pytest.mark.usefixtures("explainer")
def test_a_limit_draws_the_same_questions_of_every_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Parts that alternate in a file, as answerable and not, are both in a small draw."""
    out = tmp_path / "out.json"
    argv = ["--suite", "xquad", "--data", str(DATA / "xquad"), "--limit", "6", "--json", str(out)]
    drawn = []
    for _ in range(2):
        assert command(argv) == 0
        drawn.append([r["id"] for r in json.loads(out.read_text("utf-8"))["results"]])
    assert drawn[0] == drawn[1]
    assert len({name.partition(" ")[2] for name in drawn[0]}) >= 3
    assert "left out, 6: beyond --limit" in capsys.readouterr().out


def test_help_names_every_set(capsys: pytest.CaptureFixture[str]) -> None:
    """`--suite finqa --help` is about published sets."""
    assert command(["--suite", "finqa", "--help"]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in SUITES)


@pytest.mark.parametrize(
    ("argv", "outside"),
    [
        (["--suite", "finqa"], True),
        (["--data", "x", "--suite=rgb", "--limit", "3"], True),
        (["--suite", "arithmetic"], False),
        (["--suite"], False),
        ([], False),
        (["--engine", "finqa"], False),
    ],
)
def test_only_the_names_of_sets_lead_outside(argv: list[str], outside: bool) -> None:
    """Our own suites keep their own options."""
    assert is_outside(argv) is outside


# --- a model as judge -------------------------------------------------------------------------

RAGAS = {
    "__init__.py": "",
    "llms.py": "def llm_factory(model, client=None):\n    return (model, str(client.base_url))\n",
    "metrics/__init__.py": "",
    "metrics/collections.py": """
import json, os, pathlib
seen = dict(os.environ)
class Result:
    def __init__(self, value):
        self.value = value
class Faithfulness:
    def __init__(self, llm):
        self.llm = llm
    async def ascore(self, user_input, response, retrieved_contexts):
        place = pathlib.Path(__file__).with_name('seen.json')
        place.write_text(json.dumps({'env': seen, 'llm': self.llm}))
        return Result(float(response in ' '.join(retrieved_contexts)))
class FactualCorrectness:
    def __init__(self, llm):
        pass
    async def ascore(self, response, reference):
        if reference == 'crash':
            raise ValueError('no verdict')
        return Result(float('nan') if reference == 'nan' else 0.5)
""",
}
ANSWERED = {
    "id": "1",
    "status": "answered",
    "question": "Where?",
    "answer": "Here",
    "citations": [{"quote": "Here it is."}],
    "expected": {"points": [["here"]]},
}


@pytest.fixture
def ragas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of ragas' name and shape that notes the environment it was imported in."""
    for name, text in RAGAS.items():
        file = tmp_path / "ragas" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "ragas"


def with_model(library: Library) -> Any:
    return replace(library.settings, api_key="secret", base_url="http://127.0.0.1:9/v1")


def test_without_ragas_the_judge_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the extra, and nothing is asked before."""
    monkeypatch.setattr(judge, "find_spec", lambda name: None)
    argv = ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--judge", "some-model"]
    assert command(argv) == 2
    error = capsys.readouterr().err
    assert "looplens[judge]" in error
    assert error.count("\n") == 1


@pytest.mark.usefixtures("ragas", "explainer")
def test_without_a_model_the_judge_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """A judge that is installed but has nobody to ask."""
    argv = ["--suite", "drcd", "--data", str(DATA / "drcd.json"), "--judge", "some-model"]
    assert command(argv) == 2
    error = capsys.readouterr().err
    assert "LOOPLENS_API_KEY" in error
    assert error.count("\n") == 1


def test_the_judge_runs_untracked_and_alone(
    ragas: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telemetry is off before the first import, and the reader's environment stays at home."""
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("RAGAS_DO_NOT_TRACK", "false")
    found = judge.judge([ANSWERED], "openai:some-model", with_model(library))
    assert found["metrics"] == {
        "faithfulness": {"mean": 1.0, "n": 1},
        "factual_correctness": {"mean": 0.5, "n": 1},
    }
    seen = json.loads((ragas / "metrics" / "seen.json").read_text("utf-8"))
    assert seen["env"]["RAGAS_DO_NOT_TRACK"] == "true"
    assert "OPENAI_API_KEY" not in seen["env"]
    assert not Path(seen["env"]["HOME"]).exists()
    assert seen["llm"] == ["some-model", "http://127.0.0.1:9/v1/"]
    assert "some-model" in judge.table(found)


@pytest.mark.usefixtures("ragas")
def test_what_the_judge_cannot_say_is_left_out_of_its_means(library: Library) -> None:
    """Refused answers are not sent; a row that fails keeps its reason; n says what is left."""
    rows = [
        ANSWERED,
        ANSWERED | {"id": "2", "citations": [], "expected": {"points": [["nan"]]}},
        ANSWERED | {"id": "3", "expected": {"points": [["crash"]]}},
        ANSWERED | {"id": "4", "status": "refused"},
    ]
    found = judge.judge(rows, "some-model", with_model(library))
    assert found["asked"] == 3
    assert found["metrics"]["factual_correctness"] == {"mean": 0.5, "n": 1}
    assert found["metrics"]["faithfulness"]["n"] == 2
    assert "no verdict" in found["scores"][2]["error"]


@pytest.mark.usefixtures("ragas")
def test_a_judge_that_says_nothing_is_one_sentence(library: Library) -> None:
    """Its reason is passed on."""
    with pytest.raises(judge.JudgeError, match="scored nothing: ValueError: no verdict"):
        judge.judge(
            [ANSWERED | {"expected": {"points": [["crash"]]}}], "some-model", with_model(library)
        )


def test_a_judge_that_does_not_start_is_one_sentence(ragas: Path, library: Library) -> None:
    """The last line of what it said is enough."""
    (ragas / "llms.py").write_text("raise ImportError('another version')", encoding="utf-8")
    with pytest.raises(judge.JudgeError, match="another version"):
        judge.judge([ANSWERED], "some-model", with_model(library))
