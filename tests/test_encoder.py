"""Encoders: the table gives sentence-transformers' vectors without torch; hubs never hang."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_parts import table

from bot.errors import EngineError
from bot.index.encoder import HubEncoder, TableEncoder, open_encoder
from bot.index.hub import Hardware
from bot.language.script import fold

TEXTS = (
    "Oracle's remaining performance obligations grew.",
    "甲骨文的剩餘履約義務年增。",
    "央行維持利率不變。",
    "The central bank left rates unchanged.",
    "茶葉以小火烘乾",
    "",
    "12345 ???",
)
HANGS_S = 60
"""Far above the wait that the test sets, far below a server that never answers."""
EMBEDDED = Path(__file__).parents[1] / "bot" / "index" / "embedded"


def test_the_table_gives_the_vectors_of_static_embedding(tmp_path: Path) -> None:
    """Read through sentence-transformers' own class, the table gives the same vectors."""
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    table().export(tmp_path)
    module = StaticEmbedding.load(str(tmp_path), local_files_only=True)
    texts = [fold(text) for text in TEXTS[:5]]
    theirs = module(module.preprocess(texts))["sentence_embedding"].detach().numpy()
    theirs = theirs / np.linalg.norm(theirs, axis=1, keepdims=True)
    np.testing.assert_allclose(table().documents(TEXTS[:5]), theirs, atol=1e-6)


def test_the_table_loads_neither_torch_nor_sentence_transformers() -> None:
    """A cold command does not wait for them."""
    code = (
        "import sys; from bot.index.encoder import open_encoder; "
        "open_encoder('embedded').queries(['Oracle']); "
        "print([m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_table_is_small_enough_to_ship() -> None:
    """At most 15 MB with its tokenizer."""
    assert sum(path.stat().st_size for path in EMBEDDED.iterdir()) <= 15_000_000


def test_vectors_have_unit_length_or_none_at_all() -> None:
    """A text of which nothing is known has the zero vector."""
    lengths = np.linalg.norm(table().documents(TEXTS), axis=1)
    np.testing.assert_allclose(lengths, [1, 1, 1, 1, 1, 0, 0], atol=1e-5)


def test_products_and_lengths_are_those_of_the_words_vectors() -> None:
    """What is worked out without making the vectors is what they give."""
    (words,) = table().words(["A sentence about cooling plants 和折舊"])
    vectors = table().rows(words)
    some = table().documents(["machines", "帳款"])
    np.testing.assert_allclose(
        table().products(words, some), vectors @ some.T, rtol=1e-4, atol=1e-5
    )
    for _ in range(2):  # worked out, then remembered
        np.testing.assert_allclose(
            table().lengths(words), np.linalg.norm(vectors, axis=1), rtol=1e-5
        )


@pytest.mark.parametrize(
    ("one", "other", "stranger"),
    [
        ("央行維持利率不變", "The central bank left interest rates unchanged", "The tea was dried"),
        ("火山爆發", "a volcano erupted", "a loan was repaid"),
        ("獲利下滑", "profit declined", "a bridge was built"),
        ("鯨魚", "whales", "insurance"),
    ],
)
def test_meaning_crosses_languages(one: str, other: str, stranger: str) -> None:
    """A sentence is nearer to its translation than to another."""
    a, b, c = table().documents([one, other, stranger])
    assert a @ b > a @ c + 0.2


@pytest.mark.parametrize(
    ("one", "other"), [("停電", "blackout"), ("合併案破局", "the merger collapsed")]
)
def test_words_have_the_teachers_nearness(one: str, other: str) -> None:
    """What no gloss says in so many words is near because the teacher says so."""
    a, b = table().documents([one, other])
    assert a @ b > 0.4


@pytest.mark.parametrize(
    ("one", "other"), [("甲骨文財報", "甲骨文财报"), ("ＧＰＵ雲端", "gpu云端"), ("Cloud", "cloud")]
)
def test_script_width_and_case_do_not_matter(one: str, other: str) -> None:
    """Folded alike, encoded alike."""
    a, b = table().documents([one, other])
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The bank lent money.", 0.9, 1.0),
        ("銀行放款", 0.9, 1.0),
        ("ゅらぎの森", 0.0, 0.5),
        ("", 0.0, 0.0),
        ("2025", 0.0, 0.0),
    ],
)
def test_readable_is_the_share_that_is_known(text: str, least: float, most: float) -> None:
    """What a table does not know, it does not claim to read."""
    assert least <= table().readable(text) <= most


def test_threads_share_a_table() -> None:
    """Eight threads get the vectors that one gets."""
    alone = table().documents(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: table().documents(TEXTS), range(64)):
            np.testing.assert_array_equal(found, alone)


def test_a_damaged_table_says_so(tmp_path: Path) -> None:
    """One sentence with the folder, no traceback of a tokenizer."""
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(EngineError, match="cannot be read"):
        TableEncoder(tmp_path)


def save_model(path: Path, prompts: dict[str, str] | None = None) -> Path:
    """A sentence-transformers model of a dozen words, with these prompts configured."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "query", "passage", "bank", "rate", "tea", "volcano", "loan", ":", "Instruct"]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(3).standard_normal((len(words), 12)).astype(np.float32)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts=prompts,
        device="cpu",
    )
    model.save_pretrained(str(path))
    return path


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with prompts of its own."""
    prompts = {"query": "query: ", "document": "passage: "}
    return save_model(tmp_path_factory.mktemp("model") / "small", prompts)


