"""Conversations: the history of a turn is what the judged system itself said before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.cases import Case, CaseError, groups_of
from evals.conversations import load_conversations
from evals.leakage import find_leaks
from evals.options import UsageError, conversations
from evals.run import command, hold, summarise, table

TALK: dict[str, Any] = {
    "id": "harbour",
    "lang": "en",
    "turns": [
        {
            "kind": "fact",
            "question": "How many cranes has the harbour?",
            "expected": {"numbers": [{"value": 12, "unit": "chips"}]},
        },
        {
            "kind": "followup",
            "question": "And last year?",
            "expected": {"points": [["nine cranes"]]},
        },
    ],
}


def shelved(folder: Path, *talks: Mapping[str, Any], **more: Any) -> Path:
    """A folder with one file of conversations."""
    document = {"split": "dev", "written_from": "sources", "conversations": list(talks), **more}
    (folder / "ports.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return folder


def saying(*texts: str) -> tuple[list[Case], Any]:
    """A system that says one text after the other, and the cases that it was asked."""
    asked: list[Case] = []

    def ask(case: Case) -> Mapping[str, Any]:
        text = texts[len(asked)]
        asked.append(case)
        return {
            "question": case.question,
            "language": case.lang,
            "status": "answered",
            "answer": text,
            "refusal": None,
            "error": None,
            "sentences": [{"text": text, "kind": "claim", "markers": [], "calculations": []}],
            "citations": [],
            "calculations": [],
        }

    return asked, ask


def test_a_turn_is_asked_after_the_systems_own_answers(tmp_path):
    """Not after what an author would have answered; the turn's place stands in its id."""
    (talk,) = load_conversations(shelved(tmp_path, TALK))
    asked, ask = saying("The harbour has eleven cranes in all.", "It had nine cranes last year.")
    first, second = hold([talk], ask)
    assert [case.id for case in asked] == ["harbour/1", "harbour/2"]
    assert asked[0].history == ()
    assert [(t.role, t.content) for t in asked[1].history] == [
        ("user", "How many cranes has the harbour?"),
        ("assistant", "The harbour has eleven cranes in all."),
    ]
    assert first.scored is not None
    assert first.scored.outcome == "wrong"
    assert second.scored is not None
    assert second.scored.outcome == "right"


def test_a_system_that_falls_over_is_asked_on(tmp_path):
    """An error in one turn is counted there; the next is asked with an empty answer before it."""
    (talk,) = load_conversations(shelved(tmp_path, TALK))

    def ask(case: Case) -> Mapping[str, Any]:
        raise RuntimeError("no power")

    results = hold([talk], ask)
    assert [r.scored.outcome for r in results if r.scored] == ["error", "error"]
    assert results[1].case.history[1].content == ""


def test_the_summary_tells_first_turns_from_later_ones(tmp_path):
    """Accuracy by the turn's place; all turns of a conversation are drawn together."""
    (talk,) = load_conversations(shelved(tmp_path, TALK))
    _, ask = saying("The harbour has eleven cranes in all.", "It had nine cranes last year.")
    summary = summarise(hold([talk], ask))
    rows = {name: row[0] for name, row in summary["accuracy_by"].items() if "turn" in name}
    assert rows == {"turn: first": 0.0, "turn: second": 1.0}
    assert "turn: second" in table(summary)
    assert set(groups_of(talk.turns).values()) == {"harbour"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"turns": TALK["turns"][:1]}, "two turns or more"),
        ({"mood": "cheerful"}, "two turns or more and the keys"),
        ({"turns": [{"question": "Why?"}] * 2}, "kind|expected"),
        ({"turns": [{**TALK["turns"][0], "history": []}] * 2}, "unknown keys"),
        ({"turns": [{**TALK["turns"][0], "expected": {}}] * 2}, "nothing is expected"),
        ({"lang": "fr"}, "one of"),
    ],
)
def test_a_broken_conversation_is_named(tmp_path, change, says):
    """File, conversation and what was expected."""
    with pytest.raises(CaseError, match=says) as error:
        load_conversations(shelved(tmp_path, {**TALK, **change}))
    assert "ports.yaml, conversation 'harbour'" in str(error.value)


def test_a_broken_file_is_named(tmp_path):
    """Unknown keys, an unknown split, an id that stands twice, no YAML at all."""
    for more in ({"split": "later"}, {"written_from": "memory"}, {"mood": "cheerful"}):
        with pytest.raises(CaseError, match=r"ports\.yaml"):
            load_conversations(shelved(tmp_path, TALK, **more))
    with pytest.raises(CaseError, match="same id: harbour"):
        load_conversations(shelved(tmp_path, TALK, TALK))
    (tmp_path / "ports.yaml").write_text("{", encoding="utf-8")
    with pytest.raises(CaseError, match="not readable as YAML"):
        load_conversations(tmp_path)


def test_a_split_without_conversations_is_said(capsys):
    """One sentence and exit code 2, as for an unknown suite."""
    with pytest.raises(UsageError, match="no conversation in the split 'train'"):
        conversations("train")
    assert command(["--suite", "conversations", "--split", "train"]) == 2
    assert "no conversation" in capsys.readouterr().err


def test_the_shipped_conversations_are_of_both_languages_and_splits():
    """Two authors, one a split; in each enough turns to tell first ones from later ones."""
    for split in ("dev", "test"):
        talks = load_conversations(split=split)
        turns = [turn for talk in talks for turn in talk.turns]
        languages = Counter(talk.turns[0].lang for talk in talks)
        assert len(talks) >= 20
        assert len(turns) >= 120
        assert min(languages["en"], languages["zh-TW"]) >= 8
        assert languages["zh-CN"] >= 2


def test_no_first_turn_of_the_test_is_worded_as_one_that_was_tuned_on():
    """Later turns are too short to be anybody's own wording ("why?")."""
    tuned = [turn.question for talk in load_conversations(split="dev") for turn in talk.turns]
    tuned += [
        json.loads(line)["question"]
        for path in (Path(__file__).parents[1] / "evals" / "tuning").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    judged = [talk.turns[0].question for talk in load_conversations(split="test")]
    assert find_leaks(tuned, judged, ("OpenAI", "NVIDIA", "Oracle", "輝達", "甲骨文")) == ()
