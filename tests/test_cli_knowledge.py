"""`passage`, `sources`, `facts` and `crosscheck` print what the corpus holds, and nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.knowledge.corpus import Corpus, load_corpus
from bot.settings import data_root


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(data_root("corpus"))


@pytest.fixture
def ask_json(capsys: pytest.CaptureFixture[str]):
    def run(*words: str) -> Any:
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_sources_are_the_whole_catalogue(ask_json, corpus: Corpus) -> None:
    """One row a source, in the catalogue's order, with its passages counted."""
    rows = ask_json("sources")["sources"]
    assert [row["id"] for row in rows] == list(corpus.sources)
    assert sum(row["passages"] for row in rows) <= len(corpus.passages)
    assert max(row["passages"] for row in rows) > 1


def test_sources_show_what_rests_on_them(ask_json, corpus: Corpus) -> None:
    """Statuses, bounds and confidence count every fact of the ledger once, with its days."""
    rows = ask_json("sources")["sources"]
    assert sum(row["facts"] for row in rows) == len(corpus.facts)
    for row in rows:
        own = [fact for fact in corpus.facts if fact.source_id == row["id"]]
        assert sum(row["statuses"].values()) == sum(row["confidence"].values()) == len(own)
        assert sum(row["bounds"].values()) == sum(1 for fact in own if fact.bound)
        assert (row["as_of"] != []) == bool(own)


def test_a_passage_is_shown_as_it_is_stored(ask_json, corpus: Corpus) -> None:
    """Texts, sentence spans and hashes fit one another, in every language."""
    stored = corpus.passages[0]
    shown = ask_json("passage", stored.id)
    assert shown["text"] == stored.text
    for lang, text in shown["text"].items():
        assert shown["sha256"][lang] == hashlib.sha256(text.encode()).hexdigest()
        assert all(0 <= start < end <= len(text) for start, end in shown["sentences"][lang])
    counts = {lang: len(spans) for lang, spans in shown["sentences"].items()}
    assert len(set(counts.values())) == 1


@pytest.mark.parametrize("subject", ["甲骨文", "Oracle", "ORCL", "GLO-003"])
def test_a_subject_has_many_names(ask_json, subject: str) -> None:
    """Either language, a ticker or the glossary's id: the same rows."""
    assert ask_json("facts", "--subject", subject) == ask_json("facts", "--subject", "Oracle")


def test_options_narrow_the_ledger(ask_json, corpus: Corpus) -> None:
    """Every row fits every option given."""
    every = ask_json("facts")["facts"]
    assert len(every) == len(corpus.facts)
    rows = ask_json("facts", "--subject", "Oracle", "--status", "guidance")["facts"]
    assert 0 < len(rows) < len(every)
    assert {(row["subject"], row["status"]) for row in rows} == {("GLO-003", "guidance")}


@pytest.mark.parametrize(
    ("as_of", "last"), [("2025-11", "2025-11-31"), ("2025", "2025-12-31"), ("2025-09-30",) * 2]
)
def test_a_date_leaves_out_what_came_after(ask_json, as_of: str, last: str) -> None:
    """A year or a month counts to its end."""
    rows = ask_json("facts", "--as-of", as_of)["facts"]
    assert rows
    assert all(row["as_of"] <= last for row in rows)


def test_the_article_knows_nothing_later(ask_json, corpus: Corpus) -> None:
    """`article` leaves the later facts out, `latest` keeps them."""
    later = {fact.id for fact in corpus.facts if fact.later}
    at_article = {row["id"] for row in ask_json("facts", "--as-of", "article")["facts"]}
    at_last = {row["id"] for row in ask_json("facts", "--as-of", "latest")["facts"]}
    assert later
    assert at_last - at_article == later


def test_a_period_narrows_the_ledger(ask_json, capsys: pytest.CaptureFixture[str]) -> None:
    """A fiscal quarter is read by the subject's own calendar; a relative word has no dates."""
    rows = ask_json("facts", "--subject", "Oracle", "--period", "fiscal 2026 Q2")["facts"]
    assert {"ORCL-008", "ORCL-019"} <= {row["id"] for row in rows}
    assert "ORCL-058" not in {row["id"] for row in rows}
    for unclear in ("tomorrow", "去年同期", "soon", "2024 and November 2025"):
        assert main(["facts", "--period", unclear]) == 2
        assert unclear in capsys.readouterr().err


def test_flows_come_with_their_figures(ask_json, capsys: pytest.CaptureFixture[str]) -> None:
    """Each leg with the row of the ledger behind it."""
    shown = ask_json("facts", "--flows", "--subject", "CoreWeave", "--as-of", "article")
    assert [flow["fact_id"] for flow in shown["flows"]] == [row["id"] for row in shown["facts"]]
    assert all("GLO-016" in (flow["giver"], flow["taker"]) for flow in shown["flows"])
    assert ask_json("facts", "--subject", "Oracle")["flows"] == []
    assert main(["facts", "--flows", "--status", "letter_of_intent"]) == 0
    assert "NVIDIA > OpenAI" in capsys.readouterr().out


def test_the_crosscheck_counts_its_verdicts(ask_json, corpus: Corpus) -> None:
    """Every claim is there, and the counts add up to them."""
    shown = ask_json("crosscheck")
    assert [claim["n"] for claim in shown["claims"]] == [c.n for c in corpus.crosschecks]
    assert sum(shown["verdicts"].values()) == len(shown["claims"])


