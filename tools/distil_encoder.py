"""The second step of the embedded table: what the teacher says of phrases, in both languages.

    python -m tools.distil_encoder [--teacher DIR] [--cache FILE] [--table DIR] [--out DIR]

Goes on from the table that `tools/build_encoder.py` wrote. A gloss of CC-CEDICT and its headword
are one phrase in two languages, and the teacher says how near any two phrases are: the table is
drawn to the same nearness, English to English, Chinese to Chinese and across
(docs/decisions/0056). Neighbours stand in a batch together, because nearness among strangers says
little. Pairs of texts that we wrote are drawn together between, as in the first step. What is
written is the mean of the table before and after, which holds on other texts better than either.
About three minutes of one processor after the teacher's 100,000 phrases, which `--cache` keeps.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.corpus import load_corpus
from bot.language.script import fold
from tools.build_encoder import (
    find_teacher,
    read_counts,
    read_senses,
    teacher_encoder,
    text_pairs,
    write,
)

ROOT = Path(__file__).parents[1]
EMBEDDED = ROOT / "bot" / "index" / "embedded"
GLOSSES = 4
"""How many senses of a word are phrases."""

SHORT = 4
"""A word of more characters is one only where jieba has counted it."""

EPOCHS = 3
RATE = 1e-3
TEMPERATURE = 0.1
BATCH = 512
RUN = 32
"""How many neighbours stand in a batch together."""

TEXTS_EVERY = 6
TEXTS = 256
KEPT = 0.5
"""The share of the table before in the one that is written."""

Floats = NDArray[np.float32]
Bag = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Bags of tokens in both languages, what the teacher says, and how often each is drawn."""

    english: Sequence[Bag]
    chinese: Sequence[Bag]
    taught: Floats
    chances: NDArray[np.float64]


def main() -> int:
    """Distil and write."""
    arguments = _arguments()
    encode = teacher_encoder(find_teacher(arguments.teacher), arguments.cache)
    before, tokenizer = read_table(arguments.table)
    phrases = read_phrases(tokenizer, encode)
    pairs = text_pairs(load_corpus(ROOT / "corpus"), lambda _: False)
    bags = [_bags(tokenizer, [pair[side] for pair in pairs]) for side in (0, 1)]
    texts = [(a, b) for a, b in zip(*bags, strict=True) if a and b]
    print(f"{len(phrases.english)} phrases, {len(texts)} pairs of texts")
    after = distil(before, phrases, texts)
    write(arguments.out, KEPT * before + (1 - KEPT) * after, tokenizer)
    return 0


def read_table(folder: Path) -> tuple[Floats, Any]:
    """The table that `build_encoder` wrote, as floats, and its tokenizer."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    tensors = load_file(folder / "model.safetensors")
    table: Floats = tensors["rows"].astype(np.float32) * tensors["scales"][:, None]
    return table, Tokenizer.from_file(str(folder / "tokenizer.json"))


def read_phrases(tokenizer: Any, encode: Any) -> Phrases:
    """Headwords with their first glosses, of which both languages have tokens."""
    _, met = read_counts()
    rows = [
        (word, gloss, (met.get(word, 0) + 5) ** 0.3 / (1 + 0.7 * place))
        for word, some in read_senses().items()
        if met.get(word, 0) or len(word) <= SHORT
        for place, gloss in enumerate(some[:GLOSSES])
    ]
    english = _bags(tokenizer, [gloss for _, gloss, _ in rows])
    chinese = _bags(tokenizer, [word for word, _, _ in rows])
    kept = [at for at in range(len(rows)) if english[at] and chinese[at]]
    chances = np.array([rows[at][2] for at in kept])
    return Phrases(
        [english[at] for at in kept],
        [chinese[at] for at in kept],
        encode([rows[at][1] for at in kept]),
        chances / chances.sum(),
    )


def distil(table: Floats, phrases: Phrases, texts: Sequence[tuple[Bag, Bag]]) -> Floats:
    """The table after it was drawn to the teacher's nearness between phrases."""
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    chance = np.random.default_rng(0)
    weights = torch.nn.Parameter(torch.tensor(table))
    optimiser: Any = torch.optim.SparseAdam([weights], lr=RATE)

    def step(loss: Any) -> float:
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return float(loss.item())

    for epoch in range(EPOCHS):
        losses = []
        for number, batch in enumerate(_batches(phrases, chance)):
            english = _embedded(weights, [phrases.english[at] for at in batch])
            chinese = _embedded(weights, [phrases.chinese[at] for at in batch])
            taught = torch.tensor(phrases.taught[batch])
            losses.append(step(_nearness(english, chinese, taught @ taught.T)))
            if number % TEXTS_EVERY == 0:
                some = [texts[at] for at in chance.choice(len(texts), TEXTS, replace=False)]
                step(
                    _contrast(*(_embedded(weights, [one[side] for one in some]) for side in (0, 1)))
                )
        print(f"epoch {epoch}: mean loss {np.mean(losses):.3f}", flush=True)
    drawn: Floats = weights.detach().numpy()
    return drawn


