"""The generator's own checks, on members enough to see a mistake; and that they do see one."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from retention.generator.blocks import Block, block
from retention.generator.hazard import SEGMENTS
from retention.generator.oddities import PUBLISHED, Oddities
from retention.generator.self_test import deviations, limit, matched, self_test
from retention.generator.truth import truth
from retention.generator.world import World

WORLD = World(members=5000, seed=7, log_days=200)


@pytest.fixture(scope="module")
def made() -> Block:
    return block(replace(WORLD, log_days=120), np.arange(1500))


def test_labels_shares_and_bytes_are_as_they_should_be() -> None:
    checks = self_test(WORLD)
    assert [(check.name, check.detail) for check in checks if not check.holds] == []
    assert len(checks) > 50


def test_labels_do_not_agree_with_chances_that_are_a_little_off(made: Block) -> None:
    higher = replace(made.candidates, p_true=np.minimum(made.candidates.p_true * 1.6, 0.999))
    outcomes, _ = matched(replace(made, candidates=higher), WORLD)
    found = deviations(outcomes)
    assert max(map(abs, found.values())) > limit(len(found))


def test_candidates_that_are_missing_or_too_many_are_named(made: Block) -> None:
    fewer = made.candidates.chosen(np.arange(len(made.candidates.month)) > 0)
    _, strangers = matched(replace(made, candidates=fewer), WORLD)
    assert len(strangers) == 1 and "has a label and no chance" in strangers[0]
    moved = replace(made.candidates, member=made.candidates.member + 10_000)
    assert any(
        "has a chance and no label" in line for line in matched(replace(made, candidates=moved), WORLD)[1]
    )


def test_churn_is_where_it_was_published(made: Block) -> None:
    found = made.candidates
    churn = {
        name: float(found.p_true[found.segment == number].mean()) for number, name in enumerate(SEGMENTS)
    }
    assert 0.65 < churn["cancelled"] < 0.85
    assert 0.65 < churn["long_plan"] < 0.95
    assert 0.25 < churn["manual"] < 0.42
    assert 0.004 < churn["auto_renew"] < 0.018


def test_without_oddities_there_are_none_and_the_labels_still_agree() -> None:
    world = World(members=1000, seed=2, log_days=100, oddities=Oddities(), until=dt.date(2017, 4, 30))
    plain = block(world, np.arange(1000))
    rows = plain.payments
    assert not plain.held.any()
    assert (rows.plan > 0).all() and (rows.method < 42).all()
    assert (rows.expiry[~rows.cancel] > rows.date[~rows.cancel]).all()
    assert not (rows.cancel & (rows.expiry == rows.date) & (np.roll(rows.date, 1) == rows.date)).any()
    outcomes, strangers = matched(plain, world)
    assert strangers == []
    assert max(map(abs, deviations(outcomes).values())) < limit(20)


def test_interactions_leave_the_chance_exact_and_take_it_off_any_sum_of_effects() -> None:
    world = World(members=1200, seed=4, log_days=60, interactions=1.0)
    paired, plain = (block(each, np.arange(1200)) for each in (world, replace(world, interactions=0.0)))
    outcomes, strangers = matched(paired, world)
    assert strangers == []
    found = deviations(outcomes)
    assert max(map(abs, found.values())) < limit(len(found))
    # They move members both ways, and the month by little.
    assert abs(float(paired.candidates.p_true.mean() - plain.candidates.p_true.mean())) < 0.02


def test_frailty_leaves_the_observable_chance_exact_and_less_sharp() -> None:
    world = World(members=1200, seed=4, log_days=60, frailty=1.0)
    frail = block(world, np.arange(1200))
    outcomes, strangers = matched(frail, world)
    assert strangers == []
    found = deviations(outcomes)
    assert max(map(abs, found.values())) < limit(len(found))
    latent, observable = frail.candidates.p_latent, frail.candidates.p_true
    assert abs(float(latent.mean() - observable.mean())) < 0.01
    assert float(latent.std()) > float(observable.std())


def test_saving_and_value_follow_the_segment_and_the_price(made: Block) -> None:
    table = truth(made)
    order = np.lexsort((made.candidates.member, made.candidates.month))
    segment = made.candidates.segment[order]
    saved, value = table["save_rate_true"].to_numpy(), table["value_true"].to_numpy()
    price = made.candidates.monthly_price[order]
    assert saved[segment == 3].mean() == pytest.approx(0.25, abs=0.02)
    assert saved[segment == 2].mean() == pytest.approx(0.35, abs=0.03)
    # 149 a month: 0.30 x 149 x the sum of (0.9 / 1.01)^t over twelve months is 274 for the mean member.
    assert np.median(value[price == 149]) == pytest.approx(
        0.3 * 149 * sum((0.9 / 1.01) ** month for month in range(1, 13)), rel=0.05
    )


def test_rows_held_back_for_the_second_file_are_in_the_history_of_the_first() -> None:
    world = World(members=1000, seed=5, log_days=60, until=dt.date(2017, 2, 28))
    first = block(world, np.arange(1000))
    assert first.held.any()
    outcomes, _ = matched(first, world)
    assert max(map(abs, deviations(outcomes).values())) < limit(20)
    late = set(first.payments.member[first.held].tolist())
    later = block(replace(world, until=dt.date(2017, 3, 31)), np.arange(1000))
    only_later = set(later.candidates.member.tolist()) - set(first.candidates.member.tolist())
    assert only_later & late


def test_every_switch_is_one_of_the_published() -> None:
    assert Oddities.parse("published") == PUBLISHED
    assert Oddities.parse("duplicates, case_twins") == Oddities(duplicates=True, case_twins=True)
    with pytest.raises(ValueError, match="no oddity 'twins'"):
        Oddities.parse("twins")
