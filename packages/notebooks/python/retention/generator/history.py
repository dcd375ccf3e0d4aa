"""Rows of transactions, and who is a candidate of a month, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from retention.generator.randomness import Flags, Floats, Ints


@dataclass(frozen=True)
class Payments:
    """Rows of transactions, by member (place in the block) in the order of the label."""

    member: Ints
    date: Ints
    expiry: Ints
    method: Ints
    plan: Ints
    list_price: Ints
    paid: Ints
    auto: Flags
    cancel: Flags
    cycle: Ints

    def taken(self, place: Ints | Flags) -> Payments:
        """The rows at these places."""
        return Payments(**{field.name: getattr(self, field.name)[place] for field in fields(self)})

    def cancelled(self, which: Flags, date: Ints, expiry: Ints) -> Payments:
        """Cancels of some of these payments: the same row with another day and expiry."""
        chosen = replace(self, date=date, expiry=expiry).taken(which)
        return replace(chosen, cancel=np.ones(len(chosen.member), dtype=np.bool_))


@dataclass(frozen=True)
class Candidates:
    """Members whose last expiry as of a month lies in it, with their chance of churn."""

    month: Ints
    member: Ints
    segment: Ints
    monthly_price: Floats
    p_true: Floats
    p_latent: Floats

    def chosen(self, which: Flags) -> Candidates:
        """Some of them."""
        return Candidates(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def joined(
    kind: type[Payments | Candidates], parts: Sequence[Payments | Candidates], **types: type[np.generic]
) -> dict[str, Any]:
    """The columns of all parts, one after the other; whole numbers unless said otherwise."""
    return {
        field.name: np.concatenate(
            [
                np.zeros(0, dtype=types.get(field.name, np.int64)),
                *(getattr(part, field.name) for part in parts),
            ]
        )
        for field in fields(kind)
    }
