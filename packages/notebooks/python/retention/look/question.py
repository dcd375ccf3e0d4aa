"""What may be asked of the predictions that are stored."""

from __future__ import annotations

from dataclasses import dataclass

from retention.features.segment import SEGMENTS

#: Members that are listed where nothing is said of how many.
TOP = 20


@dataclass(frozen=True)
class Question:
    """About one member in all months, or about a month: the best of its list, of one segment or of all.

    Raises ValueError with every problem, a line each, where it cannot be meant.
    """

    member: str = ""
    top: int = TOP
    segment: str = ""

    def __post_init__(self) -> None:
        problems = []
        if self.member and self.segment:
            problems.append("Ask for a member or for a segment: a member is shown with the segment it has.")
        if self.segment and self.segment not in SEGMENTS:
            problems.append(f"There is no segment '{self.segment}': there are {', '.join(SEGMENTS)}.")
        if self.top < 0:
            problems.append(f"How many members to list is a number from 0 on, and {self.top} is none.")
        if problems:
            raise ValueError("\n".join(problems))
