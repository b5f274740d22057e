"""What one answer earned, metric by metric: pairs of points earned and points possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Ratio = tuple[float, float]
"""Points earned, points possible."""


@dataclass(slots=True)
class Sheet:
    """Ratios by metric, and the reason for each point that was not earned."""

    ratios: dict[str, Ratio] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def check(self, metric: str, passed: bool, reason: str) -> None:
        """One point, earned or not."""
        self.ratios[metric] = (float(passed), 1.0)
        if not passed:
            self.reasons.append(f"{metric}: {reason}")

    def share(self, metric: str, passed: Sequence[bool], reasons: Iterable[str]) -> None:
        """A point for each part; nothing at all where there is no part."""
        if passed:
            self.ratios[metric] = (float(sum(passed)), float(len(passed)))
            self.reasons += [f"{metric}: {reason}" for reason in reasons]
