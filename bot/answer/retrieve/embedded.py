"""The embedded encoder, by whose vectors fitted readings of a question go.

Whichever encoder the index was built with, the weights are of this one; it is opened once.
"""

from __future__ import annotations

from functools import lru_cache

from bot.index.encoder import EMBEDDED, Encoder, TableEncoder, open_encoder
from bot.index.search import Searcher

__all__ = ["embedded", "opened"]


def embedded(searcher: Searcher) -> Encoder:
    """The embedded encoder; the index's own where it was built with it."""
    encoder = searcher.encoder_in_use
    return encoder if isinstance(encoder, TableEncoder) else opened()


@lru_cache(maxsize=1)
def opened() -> Encoder:
    """The embedded encoder, read from the package."""
    return open_encoder(EMBEDDED)
