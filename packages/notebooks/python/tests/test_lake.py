import datetime as dt

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import contract, contracts
from retention.lake import Lake
from retention.period import Period, periods


def test_every_contract_is_a_schema(spark: SparkSession) -> None:
    for table in contracts():
        assert [field.name for field in contract(table).schema] == contract(table).names


def test_an_unknown_table_is_told_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="silver/members"):
        contract("silver/member")


CHECKS = "gold/model_monitor"


def checks(lake: Lake, value: float, *subjects: str) -> DataFrame:
    return lake.spark.createDataFrame(
        [(subject, value) for subject in subjects], "subject string, value double"
    ).select(
        F.lit(dt.date(2017, 3, 1)).alias("period_start"),
        F.lit("r").alias("run_id"),
        F.lit("c").alias("check_name"),
        "subject",
        "value",
        F.lit(0.0).alias("limit_value"),
        F.lit("ok").alias("status"),
        F.lit(None).cast("string").alias("detail"),
        F.lit(dt.datetime(2017, 3, 1)).alias("measured_at"),
    )


def values(lake: Lake) -> dict[str, float]:
    return {row["subject"]: row["value"] for row in lake.read(CHECKS).collect()}


def test_a_table_is_merged_by_its_key(lake: Lake) -> None:
    lake.merge(checks(lake, 1.0, "a", "b"), CHECKS)
    lake.merge(checks(lake, 2.0, "b", "c"), CHECKS)
    assert values(lake) == {"a": 1.0, "b": 2.0, "c": 2.0}
    assert lake.version(CHECKS) == 1


def test_with_a_catalog_tables_have_names_and_say_what_they_are(lake: Lake) -> None:
    spark, named = lake.spark, Lake(lake.spark, lake.root, catalog="spark_catalog")
    # One that was there before the catalog was given.
    lake.merge(checks(lake, 1.0, "a", "b"), CHECKS)
    spark.sql("CREATE SCHEMA gold")
    try:
        assert values(named) == {"a": 1.0, "b": 1.0}
        named.merge(checks(lake, 2.0, "b", "c"), CHECKS)
        named.overwrite(checks(lake, 3.0, "c"), CHECKS, where="subject = 'c'", note="once")
        assert values(named) == {"a": 1.0, "b": 2.0, "c": 3.0}
        # Whole, with its schema: it stays where it is, and keeps its name and its comments.
        named.overwrite(checks(lake, 4.0, "d"), CHECKS, note="again")
        named.append(checks(lake, 5.0, "e"), CHECKS)
        named.delete(CHECKS, "subject = 'e'")
        assert named.note(CHECKS) == "again"
        assert values(named) == values(lake) == {"d": 4.0}
        assert spark.table("spark_catalog.gold.model_monitor").count() == 1
        told = {row["col_name"]: row for row in spark.sql("DESCRIBE EXTENDED gold.model_monitor").collect()}
        assert told["Location"]["data_type"].removeprefix("file:") == named.path(CHECKS)
        assert told["Comment"]["data_type"].startswith("The table gold/model_monitor of the lake. Made from:")
        comments = {one.name: one.description for one in contract(CHECKS).columns if one.description}
        assert {name: told[name]["comment"] for name in comments} == comments

        # And one that begins with its name.
        candidates = spark.range(1).select(
            *(F.lit(None).cast(one.type).alias(one.name) for one in contract("gold/labels").columns)
        )
        whole = candidates.withColumns({"period_start": F.lit(dt.date(2017, 3, 1)), "msno": F.lit("m")})
        named.append(whole.withColumn("label_source", F.lit("literal")), "gold/labels")
        assert spark.table("gold.labels").count() == lake.read("gold/labels").count() == 1
    finally:
        spark.sql("DROP SCHEMA gold CASCADE")


def test_missing_columns_and_tables_are_named(lake: Lake) -> None:
    with pytest.raises(ValueError, match="bd, gender"):
        lake.conform(lake.spark.range(1).selectExpr("'x' as msno", "1 as city"), "silver/members")
    with pytest.raises(FileNotFoundError, match="silver/members"):
        lake.read("silver/members")


def test_months() -> None:
    march = Period.parse("2017-03-01")
    assert (march.last_day, march.matures_on) == (dt.date(2017, 3, 31), dt.date(2017, 4, 29))
    assert [str(one) for one in periods(march.plus(-3), march)] == [
        "2016-12-01",
        "2017-01-01",
        "2017-02-01",
        "2017-03-01",
    ]
    with pytest.raises(ValueError, match="write 2017-03-01"):
        Period(dt.date(2017, 3, 2))


def test_any_day_means_its_month_by_utc() -> None:
    for text in (
        "2017-03-01",
        "2017-03-31",
        "2017-03-17T04:00:00",
        "2017-03-01T00:00:00.000Z",
        "2017-04-01T01:30:00+02:00",
        "2017-02-28T23:30:00-05:00",
    ):
        assert str(Period.parse(text)) == "2017-03-01", text
    for text in ("March", "2017-02-29", "2017-03", "", "T"):
        with pytest.raises(ValueError, match="any of its days such as 2017-03-01"):
            Period.parse(text)
