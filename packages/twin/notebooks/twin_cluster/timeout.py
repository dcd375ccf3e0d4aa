"""The seconds that a notebook may take."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class TimedOut(BaseException):
    """Raised inside what took too long."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Cancels Spark's jobs and raises TimedOut when the seconds are over; 0 is no limit.

    A call to Java is not torn apart, for its answer would be taken for that of the next one: the cancelled
    job ends it, and the exception comes after.
    """
    if seconds <= 0:
        yield
        return

    def ring(_number: int, frame: FrameType | None) -> None:
        threading.Thread(target=_cancel, daemon=True).start()
        while frame is not None:
            if "py4j" in frame.f_code.co_filename:
                return
            frame = frame.f_back
        raise TimedOut

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _cancel() -> None:
    from pyspark import SparkContext

    if SparkContext._active_spark_context is not None:
        SparkContext._active_spark_context.cancelAllJobs()
