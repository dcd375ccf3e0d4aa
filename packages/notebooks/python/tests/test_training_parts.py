"""The model's parts, and how it is made, without Spark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import churn_world
import numpy as np
import pandas as pd
import pytest

from retention.decision.terms import Terms
from retention.described_network import compare
from retention.period import Period
from retention.training.columns import FeatureColumn, model_columns, names
from retention.training.encoding import Encoder
from retention.training.evaluation import average_precision, excess_log_loss
from retention.training.model import OUTPUT, ChurnModel
from retention.training.origins import roll
from retention.training.procedure import Fitted, TuningMonths, fit_at, knowable, whole_months
from retention.training.profile import complaints, profile_of
from retention.training.promotion import judge, realised_profit
from retention.training.reasons import REASONS, reason_of, top_reasons
from retention.training.settings import Settings
from retention.training.tuning import search

PERIOD = Period.parse("2017-04-01")
QUICK = Settings(max_rounds=40, patience=8, bags=2, learning_rate=0.1)
COLUMNS = model_columns()


@pytest.fixture(scope="module")
def past() -> pd.DataFrame:
    return churn_world.months(PERIOD.plus(-2), 4, 600)


@pytest.fixture(scope="module")
def coming() -> pd.DataFrame:
    return churn_world.month(PERIOD, 1_500, 7)


@pytest.fixture(scope="module")
def fitted(past: pd.DataFrame) -> Fitted:
    return fit_at(past, COLUMNS, PERIOD, QUICK, 2)


def test_beats_the_rate_alone_and_ranks(fitted: Fitted, coming: pd.DataFrame) -> None:
    truth = coming["p_true"].to_numpy()
    p = fitted.model.predict(coming)["p_churn"].to_numpy()
    rate = np.full(len(p), truth.mean())
    assert excess_log_loss(p, truth) < 0.35 * excess_log_loss(rate, truth)
    assert average_precision(p, truth) > 0.8 * average_precision(truth, truth)
    assert fitted.tune_month == Period.parse("2017-01-01")
    assert fitted.calibration_month == Period.parse("2017-02-01")


def test_the_baseline_lets_go_of_what_says_nothing(fitted: Fitted, coming: pd.DataFrame) -> None:
    baseline = fitted.model.baseline
    parts = baseline.contributions(fitted.model.encoder.transform(coming)).std(axis=0)
    spread = dict(zip(names(COLUMNS), parts, strict=True))
    telling = {"segment", "is_cancelled", "is_auto_renew", "window_age_days", "past_lapses"}
    assert sum(spread[name] for name in telling) > 0.8
    others = [spread[name] for name in spread if name not in {*telling, "seconds_trend_7_30", "is_silent"}]
    assert float(np.median(others)) < 0.02


def test_scores_are_probabilities_in_intervals_with_reasons(fitted: Fitted, coming: pd.DataFrame) -> None:
    scores = fitted.model.predict(coming)
    assert list(scores.columns) == list(OUTPUT)
    ordered = (scores["p_low"] >= 0) & (scores["p_low"] <= scores["p_churn"])
    assert (ordered & (scores["p_churn"] <= scores["p_high"]) & (scores["p_high"] <= 1)).all()
    inside = (scores["p_low"] <= coming["p_true"]) & (coming["p_true"] <= scores["p_high"])
    assert inside.mean() > 0.6
    assert set(scores["reason_1"].dropna()) <= set(REASONS)
    cancelled = (coming["segment"] == "cancelled").to_numpy()
    assert (scores["reason_1"][cancelled] == "CANCELLED").mean() > 0.5


def test_the_same_outcomes_give_the_same_bits_whatever_comes_later(
    fitted: Fitted, past: pd.DataFrame, tmp_path: Path
) -> None:
    later = churn_world.month(PERIOD.plus(-1), 300, 3)
    later["last_expire"] = pd.Timestamp(PERIOD.plus(-1).start) + pd.Timedelta(days=2)
    more = pd.concat([past, later], ignore_index=True)
    fitted.model.save(tmp_path / "once")
    fit_at(more, COLUMNS, PERIOD, QUICK, 2).model.save(tmp_path / "again")
    written = {path.name: path.read_bytes() for path in (tmp_path / "once").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == written


def test_a_written_model_scores_alike_and_takes_what_it_never_saw(
    fitted: Fitted, coming: pd.DataFrame, tmp_path: Path
) -> None:
    fitted.model.save(tmp_path)
    loaded = ChurnModel.load(tmp_path)
    pd.testing.assert_frame_equal(loaded.predict(coming), fitted.model.predict(coming))
    strange = coming.head(4).assign(payment_method=["99", None, "1", "new"], segment="no such segment")
    assert loaded.predict(strange)["p_churn"].between(0, 1).all()
    with pytest.raises(ValueError, match=r"features payment_method.*04_features|features payment_method"):
        loaded.predict(coming.drop(columns="payment_method"))


def test_an_outcome_is_known_thirty_days_after_the_expiry() -> None:
    frame = pd.DataFrame(
        {"last_expire": pd.to_datetime(["2017-03-02", "2017-03-03"]), "period_start": "2017-03-01"}
    )
    assert knowable(frame, PERIOD)["last_expire"].dt.day.tolist() == [2]
    months = pd.DataFrame({"period_start": ["2017-01-01", "2017-02-01", "2017-03-01"]})
    assert [str(month) for month in whole_months(months, PERIOD)] == ["2017-01-01", "2017-02-01"]
    assert [str(month) for month in whole_months(months, PERIOD.plus(-1))] == ["2017-01-01"]


@pytest.mark.parametrize(("months", "rows", "notes"), [(1, 150, 2), (2, 120, 1), (3, 80, 0)])
def test_few_months_and_few_churners_still_make_a_model(months: int, rows: int, notes: int) -> None:
    frame = churn_world.months(PERIOD.plus(-2), months, rows)
    made = fit_at(frame, COLUMNS, PERIOD, QUICK, 1)
    p = made.model.predict(frame)["p_churn"]
    assert len(made.notes) == notes
    assert p.between(0, 1).all() and p.nunique() > 10
    assert len(roll(frame, COLUMNS, PERIOD, QUICK)) <= max(months - 2, 0)


def test_refuses_a_single_outcome_and_no_outcome(past: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="needs both outcomes"):
        fit_at(past[past["is_churn"] == 0], COLUMNS, PERIOD, QUICK, 1)
    with pytest.raises(ValueError, match="No outcome was known"):
        fit_at(past, COLUMNS, PERIOD.plus(-8), QUICK, 1)


def test_the_search_is_repeatable_and_never_worse_than_what_is_pinned(past: pd.DataFrame) -> None:
    small = past[past["period_start"] >= "2016-12-01"]
    few = replace(QUICK, max_rounds=10, patience=3)
    months = TuningMonths(small, COLUMNS, PERIOD)
    assert search(months, few, 0) == few
    found = search(months, few, 3)
    assert found == search(months, few, 3)
    assert months.loss(found) <= months.loss(few)


def test_categories_keep_their_codes() -> None:
    columns = (FeatureColumn("method", "category", "last_row"), FeatureColumn("days", "number", "window"))
    encoder = Encoder.fit(pd.DataFrame({"method": ["41", "3", None], "days": [1, 2, None]}), columns)
    matrix = Encoder.from_json(encoder.to_json()).transform(
        pd.DataFrame({"method": ["3", "41", "7", None], "days": [5, None, 7, 8]})
    )
    np.testing.assert_array_equal(matrix[:, 0], [0, 1, np.nan, np.nan])
    np.testing.assert_array_equal(matrix[:, 1], [5, np.nan, 7, 8])


def test_every_feature_stands_for_a_reason() -> None:
    assert {reason_of(column) for column in COLUMNS} == set(REASONS)
    contributions = np.zeros((2, len(COLUMNS)))
    contributions[0, names(COLUMNS).index("is_cancelled")] = 2.0
    contributions[0, names(COLUMNS).index("past_lapses")] = 0.5
    contributions[0, names(COLUMNS).index("city")] = -1.0
    assert top_reasons(contributions, COLUMNS).tolist() == [["CANCELLED", "LAPSED_BEFORE", None], [None] * 3]


def test_a_month_without_usage_is_noticed(past: pd.DataFrame) -> None:
    profile = profile_of(past, COLUMNS)
    alike = {name: (known["nulls"], known["varies"]) for name, known in profile.items()}
    assert complaints(profile, alike) == []
    flat = {name: (0.0, profile[name]["group"] != "activity") for name in profile}
    assert ["'activity'" in found for found in complaints(profile, flat)] == [True]
    assert "city is missing for 100%" in complaints(profile, {**alike, "city": (1.0, False)})[0]


def test_the_challenger_takes_over_only_where_it_is_surely_better(coming: pd.DataFrame) -> None:
    truth = coming["p_true"].to_numpy()
    outcome = coming["is_churn"].to_numpy()
    poor = np.clip(0.5 * truth + 0.5 * truth.mean(), 0, 1)
    terms = Terms()
    assert judge(truth, None, outcome, coming, terms=terms).promoted
    better = judge(truth, poor, outcome, coming, terms=terms)
    assert better.promoted and better.log_loss_gain and better.log_loss_gain > 0
    assert not judge(poor, truth, outcome, coming, terms=terms).promoted
    assert not judge(truth, truth, outcome, coming, terms=terms).promoted
    biased = judge(np.clip(truth + 0.1, 0, 1), np.full(len(truth), 0.9), outcome, coming, terms=terms)
    assert not biased.promoted and "calibration error" in biased.reason


def test_no_list_earns_more_than_that_of_the_truth(coming: pd.DataFrame) -> None:
    truth = coming["p_true"].to_numpy()
    best = realised_profit(truth, truth, coming, Terms()).sum()
    assert best > realised_profit(np.sqrt(truth), truth, coming, Terms()).sum()
    assert best > 0 == realised_profit(np.zeros(len(truth)), truth, coming, Terms()).sum()


def test_the_network_is_compared_on_the_same_month_over_seeds(
    past: pd.DataFrame, coming: pd.DataFrame
) -> None:
    # The network meets a payment method that it has not learnt.
    strange = coming.assign(payment_method=coming["payment_method"].replace({"4": "99"}), p=coming["p_true"])
    described, given_all, ours = compare(past.tail(600), past, strange, COLUMNS, seeds=2)
    assert "4 months" in given_all.name and ours.name == "ours"
    assert described.log_loss.sd > 0 < given_all.profit_share.sd and ours.log_loss.sd == 0
    # More months, the listening and a better list make the network better, and the truth is better still.
    assert ours.ap.mean > given_all.ap.mean > described.ap.mean
    assert ours.profit_share.mean == 1.0 > given_all.profit_share.mean > described.profit_share.mean
