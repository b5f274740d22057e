"""Rerankers: a cross-encoder orders the best passages again, or a sentence says why it cannot."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from index_parts import build, passage, tools

from bot.errors import EngineError
from bot.index.hub import Hardware
from bot.index.reranker import CrossEncoderReranker, open_reranker
from bot.index.search import RERANKED, Searcher
from bot.library import Library
from bot.settings import Settings

HANGS_S = 60
"""Far above the wait that the test sets, far below a server that never answers."""
WORDS = "tea volcano bank rate loan gas salmon river the a of is dried over fire".split()
TEXTS = [f"{WORDS[n % 7]} {WORDS[(n * 3 + 1) % 7]} the {WORDS[n % 5]} rate" for n in range(40)]


def save_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """A cross-encoder of a few words with weights by chance, as sentence-transformers saves one."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(5)
    folder.mkdir(parents=True)
    ids = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    words = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = processors.BertProcessing(
        ("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"])
    )
    PreTrainedTokenizerFast(
        tokenizer_object=words,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(str(folder))
    config = BertConfig(
        vocab_size=len(ids),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small cross-encoder."""
    return save_cross_encoder(tmp_path_factory.mktemp("models") / "small")


@pytest.fixture(scope="module")
def reranked(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Forty short passages, searched with the small cross-encoder."""
    made = tools()
    texts = [passage(f"doc{n}/p", {"en": text}) for n, text in enumerate(TEXTS)]
    generation = build(tmp_path_factory.mktemp("index"), texts)
    opened = Searcher([generation], made.analyser, made.encoder, open_reranker(str(model)))
    yield opened
    opened.close()


def test_no_reranker_is_opened_unless_one_is_set() -> None:
    """The default."""
    assert open_reranker(None) is None
    assert open_reranker("") is None


def test_scores_are_the_models_own_between_nothing_and_one(model: Path) -> None:
    """What sentence-transformers' class gives, through a sigmoid."""
    from sentence_transformers import CrossEncoder

    theirs = CrossEncoder(str(model), device="cpu", local_files_only=True)
    expected = theirs.predict([("tea", text) for text in TEXTS[:5]], show_progress_bar=False)
    found = CrossEncoderReranker(str(model), Hardware(batch=2)).scores("tea", TEXTS[:5])
    np.testing.assert_allclose(found, np.asarray(expected).reshape(-1), atol=1e-5)
    assert ((found > 0) & (found < 1)).all()
    assert np.ptp(found) > 0.01, "a model that gives all texts one score orders nothing"


def test_the_best_passages_are_ordered_by_the_reranker(model: Path, reranked: Searcher) -> None:
    """Hits come in the order of the cross-encoder's scores, which explain themselves."""
    hits = reranked.search("tea volcano", k=10, explain=True)
    alone = [hit for hit in hits if "repeats" not in hit.explain]
    scores = CrossEncoderReranker(str(model), Hardware()).scores(
        "tea volcano", [hit.passage.text["en"] for hit in alone]
    )
    assert [round(float(score), 3) for score in scores] == [round(hit.score, 3) for hit in alone]
    assert (np.diff(scores) <= 1e-5).all()
    assert np.ptp(scores) > 0.01
    assert all(hit.explain["reranker"] > 0 for hit in hits)
    assert all(0 < hit.explain["fused"] <= 1 for hit in hits)


def test_only_the_best_few_dozen_are_put_to_the_reranker(tmp_path: Path) -> None:
    """However many hits are asked for; those behind stay behind."""
    asked: list[int] = []

    class Counting:
        name = "counting"

        def scores(self, query: str, texts: Sequence[str]) -> np.ndarray:
            asked.append(len(texts))
            return np.linspace(0.9, 0.5, len(texts), dtype=np.float32)

    made = tools()
    texts = [passage(f"doc{n}/p", {"en": f"volcano number {n}"}) for n in range(60)]
    opened = Searcher([build(tmp_path, texts)], made.analyser, made.encoder, Counting())
    hits = opened.search("volcano", k=50)
    scores = [hit.score for hit in hits]
    assert asked == [RERANKED]
    assert len(hits) == 50
    assert scores == sorted(scores, reverse=True)
    opened.close()


def test_the_setting_reaches_the_library(model: Path, tmp_path: Path) -> None:
    """A library opened with a reranker gives its scores."""
    library = Library.open(Settings(data_dir=tmp_path, reranker=str(model)))
    (hit,) = library.searcher.search("Who buys chips from whom?", k=1, explain=True)
    assert "reranker" in hit.explain
    library.close()


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    """A classifier is no reranker."""
    folder = save_cross_encoder(tmp_path / "three", labels=3)
    with pytest.raises(EngineError, match="gives 3 scores"):
        open_reranker(str(folder))


def test_a_hub_out_of_reach_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing hangs; the sentence names the setting."""
    import huggingface_hub  # noqa: F401  # its import is no part of the wait

    monkeypatch.setattr("bot.index.hub.HUB_WAIT_S", 0.3)
    started = time.monotonic()
    with pytest.raises(EngineError, match="LOOPLENS_RERANKER") as caught:
        open_reranker("looplens-tests/no-such-reranker")
    assert time.monotonic() - started < HANGS_S
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [("no such/folder/of models", "LOOPLENS_RERANKER is"), ("???", "neither a folder here")],
)
def test_what_is_neither_folder_nor_model_says_so(name: str, said: str) -> None:
    """A slip in the setting is told as one."""
    with pytest.raises(EngineError, match=said):
        open_reranker(name)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    """An empty folder is an EngineError, not a traceback."""
    with pytest.raises(EngineError, match="cannot be loaded"):
        open_reranker(str(tmp_path))
