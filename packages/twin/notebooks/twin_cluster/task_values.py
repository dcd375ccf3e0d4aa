"""`dbutils.jobs.taskValues`: what tasks of a run hand to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_LARGEST = 48 * 1024


class TaskValues:
    """Without a job, values are debug values, as in a notebook that somebody runs by hand."""

    def __init__(self, others: Mapping[str, Mapping[str, Any]] | None) -> None:
        self._others = others
        self.own: dict[str, Any] = {}

    def set(self, key: str, value: Any) -> None:
        if len(json.dumps(value).encode()) > _LARGEST:
            raise ValueError(f"The value of {key} is larger than 48 KiB.")
        self.own[key] = value

    def get(self, taskKey: str, key: str, default: Any = None, debugValue: Any = None) -> Any:
        if self._others is None:
            if debugValue is None:
                raise TypeError("Must pass debugValue when calling get outside of a job context.")
            return debugValue
        values = self._others.get(taskKey, {})
        if key in values:
            return values[key]
        if default is None:
            raise ValueError(f"Task {taskKey} has set no value {key}, and there is no default.")
        return default
