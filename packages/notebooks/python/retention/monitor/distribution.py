"""The distributions of columns by month, in bins that the months of the reference set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.period import Period

#: Bins of a column at most: a bin of its own for each edge and each space between, or one for each name.
_BINS = 64


@dataclass(frozen=True)
class Distribution:
    """A column: counts of its bins in the month and in each month of the reference, and what varies."""

    current: NDArray[np.int64]
    reference: tuple[NDArray[np.int64], ...]
    constant: bool
    constant_before: bool

    @property
    def pooled(self) -> NDArray[np.int64]:
        """The counts of all months of the reference."""
        return np.sum(self.reference, axis=0) if self.reference else np.zeros(_BINS, dtype=np.int64)


def distributions(
    frame: DataFrame, columns: Mapping[str, str], period: Period, months: Sequence[Period], parts: int = 5
) -> dict[str, Distribution]:
    """The distributions of columns of a frame with ``period_start``, in the month and in those before it.

    ``columns`` gives the kind of each: ``category``, or another for numbers, whose bins end at the quantiles
    of the reference (``parts`` of them; values that equal an edge have a bin of their own, so that rare
    zeros and ones are seen). Two passes: quantiles, then counts; no row leaves Spark.
    """
    wanted = [period.start, *(month.start for month in months)]
    rows = frame.where(F.col("period_start").isin(wanted))
    names = list(columns)
    numbers = {name: _number(name, columns[name]) for name in names}
    edges, constant = _edges(rows, numbers, period, parts)
    bins = [_bin(numbers[name], edges.get(name, ()), columns[name]) for name in names]
    codes = F.expr(f"array({', '.join(f'{index * _BINS} + {code}' for index, code in enumerate(bins))})")
    counted = (
        rows.select("period_start", F.explode(codes).alias("code"))
        .groupBy("period_start", "code")
        .count()
        .collect()
    )
    table = np.zeros((len(wanted), len(names), _BINS), dtype=np.int64)
    for row in counted:
        table[wanted.index(row["period_start"]), row["code"] // _BINS, row["code"] % _BINS] = row["count"]
    filled = [month for month in range(1, len(wanted)) if table[month].any()]
    return {
        name: Distribution(
            current=table[0, index],
            reference=tuple(table[month, index] for month in filled),
            constant=constant.get((name, True), True),
            constant_before=constant.get((name, False), True),
        )
        for index, name in enumerate(names)
    }


def _number(name: str, kind: str) -> str:
    """The value as a number, in SQL: of a category one of few, by its name. Null where it is unknown."""
    if kind == "category":
        return f"IF({name} IS NULL, NULL, double(pmod(xxhash64(string({name})), {_BINS - 1})))"
    return f"nanvl(double({name}), NULL)"


def _edges(
    rows: DataFrame, numbers: Mapping[str, str], period: Period, parts: int
) -> tuple[dict[str, Sequence[float]], dict[tuple[str, bool], bool]]:
    """The quantiles of each column in the reference; by (column, is this month) whether it is constant."""
    pairs = ", ".join(f"struct('{name}' AS name, {value} AS value)" for name, value in numbers.items())
    steps = [step / parts for step in range(1, parts)]
    found = (
        rows.select(
            (F.col("period_start") == F.lit(period.start)).alias("now"),
            F.explode(F.expr(f"array({pairs})")).alias("pair"),
        )
        .groupBy("now", "pair.name")
        .agg(
            F.percentile_approx("pair.value", steps, 1000).alias("quantiles"),
            (F.min("pair.value") < F.max("pair.value")).alias("varies"),
            (F.count("pair.value") < F.count("*")).alias("gaps"),
            F.count("pair.value").alias("filled"),
        )
        .collect()
    )
    edges: dict[str, Sequence[float]] = {
        str(row["name"]): sorted(set(row["quantiles"] or ())) for row in found if not row["now"]
    }
    constant = {
        (str(row["name"]), bool(row["now"])): not row["varies"] and not (row["gaps"] and row["filled"])
        for row in found
    }
    return edges, constant


def _bin(value: str, edges: Sequence[float], kind: str) -> str:
    """The bin, in SQL: 0 where the value is unknown."""
    if kind == "category":
        places = [f"int({value})"]
    else:
        places = [f"int({value} {sign} double('{edge!r}'))" for edge in edges for sign in (">=", ">")]
    return f"IF({value} IS NULL, 0, {' + '.join(['1', *places])})"