@pytest.mark.parametrize(
    ("name", "configured", "query", "document"),
    [
        ("multilingual-e5-small", None, "query: ", "passage: "),
        ("e5-base-v2", None, "query: ", "passage: "),
        ("multilingual-e5-large-instruct", None, "Instruct: Given a web search query", ""),
        ("Qwen3-Embedding-0.6B", None, "Instruct: Given a web search query", ""),
        ("bge-small-en-v1.5", None, "Represent this sentence", ""),
        ("bge-m3", None, "", ""),
        ("all-MiniLM-L6-v2", None, "", ""),
        ("multilingual-e5-small", {"query": "tea: "}, "tea: ", ""),
        ("Qwen3-Embedding-0.6B", {"query": "Instruct: bank"}, "Instruct: bank", ""),
    ],
)
def test_prompts_are_the_models_own_or_its_familys(
    tmp_path: Path, name: str, configured: dict[str, str] | None, query: str, document: str
) -> None:
    """What the model configures comes first; a family known to need some gets its authors'."""
    encoder = HubEncoder(str(save_model(tmp_path / name, configured)))
    prompts = encoder._model.prompts
    assert prompts.get("query", "").startswith(query)
    assert bool(prompts.get("query")) == bool(query)
    assert prompts.get("document", "") == document


def test_texts_are_encoded_a_batch_at_a_time(
    small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The batch size that is set reaches the model, and changes no vector."""
    few = HubEncoder(str(small_model), Hardware(batch=2, device="cpu"))
    sizes: list[int] = []
    forward = few._model.forward

    def counted(features: dict[str, Any], **options: Any) -> Any:
        sizes.append(len(features["offsets"]))
        return forward(features, **options)

    monkeypatch.setattr(few._model, "forward", counted)
    texts = ["bank rate", "tea", "volcano loan", "loan", "rate tea"]
    np.testing.assert_allclose(
        few.documents(texts), HubEncoder(str(small_model)).documents(texts), atol=1e-6
    )
    assert sizes == [2, 2, 1]


def test_a_device_that_is_not_there_is_one_sentence(small_model: Path) -> None:
    """The library's error is told in a line."""
    with pytest.raises(EngineError, match="cannot be loaded") as caught:
        HubEncoder(str(small_model), Hardware(device="no-such-device"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_a_backend_that_is_not_installed_says_what_to_install(
    small_model: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """One sentence with the command, before anything is loaded."""
    from bot.index import hub

    monkeypatch.setattr(hub, "find_spec", lambda _name: None)
    with pytest.raises(EngineError, match=rf"sentence-transformers\[{backend}\]"):
        open_encoder(str(small_model), Hardware(backend=backend))


def test_a_folder_is_loaded_with_its_own_prompts(small_model: Path) -> None:
    """Queries and documents are encoded as the model was trained to."""
    encoder = open_encoder(str(small_model))
    query, document = (encode(["bank rate"])[0] for encode in (encoder.queries, encoder.documents))
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    assert query.shape == (12,)
    assert not np.allclose(query, document)


def test_a_model_that_knows_no_word_reads_nothing(small_model: Path) -> None:
    """Unknown tokens are told apart, so that the search can leave the model out."""
    encoder = open_encoder(str(small_model))
    assert encoder.readable("bank rate") == 1.0
    assert encoder.readable("銀行 利率") == 0.0


def test_threads_share_a_model(small_model: Path) -> None:
    """Fast tokenizers may not be borrowed twice: calls take turns."""
    encoder = open_encoder(str(small_model))
    alone = encoder.queries(["tea volcano"])
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: encoder.queries(["tea volcano"]), range(40)):
            np.testing.assert_array_equal(found, alone)


def test_a_hub_out_of_reach_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing hangs, and the sentence says what to set instead."""
    import huggingface_hub  # noqa: F401  # its import is no part of the wait

    monkeypatch.setattr("bot.index.hub.HUB_WAIT_S", 0.3)
    started = time.monotonic()
    with pytest.raises(EngineError, match="LOOPLENS_ENCODER=embedded") as caught:
        HubEncoder("looplens-tests/no-such-model")
    assert time.monotonic() - started < HANGS_S
    assert "\n" not in str(caught.value)


def test_a_hub_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server or a proxy that hangs holds nobody for ever."""
    import huggingface_hub

    from bot.index import hub

    monkeypatch.setattr(hub, "HUB_WAIT_S", 0.3)
    monkeypatch.setattr(
        huggingface_hub.HfApi, "model_info", lambda *_args, **_kwargs: time.sleep(600)
    )
    started = time.monotonic()
    with pytest.raises(EngineError, match="cannot be reached"):
        HubEncoder("looplens-tests/no-such-model")
    assert time.monotonic() - started < HANGS_S


@pytest.mark.parametrize("name", ["no such folder/of/models", "???"])
def test_what_is_neither_folder_nor_model_says_so(name: str) -> None:
    """A slip in the setting is told as one."""
    with pytest.raises(EngineError, match="neither a folder here nor a model id"):
        HubEncoder(name)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    """An empty folder is an EngineError, not a traceback."""
    with pytest.raises(EngineError, match="cannot be loaded"):
        HubEncoder(str(tmp_path))
