"""What the files do not tell: the chance of churn, the chance of being saved, the value of staying."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from scipy.special import betaincinv

from retention.generator.blocks import Block
from retention.generator.calendar import month_date
from retention.generator.randomness import Floats, Stream, normals, uniforms

#: Save rate by segment (cancelled, long plan, manual, auto-renew) and how close members are to it.
SAVE_RATES: Floats = np.array([0.15, 0.30, 0.35, 0.25])
CONCENTRATION = 20.0
#: Share of the price that is margin, and the discount of a month.
MARGIN, DISCOUNT = 0.30, 0.01
MONTHS = 12

SCHEMA = pa.schema(
    [
        ("period_start", pa.date32()),
        ("msno", pa.string()),
        ("p_true", pa.float64()),
        ("save_rate_true", pa.float64()),
        ("value_true", pa.float64()),
        ("p_latent", pa.float64()),
    ]
)


def value(monthly_price: Floats, survival: Floats) -> Floats:
    """The margin of twelve months, discounted, of a member who stays from month to month with a chance."""
    kept = survival / (1 + DISCOUNT)
    return np.asarray(
        MARGIN * monthly_price * sum(kept**number for number in range(1, MONTHS + 1)), dtype=np.float64
    )


def truth(made: Block) -> pa.Table:
    """One row for each candidate of each month, by month and member."""
    found = made.candidates
    order = np.lexsort((found.member, found.month))
    member, month = found.member[order], found.month[order]
    keys = made.keys[member]
    mean = SAVE_RATES[found.segment[order]]
    saved = betaincinv(CONCENTRATION * mean, CONCENTRATION * (1 - mean), uniforms(keys, Stream.SAVE, 0, 0))
    survival = np.clip(0.9 + 0.03 * normals(keys, Stream.SAVE, 0, 1), 0.75, 0.98)
    dates = [month_date(number) for number in range(int(month.max()) + 1)] if len(month) else []
    return pa.table(
        [
            pa.array(dates, pa.date32()).take(pa.array(month)),
            pa.array(made.ids, pa.string()).take(pa.array(member)),
            pa.array(found.p_true[order]),
            pa.array(saved),
            pa.array(value(found.monthly_price[order], survival)),
            pa.array(found.p_latent[order]),
        ],
        schema=SCHEMA,
    )
