"""Whether the month is expected to lose more members, or more money, than months do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

import numpy as np

from retention.monitor.report import Check, Status
from retention.period import Period

#: How much more than the months before, relative to them, is an event.
_RELATIVE = 0.2

#: Months from one whose outcomes are all known to the month that is scored, as they follow from the 30 days
#: that a label needs; one more is late.
_MATURITY_MONTHS = 3


@dataclass(frozen=True)
class Outcome:
    """What became of a month that is known to its end."""

    period: Period
    members: int
    churn: float


def expectation_check(expected: float, outcomes: Sequence[Outcome]) -> Check:
    """The expected share of churners against the last three months that are known to their end.

    More than their mean by three standard errors, or by 20 %, is an event. The standard error is that
    between the months or, where they are alike by chance, that of their members.
    """
    last = sorted(outcomes, key=lambda outcome: outcome.period)[-3:]
    if not last:
        detail = f"{expected:.2%} are expected to leave; no month before is known to its end."
        return Check("churn_expectation", "p_churn", expected, None, "ok", detail)
    rates = np.array([outcome.churn for outcome in last])
    mean = float(rates.mean())
    between = float(rates.std(ddof=1) / np.sqrt(rates.size)) if rates.size > 1 else 0.0
    members = sum(outcome.members for outcome in last)
    within = float(np.sqrt(mean * (1 - mean) / members))
    limit = min(mean + 3 * max(between, within), mean * (1 + _RELATIVE))
    detail = f"{expected:.2%} are expected to leave; {mean:.2%} left in {len(last)} months before."
    return Check(
        "churn_expectation", "p_churn", expected, limit, "warning" if expected > limit else "ok", detail
    )


def revenue_check(at_risk: float, limit: float | None) -> Check:
    """What the expected churners pay a month, NTD, against a limit if there is a finite one."""
    limited = None if limit is None or isinf(limit) else limit
    beyond = limited is not None and at_risk > limited
    detail = f"NTD {at_risk:,.0f} a month are at risk{'' if limited is not None else '; no limit is set'}."
    return Check("revenue_at_risk", "monthly_price", at_risk, limited, "warning" if beyond else "ok", detail)


def maturity_check(period: Period, outcomes: Sequence[Outcome]) -> Check:
    """How many months lie between the newest month that is known to its end and this one."""
    if not outcomes:
        detail = "No month before is known to its end: nothing to train or to compare with."
        return Check("label_maturity", "gold/labels", None, _MATURITY_MONTHS, "warning", detail)
    newest = max(outcome.period for outcome in outcomes)
    age = period.months_since(newest)
    detail = f"The newest month known to its end is {newest}, {age} months before."
    status: Status = "warning" if age > _MATURITY_MONTHS else "ok"
    return Check("label_maturity", "gold/labels", age, _MATURITY_MONTHS, status, detail)
