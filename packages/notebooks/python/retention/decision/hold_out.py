"""Who is not contacted on purpose, so that the effect of a campaign can be measured."""

from __future__ import annotations

from pyspark.sql import Column
from pyspark.sql import functions as F

from retention.period import Period

_PARTS = 1_000_000


def held_out(msno: Column, period: Period, share: float, salt: str) -> Column:
    """Whether a member is held out in a month, at random and yet the same whenever it is asked.

    It hangs on the salt, the month and the member alone: not on the run, the scores or the order of rows.
    """
    draw = F.pmod(F.xxhash64(F.lit(salt), F.lit(str(period)), msno), F.lit(_PARTS))
    return draw < F.lit(round(share * _PARTS))
