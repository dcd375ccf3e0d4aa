"""`dbutils.widgets`: the parameters of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class InputWidgetNotDefined(Exception):
    """Named as the exception of the real service."""


class Widgets:
    """Values handed in win over the defaults of the notebook, as in a job."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self._given = dict(parameters)
        self._values = dict(parameters)

    def text(self, name: str, defaultValue: str, label: str | None = None) -> None:
        self._values[name] = self._given.get(name, str(defaultValue))

    def combobox(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        self.text(name, defaultValue)

    def dropdown(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        self._choose(name, [defaultValue], choices)
        self.text(name, defaultValue)

    def multiselect(
        self,
        name: str,
        defaultValue: str,
        choices: Sequence[str],
        label: str | None = None,
    ) -> None:
        self._choose(name, defaultValue.split(","), choices)
        self.text(name, defaultValue)

    def get(self, name: str) -> str:
        # Text of the message: com.databricks.dbutils_v1.InputWidgetNotDefined, as users report it
        if name not in self._values:
            raise InputWidgetNotDefined(f"No input widget named {name} is defined")
        return self._values[name]

    def getAll(self) -> dict[str, str]:
        return dict(self._values)

    def remove(self, name: str) -> None:
        self._values.pop(name, None)
        self._given.pop(name, None)

    def removeAll(self) -> None:
        self._values.clear()
        self._given.clear()

    def set(self, name: str, value: str) -> None:
        """Not of Databricks: what `%run ./other $name="value"` hands in."""
        self._given[name] = self._values[name] = value

    def _choose(self, name: str, defaults: Sequence[str], choices: Sequence[str]) -> None:
        for value in [*defaults, *([self._given[name]] if name in self._given else [])]:
            if value not in choices and not set(value.split(",")) <= set(choices):
                raise ValueError(f"The widget {name} has no choice '{value}': it has {', '.join(choices)}.")
