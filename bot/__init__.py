"""LoopLens: a bilingual explainer of the AI investment loop. Start at `Explainer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.explainer import Explainer
    from bot.records import Turn

__all__ = ["Explainer", "Turn", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the Explainer or Turn when it is first asked for: importing `bot` does nothing."""
    if name == "Explainer":
        from bot.explainer import Explainer

        return Explainer
    if name == "Turn":
        from bot.records import Turn

        return Turn
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
