"""What is sold and how it is paid: payment methods, plans, prices."""

from __future__ import annotations

import numpy as np

from retention.generator.randomness import Flags, Floats, Ints, choices

#: Methods that renew by themselves and those that are paid by hand, with the shares of new subscriptions.
AUTO_METHODS: Ints = np.array([41, 40, 39, 37, 34, 36, 33, 31, 30, 27, 23, 21, 19, 18, 16, 14])
AUTO_WEIGHTS: Floats = np.array(
    [61.0, 12.0, 7.6, 5.7, 3.8, 2.0, 1.3, 1.3, 0.9, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2, 0.1]
)
MANUAL_METHODS: Ints = np.array(
    [38, 35, 36, 32, 29, 28, 26, 25, 24, 22, 20, 17, 15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]
)
MANUAL_WEIGHTS: Floats = np.array(
    [67.0, 10.0, 9.8, 4.0, 3.0, 2.0, 0.6, 0.5, 0.4, 0.5, 0.4, 0.4, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2, *[0.1] * 6]
)
#: A method no file before March 2017 has; each later month brings one more.
FIRST_UNKNOWN_METHOD = 42

#: Effect of a method on the logit of churn; others have none.
METHOD_EFFECT: dict[int, float] = {
    41: -0.25, 40: 0.2, 39: -0.1, 37: 0.0, 34: -0.4, 36: -0.7, 33: 0.2, 31: -0.2,
    38: 0.35, 35: -0.9, 32: 1.0, 29: 0.5, 28: 0.6, 22: 0.8, 20: 0.8, 17: 0.8, 15: 0.9, 13: 0.9,
}  # fmt: skip
METHOD_TABLE: Floats = np.array([METHOD_EFFECT.get(number, 0.0) for number in range(256)])

LONG_PLANS: Ints = np.array([180, 90, 195, 100, 410, 395, 120, 60, 45, 360, 450])
LONG_WEIGHTS: Floats = np.array([22.0, 5.5, 24.0, 10.5, 65.0, 2.5, 0.7, 0.7, 0.5, 0.4, 0.4])
_LONG_PRICES = {180: 536, 90: 298, 195: 894, 100: 480, 410: 1788, 395: 1599, 120: 480, 60: 298, 45: 250}
_LONG_PRICES |= {360: 1200, 450: 2000}
LONG_PRICE: Ints = np.array([_LONG_PRICES[days] for days in LONG_PLANS.tolist()])

PRICES: Ints = np.array([149, 99, 129, 180, 150, 119, 134, 160, 131])
AUTO_PRICE_WEIGHTS: Floats = np.array([66.5, 26.2, 6.0, 0.2, 0.3, 0.3, 0.2, 0.2, 0.1])
MANUAL_PRICE_WEIGHTS: Floats = np.array([38.0, 8.0, 2.0, 34.0, 16.0, 0.5, 0.5, 0.5, 0.5])


def method(uniform: Floats, auto: Flags) -> Ints:
    """A payment method for each new subscription."""
    return np.where(
        auto, AUTO_METHODS[choices(uniform, AUTO_WEIGHTS)], MANUAL_METHODS[choices(uniform, MANUAL_WEIGHTS)]
    )


def price(uniform: Floats, auto: Flags) -> Ints:
    """A list price for 30 days, in NTD."""
    return np.where(
        auto, PRICES[choices(uniform, AUTO_PRICE_WEIGHTS)], PRICES[choices(uniform, MANUAL_PRICE_WEIGHTS)]
    )


def long_plan(uniform: Floats) -> tuple[Ints, Ints]:
    """A plan of more than 35 days, and its price."""
    chosen = choices(uniform, LONG_WEIGHTS)
    return LONG_PLANS[chosen], LONG_PRICE[chosen]
