"""Rows of text become rows of types, each with what is wrong with it."""

from __future__ import annotations

from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import Column as ContractColumn
from retention.contracts import contract
from retention.delivery import DeliveredFile, header_lines

#: Seconds of a day: no one listens longer in one.
DAY_SECONDS = 86_400.0

#: Columns that a row may leave empty. Everything else is in every row that was ever published.
_MAY_BE_EMPTY = {"city", "bd", "gender", "registered_via"}

_MSNO = "^[A-Za-z0-9+/]{43}=$"
_WHOLE = "^[+-]?[0-9]+$"
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_DAY = "^[0-9]{8}$"
_CORRUPT = "_corrupt"


def read_typed(spark: SparkSession, files: list[DeliveredFile]) -> DataFrame:
    """Reads files of one table: the columns of ``silver``, ``source_file``, ``row_text``, and ``reason``.

    ``reason`` is null for a good row, else all that is wrong with it, joined by ``'; '``. Files that order
    their columns alike are read together. A row is a line: the originals quote nothing.
    """
    layouts: dict[tuple[str, ...], list[DeliveredFile]] = {}
    for file in files:
        layouts.setdefault(file.columns, []).append(file)
    return reduce(
        DataFrame.unionByName,
        [typed(_lines(spark, alike), alike[0].table, columns) for columns, alike in layouts.items()],
    )


def typed(lines: DataFrame, table: str, columns: tuple[str, ...]) -> DataFrame:
    """Types the lines of a frame with ``row_text`` and ``source_file``, whose fields are ``columns``."""
    schema = ", ".join([f"`{name}` STRING" for name in columns] + [f"`{_CORRUPT}` STRING"])
    options = {"mode": "PERMISSIVE", "columnNameOfCorruptRecord": _CORRUPT}
    fields = lines.withColumn("_fields", F.from_csv("row_text", schema, options))
    typed_columns, problems = [], []
    for column in contract(f"silver/{table}").columns:
        if column.name in ("source_file", "is_anomalous"):
            continue
        text = F.trim(F.col("_fields").getField(column.name))
        value, problem = _rule(column, text)
        typed_columns.append(value.alias(column.name))
        problems.append(F.when(text.isNull() | (text == ""), _missing(column.name)).otherwise(problem))
        if column.name == "total_secs":
            typed_columns.append((_number(text) != value).alias("is_anomalous"))
    broken = F.col("_fields").getField(_CORRUPT).isNotNull()
    reason = F.when(broken, f"the number of fields is not {len(columns)}").otherwise(
        F.concat_ws("; ", *problems)
    )
    return fields.select(
        *typed_columns, "source_file", "row_text", F.nullif(reason, F.lit("")).alias("reason")
    )


def _lines(spark: SparkSession, files: list[DeliveredFile]) -> DataFrame:
    # Spark writes the name of a file as part of an address, where only a plus sign stands for itself.
    name = F.url_decode(F.replace(F.col("_metadata.file_name"), F.lit("+"), F.lit("%2B")))
    return (
        spark.read.text([file.file.spark_path for file in files])
        .select(F.col("value").alias("row_text"), name.alias("source_file"))
        .where((F.trim("row_text") != "") & ~F.col("row_text").isin(header_lines(files)))
    )


def _missing(name: str) -> Column:
    return F.lit(None).cast("string") if name in _MAY_BE_EMPTY else F.lit(f"{name} is empty")


def _rule(column: ContractColumn, text: Column) -> tuple[Column, Column]:
    """The typed value of a text, null where it is wrong, and what is wrong with it, null where nothing is."""
    name = column.name
    if name == "msno":
        return text, _unless(text.rlike(_MSNO), "msno is not 44 base64 characters")
    if name == "gender":
        return F.nullif(text, F.lit("")), _unless(
            text.isin("female", "male"), "gender is not female, male or empty"
        )
    if column.type == "boolean":
        return text == "1", _unless(text.isin("0", "1"), f"{name} is not 0 or 1")
    if column.type == "date":
        # Text of another length is asked first: the pattern would read '2017022' as a day of its own.
        value = F.when(text.rlike(_DAY), F.try_to_date(text, "yyyyMMdd"))
        return value, _unless(value.isNotNull(), f"{name} is not a day written yyyyMMdd")
    if column.type == "double":
        value = _number(text)
        clipped = F.least(F.greatest(value, F.lit(0.0)), F.lit(DAY_SECONDS))
        return clipped, _unless(value.isNotNull(), f"{name} is not a number")
    value = F.when(text.rlike(_WHOLE), text.try_cast(column.type))
    return value, _unless(value.isNotNull(), f"{name} is not a whole number")


def _number(text: Column) -> Column:
    return F.when(text.rlike(_NUMBER), text.try_cast("double"))


def _unless(right: Column, problem: str) -> Column:
    return F.when(~right, problem)
