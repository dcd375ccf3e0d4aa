"""What went wrong in a notebook, told by its own lines."""

from __future__ import annotations

import linecache
import sys
import sysconfig
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

OWN = Path(__file__).resolve().parent
_LONGEST = 4000


@dataclass(frozen=True)
class Failure:
    """Where it happened, what, and the lines of the workspace that led there, the last one innermost."""

    notebook: str
    cell: int
    line: int
    type: str
    message: str
    traceback: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


class CellFailed(Exception):
    """A cell raised: carries the failure through the notebooks that ran it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def failure_of(error: BaseException, notebook: Path, cell: int, line: int) -> Failure:
    """The failure of a cell that begins at ``line``; the line is where the notebook itself was last."""
    kind = type(error).__name__
    if isinstance(error, SyntaxError) and error.filename == str(notebook):
        return Failure(str(notebook), cell, error.lineno or line, kind, error.msg)
    shown: list[str] = []
    for frame in traceback.extract_tb(error.__traceback__):
        if not of_workspace(frame.filename):
            continue
        if frame.filename == str(notebook):
            line = frame.lineno or line
        source = linecache.getline(frame.filename, frame.lineno or 0).strip()
        shown.append(f"{frame.filename}:{frame.lineno} in {frame.name}: {source}")
    return Failure(str(notebook), cell, line, kind, message_of(error), shown[-12:])


def message_of(error: BaseException) -> str:
    """The message without the stack of the Java side."""
    lines = [line for line in str(error).splitlines() if not line.startswith(("\tat ", "\t... "))]
    text = "\n".join(line for line in lines if line.strip() not in ("", "Driver stacktrace:"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def of_workspace(file: str | None) -> bool:
    """Whether a file is neither of Python, nor of an installed package, nor of this runner."""
    if not file or file.startswith("<"):
        return False
    path = Path(file).resolve()
    return not any(path.is_relative_to(folder) for folder in _ELSEWHERE)


_ELSEWHERE = [
    OWN.parent,
    *(
        Path(one).resolve()
        for one in {sys.prefix, *(sysconfig.get_path(key) for key in ("stdlib", "platstdlib"))}
    ),
]