@pytest.mark.parametrize(
    "words", [["sources"], ["facts", "--subject", "甲骨文"], ["crosscheck"]], ids=lambda w: w[0]
)
def test_text_for_people_is_in_both_languages(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --json the same rows are readable lines."""
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert "甲骨文" in shown
    assert "Oracle" in shown
    assert not shown.startswith("{")


def test_a_passage_is_readable_without_json(
    capsys: pytest.CaptureFixture[str], corpus: Corpus
) -> None:
    """Both texts are printed whole."""
    stored = corpus.passages[0]
    assert main(["passage", stored.id]) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in stored.text.values())


def test_knowledge_needs_no_index(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """These commands make nothing in the data folder."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path / "data"))
    assert main(["facts", "--json"]) == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "name",
    [
        "letter-of-intent",
        "Letter of Intent",
        "意向書",
        "意向书",
        "LOI",
        "letter of intent, not binding",
    ],
)
def test_a_status_goes_by_any_of_its_names(ask_json, name: str) -> None:
    """With a hyphen, in either language, in any case: one status."""
    written = ask_json("facts", "--status", name)
    assert written == ask_json("facts", "--status", "letter_of_intent")
    assert {fact["status"] for fact in written["facts"]} == {"letter_of_intent"}


@pytest.mark.parametrize(
    "name",
    [
        "RPO",
        "rpo",
        "Remaining Performance Obligations",
        "backlog",
        "剩餘履約義務",
        "未履約合約",
        "积压订单",
    ],
)
def test_a_measure_is_found_under_every_companys_name(ask_json, name: str) -> None:
    """Oracle's RPO, Microsoft's commercial RPO and CoreWeave's backlog are one measure."""
    rows = ask_json("facts", "--metric", name)["facts"]
    assert {"GLO-003", "GLO-005", "GLO-016"} <= {row["subject"] for row in rows}
    assert {row["metric"] for row in rows} == {"rpo", "commercial_rpo", "revenue_backlog"}


def test_a_metric_by_its_id_is_that_one_alone(ask_json) -> None:
    """commercial_rpo is Microsoft's own."""
    rows = ask_json("facts", "--metric", "commercial_rpo")["facts"]
    assert {(row["subject"], row["metric"]) for row in rows} == {("GLO-005", "commercial_rpo")}


@pytest.mark.parametrize("name", ["letter of intent", "意向書"])
def test_a_status_in_the_place_of_a_metric_is_taken_for_one(
    ask_json, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Said on stderr, so that nobody takes it for a metric."""
    assert main(["facts", "--metric", name, "--party", "OpenAI"]) == 0
    shown = capsys.readouterr()
    assert "NVDA-020" in shown.out
    assert "--status letter_of_intent" in shown.err
    rows = ask_json("facts", "--metric", name)["facts"]
    assert rows == ask_json("facts", "--status", "letter_of_intent")["facts"]


def test_a_party_stands_on_either_side(ask_json, capsys: pytest.CaptureFixture[str]) -> None:
    """As subject or counterparty; a subject's own rows say how many others name it."""
    rows = ask_json("facts", "--party", "openai", "--status", "letter_of_intent")["facts"]
    both = [(row["subject"], row["counterparty"]) for row in rows]
    assert all("GLO-002" in pair for pair in both)
    assert any(subject != "GLO-002" for subject, _ in both)
    assert main(["facts", "--subject", "OpenAI", "--status", "意向書"]) == 0
    others = sum(subject != "GLO-002" for subject, _ in both)
    assert f"{others} more rows name OpenAI as the other party" in capsys.readouterr().err


def test_an_own_index_lists_its_files_and_is_named_where_a_passage_stands(
    ask_json, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch
) -> None:
    """`sources --index` counts passages in the singular too; `passage` says which index has it."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "acme.txt").write_text("Acme Cloud leased 40 megawatts in 2025.\n", encoding="utf-8")
    main(["index", str(folder), "--index", "reports"])
    assert "1 passage of 1 source" in capsys.readouterr().out
    rows = ask_json("sources", "--index", "reports")["sources"]
    assert [(row["id"], row["passages"]) for row in rows] == [("acme.txt", 1)]
    main(["sources", "--index", "reports"])
    assert "1 passage (en)" in capsys.readouterr().out
    assert main(["passage", "acme.txt/p1"]) != 0
    assert "--index reports" in capsys.readouterr().err


def test_two_parties_give_the_rows_between_them(ask_json) -> None:
    """--party twice: both are a side of every row."""
    rows = ask_json("facts", "--party", "OpenAI", "--party", "甲骨文")["facts"]
    assert rows
    assert all({row["subject"], row["counterparty"]} == {"GLO-002", "GLO-003"} for row in rows)


def test_a_ticker_goes_by_any_case(ask_json) -> None:
    """nvda is NVDA."""
    lower, upper = (ask_json("facts", "--subject", name) for name in ("nvda", "NVDA"))
    assert lower == upper


@pytest.mark.parametrize("subject", [(), ("--subject", "Oracle")])
def test_a_period_shows_no_longer_stretch(ask_json, subject) -> None:
    """Of a quarter: its rows and those of days in it, no year or four quarters around it."""
    rows = ask_json("facts", *subject, "--period", "fiscal 2026 Q2")["facts"]
    assert rows
    assert {row["period"]["kind"] for row in rows} <= {"quarter", "instant", "month", "none"}
