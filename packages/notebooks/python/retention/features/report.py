"""What was built, and what is strange about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from pyspark.sql import Column, DataFrame, Row
from pyspark.sql import functions as F

from retention.features.dictionary import FEATURES
from retention.features.feature import Feature
from retention.features.late import LateRows
from retention.period import Period

#: Fewer rows than this may well agree in a feature.
ENOUGH_ROWS = 500

#: Days without any transaction or log before P from which on data seem to be missing.
STALE_DAYS = 3


@dataclass(frozen=True)
class FeatureReport:
    """The months built (rows of each) and kept, and what came late for these.

    Beside that features that say nothing, shares of nulls, and problems.
    """

    period: Period
    features_version: str
    data_version: int
    rows: Mapping[Period, int] = field(default_factory=dict)
    kept: tuple[Period, ...] = ()
    late: Mapping[Period, LateRows] = field(default_factory=dict)
    left_out: tuple[Period, ...] = ()
    constant: Mapping[Period, tuple[str, ...]] = field(default_factory=dict)
    null_shares: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def summary(self) -> dict[str, object]:
        """The report as JSON has it; shares of nulls only where there are some."""
        return {
            "period_start": str(self.period),
            "features_version": self.features_version,
            "data_version": self.data_version,
            "rows": {str(month): rows for month, rows in sorted(self.rows.items())},
            "months_kept": [str(month) for month in self.kept],
            "months_left_out": [str(month) for month in self.left_out],
            "late": {str(month): asdict(rows) for month, rows in self.late.items()},
            "constant_features": {str(month): list(names) for month, names in self.constant.items()},
            "null_shares": {name: round(share, 4) for name, share in self.null_shares.items() if share > 0},
            "problems": list(self.problems),
        }


@dataclass(frozen=True)
class Measured:
    """What one pass over the written months tells."""

    rows: dict[Period, int]
    constant: dict[Period, tuple[str, ...]]
    silent: tuple[Period, ...]
    null_shares: dict[str, float]
    problems: tuple[str, ...]


def measure(table: DataFrame) -> Measured:
    """Counts rows, nulls and values of each feature and month, in one pass.

    A row is turned into one row for each feature: a group-by with three aggregates for each of so many
    columns takes longer to compile than to run.
    """
    values = F.array(*(_number(feature).cast("double") for feature in FEATURES))
    found: dict[Period, dict[str, Row]] = {}
    for row in (
        table.select("period_start", F.posexplode(values).alias("number", "value"))
        .groupBy("period_start", "number")
        .agg(
            F.count(F.lit(1)).alias("rows"),
            F.count("value").alias("known"),
            F.min("value").alias("least"),
            F.max("value").alias("greatest"),
        )
        .orderBy("period_start", "number")
        .collect()
    ):
        found.setdefault(Period(row["period_start"]), {})[FEATURES[row["number"]].name] = row
    rows = {month: int(features["payments"]["rows"]) for month, features in found.items()}
    many = {month: features for month, features in found.items() if rows[month] >= ENOUGH_ROWS}
    constant = {
        month: names
        for month, features in many.items()
        if (names := tuple(name for name, row in features.items() if _is_constant(row)))
    }
    total = max(1, sum(rows.values()))
    return Measured(
        rows,
        constant,
        tuple(month for month, features in found.items() if features["is_silent"]["least"] == 1),
        {
            feature.name: 1 - sum(int(features[feature.name]["known"]) for features in found.values()) / total
            for feature in FEATURES
        },
        (*_constant(constant), *_unknown(found), *_stale(many)),
    )


def _number(feature: Feature) -> Column:
    """Text as a number that differs where the text does."""
    column = F.col(feature.name)
    return F.when(column.isNotNull(), F.xxhash64(column)) if feature.type == "string" else column


def _is_constant(row: Row) -> bool:
    known = int(row["known"])
    return known == 0 or (known == int(row["rows"]) and row["least"] == row["greatest"])


def _constant(constant: Mapping[Period, Sequence[str]]) -> list[str]:
    return [
        f"In {month} these features have one value for all members, so they tell nothing: {', '.join(names)}."
        for month, names in constant.items()
    ]


def _unknown(found: Mapping[Period, Mapping[str, Row]]) -> list[str]:
    missing = {
        month: int(features["days_since_last_transaction"]["rows"])
        - int(features["days_since_last_transaction"]["known"])
        for month, features in found.items()
    }
    return [
        f"In {month}, {count} candidates have no row in silver/clean_transactions before the month, "
        f"so most of their features are null: run the notebook 03_prepare again."
        for month, count in missing.items()
        if count > 0
    ]


def _stale(found: Mapping[Period, Mapping[str, Row]]) -> list[str]:
    """The newest row of any candidate tells where the data end."""
    sources = {"transaction": "days_since_last_transaction", "log": "days_since_last_listen"}
    return [
        f"The newest {what} of the candidates of {month} lies {days:.0f} days before the month, "
        f"so the days before it seem to be missing."
        for month, features in found.items()
        for what, name in sources.items()
        if (days := features[name]["least"] or 0) > STALE_DAYS
    ]
