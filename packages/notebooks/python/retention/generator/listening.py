"""Listening: on which days, and how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retention.generator.randomness import Flags, Floats, Ints, Stream, Words, normals, uniforms, words

#: Share of members who never appear in the logs.
SILENT = 0.18
#: Share of log rows with impossible seconds: below zero, and above a day.
NEGATIVE_SECONDS, TOO_MANY_SECONDS = 1.6e-4, 3.4e-4

#: By week, a member's usual activity times one of these.
_WEEKS: Floats = np.array([0.1, 0.5, 0.9, 1.1, 1.35])
_WEEK_EDGES: Floats = np.array([0.09, 0.24, 0.5, 0.8])


@dataclass
class Listening:
    """Days of the log by member: ``days[i, j]`` is whether member i has a row on day ``first + j``.

    At first every day a member would listen on; ``close`` takes out the days without a subscription.
    """

    first: int
    days: NDArray[np.uint8]

    @property
    def until(self) -> int:
        """The day after the last."""
        return self.first + int(self.days.shape[1])

    def close(self, members: Ints, start: Ints, end: Ints) -> None:
        """No rows of these members in ``[start, end)``."""
        low = np.clip(start - self.first, 0, self.days.shape[1])
        high = np.clip(end - self.first, 0, self.days.shape[1])
        length = np.maximum(high - low, 0)
        place = np.repeat(low - np.cumsum(length) + length, length) + np.arange(int(length.sum()))
        self.days[np.repeat(members, length), place] = 0

    def counted(self, members: Ints, before: Ints) -> tuple[Flags, Ints, Ints]:
        """Whether the log has a row in all 30 days before a day, and the days with rows in 7 and in 30."""
        inside = (before - 30 >= self.first) & (before <= self.until)
        seven, thirty = np.zeros(len(members), np.int64), np.zeros(len(members), np.int64)
        if inside.any():
            start = before[inside] - 30 - self.first
            window = self.days[members[inside][:, None], start[:, None] + np.arange(30)]
            thirty[inside] = window.sum(axis=1, dtype=np.int64)
            seven[inside] = window[:, 23:].sum(axis=1, dtype=np.int64)
        return inside & (thirty > 0), seven, thirty


def listening(keys: Words, first: int, until: int) -> Listening:
    """The days each member would listen on if subscribed, from ``first`` to before ``until``."""
    count = max(until - first, 0)
    quiet = uniforms(keys, Stream.LEVEL, 0, 0) < SILENT
    level = np.clip(0.36 + 0.2 * normals(keys, Stream.LEVEL, 0, 1), 0.04, 0.95)
    level = np.where(quiet, 0.0, level)
    week_of = np.arange(first, first + count) // 7
    week_start = int(week_of[0]) if count else 0
    weeks = (int(week_of[-1]) - week_start + 1) if count else 0
    bits = words(keys[:, None], Stream.WEEK, np.arange(week_start, week_start + weeks)[None, :])
    factor = _WEEKS[np.searchsorted(_WEEK_EDGES, bits.astype(np.float64) * 2.0**-64)]
    limit = (np.minimum(level[:, None] * factor, 1.0) * 65535.0).astype(np.uint16)
    days = np.empty((len(keys), count), dtype=np.uint8)
    # One word holds the draws of four days.
    groups = np.arange(first // 4, (first + count - 1) // 4 + 1) if count else np.arange(0)
    drawn = words(keys[:, None], Stream.DAY, groups[None, :]).view(np.uint16).reshape(len(keys), -1)
    offset = first - 4 * (first // 4)
    for place in range(count):
        days[:, place] = drawn[:, offset + place] < limit[:, int(week_of[place]) - week_start]
    return Listening(first, days)


@dataclass(frozen=True)
class LogRows:
    """Rows of the log: member (place in the block), day, songs by share played, different songs, seconds."""

    member: Ints
    day: Ints
    num_25: Ints
    num_50: Ints
    num_75: Ints
    num_985: Ints
    num_100: Ints
    num_unq: Ints
    total_secs: Floats


def log_rows(keys: Words, heard: Listening, anomalies: bool) -> LogRows:
    """The rows of all days that are left, by member and day."""
    member, place = np.nonzero(heard.days)
    day = place + heard.first
    bits = words(keys[member], Stream.PLAYS, day)
    parts = bits.view(np.uint16).reshape(-1, 4).astype(np.float64) / 65536.0
    usual = np.exp(2.7 + 0.6 * normals(keys, Stream.LEVEL, 0, 2))[member]
    plays = 1.0 + usual * -np.log1p(-np.minimum(parts[:, 0], 0.99997))
    skipping = uniforms(keys, Stream.LEVEL, 0, 3)[member] * 0.35
    whole = np.maximum(np.rint(plays * (1 - skipping * (0.4 + 1.2 * parts[:, 1]))), 0).astype(np.int64)
    skipped = np.rint(plays).astype(np.int64) - whole
    skipped = np.maximum(skipped, 0)
    num_25 = (skipped * (0.5 + 0.2 * parts[:, 2])).astype(np.int64)
    num_50 = ((skipped - num_25) * 0.5).astype(np.int64)
    num_75 = ((skipped - num_25 - num_50) * 0.55).astype(np.int64)
    num_985 = skipped - num_25 - num_50 - num_75
    songs = whole + skipped
    unique = np.maximum(np.rint(songs * (0.6 + 0.4 * parts[:, 3])), (songs > 0)).astype(np.int64)
    length = np.exp(5.46 + 0.16 * (parts[:, 1] + parts[:, 2] - 1.0) * 2.4)
    seconds = (whole + 0.9 * num_985 + 0.62 * num_75 + 0.37 * num_50 + 0.09 * num_25) * length
    seconds = np.rint(np.clip(seconds, 1.0, 86_000.0) * 1000.0) / 1000.0
    if anomalies:
        odd = uniforms(keys[member], Stream.ODDITY, day, 40)
        size = uniforms(keys[member], Stream.ODDITY, day, 41)
        far = np.where(size < 0.5, 9.2e15, 86_401.0 + 1e6 * size)
        seconds = np.where(odd < NEGATIVE_SECONDS, -far, seconds)
        seconds = np.where(
            (odd > NEGATIVE_SECONDS) & (odd < NEGATIVE_SECONDS + TOO_MANY_SECONDS), far, seconds
        )
    return LogRows(
        member.astype(np.int64), day.astype(np.int64), num_25, num_50, num_75, num_985, whole,
        np.minimum(unique, songs), seconds,
    )  # fmt: skip
