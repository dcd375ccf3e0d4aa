"""Decisions on Spark against the same choice in plain numpy, and what a run stores."""

from __future__ import annotations

import datetime as dt
from functools import reduce

import numpy as np
import pandas as pd
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.decision.choice import with_decision
from retention.decision.decide import CampaignPlan, decide
from retention.decision.offers import with_offers
from retention.decision.profit import expected_cost, threshold, value_of_targeting
from retention.decision.terms import SEGMENTS, Terms
from retention.lake import Lake
from retention.period import Period

PERIOD = Period(dt.date(2017, 4, 1))
MEMBERS = 400
MONEY, CONTACTS = 2500.0, 40


def scores() -> pd.DataFrame:
    """Candidates of a month; the last three can be offered nothing."""
    rng = np.random.default_rng(11)
    p = rng.beta(1.2, 1.0, MEMBERS)
    frame = pd.DataFrame(
        {
            "period_start": PERIOD.start,
            "msno": [f"member-{index:04d}" for index in rng.permutation(MEMBERS)],
            "last_expire": PERIOD.start,
            "segment": rng.choice(SEGMENTS, MEMBERS),
            "monthly_price": rng.choice([99.0, 149.0, 180.0], MEMBERS),
            "p_churn": p,
            "p_low": np.clip(p - 0.05, 0, 1),
            "p_high": np.clip(p + 0.05, 0, 1),
            "reason_1": "a",
            "reason_2": "b",
            "reason_3": "c",
            "model_name": "churn",
            "model_version": "3",
            "data_version": 7,
        }
    )
    # Two members alike in all but their name: the name decides who comes first.
    twins = ["segment", "monthly_price", "p_churn", "p_low", "p_high"]
    frame.loc[1, twins] = frame.loc[0, twins] = ["manual", 149.0, 0.9, 0.85, 0.95]
    frame.loc[MEMBERS - 3, "segment"] = "of yesterday"
    frame.loc[MEMBERS - 2, "monthly_price"] = 0.0
    frame.loc[MEMBERS - 1, "monthly_price"] = np.nan
    return frame


