"""The checks of the monitor: what is cried out, and what is not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from retention.monitor import Check, MonitorFailedError, MonitorReport, demand, require_fail_on
from retention.monitor.calibration import (
    calibration_checks,
    untreated_weights,
)
from retention.monitor.expectation import Outcome, expectation_check, maturity_check, revenue_check
from retention.monitor.freshness import Source, checks_of
from retention.monitor.psi import CUSTOMARY, psi, psi_limit
from retention.period import Period

PERIOD = Period(dt.date(2017, 4, 1))


def test_psi_is_the_formula_and_bears_empty_bins() -> None:
    reference, current = np.array([5000, 3000, 2000]), np.array([4000, 3000, 3000])
    exact = sum((b - a) * np.log(b / a) for a, b in zip(reference / 1e4, current / 1e4, strict=True))
    assert psi(reference, current) == pytest.approx(exact, rel=0.01)
    assert psi(reference, reference * 7) == pytest.approx(0, abs=1e-9)
    assert psi([100, 100, 0], [100, 100, 0]) == 0
    assert CUSTOMARY < psi([1000, 0], [0, 1000]) < 20
    assert psi([0, 0], [1, 2]) == psi([1, 2], [0, 0]) == 0


def test_limit_follows_months_that_differ_anyway() -> None:
    steady, seasonal = [[500, 500], [510, 490], [495, 505]], [[900, 100], [500, 500], [700, 300]]
    assert psi_limit(steady) == CUSTOMARY
    assert psi_limit(seasonal) == pytest.approx(1.5 * psi([900, 100], [500, 500]))
    assert psi_limit([]) == psi_limit([[1, 2]]) == CUSTOMARY


def probabilities(size: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    p = rng.beta(0.6, 6, size)
    return p, (rng.random(size) < p).astype(float)


def test_calibration_is_warned_of_beyond_the_limit_and_what_chance_makes() -> None:
    p, churn = probabilities(20_000)
    nobody, none = np.full(p.size, "no_value"), np.full(p.size, np.nan)
    assert [check.status for check in calibration_checks("m", p, churn, nobody, none)] == ["ok", "ok"]
    off = np.minimum(p * 1.4, 1)
    assert [c.status for c in calibration_checks("m", off, churn, nobody, none)] == ["warning", "warning"]
    few = slice(0, 60)
    small = calibration_checks("m", off[few], churn[few], nobody[few], none[few])
    assert all(check.limit and check.limit > 0.02 for check in small)


def test_members_held_out_stand_for_those_contacted() -> None:
    """Contacts that keep half of the churners must not look like probabilities that are too high."""
    p, churn = probabilities(40_000)
    order = np.argsort(-p)
    rank = np.full(p.size, np.nan)
    rank[order[:6000]] = np.arange(1, 6001)
    rng = np.random.default_rng(5)
    listed = ~np.isnan(rank)
    decision = np.where(~listed, "no_value", np.where(rng.random(p.size) < 0.1, "control", "target"))
    decision[rank > 5000] = np.where(decision[rank > 5000] == "target", "over_budget", "control")
    saved = (decision == "target") & (rng.random(p.size) < 0.5)
    seen = np.where(saved, 0.0, churn)
    assert calibration_checks("m", p, seen, decision, rank)[0].status == "ok"
    assert abs(p.mean() - seen.mean()) > 0.01
    weight, remark = untreated_weights(decision, rank)
    assert weight.sum() == pytest.approx(p.size)
    assert "stand for" in remark
    unheld, remark = untreated_weights(np.where(decision == "control", "target", decision), rank)
    assert unheld.min() == 1 and "Nobody was held out" in remark


def test_expectation_against_the_last_three_months() -> None:
    def outcome(month: int, churn: float, members: int = 100_000) -> Outcome:
        return Outcome(Period(dt.date(2017, month, 1)), members, churn)

    months = [outcome(1, 0.064), outcome(2, 0.066), outcome(3, 0.065), Outcome(PERIOD.plus(-12), 9, 0.9)]
    assert expectation_check(0.0660, months).status == "ok"
    assert expectation_check(0.0690, months).status == "warning"
    unsteady = [outcome(1, 0.03), outcome(2, 0.09), outcome(3, 0.06)]
    assert expectation_check(0.071, unsteady).status == "ok"
    assert expectation_check(0.073, unsteady).limit == pytest.approx(0.072)
    assert expectation_check(0.073, unsteady).status == "warning"
    assert expectation_check(0.5, []).status == "ok"
    assert revenue_check(1001.0, 1000.0).status == "warning"
    assert revenue_check(1001.0, None) == revenue_check(1001.0, float("inf"))
    assert maturity_check(PERIOD, [outcome(1, 0.06)]).status == "ok"
    assert maturity_check(PERIOD, [Outcome(PERIOD.plus(-4), 10, 0.1)]).status == "warning"
    assert maturity_check(PERIOD, []).status == "warning"


@pytest.mark.parametrize(
    ("newest", "rows", "expected"),
    [
        (dt.date(2017, 3, 31), [90, 100, 100, 110, 95, 100, 100, 100], ["ok", "ok"]),
        (dt.date(2017, 3, 31), [40, 100, 100, 110, 95, 100, 100, 100], ["ok", "warning"]),
        (dt.date(2017, 3, 30), [0, 100, 100, 110, 95, 100, 100, 100], ["failed"]),
        (dt.date(2017, 3, 29), [0, 0, 2, 1, 3, 2, 2, 2], ["ok"]),
        (dt.date(2017, 2, 28), [0] * 8, ["failed"]),
        (None, [0] * 8, ["failed"]),
    ],
)
def test_freshness_of_daily_data(newest: dt.date | None, rows: list[int], expected: list[str]) -> None:
    checks = checks_of(Source("silver/transactions", "transaction_date"), PERIOD, newest, rows)
    assert [check.status for check in checks] == expected


def test_members_may_be_a_month_old() -> None:
    source = Source("silver/members", "registration_init_time", daily=False)
    status = {
        day: checks_of(source, PERIOD, dt.date(2017, *day), [0] * 8)[0].status for day in [(3, 5), (2, 5)]
    }
    assert status == {(3, 5): "ok", (2, 5): "warning"}


def test_report_demands_what_it_is_told_to() -> None:
    def report(*statuses: str) -> MonitorReport:
        checks = [Check("input_psi", f"f{i}", 1.0, 0.2, s, f"moved {i}.") for i, s in enumerate(statuses)]  # type: ignore[arg-type]
        return MonitorReport(PERIOD, "r", checks)

    assert [report(*s).status for s in ((), ("ok",), ("ok", "warning"), ("failed", "ok"))] == [
        "ok",
        "ok",
        "warning",
        "failed",
    ]
    demand(report("ok", "warning"), "failed")
    demand(report("failed"), "never")
    with pytest.raises(MonitorFailedError, match=r"f1 \(warning\): moved 1\..*f2 \(failed\): moved 2"):
        demand(report("ok", "warning", "failed"), "warning")
    with pytest.raises(MonitorFailedError) as error:
        demand(report("warning", "failed"), "failed")
    assert "f0" not in str(error.value)
    with pytest.raises(ValueError, match="one of failed, warning, never"):
        require_fail_on("fail")
    summary = report("ok", "warning").summary()
    assert (summary["ok"], summary["warning"], len(summary["findings"])) == (1, 1, 1)  # type: ignore[arg-type]
