"""`dbutils` of one run: what notebooks use of it here; the rest says that it is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from twin_cluster.files import Files
from twin_cluster.task_values import TaskValues
from twin_cluster.widgets import Widgets


class NotebookExit(BaseException):
    """Ends a notebook with a value; no `except Exception` of a notebook catches it."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class WorkflowException(Exception):
    """A notebook that another one ran has failed; named as in the real service."""


class _Notebook:
    def __init__(self, run: Callable[[str, float, Mapping[str, str]], str]) -> None:
        self._run = run

    def exit(self, value: object = "") -> None:
        raise NotebookExit(str(value))

    def run(
        self, path: str, timeout_seconds: float = 0, arguments: Mapping[str, object] | None = None
    ) -> str:
        return self._run(path, timeout_seconds, {name: str(one) for name, one in (arguments or {}).items()})


class _Library:
    def restartPython(self) -> None:
        print("dbutils.library.restartPython: nothing to do, the environment was made before.")


class _Secrets:
    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(
            f"dbutils.secrets.{name} is not in the twin: it holds no secrets. "
            "Reach storage by an identity instead."
        )


class _Jobs:
    def __init__(self, values: TaskValues) -> None:
        self.taskValues = values


class DbUtils:
    """What `dbutils` is in a notebook."""

    def __init__(
        self, widgets: Widgets, run: Callable[[str, float, Mapping[str, str]], str], values: TaskValues
    ) -> None:
        self.widgets = widgets
        self.notebook = _Notebook(run)
        self.fs = Files()
        self.secrets = _Secrets()
        self.library = _Library()
        self.jobs = _Jobs(values)

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(
            f"dbutils.{name} is not in the twin: it has widgets, notebook, fs, library and jobs."
        )
