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

#: A comma that an even number of quotes follows, so one that is not in quotes.
_COMMA_OUTSIDE_QUOTES = ',(?=(?:[^"]*"[^"]*")*[^"]*$)'


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
    row = F.col("row_text")
    # Splitting costs half of what a CSV parser does, and lines with quotes are rare.
    split = F.when(row.contains('"'), F.split(row, _COMMA_OUTSIDE_QUOTES, -1)).otherwise(
        F.split(row, ",", -1)
    )
    fields = lines.withColumn("_fields", split)
    wanted = [
        column
        for column in contract(f"silver/{table}").columns
        if column.name not in ("source_file", "is_anomalous")
    ]
    texts = {
        column.name: F.nullif(F.trim(F.get("_fields", columns.index(column.name)), F.lit(' "')), F.lit(""))
        for column in wanted
    }
    # Values come first and reasons are told from them, so that nothing is converted twice.
    values = fields.withColumns({column.name: _value(column, texts[column.name]) for column in wanted})
    right = reduce(Column.__and__, (_is_right(column, texts[column.name]) for column in wanted))
    wrong = [
        F.when(~_is_right(column, texts[column.name]), _problem(column, texts[column.name]))
        for column in wanted
    ]
    broken = F.size("_fields") != len(columns)
    reason = F.when(broken, f"the number of fields is not {len(columns)}").when(
        ~right, F.concat_ws("; ", *wrong)
    )
    kept = {column.name: F.col(column.name) for column in wanted}
    if "total_secs" in kept:
        kept["total_secs"] = F.least(F.greatest("total_secs", F.lit(0.0)), F.lit(DAY_SECONDS))
        kept["is_anomalous"] = kept["total_secs"] != F.col("total_secs")
    result = [column.alias(name) for name, column in kept.items()]
    return values.select(*result, "source_file", "row_text", reason.alias("reason"))


def _lines(spark: SparkSession, files: list[DeliveredFile]) -> DataFrame:
    # Spark writes the name of a file as part of an address, where only a plus sign stands for itself.
    name = F.url_decode(F.replace(F.col("_metadata.file_name"), F.lit("+"), F.lit("%2B")))
    return (
        spark.read.text([file.file.spark_path for file in files])
        .select(F.col("value").alias("row_text"), name.alias("source_file"))
        .where((F.trim("row_text") != "") & ~F.col("row_text").isin(header_lines(files)))
    )


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
    return text


def _is_right(column: ContractColumn, text: Column) -> Column:
    """Whether a text is what the column holds; never null."""
    value = F.col(column.name)
    if column.name == "msno":
        right = value.rlike(_MSNO)
    elif column.name == "gender":
        right = value.isin("female", "male")
    else:
        right = value.isNotNull()
    right = F.coalesce(right, F.lit(False))
    return right | text.isNull() if column.name in _MAY_BE_EMPTY else right


def _problem(column: ContractColumn, text: Column) -> Column:
    """What is wrong with a text that is not right."""
    if column.name == "msno":
        said = "is not 44 base64 characters"
    elif column.name == "gender":
        said = "is not female, male or empty"
    elif column.type == "boolean":
        said = "is not 0 or 1"
    elif column.type == "date":
        said = "is not a day written yyyyMMdd"
    else:
        said = "is not a number" if column.type == "double" else "is not a whole number"
    return F.when(text.isNull(), f"{column.name} is empty").otherwise(f"{column.name} {said}")