def _batches(phrases: Phrases, chance: np.random.Generator) -> Sequence[NDArray[np.int64]]:
    """Phrases drawn by how common their word is, cut into runs of neighbours, runs shuffled."""
    size = len(phrases.english)
    drawn = chance.choice(size, size=size, p=phrases.chances)
    taught = phrases.taught[drawn]
    along = taught @ np.asarray(chance.standard_normal(taught.shape[1]), dtype=np.float32)
    sides = taught @ chance.standard_normal((taught.shape[1], 10)).astype(np.float32) > 0
    drawn = drawn[np.lexsort((along, sides @ (1 << np.arange(10))))]
    runs = [drawn[at : at + RUN] for at in range(0, size, RUN)]
    order = np.concatenate([runs[at] for at in chance.permutation(len(runs))])
    return [order[at : at + BATCH] for at in range(0, size - BATCH, BATCH)]


def _embedded(weights: Any, bags: Sequence[Bag]) -> Any:
    import torch

    starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
    flat = torch.tensor([token for bag in bags for token in bag])
    summed = torch.nn.functional.embedding_bag(
        flat, weights, torch.tensor(starts), mode="sum", sparse=True
    )
    return torch.nn.functional.normalize(summed, dim=1)


def _nearness(english: Any, chinese: Any, taught: Any) -> Any:
    """How far the table's nearness is from the teacher's, in one language and across."""
    import torch

    itself = torch.eye(len(taught)) * -50.0
    loss: Any = 0.0
    for one, other in (
        (english, english),
        (chinese, chinese),
        (english, chinese),
        (chinese, english),
    ):
        left_out = itself if one is other else 0.0
        wanted = torch.softmax(taught / TEMPERATURE + left_out, 1)
        found = torch.log_softmax(one @ other.T / TEMPERATURE + left_out, 1)
        loss = loss + torch.nn.functional.kl_div(found, wanted, reduction="batchmean")
    return loss


def _contrast(english: Any, chinese: Any) -> Any:
    """Twin texts together, others apart."""
    import torch

    scores = english @ chinese.T / TEMPERATURE
    right = torch.arange(len(scores))
    return sum(torch.nn.functional.cross_entropy(way, right) for way in (scores, scores.T))


def _bags(tokenizer: Any, texts: Sequence[str]) -> list[Bag]:
    encodings = tokenizer.encode_batch([fold(text) for text in texts], add_special_tokens=False)
    return [tuple(one for one in encoding.ids if one) for encoding in encodings]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--teacher", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--cache", type=Path, help="file that keeps the teacher's vectors (.npz)")
    parser.add_argument(
        "--table", type=Path, default=EMBEDDED, help="folder of the table to begin with"
    )
    parser.add_argument("--out", type=Path, default=EMBEDDED, help="folder to write")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
