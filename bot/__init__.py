"""LoopLens: a bilingual explainer of the AI investment loop. Start at `Explainer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.explainer import Explainer

__all__ = ["Explainer", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the Explainer when it is first asked for: importing `bot` does nothing."""
    if name == "Explainer":
        from bot.explainer import Explainer

        return Explainer
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
