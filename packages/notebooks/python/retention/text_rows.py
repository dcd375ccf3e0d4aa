"""The lines of delivered files as rows of text. A row is a line: the originals quote nothing."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.delivery import DeliveredFile, header_lines

#: A comma that an even number of quotes follows, so one that is not in quotes.
_COMMA_OUTSIDE_QUOTES = ',(?=(?:[^"]*"[^"]*")*[^"]*$)'


def layouts(files: Sequence[DeliveredFile]) -> dict[tuple[str, ...], list[DeliveredFile]]:
    """Files that order their columns alike, which are read together."""
    found: dict[tuple[str, ...], list[DeliveredFile]] = {}
    for file in files:
        found.setdefault(file.columns, []).append(file)
    return found


def lines(spark: SparkSession, files: Sequence[DeliveredFile], *, placed: bool = False) -> DataFrame:
    """Every line of files, headers and empty ones with them: ``row_text`` and ``source_file``.

    ``placed`` adds ``place``, which grows from line to line of a file: where its part of the file begins, and
    its number among the lines that one task reads.
    """
    # Spark writes the name of a file as part of an address, where only a plus sign stands for itself.
    name = F.col("_metadata.file_name")
    plain = F.url_decode(F.replace(name, F.lit("+"), F.lit("%2B")))
    name = F.when(name.contains("%"), plain).otherwise(name)
    place = F.struct(F.col("_metadata.file_block_start").alias("part"), F.monotonically_increasing_id())
    return spark.read.text([file.file.spark_path for file in files]).select(
        F.col("value").alias("row_text"),
        name.alias("source_file"),
        *([place.alias("place")] if placed else []),
    )


def of_row(files: Sequence[DeliveredFile]) -> Column:
    """Whether a line is a row: neither empty nor a header."""
    return (F.trim("row_text") != "") & ~F.col("row_text").isin(header_lines(list(files)))


def bare(row: Column) -> Column:
    """A line without its quotes: enough for a look at fields that need none."""
    return F.when(row.contains('"'), F.replace(row, F.lit('"'), F.lit(""))).otherwise(row)


def fields(row: Column) -> Column:
    """The fields of a line. Splitting costs half of what a CSV parser does, and quotes are rare.

    Two quotes inside a quoted field stand for one.
    """
    quoted = F.transform(
        F.split(row, _COMMA_OUTSIDE_QUOTES, -1),
        lambda text: F.when(
            text.startswith('"') & text.endswith('"') & (F.length(text) > 1),
            F.replace(text.substr(F.lit(2), F.length(text) - 2), F.lit('""'), F.lit('"')),
        ).otherwise(text),
    )
    return F.when(row.contains('"'), quoted).otherwise(F.split(row, ",", -1))
