"""The figures of a model's tests that its page shows: what is kept of a training beside the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import TypeAdapter
from scipy.stats import binomtest

from retention.decision.terms import Terms
from retention.features.dictionary import FEATURES
from retention.pages.moved import Moved
from retention.pages.page import Section
from retention.reliability import Array, reliability
from retention.training.promotion import realised_profit

#: Ends of the bands of scores: most members lie in the lowest, most churners in the highest.
BANDS = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
#: How many features are shown.
_STRONGEST = 15
_STEPS = 20
#: How likely the interval around a share holds what it would be over many members.
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Share:
    """A share of members with its 95 % interval (Wilson)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Bin:
    """Members with scores near each other: their mean score, how many they are, how many of them left."""

    said: float
    members: int
    left: Share


@dataclass(frozen=True)
class Gain:
    """The riskiest share of the members, and which share of the churners is among them."""

    share: float
    caught: float
    caught_by_baseline: float


@dataclass(frozen=True)
class Profit:
    """So many members contacted, best first, and what that would have brought, NTD."""

    members: int
    brings: float


@dataclass(frozen=True)
class Strength:
    """By how much a feature moves the log odds of a member on average, and which way a large value does."""

    feature: str
    tells: str
    strength: float
    direction: str


@dataclass(frozen=True)
class Band:
    """Members whose scores lie in a band, by what became of them."""

    low: float
    high: float
    stayed: int
    left: int


@dataclass(frozen=True)
class Month:
    """A month: how many of its members left and what the model tested on it said."""

    month: str
    members: int
    left: Share
    said: float | None = None
    log_loss: float | None = None
    baseline_log_loss: float | None = None


@dataclass(frozen=True)
class ModelFigures:
    """What the page of a model shows: its card in sections, and figures where a month could be tested.

    tested: the newest month tested, which most is about; none where there was none. months: all that were
    learnt from. moved: the strongest features in ``moved_months``, those of which all outcomes are known.
    """

    name: str
    period: str
    card: tuple[Section, ...]
    months: tuple[Month, ...]
    tested: str | None = None
    members: int = 0
    average_precision: float = 0.0
    calibration_error: float = 0.0
    bins: tuple[Bin, ...] = ()
    baseline_bins: tuple[Bin, ...] = ()
    gain: tuple[Gain, ...] = ()
    profit: tuple[Profit, ...] = ()
    contacts: int = 0
    strengths: tuple[Strength, ...] = ()
    bands: tuple[Band, ...] = ()
    moved_months: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()


_JSON = TypeAdapter(ModelFigures)


def to_json(figures: ModelFigures) -> str:
    """The figures as a file holds them."""
    return _JSON.dump_json(figures, indent=1).decode("utf-8")


def from_json(text: str) -> ModelFigures:
    """The figures of a file; raises ValueError where it holds others."""
    return _JSON.validate_json(text)


def share(count: float, members: int) -> Share:
    """So many of the members as a share, with its interval."""
    whole = min(round(count), members)
    interval = binomtest(whole, members).proportion_ci(CONFIDENCE, "wilson")
    return Share(whole / members, float(interval.low), float(interval.high))


def bins(p: Array, outcome: Array) -> tuple[Bin, ...]:
    """Scores against outcomes in the bins in which the calibration error is measured."""
    curve = reliability(p, outcome)
    rows = zip(curve.predicted.tolist(), curve.observed.tolist(), curve.weight.tolist(), strict=True)
    return tuple(Bin(said, round(weight), share(left * weight, round(weight))) for said, left, weight in rows)


def gain(p: Array, baseline: Array, outcome: Array) -> tuple[Gain, ...]:
    """The share of the churners in the riskiest members, in even steps of these."""
    shares = np.arange(_STEPS + 1) / _STEPS
    return tuple(
        Gain(float(part), float(ours), float(other))
        for part, ours, other in zip(
            shares, _caught(p, outcome, shares), _caught(baseline, outcome, shares), strict=True
        )
    )


def _caught(p: Array, outcome: Array, shares: Array) -> Array:
    caught = np.concatenate([[0.0], np.cumsum(outcome[np.argsort(-p, kind="stable")])])
    return np.asarray(caught[np.round(shares * len(p)).astype(int)] / max(caught[-1], 1.0))


def profit(scores: pd.DataFrame, terms: Terms) -> tuple[tuple[Profit, ...], int]:
    """What contacting the best would have brought, and how many the model chooses.

    The curve ends at twice as many, or with all members. scores: p, outcome, segment, monthly_price.
    """
    p, outcome = scores["p"].to_numpy(np.float64), scores["outcome"].to_numpy(np.float64)
    # As if all were contacted: whom the probability alone would leave out is in the curve as well.
    everyone = np.ones(len(p))
    expected = realised_profit(everyone, p, scores, terms)
    total = np.concatenate(
        [[0.0], np.cumsum(realised_profit(everyone, outcome, scores, terms)[np.argsort(-expected)])]
    )
    contacts = int(np.sum(expected > terms.minimum_value))
    last = min(len(p), max(2 * contacts, _STEPS))
    at = np.unique(np.append(np.round(np.linspace(0, last, 2 * _STEPS + 1)).astype(int), contacts))
    return tuple(Profit(int(members), float(total[members])) for members in at), contacts


def bands(p: Array, outcome: Array) -> tuple[Band, ...]:
    """How the scores of those who stayed and of those who left are distributed."""
    stayed, left = (np.histogram(p[outcome == value], BANDS)[0] for value in (0, 1))
    ends = zip(BANDS[:-1], BANDS[1:], stayed.tolist(), left.tolist(), strict=True)
    return tuple(Band(low, high, int(no), int(yes)) for low, high, no, yes in ends)


def strengths(contributions: Array, matrix: Array, names: Sequence[str]) -> tuple[Strength, ...]:
    """The features that move scores most, over a sample of members."""
    told = {feature.name: feature.description for feature in FEATURES}
    categories = {feature.name for feature in FEATURES if feature.kind == "category"} | {"segment"}
    size = np.mean(np.abs(contributions), axis=0)
    return tuple(
        Strength(
            names[index],
            told.get(names[index], ""),
            float(size[index]),
            "by its value"
            if names[index] in categories
            else _direction(contributions[:, index], matrix[:, index]),
        )
        for index in np.argsort(-size, kind="stable")[:_STRONGEST]
        if size[index] > 0
    )


def _direction(adds: Array, value: Array) -> str:
    """Whether large values raise the risk, by the rank correlation where the value is known."""
    known = np.isfinite(value)
    if known.sum() < 3:
        return "by its value"
    ranks = [pd.Series(part[known]).rank().to_numpy(dtype=np.float64) for part in (adds, value)]
    spread = float(np.std(ranks[0]) * np.std(ranks[1]))
    if spread == 0:
        return "by its value"
    together = float(np.mean((ranks[0] - ranks[0].mean()) * (ranks[1] - ranks[1].mean()))) / spread
    if abs(together) < 0.3:
        return "by its value"
    return "more, riskier" if together > 0 else "more, safer"
