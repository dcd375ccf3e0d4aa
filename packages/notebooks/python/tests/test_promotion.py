"""Who serves over months: a challenger that is better takes over, one that is made alike does not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import churn_world
import numpy as np
import pandas as pd

from retention.decision.terms import Terms
from retention.period import Period
from retention.training.columns import FeatureColumn, model_columns, names
from retention.training.dataset import TrainingData
from retention.training.origins import Origin, roll
from retention.training.procedure import fit_at, knowable
from retention.training.promotion import Verdict
from retention.training.rival import Champion, rival_scores
from retention.training.settings import Settings
from retention.training.train import TrainingOptions, verdict

COLUMNS = GOOD = model_columns()
#: What was known before somebody built the other features: who the member is, and how he listens.
POOR = tuple(column for column in COLUMNS if column.group in ("member", "activity"))
SETTINGS = Settings(max_rounds=30, patience=6, bags=1, learning_rate=0.1)
#: Few of those who stay take the offer, so that also of few members a list surely brings something.
TERMS = Terms(accept_rate=0.1)
APRIL, MAY, JUNE = (Period.parse(f"2017-0{month}-01") for month in (4, 5, 6))


#: Six months, of each the members that expire in it.
WORLD = churn_world.months(APRIL, 6, 600)


@cache
def made(period: Period, columns: tuple[FeatureColumn, ...]) -> tuple[TrainingData, list[Origin]]:
    """What a training for a month reads, and its tests on the months before."""
    frame = knowable(WORLD, period).reset_index(drop=True)
    months = tuple(Period.parse(month) for month in sorted(frame["period_start"].unique()))
    return TrainingData(frame, COLUMNS, period, months, 0, 0), roll(frame, columns, period, SETTINGS, 2)


@cache
def serving(period: Period, columns: tuple[FeatureColumn, ...]) -> Champion:
    """The version trained for a month."""
    data, origins = made(period, columns)
    model = fit_at(WORLD, columns, period, SETTINGS, 1).model
    return Champion(
        "1",
        period,
        frozenset(map(str, data.months)),
        pd.concat([origin.scores for origin in origins])[["period_start", "msno", "p"]],
        tuple(names(columns)),
        lambda inputs: model.predict(inputs)["p_churn"].to_numpy(np.float64),
    )


def judged(period: Period, columns: tuple[FeatureColumn, ...], champion: Champion | None) -> Verdict:
    data, origins = made(period, columns)
    return verdict(data, origins, champion, TrainingOptions(terms=TERMS))


def test_of_three_months_in_a_row_the_better_challenger_takes_over_and_no_other() -> None:
    first = judged(APRIL, POOR, None)
    assert first.promoted and first.reason == "There was no champion."
    poor = serving(APRIL, POOR)

    alike = judged(MAY, POOR, poor)
    assert not alike.promoted and "not surely" in alike.reason
    better = judged(MAY, GOOD, poor)
    assert better.promoted and better.log_loss_gain and better.log_loss_gain > 0.005
    # March, of which the champion learnt two days, is judged as well.
    assert "2017-02-01, 2017-03-01" in better.reason

    good = serving(MAY, GOOD)
    after = judged(JUNE, GOOD, good)
    assert not after.promoted and "not surely" in after.reason
    worse = judged(MAY, POOR, good)
    assert not worse.promoted and worse.log_loss_gain and worse.log_loss_gain < 0
    # The month once more, its data repaired: whoever is made alike stays challenger.
    assert not judged(MAY, GOOD, good).promoted


def test_a_champion_gives_way_to_none_of_an_earlier_month() -> None:
    found = judged(APRIL, POOR, serving(MAY, POOR))
    assert not found.promoted and "2017-05-01, a later month" in found.reason


def test_rows_are_scored_by_who_did_not_know_their_outcome() -> None:
    # Its own scores, those of the model it is, are told from those it was tested with.
    champion = replace(serving(APRIL, POOR), predict=lambda inputs: np.full(len(inputs), 0.5))
    rows = knowable(WORLD, JUNE).reset_index(drop=True)
    p = rival_scores(champion, rows, COLUMNS).p
    month = rows["period_start"].to_numpy(str)
    learnt = (rows["last_expire"] <= "2017-03-02").to_numpy()
    assert set(champion.tested["period_start"]) == {"2017-01-01", "2017-02-01"}
    scored = np.isfinite(p)
    # The first months were learnt and never tested; the two days of March were learnt; all else has a score.
    assert set(month[~scored]) == {"2016-11-01", "2016-12-01", "2017-03-01"}
    assert (p[~learnt] == 0.5).all() and learnt[month == "2017-03-01"].any()
    kept = champion.tested.set_index(["period_start", "msno"])["p"]
    both = scored & learnt
    keys = list(zip(month[both], rows["msno"][both], strict=True))
    np.testing.assert_array_equal(p[both], kept.loc[keys].to_numpy())


def test_a_champion_whose_features_are_gone_gives_way_and_the_field_says_so() -> None:
    champion = serving(APRIL, POOR)
    lacking = replace(champion, needs=(*champion.needs, "of_yesterday"))
    assert rival_scores(lacking, WORLD, COLUMNS).gone == ("of_yesterday",)
    found = judged(MAY, POOR, lacking)
    assert found.promoted and "of_yesterday" in found.reason
