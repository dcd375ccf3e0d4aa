"""The published shares, and how far the generated rows are from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retention.generator.blocks import Block
from retention.generator.calendar import MONTH_START, as_numbers
from retention.generator.deliveries import delivery_of
from retention.generator.randomness import Flags

#: Standard errors that count as noise of the sample.
NOISE = 4.0


@dataclass(frozen=True)
class Marginal:
    """A share of rows: what was published, what came out of how many rows."""

    name: str
    published: float
    found: float
    rows: int

    @property
    def allowed(self) -> float:
        """One percentage point for shares over 5 %, else a tenth of the share; and the noise of the sample.

        Rows of one member are alike, so the noise is taken as of a tenth of the rows.
        """
        margin = 0.01 if self.published > 0.05 else 0.1 * self.published
        effective = max(self.rows / 10.0, 1.0)
        return margin + NOISE * float(np.sqrt(self.published * (1 - self.published) / effective))

    @property
    def holds(self) -> bool:
        """Whether the share is near enough."""
        return abs(self.found - self.published) <= self.allowed


#: Shares of the member file.
CITY = {1: 0.7097, 5: 0.0569, 13: 0.0474, 4: 0.0365, 22: 0.0311, 15: 0.0281, 6: 0.02, 14: 0.0133}
CHANNEL = {4: 0.4126, 3: 0.2427, 9: 0.2191, 7: 0.119}
GENDER = {0: 0.6543, 1: 0.1766, 2: 0.1691}
REGISTERED = {2013: 0.0776, 2014: 0.1442, 2015: 0.2393, 2016: 0.3324, 2017: 0.0713}
#: Shares of the first file of transactions.
METHOD = {41: 0.535, 40: 0.103, 38: 0.079, 39: 0.068, 37: 0.047, 36: 0.040, 34: 0.034, 35: 0.025}
PLAN = {30: 0.8797, 0: 0.0404, 31: 0.0356, 7: 0.0268, 195: 0.0051, 410: 0.0037, 180: 0.0024, 10: 0.0018}
LIST_PRICE = {149: 0.582, 99: 0.225, 0: 0.070, 129: 0.053, 180: 0.032, 150: 0.018}


def marginals(made: Block) -> list[Marginal]:
    """The shares of section-by-section profiles of the release; for a world with all oddities."""
    return [*_members(made), *_transactions(made)]


def _members(made: Block) -> list[Marginal]:
    who, row = made.who, made.who.has_row
    count = int(row.sum())
    year = as_numbers(who.registered) // 10000

    def share(name: str, published: float, chosen: Flags) -> Marginal:
        return Marginal(name, published, float(chosen[row].mean()), count)

    return [
        *(share(f"city {key}", value, who.city == key) for key, value in CITY.items()),
        *(share(f"registered_via {key}", value, who.channel == key) for key, value in CHANNEL.items()),
        *(share(f"gender {key}", value, who.gender == key) for key, value in GENDER.items()),
        *(share(f"registered in {key}", value, year == key) for key, value in REGISTERED.items()),
        share("bd 0", 0.6707, who.age == 0),
        share("bd over 100", 7.9e-4, who.age > 100),
    ]


def _transactions(made: Block) -> list[Marginal]:
    rows = made.payments
    first = (delivery_of(rows.date) == 1) & ~made.held
    count = int(first.sum())

    def share(name: str, published: float, chosen: Flags) -> Marginal:
        return Marginal(name, published, float(chosen[first].mean()), count)

    gap = (rows.expiry - rows.date)[rows.cancel & first]

    def cancel(name: str, published: float, chosen: Flags) -> Marginal:
        return Marginal(name, published, float(chosen.mean()), len(gap))

    zero_months = (rows.date >= MONTH_START[2]) & (rows.date < MONTH_START[10])
    return [
        *(share(f"payment_method_id {key}", value, rows.method == key) for key, value in METHOD.items()),
        *(share(f"payment_plan_days {key}", value, rows.plan == key) for key, value in PLAN.items()),
        *(
            share(f"plan_list_price {key}", value, rows.list_price == key)
            for key, value in LIST_PRICE.items()
        ),
        share("is_auto_renew", 0.852, rows.auto),
        share("is_cancel", 0.0398, rows.cancel),
        share("paid as listed", 0.92, rows.paid == rows.list_price),
        share("paid less than listed", 0.0398, rows.paid < rows.list_price),
        share("paid more than listed", 0.0398, rows.paid > rows.list_price),
        share("paid nothing", 0.0555, rows.paid == 0),
        share("zero-day rows outside March to October 2015", 0.0, (rows.plan == 0) & ~zero_months),
        share("expiry after March 2017", 0.0, rows.expiry >= MONTH_START[27]),
        cancel("cancels that expire before their day", 0.172, gap < 0),
        cancel("cancels that expire on their day", 0.532, gap == 0),
        cancel("cancels that expire later", 0.296, gap > 0),
    ]
