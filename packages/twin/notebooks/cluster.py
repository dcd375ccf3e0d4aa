"""A cluster that runs notebooks: requests as lines of JSON on stdin, answers and events on file descriptor 3.

Its one argument is JSON: ``{"settings": {Spark setting: value}, "connect": whether notebooks get a session of
Spark Connect}``. Requests are ``{"id", "method", …}``:
``parse {notebook}`` answers the cells, ``run {notebook, parameters, workspace, taskValues,
hadoop}`` runs it. SIGUSR1 cancels what runs. The end of stdin ends it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twin_cluster.failure import CellFailed, Failure
from twin_cluster.run import Place, Run, failed_before
from twin_cluster.session import Session, fresh_process
from twin_cluster.source import SourceError, cells, notebook_file
from twin_cluster.task_values import TaskValues
from twin_cluster.timeout import Cancelled, cancellable, ignore_cancel


class Lines(io.TextIOBase):
    """What a notebook prints, handed on line by line."""

    def __init__(self, emit: Any) -> None:
        self._emit = emit
        self._rest = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *whole, self._rest = (self._rest + text).split("\n")
        for line in whole:
            self._emit({"event": "output", "line": line})
        return len(text)

    def finish(self) -> None:
        if self._rest:
            self.write("\n")


def parse(request: dict[str, Any]) -> dict[str, object]:
    file = notebook_file(Path(request["notebook"]))
    found = cells(file.read_text(), file.name)
    return {
        "cells": [{"number": c.number, "line": c.line, "language": c.language, "text": c.text} for c in found]
    }


def run(request: dict[str, Any], session: Session, emit: Any) -> dict[str, object]:
    notebook = Path(request["notebook"]).resolve()
    started = time.monotonic()
    failure: Failure | None = None
    value = ""
    printed = Lines(emit)
    place = Place(request.get("workspace"), TaskValues(request.get("taskValues")))
    with fresh_process(), contextlib.redirect_stdout(printed):
        try:
            # Looked for before Spark starts: a name that is not there needs no cluster.
            notebook_file(notebook)
            with cancellable():
                spark = session.new(request.get("hadoop", {}))
                value = Run(spark, notebook, request.get("parameters", {}), emit, place).execute()
        except CellFailed as failed:
            failure = failed.failure
        except SourceError as error:
            failure = failed_before(error, notebook)
        except Cancelled:
            failure = Failure(str(notebook), 0, 0, "Cancelled", "The run was cancelled.")
        printed.finish()
    always: dict[str, object] = {"seconds": round(time.monotonic() - started, 3)}
    if place.values.own:
        always["values"] = place.values.own
    if failure is not None:
        return {"status": "failed", "failure": failure.as_json(), **always}
    return {"status": "success", "exit": value, **always}


def requests() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        if line.strip():
            yield json.loads(line)


def main() -> None:
    sys.path[:] = [one for one in sys.path if Path(one).resolve() != Path(__file__).resolve().parent]
    options = json.loads(sys.argv[1])
    session = Session(options["settings"], connect=options.get("connect", False))
    ignore_cancel()
    answers = os.fdopen(3, "w", encoding="utf-8")
    # What does not go by sys.stdout must not end in the answers: it goes where errors go.
    os.dup2(2, 1)

    def send(message: dict[str, object]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    for request in requests():
        number = request["id"]

        def emit(event: dict[str, object], number: int = number) -> None:
            send({"id": number, **event})

        try:
            answer = parse(request) if request["method"] == "parse" else run(request, session, emit)
            send({"id": number, "answer": answer})
        except Exception as error:
            send({"id": number, "error": f"{type(error).__name__}: {error}"})
    session.stop()


if __name__ == "__main__":
    main()
