"""Random numbers by counter: each is a hash of seed, member, stream and step.

No number depends on how many were drawn before it, so a member comes out the same alone, in a block of
any size, in any order, and in a longer run.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_STEP = 0xD1B54A32D192ED03
_MASK = 0xFFFFFFFFFFFFFFFF


class Stream(IntEnum):
    """What a random number is for; a new purpose goes at the end, so that old data stay as they are."""

    ARRIVAL = 1
    PROFILE = 2
    REGISTRATION = 3
    SPELL = 4
    CYCLE = 5
    RETURN = 6
    LEVEL = 7
    WEEK = 8
    DAY = 9
    PLAYS = 10
    ODDITY = 11
    SAVE = 12
    FRAILTY = 13


def _mix(words: Words) -> Words:
    """The finaliser of splitmix64: every bit of the input moves about half of the bits that come out."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def member_keys(seed: int, members: Ints) -> Words:
    """One key for each member of a seed."""
    start = _mix(np.array([(seed * _GOLDEN + 1) & _MASK], dtype=np.uint64))
    return _mix(start + members.astype(np.uint64) * np.uint64(_GOLDEN))


def words(keys: Words, stream: Stream, step: int | Ints, draw: int = 0) -> Words:
    """64 random bits for each key; ``step`` is one number or one for each key."""
    counter = np.atleast_1d(np.asarray(step)).astype(np.uint64) * np.uint64(_STEP)
    purpose = np.uint64((((int(stream) << 40) + (draw << 32)) * _GOLDEN) & _MASK)
    return _mix(_mix(keys + counter) ^ purpose)


def uniforms(keys: Words, stream: Stream, step: int | Ints, draw: int = 0) -> Floats:
    """Numbers in (0, 1), never 0 and never 1."""
    return unit(words(keys, stream, step, draw))


def unit(bits: Words) -> Floats:
    """64 bits as a number in (0, 1)."""
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def normals(keys: Words, stream: Stream, step: int | Ints, draw: int = 0) -> Floats:
    """Standard normal numbers."""
    return np.asarray(ndtri(uniforms(keys, stream, step, draw)), dtype=np.float64)


def choices(uniform: Floats, weights: Floats) -> Ints:
    """An index for each number, in proportion to the weights."""
    edges = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(edges, uniform, side="right"), len(weights) - 1).astype(np.int64)
