"""How far a distribution has moved: the population stability index (PSI), and when that is far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

#: Beyond this a distribution has moved, as is the custom of credit scoring.
CUSTOMARY = 0.2

#: How much farther than months of the reference are from one another a month may be from them.
_SLACK = 1.5


def psi(reference: ArrayLike, current: ArrayLike) -> float:
    """The PSI of two distributions, given as counts of the same bins; 0 where one of them is empty.

    Half a member a bin, spread as both together are, keeps a bin that only one of them fills from an
    infinite distance.
    """
    counts = np.array([reference, current], dtype=np.float64)
    counts = counts[:, counts.sum(axis=0) > 0]
    totals = counts.sum(axis=1, keepdims=True)
    if counts.size == 0 or not totals.all():
        return 0.0
    both = (counts / totals).mean(axis=0)
    spread = counts.shape[1] / 2
    share = (counts + spread * both) / (totals + spread)
    return float(np.sum((share[1] - share[0]) * np.log(share[1] / share[0])))


def psi_limit(months: Sequence[ArrayLike]) -> float:
    """The limit for a month, from how far the months of the reference are from one another.

    What follows the length of the month or the season differs between them too, and is not cried out.
    """
    apart = [psi(one, other) for one, other in itertools.combinations(months, 2)]
    return max(CUSTOMARY, _SLACK * max(apart, default=0.0))