def expected_list(frame: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """Ranks and decisions, member by member, from the rules; who is held out is taken as it is."""
    known = frame[frame["save_rate"].notna() & (frame["monthly_price"] > 0)].copy()
    costs = (known["offer_cost"], terms.contact_cost, terms.accept_rate)
    known["profit"] = value_of_targeting(known["p_churn"], known["save_rate"], known["value_ntd"], *costs)
    known["cost"] = expected_cost(known["p_churn"], known["save_rate"], *costs)
    known["priority"] = known["profit"] / known["cost"] if terms.budget_money is not None else known["profit"]
    pays = known[known["profit"] > terms.minimum_value].sort_values(
        ["priority", "msno"], ascending=[False, True]
    )
    contacts, money, rows = 0, 0.0, []
    for rank, row in enumerate(pays.itertuples(), start=1):
        if row.decision == "control":
            rows.append((row.msno, rank, "control"))
            continue
        contacts, money = contacts + 1, money + row.cost
        full = contacts > (terms.budget_contacts or np.inf) or money > (terms.budget_money or np.inf)
        rows.append((row.msno, rank, "over_budget" if full else "target"))
    return pd.DataFrame(rows, columns=["msno", "rank", "decision"])


def test_decisions_are_those_of_the_rules(spark: SparkSession) -> None:
    everybody = spark.createDataFrame(scores())
    cases: dict[str, Terms] = {
        "all that pays": Terms(),
        "contacts": Terms(budget_contacts=CONTACTS),
        "money": Terms(budget_money=MONEY),
        "no hold-out": Terms(control_share=0.0, minimum_value=20.0),
        "not the long plans": Terms(ineligible_segments=("long_plan",)),
        "other salt": Terms(salt="another"),
    }

    def decided(name: str, terms: Terms, frame: DataFrame) -> DataFrame:
        return with_decision(with_offers(frame, terms), PERIOD, terms).withColumn("case", F.lit(name))

    frames = [decided(name, terms, everybody) for name, terms in cases.items()]
    shuffled = everybody.orderBy(F.hash("msno")).repartition(5)
    frames.append(decided("other partitions", Terms(), shuffled))
    found = reduce(DataFrame.unionByName, frames).toPandas()

    def of(name: str) -> pd.DataFrame:
        return found[found["case"] == name].sort_values("msno").reset_index(drop=True)

    for name, terms in cases.items():
        got = of(name)
        assert len(got) == MEMBERS
        listed = got[got["rank"].notna()][["msno", "rank", "decision"]].astype({"rank": int})
        eligible = got[~got["segment"].isin(terms.ineligible_segments)]
        wanted = expected_list(eligible, terms)
        pd.testing.assert_frame_equal(
            listed.sort_values("rank").reset_index(drop=True), wanted, check_dtype=False
        )
        rest = got[got["rank"].isna()]
        assert set(rest["decision"]) == {"no_value", "ineligible"}
        assert (rest["decision"] == "ineligible").sum() == MEMBERS - len(
            eligible[eligible["save_rate"].notna() & (eligible["monthly_price"] > 0)]
        )
    pd.testing.assert_frame_equal(
        of("all that pays").drop(columns="case"), of("other partitions").drop(columns="case")
    )

    got = of("all that pays")
    sums = got["decision"].value_counts()
    assert 0.05 < sums["control"] / (sums["control"] + sums["target"]) < 0.17
    assert not (of("no hold-out")["decision"] == "control").any()
    assert (of("contacts")["decision"] == "target").sum() == CONTACTS
    held = {
        name: set(of(name).query("decision == 'control'")["msno"])
        for name in ("all that pays", "contacts", "other salt")
    }
    assert held["all that pays"] == held["contacts"] != held["other salt"]

    # One definition: Spark's bits are numpy's.
    known = got[got["save_rate"].notna()]
    costs = (known["offer_cost"].to_numpy(), 3.0, 1.0)
    p, g, value = (known[name].to_numpy() for name in ("p_churn", "save_rate", "value_ntd"))
    assert np.array_equal(known["expected_profit"], value_of_targeting(p, g, value, *costs))
    limits = threshold(g, value, *costs)
    assert np.array_equal(known["threshold"], np.where(limits <= 1, limits, np.nan), equal_nan=True)
    inside = got[got["decision"] == "target"]
    assert (inside["profit_p10"] < inside["expected_profit"]).all()
    assert (inside["expected_profit"] < inside["profit_p90"]).all()
    assert (inside["p_churn"] > inside["threshold"]).all()


def test_what_a_run_stores(lake: Lake) -> None:
    spark = lake.spark
    everybody = spark.createDataFrame(scores())
    morning, noon = dt.datetime(2017, 4, 1, 6, tzinfo=dt.UTC), dt.datetime(2017, 4, 1, 12, tzinfo=dt.UTC)
    first = decide(lake, everybody, PERIOD, "run-1", Terms(), scored_at=morning)
    small = decide(lake, everybody, PERIOD, "run-2", Terms(budget_contacts=CONTACTS), scored_at=morning)
    stored = lake.read("gold/retention_decision").toPandas()
    plans = lake.read("gold/campaign_plan").toPandas()
    again = decide(lake, everybody.repartition(3), PERIOD, "run-1", Terms(), scored_at=noon)

    def ordered(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values(["run_id", "msno"]).reset_index(drop=True)

    now = lake.read("gold/retention_decision").toPandas()
    assert len(stored) == len(now) == 2 * MEMBERS
    pd.testing.assert_frame_equal(
        ordered(stored).drop(columns="scored_at"), ordered(now).drop(columns="scored_at")
    )
    assert set(now[now["run_id"] == "run-2"]["scored_at"]) != set(now[now["run_id"] == "run-1"]["scored_at"])
    assert again == first
    assert len(lake.read("gold/campaign_plan").collect()) == len(plans) == 2

    published = spark.read.parquet(lake.path("serving/predictions"))
    counts = {row["decision"]: row["count"] for row in published.groupBy("decision").count().collect()}
    assert sum(counts.values()) == 2 * MEMBERS
    assert counts["target"] == first.counts["target"] + CONTACTS

    plan = plans.set_index("run_id").loc["run-1"]
    targets = stored[(stored["run_id"] == "run-1") & (stored["decision"] == "target")]
    assert plan["expected_profit"] == pytest.approx(targets["expected_profit"].sum())
    assert plan["profit_p10"] < plan["expected_profit"] < plan["profit_p90"]
    assert (plan["candidates"], plan["n_target"]) == (MEMBERS, len(targets))
    assert len(plan["profit_curve"]) == 100
    check_figures(first, small)


def check_figures(first: CampaignPlan, small: CampaignPlan) -> None:
    """What the two plans say about one another."""
    assert small.figures.expected_profit < first.figures.expected_profit
    assert small.figures.budget < first.figures.budget
    base = [
        profit
        for rate, cost, margin, profit in first.figures.sensitivity
        if (rate, cost, margin) == sorted({row[:3] for row in first.figures.sensitivity})[0] or margin == 0.3
    ]
    assert any(profit == pytest.approx(first.figures.expected_profit) for profit in base)
    best = max(profit for _, profit in first.figures.profit_curve)
    assert best > first.figures.expected_profit
    assert first.summary()["n_control"] == first.counts["control"]
