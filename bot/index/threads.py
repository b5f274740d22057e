"""Keeps numpy's products on the thread that asks for them.

OpenBLAS wakes a thread for every processor even for a product of a few hundred rows, and all of
them spin until the last is done: where others use the processors too, a search took five times as
long that way (docs/decisions/0110). Holds for the whole process, for the BLAS libraries that are
loaded by then; what torch computes keeps its own threads.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["on_one_thread"]


@lru_cache(maxsize=1)
def on_one_thread() -> None:
    """Let each product of numpy use one thread from now on."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
