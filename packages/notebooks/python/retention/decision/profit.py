"""What it is worth to contact one member, in NTD, and from which probability of churn on it pays.

Every formula is written once, with operators only, so that it holds for numbers, numpy arrays and Spark
columns alike, and gives the same bits in all three.
"""

from __future__ import annotations

from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray
from pyspark.sql import Column
from pyspark.sql import functions as F

Floats: TypeAlias = float | NDArray[np.float64]


@overload
def value_of_targeting(
    p: Floats,
    save_rate: Floats,
    value: Floats,
    offer_cost: Floats,
    contact_cost: Floats,
    accept_rate: Floats,
) -> Floats: ...


@overload
def value_of_targeting(
    p: Column,
    save_rate: Column | float,
    value: Column,
    offer_cost: Column,
    contact_cost: Column | float,
    accept_rate: Column | float,
) -> Column: ...


def value_of_targeting(  # noqa: PLR0917
    p: Any, save_rate: Any, value: Any, offer_cost: Any, contact_cost: Any, accept_rate: Any
) -> Any:
    """The expected profit of contacting a member: ``p (g (V - d) - f) - (1 - p) (a d + f)``.

    p: probability of churn. save_rate g: share of contacted churners who accept and stay. value V: what
    keeping the member is worth. offer_cost d: cost of an offer that is redeemed. contact_cost f: cost of a
    contact. accept_rate a: share of those who would have stayed anyway that take the offer.
    """
    saved = save_rate * (value - offer_cost) - contact_cost
    wasted = accept_rate * offer_cost + contact_cost
    return p * saved - (1.0 - p) * wasted


@overload
def threshold(
    save_rate: Floats, value: Floats, offer_cost: Floats, contact_cost: Floats, accept_rate: Floats
) -> NDArray[np.float64]: ...


@overload
def threshold(
    save_rate: Column | float,
    value: Column,
    offer_cost: Column,
    contact_cost: Column | float,
    accept_rate: Column | float,
) -> Column: ...


def threshold(save_rate: Any, value: Any, offer_cost: Any, contact_cost: Any, accept_rate: Any) -> Any:
    """The probability of churn from which a contact pays: ``(a d + f) / (g (V - d) + a d)``.

    Beyond 1 not even a sure churner is worth a contact; infinite where a higher risk makes it no better.
    """
    wasted = accept_rate * offer_cost + contact_cost
    gained = save_rate * (value - offer_cost) + accept_rate * offer_cost
    if isinstance(gained, Column):
        return F.when(gained > 0, wasted / gained).otherwise(F.lit(float("inf")))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(gained) > 0, np.divide(wasted, gained), np.inf)


def months_of_value(survival: float, discount: float, horizon: int) -> float:
    """How many monthly margins a kept member brings: ``sum over t = 1..horizon of s^t / (1 + i)^t``.

    survival s: share of saved members that stay another month. discount i: interest a month.
    """
    return sum(survival**month / (1.0 + discount) ** month for month in range(1, horizon + 1))


def expected_cost(p: Any, save_rate: Any, offer_cost: Any, contact_cost: Any, accept_rate: Any) -> Any:
    """What a contact is expected to cost: the contact, and the offer where it is taken."""
    return contact_cost + (p * save_rate + (1.0 - p) * accept_rate) * offer_cost
