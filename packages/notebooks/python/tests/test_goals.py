"""How the goals tell two tables apart."""

from __future__ import annotations

from pyspark.sql import SparkSession

from retention.goals.data_goals import differing


def test_rows_that_differ_are_counted_on_both_sides(spark: SparkSession) -> None:
    shape = "name string, value double, list array<string>"
    one = spark.createDataFrame([("a", 1.0, ["x"]), ("a", 1.0, ["x"]), ("b", None, None)], shape)
    same = spark.createDataFrame([("b", None, None), ("a", 1.0, ["x"]), ("a", 1.0, ["x"])], shape)
    other = spark.createDataFrame([("a", 1.0, ["x"]), ("b", 0.0, None)], shape)
    assert differing(one, same) == 0
    # One of the two rows of a, the row of b, and the other row of b.
    assert differing(one, other) == differing(other, one) == 3
