"""The terms of a campaign: what a kept member is worth, what an offer costs, how many it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from retention.decision.profit import months_of_value
from retention.features.segment import SEGMENTS

__all__ = ["SEGMENTS", "Offer", "SaveRate", "Terms"]

_SHARE: tuple[Callable[[float], bool], str] = (lambda value: 0 <= value <= 1, "a share from 0 to 1")
_AMOUNT: tuple[Callable[[float], bool], str] = (lambda value: value >= 0, "0 or more")
_RANGES: dict[str, tuple[Callable[[float], bool], str]] = {
    "margin": _SHARE,
    "survival": _SHARE,
    "accept_rate": _SHARE,
    "control_share": (lambda value: 0 <= value < 1, "a share from 0 to less than 1"),
    "horizon": (lambda value: value >= 1, "at least one month"),
    "discount": (lambda value: value > -1, "more than -1"),
    "contact_cost": _AMOUNT,
    "minimum_price": _AMOUNT,
    "budget_contacts": _AMOUNT,
    "budget_money": _AMOUNT,
}


@dataclass(frozen=True)
class SaveRate:
    """What is believed of a save rate before a campaign has measured it: a Beta distribution.

    mean: the share of contacted churners who accept and stay. concentration: how many contacted churners
    the belief is worth; the more, the narrower.
    """

    mean: float
    concentration: float = 20.0

    @property
    def alpha(self) -> float:
        """First parameter of the Beta distribution."""
        return self.mean * self.concentration

    @property
    def beta(self) -> float:
        """Second parameter of the Beta distribution."""
        return (1.0 - self.mean) * self.concentration

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return float((self.mean * (1.0 - self.mean) / (self.concentration + 1.0)) ** 0.5)


@dataclass(frozen=True)
class Offer:
    """What is offered: its name, and its cost as a share of the member's monthly price."""

    offer_id: str
    cost_share: float


def _save_rates() -> Mapping[str, SaveRate]:
    means = {"cancelled": 0.15, "long_plan": 0.30, "manual": 0.35, "auto_renew": 0.25}
    return MappingProxyType({segment: SaveRate(mean) for segment, mean in means.items()})


def _offers() -> Mapping[str, Offer]:
    return MappingProxyType({segment: Offer("half_month_free", 0.5) for segment in SEGMENTS})


@dataclass(frozen=True)
class Terms:
    """All that decides whom to contact, beside the probability of churn. Money in NTD.

    margin: share of the price that is earned. horizon: months that count. discount: interest a month.
    survival: share of saved members that stay another month. accept_rate: share of those who would have
    stayed that take the offer. budget_contacts, budget_money: at most one of them; without, every contact
    that pays is made. control_share: share of the members worth a contact that are not contacted, so that
    the effect can be measured. minimum_value: expected profit a contact must exceed. minimum_price and
    ineligible_segments: who must not be contacted. salt: changes who is held out.
    """

    margin: float = 0.30
    horizon: int = 12
    discount: float = 0.01
    survival: float = 0.90
    contact_cost: float = 3.0
    accept_rate: float = 1.0
    budget_contacts: int | None = None
    budget_money: float | None = None
    control_share: float = 0.10
    minimum_value: float = 0.0
    minimum_price: float = 0.0
    ineligible_segments: tuple[str, ...] = ()
    salt: str = "hold-out"
    save_rates: Mapping[str, SaveRate] = field(default_factory=_save_rates)
    offers: Mapping[str, Offer] = field(default_factory=_offers)

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ValueError("The terms of the campaign cannot be used: " + "; ".join(problems) + ".")

    @property
    def value_months(self) -> float:
        """How many monthly margins a kept member brings."""
        return months_of_value(self.survival, self.discount, self.horizon)

    def _problems(self) -> Iterator[str]:
        yield from (
            f"{name} is {range_} (given: {getattr(self, name)})"
            for name, (holds, range_) in _RANGES.items()
            if getattr(self, name) is not None and not holds(getattr(self, name))
        )
        if self.budget_contacts is not None and self.budget_money is not None:
            yield "budget_contacts and budget_money exclude each other, give one"
        yield from (
            f"ineligible_segments names '{segment}', and there are {', '.join(SEGMENTS)}"
            for segment in self.ineligible_segments
            if segment not in SEGMENTS
        )
        yield from (
            f"{name} lacks '{segment}'"
            for name in ("save_rates", "offers")
            for segment in SEGMENTS
            if segment not in getattr(self, name)
        )
        yield from (
            f"save_rates.{segment} has a mean between 0 and 1 and a concentration above 0 (given: {rate})"
            for segment, rate in self.save_rates.items()
            if not 0 < rate.mean < 1 or rate.concentration <= 0
        )
        yield from (
            f"offers.{segment}.cost_share is 0 or more (given: {offer.cost_share})"
            for segment, offer in self.offers.items()
            if offer.cost_share < 0
        )
