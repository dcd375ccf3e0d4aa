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
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_DAY = "^[0-9]{8}$"

#: Quotes around a field, and a comma that an even number of quotes follows, so one that is not in quotes.
_QUOTED_FIELD = '"([^",]*)"'
_COMMA_OUTSIDE_QUOTES = ',(?=(?:[^"]*"[^"]*")*[^"]*$)'


def read_typed(spark: SparkSession, files: list[DeliveredFile]) -> DataFrame:
    """Reads files of one table: the columns of ``silver``, ``source_file``, ``row_text``, and ``is_right``.

    Where ``is_right`` is false the values mean nothing, and ``with_reasons`` tells why. Files that order
    their columns alike are read together. A row is a line: the originals quote nothing.
    """
    return reduce(
        DataFrame.unionByName,
        [typed(_lines(spark, alike), alike[0].table, columns) for columns, alike in _layouts(files).items()],
    )


def with_reasons(rows: DataFrame, files: list[DeliveredFile]) -> DataFrame:
    """Adds ``reason`` to rows that are not right: all that is wrong with each, joined by ``'; '``.

    ``rows`` have ``row_text`` and ``source_file`` and are few: their text is split again, so that the many
    good rows are spared the code that words what is wrong.
    """
    return reduce(
        DataFrame.unionByName,
        [
            rows.where(F.col("source_file").isin([file.file.name for file in alike])).withColumn(
                "reason", _reason(alike[0].table, columns)
            )
            for columns, alike in _layouts(files).items()
        ],
    )


def typed(lines: DataFrame, table: str, columns: tuple[str, ...]) -> DataFrame:
    """Types the lines of a frame with ``row_text`` and ``source_file``, whose fields are ``columns``."""
    fields = lines.withColumn("_fields", _split())
    wanted = _wanted(table)
    texts = _texts(wanted, columns, F.col("_fields"))
    values = fields.withColumns({column.name: _value(column, texts[column.name]) for column in wanted})
    right = reduce(
        Column.__and__,
        (_is_right(column, F.col(column.name), texts[column.name]) for column in wanted),
        F.size("_fields") == len(columns),
    )
    # A row that lacks a field has nothing to ask about it.
    right = F.coalesce(right, F.lit(False))
    kept = {column.name: F.col(column.name) for column in wanted}
    if "total_secs" in kept:
        kept["total_secs"] = F.least(F.greatest("total_secs", F.lit(0.0)), F.lit(DAY_SECONDS))
        kept["is_anomalous"] = kept["total_secs"] != F.col("total_secs")
    result = [column.alias(name) for name, column in kept.items()]
    return values.select(*result, "source_file", "row_text", right.alias("is_right"))


def _layouts(files: list[DeliveredFile]) -> dict[tuple[str, ...], list[DeliveredFile]]:
    layouts: dict[tuple[str, ...], list[DeliveredFile]] = {}
    for file in files:
        layouts.setdefault(file.columns, []).append(file)
    return layouts


def _lines(spark: SparkSession, files: list[DeliveredFile]) -> DataFrame:
    # Spark writes the name of a file as part of an address, where only a plus sign stands for itself.
    name = F.url_decode(F.replace(F.col("_metadata.file_name"), F.lit("+"), F.lit("%2B")))
    return (
        spark.read.text([file.file.spark_path for file in files])
        .select(F.col("value").alias("row_text"), name.alias("source_file"))
        .where((F.trim("row_text") != "") & ~F.col("row_text").isin(header_lines(files)))
    )


def _wanted(table: str) -> list[ContractColumn]:
    """The columns of a silver table that files deliver."""
    made = ("source_file", "is_anomalous")
    return [column for column in contract(f"silver/{table}").columns if column.name not in made]


def _split() -> Column:
    """The fields of a line. Splitting costs half of what a CSV parser does, and quotes are rare."""
    row = F.col("row_text")
    bare = F.regexp_replace(row, _QUOTED_FIELD, "$1")
    return F.when(row.contains('"'), F.split(bare, _COMMA_OUTSIDE_QUOTES, -1)).otherwise(
        F.split(row, ",", -1)
    )


def _texts(wanted: list[ContractColumn], columns: tuple[str, ...], fields: Column) -> dict[str, Column]:
    return {column.name: F.get(fields, columns.index(column.name)) for column in wanted}


def _reason(table: str, columns: tuple[str, ...]) -> Column:
    wanted = _wanted(table)
    texts = _texts(wanted, columns, _split())
    wrong = [
        F.when(
            ~_is_right(column, _value(column, texts[column.name]), texts[column.name]),
            F.when(texts[column.name] == "", f"{column.name} is empty").otherwise(
                f"{column.name} {_problem(column)}"
            ),
        )
        for column in wanted
    ]
    broken = F.size(_split()) != len(columns)
    return F.when(broken, f"the number of fields is not {len(columns)}").otherwise(F.concat_ws("; ", *wrong))


def _value(column: ContractColumn, text: Column) -> Column:
    """The typed value of a text; null where there is none, or where the text is wrong."""
    if column.type == "boolean":
        return F.when(text.isin("0", "1"), text == "1")
    if column.type == "date":
        # The pattern alone would read '2017022' as a day of its own.
        return F.when(text.rlike(_DAY), F.try_to_date(text, "yyyyMMdd"))
    if column.type == "double":
        return F.when(text.rlike(_NUMBER), text.try_cast("double"))
    if column.type == "int":
        # The cast refuses all but digits and a sign, except that it cuts off what follows a point.
        return F.when(~text.contains("."), text.try_cast("int"))
    return F.nullif(text, F.lit(""))


def _is_right(column: ContractColumn, value: Column, text: Column) -> Column:
    """Whether a text is what the column holds; never null where the row has the field."""
    if column.name == "msno":
        return text.rlike(_MSNO)
    right = value.isin("female", "male") if column.name == "gender" else value.isNotNull()
    return F.coalesce(right, F.lit(False)) | (text == "") if column.name in _MAY_BE_EMPTY else right


def _problem(column: ContractColumn) -> str:
    """What is said of a text that is wrong."""
    if column.name == "msno":
        return "is not 44 base64 characters"
    if column.name == "gender":
        return "is not female, male or empty"
    if column.type == "boolean":
        return "is not 0 or 1"
    if column.type == "date":
        return "is not a day written yyyyMMdd"
    return "is not a number" if column.type == "double" else "is not a whole number"
