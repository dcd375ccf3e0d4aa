"""Decisions on Spark against the same choice in plain numpy."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd
from churn_scores import MEMBERS, PERIOD, scores
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.decision.choice import with_decision
from retention.decision.offers import with_offers
from retention.decision.profit import expected_cost, threshold, value_of_targeting
from retention.decision.terms import Terms

MONEY, CONTACTS = 2500.0, 40


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
        "money": Terms(budget_money=MONEY, salt="another"),
        "contacts": Terms(
            budget_contacts=CONTACTS,
            control_share=0.0,
            minimum_value=20.0,
            ineligible_segments=("long_plan",),
        ),
    }

    def decided(name: str, terms: Terms, frame: DataFrame) -> DataFrame:
        return with_decision(with_offers(frame, terms), PERIOD, terms).withColumn("case", F.lit(name))

    frames = [decided(name, terms, everybody) for name, terms in cases.items()]
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
    got = of("all that pays")
    sums = got["decision"].value_counts()
    assert 0.05 < sums["control"] / (sums["control"] + sums["target"]) < 0.17
    assert (of("contacts")["decision"] == "target").sum() == CONTACTS
    assert not (of("contacts")["decision"] == "control").any()
    held = {name: set(of(name).query("decision == 'control'")["msno"]) for name in cases}
    assert held["all that pays"] and held["money"] and held["all that pays"] != held["money"]

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
