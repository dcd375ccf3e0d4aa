"""The seconds that a notebook may take."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class TimedOut(BaseException):
    """Raised inside what took too long."""


class Cancelled(BaseException):
    """Raised inside what somebody cancelled."""


def ignore_cancel() -> None:
    """Nothing runs: a cancel that comes too late is none."""
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


@contextlib.contextmanager
def cancellable() -> Iterator[None]:
    """Raises Cancelled when the process is sent SIGUSR1, once Java lets go."""

    def ring(_number: int, frame: FrameType | None) -> None:
        threading.Thread(target=_cancel, daemon=True).start()
        # A limit that was set inside ends here as well: whoever set it is to stop, not to go on.
        signal.signal(signal.SIGALRM, again)
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.2)

    def again(_number: int, frame: FrameType | None) -> None:
        if not _in_java(frame):
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise Cancelled

    signal.signal(signal.SIGUSR1, ring)
    try:
        yield
    finally:
        ignore_cancel()
        signal.setitimer(signal.ITIMER_REAL, 0)


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
        if not _in_java(frame):
            raise TimedOut

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_java(frame: FrameType | None) -> bool:
    while frame is not None:
        if "py4j" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _cancel() -> None:
    from pyspark import SparkContext

    if SparkContext._active_spark_context is not None:
        SparkContext._active_spark_context.cancelAllJobs()
