"""What a run is held to: goals with figures."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Goal:
    """A figure beside the limit it is held to; ``met`` is None where it is told only, or not measured."""

    number: str
    what: str
    figure: str
    limit: str
    met: bool | None
    note: str = ""

    def row(self) -> dict[str, object]:
        """The goal as JSON."""
        return {
            "goal": self.number,
            "what": self.what,
            "figure": self.figure,
            "limit": self.limit,
            "met": self.met,
            "note": self.note,
        }


def at_most(number: str, what: str, value: float, limit: float, note: str = "", *, digits: int = 4) -> Goal:
    """A goal that a figure stays at or under a limit."""
    return Goal(number, what, f"{value:.{digits}f}", f"<= {limit:g}", value <= limit, note)


def at_least(number: str, what: str, value: float, limit: float, note: str = "", *, digits: int = 4) -> Goal:
    """A goal that a figure reaches a limit."""
    return Goal(number, what, f"{value:.{digits}f}", f">= {limit:g}", value >= limit, note)


def unmeasured(number: str, what: str, limit: str, why: str) -> Goal:
    """A goal that this run cannot tell anything about."""
    return Goal(number, what, "–", limit, None, why)


def only_told(goal: Goal) -> Goal:
    """The same figure, held to nothing."""
    return replace(goal, met=None)
