"""Goals of labels, windows, features and contracts, told from the tables of a run."""

from __future__ import annotations

import datetime as dt

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.features.build import CANDIDATES, features
from retention.features.report import ENOUGH_ROWS, measure
from retention.goals.goal import Goal
from retention.label_oracle import disagreements
from retention.lake import Lake
from retention.period import GAP_DAYS, Period
from retention.transactions import clean_transactions
from retention.windows import subscription_windows

#: Members of the comparison of labels: those the goal asks for, and those that a small run is content with.
DIFFICULT, SOME = 50_000, 5_000
#: Months of that comparison.
MONTHS = 3
#: Of so many members one is in the comparison of features.
LEAK_SHARE = 4


def label_parity(lake: Lake, period: Period, seed: int, members: int = DIFFICULT) -> list[Goal]:
    """G1: labels against an ordered walk over the rows of members that are made to be difficult."""
    months = [period.plus(-1 - month) for month in range(MONTHS)]
    found = disagreements(lake.spark, members, months, seed)
    return [
        Goal(
            "G1",
            "labels equal an ordered walk",
            f"{found.differences} of {found.compared:,} differ",
            "0",
            None if found.differences == 0 and members < DIFFICULT else found.differences == 0,
            f"{members:,} difficult members, {MONTHS} months, both histories",
        )
    ]


def window_invariants(lake: Lake, period: Period) -> list[Goal]:
    """G2: windows hold each member-day once and do not overlap; features know no future."""
    clean = lake.read("silver/clean_transactions")
    days = clean.agg(
        F.count("*").alias("rows"), F.countDistinct("msno", "transaction_date").alias("days")
    ).collect()[0]
    windows = lake.read("silver/subscription_windows")
    after = F.lead("window_start").over(Window.partitionBy("msno").orderBy("window_start"))
    told = (
        windows.withColumn("next_start", after)
        .agg(
            F.sum("rows").alias("rows"),
            F.count_if(F.datediff("next_start", "window_end") < GAP_DAYS).alias("overlaps"),
        )
        .collect()[0]
    )
    again = subscription_windows(clean_transactions(lake.read("silver/transactions")))
    moved = differing(again, windows.select(*again.columns))
    sound = days["rows"] == days["days"] == told["rows"] and told["overlaps"] == 0 and moved == 0
    leaks, compared = _leaks(lake, period.plus(-1))
    return [
        Goal(
            "G2",
            "windows: overlaps, rows outside, changed ids",
            f"{told['overlaps']}, {days['rows'] - told['rows']}, {moved}",
            "0, 0, 0",
            sound,
            f"{days['rows']:,} member-days",
        ),
        Goal(
            "G2",
            "features that change with the future",
            f"{leaks} of {compared:,} members",
            "0",
            leaks == 0 and compared > 0,
            f"{period.plus(-1)} with and without what came later, one member in {LEAK_SHARE}",
        ),
    ]


def needs_no_labels(lake: Lake, decisions: DataFrame, period: Period) -> list[Goal]:
    """G3: every candidate of a month whose outcomes are not known has a decision."""
    candidates = (
        lake.read("gold/labels")
        .where((F.col("label_source") == CANDIDATES) & (F.col("period_start") == F.lit(period.start)))
        .select("msno", "is_mature")
    )
    both = (
        candidates.join(decisions.select("msno", F.lit(1).alias("decided")), "msno", "full_outer")
        .agg(
            F.count("*").alias("members"),
            F.count_if(F.col("decided").isNull() | F.col("is_mature").isNull()).alias("apart"),
            F.count_if("is_mature").alias("mature"),
        )
        .collect()[0]
    )
    known = f"{both['mature']:,} of their outcomes are known"
    return [
        Goal(
            "G3",
            "candidates without a decision, or reverse",
            f"{both['apart']} of {both['members']:,}",
            "0",
            both["apart"] == 0 and both["members"] > 0,
            known,
        )
    ]


def contract_kept(lake: Lake, period: Period) -> list[Goal]:
    """G4: what was read is loaded, set aside, or a repetition; no feature is silently constant."""
    files = (
        lake.read("silver/loaded_files")
        .agg(F.sum("rows_read").alias("read"), F.sum("rows_quarantined").alias("aside"))
        .collect()[0]
    )
    aside = (
        lake.read("quarantine/rows").where("reason <> ''").count() if lake.exists("quarantine/rows") else 0
    )
    kept = sum(lake.read(f"silver/{table}").count() for table in ("members", "transactions", "user_logs"))
    repeated = files["read"] - files["aside"] - kept
    found = measure(lake.read("gold/features").where(F.col("period_start") == F.lit(period.start)))
    constant, rows = found.constant.get(period, ()), found.rows.get(period, 0)
    enough = rows >= ENOUGH_ROWS
    return [
        Goal(
            "G4",
            "rows read = kept + set aside + repeated",
            f"{files['read']:,} = {kept:,} + {aside:,} + {repeated:,}",
            "each row told",
            aside == files["aside"] and repeated >= 0,
            "contracts of " + ", ".join(name for name in ("members", "transactions", "user_logs")),
        ),
        Goal(
            "G4",
            "features that are constant",
            ", ".join(constant) or ("none" if enough else "not looked for"),
            "none",
            not constant if enough else None,
            f"{rows:,} candidates" + ("" if enough else f"; told from {ENOUGH_ROWS} on"),
        ),
    ]


def _leaks(lake: Lake, month: Period) -> tuple[int, int]:
    """Members whose features of a month change when all that is dated later is taken away."""

    def some(frame: DataFrame) -> DataFrame:
        return frame.where(F.pmod(F.xxhash64("msno"), F.lit(LEAK_SHARE)) == 0)

    candidates = some(
        lake.read("gold/labels").where(
            (F.col("label_source") == CANDIDATES) & (F.col("period_start") == F.lit(month.start))
        )
    )
    transactions = some(lake.read("silver/transactions"))
    logs = some(lake.read("silver/user_logs")) if lake.exists("silver/user_logs") else None
    if logs is None:
        logs = lake.spark.createDataFrame([], contract("silver/user_logs").schema)
    members = lake.read("silver/members")

    def built(until: dt.date | None) -> DataFrame:
        rows, listened = transactions, logs
        if until is not None:
            rows = transactions.where(F.col("transaction_date") < F.lit(until))
            listened = logs.where(F.col("date") < F.lit(until))
        return features(candidates, clean_transactions(rows), members, listened, [month], data_version=0)

    whole, cut = built(None), built(month.start)
    compared = candidates.count()
    return differing(whole, cut), compared


def differing(one: DataFrame, other: DataFrame) -> int:
    """Rows that one frame has and the other has not, both ways; each frame is computed once."""
    both = one.withColumn("_side", F.lit(1)).unionByName(other.withColumn("_side", F.lit(-1)))
    counts = both.groupBy(*one.columns).agg(F.abs(F.sum("_side")).alias("apart"))
    return int(counts.agg(F.coalesce(F.sum("apart"), F.lit(0))).collect()[0][0])
