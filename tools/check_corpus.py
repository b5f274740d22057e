"""Read the whole corpus strictly; say in one sentence what breaks its rules, or how much it holds.

.venv/bin/python -m tools.check_corpus
"""

from __future__ import annotations

import sys

from bot.errors import CorpusError
from bot.knowledge.corpus import check_corpus, load_corpus
from bot.settings import data_root


def main() -> int:
    """0 when every row and twin holds, 1 with the first one that does not."""
    try:
        root = data_root("corpus")
        check_corpus(root)
        corpus = load_corpus(root)
    except CorpusError as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 1
    print(
        f"corpus: {len(corpus.sources)} sources, {len(corpus.passages)} passages, "
        f"{len(corpus.facts)} facts hold"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
