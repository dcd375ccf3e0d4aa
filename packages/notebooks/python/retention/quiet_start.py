"""What Java and Spark say about themselves when they start, taken out of what they say about the work."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from collections.abc import Iterator

#: Lines that tell nobody anything: they come at each start, whatever is run.
CHATTER = re.compile(
    r"^(WARNING: (Using incubator modules|A restricted method|A terminally deprecated|sun\.misc\.Unsafe)"
    r"|NOTE: Picked up|Picked up (_?JAVA|JDK)_\w+|Setting (default|Spark) log level|To adjust logging level"
    r"|Using Spark's default log4j profile|OpenJDK .* warning: Sharing is only supported)"
)


@contextlib.contextmanager
def only_real_errors() -> Iterator[None]:
    """Lets a Java process that is started inside write to stderr, without the chatter of its start.

    The process keeps its stderr for life: what it writes later passes through as well.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    reading, writing = os.pipe()
    os.dup2(writing, 2)
    os.close(writing)
    passing = threading.Thread(target=_pass_on, args=(reading, os.dup(kept)), daemon=True, name="java-stderr")
    passing.start()
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _pass_on(reading: int, kept: int) -> None:
    with os.fdopen(reading, "rb") as lines, os.fdopen(kept, "wb", buffering=0) as stderr:
        for line in lines:
            if CHATTER.match(line.decode(errors="replace")) is None:
                stderr.write(line)
