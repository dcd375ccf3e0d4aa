"""Rows of text become rows of types, each with what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import Column as ContractColumn
from retention.contracts import contract
from retention.delivery import HAPPENED, DeliveredFile
from retention.survey import SERVICE_START
from retention.text_rows import fields, layouts, lines, of_row

#: Seconds of a day: no one listens longer in one, nor plays more songs.
DAY_SECONDS = 86_400

#: The earliest expiry: what the originals write where there is none.
FIRST_EXPIRY = dt.date(1970, 1, 1)

#: Years after its transaction in which a membership may still end; the longest published is 20.
EXPIRY_YEARS = 30

#: The least and the most that numbers may be; published are plans of up to 450 days and prices up to 2,000.
_MONEY, _PLAYS = (0, 1_000_000), (0, DAY_SECONDS)
LIMITS = {
    "payment_method_id": (0, 1_000_000),
    "payment_plan_days": (0, 366 * EXPIRY_YEARS),
    "plan_list_price": _MONEY,
    "actual_amount_paid": _MONEY,
    **dict.fromkeys(("num_25", "num_50", "num_75", "num_985", "num_100", "num_unq"), _PLAYS),
}

#: Columns that a row may leave empty. Everything else is in every row that was ever published.
_MAY_BE_EMPTY = {"city", "bd", "gender", "registered_via"}

_MSNO = "^[A-Za-z0-9+/]{43}=$"


def read_typed(
    spark: SparkSession,
    files: Sequence[DeliveredFile],
    newest: Mapping[str, dt.date],
    *,
    placed: bool = False,
) -> DataFrame:
    """Reads files of one table: the columns of ``silver``, ``source_file``, ``row_text``, and ``is_right``.

    ``newest`` is the newest day that rows of each file may have. Where ``is_right`` is false the values mean
    nothing, and ``with_reasons`` tells why. ``placed`` adds the ``place`` of a row in its file.
    """
    last = spark.createDataFrame(list(newest.items()), "source_file string, newest date")
    read = [
        typed(
            lines(spark, alike, placed=placed)
            .where(of_row(alike))
            .join(F.broadcast(last), "source_file", "left"),
            alike[0].table,
            columns,
        )
        for columns, alike in layouts(files).items()
    ]
    return reduce(DataFrame.unionByName, read)


def right_rows(rows: DataFrame) -> DataFrame:
    """The rows that are right, without what says so.

    A condition on the values would be moved below what makes them, which would then be made twice for each
    row. One that asks for the number of a row, too, cannot be moved.
    """
    numbered = rows.withColumn("_number", F.monotonically_increasing_id())
    return numbered.where("is_right AND _number >= 0").drop("is_right", "newest", "_number")


def with_reasons(rows: DataFrame, files: Sequence[DeliveredFile]) -> DataFrame:
    """Adds ``reason`` to rows that are not right: all that is wrong with each, joined by ``'; '``.

    ``rows`` have ``row_text``, ``source_file`` and ``newest`` and are few: their text is split again, so that
    the many good rows are spared the code that words what is wrong.
    """
    return reduce(
        DataFrame.unionByName,
        [
            rows.where(F.col("source_file").isin([file.file.name for file in alike])).withColumn(
                "reason", _reason(alike[0].table, columns)
            )
            for columns, alike in layouts(files).items()
        ],
    )


def typed(rows: DataFrame, table: str, columns: tuple[str, ...]) -> DataFrame:
    """Types rows with ``row_text``, ``source_file`` and ``newest``, whose fields are ``columns``."""
    split = rows.withColumn("_fields", fields(F.col("row_text")))
    wanted = _wanted(table)
    texts = _texts(wanted, columns, F.col("_fields"))
    values = split.withColumns({column.name: _value(column, texts[column.name]) for column in wanted})
    problems = _problems(table, wanted, {name: F.col(name) for name in texts}, texts)
    right = reduce(
        Column.__and__,
        (~wrong for wrong, _ in problems),
        (F.size("_fields") == len(columns)) & F.is_valid_utf8("row_text"),
    )
    # A row that lacks a field has nothing to ask about it.
    right = F.coalesce(right, F.lit(False))
    kept = {column.name: F.col(column.name) for column in wanted}
    if "total_secs" in kept:
        kept["total_secs"] = F.least(F.greatest("total_secs", F.lit(0.0)), F.lit(float(DAY_SECONDS)))
        kept["is_anomalous"] = kept["total_secs"] != F.col("total_secs")
    result = [column.alias(name) for name, column in kept.items()]
    beside = [name for name in ("source_file", "row_text", "newest", "place") if name in rows.columns]
    return values.select(*result, *beside, right.alias("is_right"))


def _wanted(table: str) -> list[ContractColumn]:
    """The columns of a silver table that files deliver."""
    made = ("source_file", "is_anomalous")
    return [column for column in contract(f"silver/{table}").columns if column.name not in made]


def _texts(wanted: list[ContractColumn], columns: tuple[str, ...], split: Column) -> dict[str, Column]:
    return {column.name: F.get(split, columns.index(column.name)) for column in wanted}


def _reason(table: str, columns: tuple[str, ...]) -> Column:
    wanted = _wanted(table)
    split = fields(F.col("row_text"))
    texts = _texts(wanted, columns, split)
    values = {column.name: _value(column, texts[column.name]) for column in wanted}
    told = [F.when(wrong, said) for wrong, said in _problems(table, wanted, values, texts)]
    return (
        F.when(~F.is_valid_utf8("row_text"), F.lit("the row is not UTF-8"))
        .when(F.size(split) != len(columns), F.lit(f"the number of fields is not {len(columns)}"))
        .otherwise(F.concat_ws("; ", *told))
    )


def _problems(
    table: str, wanted: list[ContractColumn], values: Mapping[str, Column], texts: Mapping[str, Column]
) -> list[tuple[Column, Column]]:
    """All that may be wrong with the values of a row, each with what is said of it; one thing a column.

    No condition is null where the row has all fields.
    """
    found = []
    for column in wanted:
        name, value, text = column.name, values[column.name], texts[column.name]
        found.append((~_is_typed(column, value, text), _untyped(column, text)))
        if name in LIMITS:
            least, most = LIMITS[name]
            said = F.when(value < least, F.lit(f"{name} is negative")).otherwise(
                F.lit(f"{name} is above {most:,}")
            )
            found.append((F.coalesce(~value.between(least, most), F.lit(False)), said))
    day = HAPPENED[table]
    found.append(_too_early(day, values[day], SERVICE_START))
    late = F.concat(F.lit(f"{day} lies after the days of its file, which end by "), F.col("newest"))
    found.append((F.coalesce(values[day] > F.col("newest"), F.lit(False)), late))
    if table == "transactions":
        name = "membership_expire_date"
        found.append(_too_early(name, values[name], FIRST_EXPIRY))
        end = F.add_months(values[day], 12 * EXPIRY_YEARS)
        far = F.lit(f"{name} lies more than {EXPIRY_YEARS} years after the transaction")
        # Where the day itself is impossible, that alone is wrong.
        beyond = (values[day] >= F.lit(SERVICE_START)) & (values[name] > end)
        found.append((F.coalesce(beyond, F.lit(False)), far))
    return found


def _too_early(name: str, value: Column, first: dt.date) -> tuple[Column, Column]:
    return F.coalesce(value < F.lit(first), F.lit(False)), F.lit(f"{name} lies before {first}")


def _value(column: ContractColumn, text: Column) -> Column:
    """The typed value of a text; null where there is none, or where the text is wrong."""
    if column.type == "boolean":
        return F.when(text.isin("0", "1"), text == "1")
    if column.type == "date":
        # A cast is many times as quick as a pattern. Alone it would read '2017-1-5' and '2017-01-5T' too.
        day = F.concat(text.substr(1, 4), F.lit("-"), text.substr(5, 2), F.lit("-"), text.substr(7, 2))
        return F.when((F.length(text) == 8) & text.try_cast("int").isNotNull(), day.try_cast("date"))
    if column.type == "double":
        # Without letters, of which Java would read some: '1d', '0x1p3', 'NaN'.
        sound = text.substr(-1, 1).between("0", "9") | text.endswith(".")
        return F.when(sound & ~text.contains("x") & ~text.contains("X"), text.try_cast("double"))
    if column.type == "int":
        # The cast refuses all but digits and a sign, except that it cuts off what follows a point.
        return F.when(~text.contains("."), text.try_cast("int"))
    return F.nullif(text, F.lit(""))


def _is_typed(column: ContractColumn, value: Column, text: Column) -> Column:
    """Whether a text is of the type of the column; never null where the row has the field."""
    if column.name == "msno":
        return text.rlike(_MSNO)
    right = value.isin("female", "male") if column.name == "gender" else value.isNotNull()
    return F.coalesce(right, F.lit(False)) | (text == "") if column.name in _MAY_BE_EMPTY else right


def _untyped(column: ContractColumn, text: Column) -> Column:
    """What is said of a text that is of another type."""
    empty, wrong = F.lit(f"{column.name} is empty"), F.lit(f"{column.name} {_not_typed(column)}")
    return F.when(text == "", empty).otherwise(wrong)


def _not_typed(column: ContractColumn) -> str:
    if column.name == "msno":
        return "is not 44 base64 characters"
    if column.name == "gender":
        return "is not female, male or empty"
    if column.type == "boolean":
        return "is not 0 or 1"
    if column.type == "date":
        return "is not a day written yyyyMMdd"
    return "is not a number" if column.type == "double" else "is not a whole number"
