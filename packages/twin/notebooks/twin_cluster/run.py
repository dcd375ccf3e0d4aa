"""One run of a notebook: its cells in order, in a namespace of their own."""

from __future__ import annotations

import ast
import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twin_cluster import sql
from twin_cluster.dbutils import DbUtils, NotebookExit, WorkflowException
from twin_cluster.failure import CellFailed, Failure, failure_of
from twin_cluster.source import Cell, SourceError, cells, notebook_file
from twin_cluster.task_values import TaskValues
from twin_cluster.timeout import Cancelled, TimedOut, limited
from twin_cluster.widgets import Widgets

Emit = Callable[[dict[str, object]], None]

#: Rows that `display` shows.
SHOWN = 20
#: Line magics of IPython that change nothing here.
_IDLE = ("matplotlib", "config", "load_ext", "autoreload", "reload_ext")


@dataclass(frozen=True)
class Place:
    """Where a run is: the folder that stands for the root of its workspace, and the values of its tasks."""

    workspace: str | None = None
    values: TaskValues = field(default_factory=lambda: TaskValues(None))

    def path(self, folder: Path, name: str) -> Path:
        """The file of a notebook that one in ``folder`` names, with an absolute path or from there."""
        if self.workspace is not None and name.startswith("/") and not name.startswith(self.workspace):
            return Path(self.workspace, name.removeprefix("/Workspace").lstrip("/")).resolve()
        return (folder / name).resolve()


class Run:
    """The state of one run; a notebook that another one runs by `dbutils.notebook.run` has its own."""

    def __init__(
        self,
        spark: Any,
        notebook: Path,
        parameters: Mapping[str, str],
        emit: Emit,
        place: Place | None = None,
    ) -> None:
        self.place = place or Place()
        self.spark = spark
        self.emit = emit
        self.widgets = Widgets(parameters)
        self.opened: list[Path] = []
        self.root = notebook
        self.names: dict[str, Any] = {
            "__name__": "__main__",
            "spark": spark,
            "dbutils": DbUtils(self.widgets, self._run_other, self.place.values),
            "display": self._display,
            "displayHTML": self._display_html,
        }

    def execute(self) -> str:
        """Runs the notebook in its folder; answers what it exits with. Raises CellFailed, SourceError."""
        file = notebook_file(self.root)
        before = Path.cwd()
        os.chdir(file.parent)
        try:
            self._notebook(file)
        except NotebookExit as ended:
            return ended.value
        finally:
            os.chdir(before)
        return ""

    def _notebook(self, file: Path) -> None:
        if file in self.opened:
            raise SourceError(f"{file.name} runs itself by %run")
        self.opened.append(file)
        for cell in cells(file.read_text(), file.name):
            try:
                self._cell(cell, file)
            except (NotebookExit, CellFailed, TimedOut, Cancelled):
                raise
            except BaseException as error:
                raise CellFailed(failure_of(error, file, cell.number, cell.line)) from error
        self.opened.pop()

    def _cell(self, cell: Cell, file: Path) -> None:
        kind = cell.language
        if kind == "python":
            self._python(cell, file)
        elif kind == "sql":
            self._sql(cell.text)
        elif kind == "run":
            self._run_here(cell.text, file)
        elif kind == "fs":
            command, *words = shlex.split(cell.text)
            recurse = {"recurse": True} if "-r" in words else {}
            shown = getattr(self.names["dbutils"].fs, command)(
                *(one for one in words if one != "-r"), **recurse
            )
            self._display(shown)
        elif kind == "pip":
            print(f"%pip {cell.text.strip()}: left out, the environment was made from its lock file.")
        elif kind == "md" or kind in _IDLE:
            return
        else:
            raise NotImplementedError(
                f"The cell is %{kind}, which the twin does not run: it runs Python, %sql, %run and %fs."
            )

    def _python(self, cell: Cell, file: Path) -> None:
        # Empty lines before make line numbers those of the file, also in what raises later.
        tree = ast.parse("\n" * (cell.line - 1) + cell.text, str(file))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, str(file), "exec"), self.names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), str(file), "eval"), self.names)
            if value is not None:
                print(repr(value))

    def _sql(self, text: str) -> None:
        result = None
        for statement in sql.statements(text):
            result = self.spark.sql(sql.bound(statement, self.widgets.getAll()))
        if result is not None:
            self.names["_sqldf"] = result
            if result.columns:
                self._display(result)

    def _run_here(self, text: str, file: Path) -> None:
        words = shlex.split(text.strip())
        if not words:
            raise SourceError("%run names no notebook: write %run ./name")
        for argument in words[1:]:
            given = re.fullmatch(r"\$(\w+)=(.*)", argument, re.DOTALL)
            if given is not None:
                self.widgets.set(given.group(1), given.group(2))
        self._notebook(notebook_file(self.place.path(file.parent, words[0])))

    def _run_other(self, path: str, seconds: float, arguments: Mapping[str, str]) -> str:
        folder = self.opened[-1].parent if self.opened else self.root.parent
        # A run of its own, outside of the job: what it sets is nobody's task value.
        place = Place(self.place.workspace)
        other = Run(self.spark, place.path(folder, path), arguments, self.emit, place)
        try:
            with limited(seconds):
                return other.execute()
        except CellFailed as failed:
            inner = failed.failure
            raise WorkflowException(
                f"{Path(inner.notebook).name}, cell {inner.cell}, line {inner.line}: "
                f"{inner.type}: {inner.message}"
            ) from failed
        except TimedOut:
            raise WorkflowException(f"{path} was stopped: it took longer than {seconds:g} seconds") from None

    def _display(self, value: Any = None, *_rest: Any, **_named: Any) -> None:
        if hasattr(value, "show") and hasattr(value, "schema"):
            value.show(SHOWN, truncate=60)
        elif hasattr(value, "to_string"):
            print(value.head(SHOWN).to_string())
        elif isinstance(value, list):
            for one in value[:SHOWN]:
                print(one)
        elif value is not None:
            print(value)

    def _display_html(self, html: str) -> None:
        self.emit({"event": "html", "html": str(html)})


def failed_before(error: SourceError, notebook: Path) -> Failure:
    """The failure of a notebook that could not be read at all."""
    return Failure(str(notebook), 0, 0, "SourceError", str(error))
