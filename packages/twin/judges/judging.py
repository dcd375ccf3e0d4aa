"""Runs the checks of a judge and prints, as JSON, what disagreed."""

import json
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

checks: list[Callable[[], None]] = []


def check(function: Callable[[], None]) -> Callable[[], None]:
    """Adds a check. It fails by raising, be it an assertion or an error of the client."""
    checks.append(function)
    return function


def judge(pool: Executor | None = None) -> None:
    """Runs all checks at once, since most of their time is waited as `Retry-After` says, and prints what they found."""
    with pool or ThreadPoolExecutor(len(checks)) as workers:
        found = [one for one in workers.map(run, range(len(checks))) if one is not None]
    print(json.dumps({"checks": len(checks), "disagreements": found}))


def run(at: int) -> dict[str, object] | None:
    """What is wrong with one check."""
    function = checks[at]
    try:
        function()
    except Exception as error:
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == sys.argv[0]]
        line = own[-1].lineno if own else 0
        return {"check": function.__name__, "line": line, "error": f"{type(error).__name__}: {error}"}
    return None
