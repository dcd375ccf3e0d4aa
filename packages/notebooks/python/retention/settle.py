"""One row per key: of several that are delivered the newest wins, and each of the others gets a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

LOADED = "loaded"
#: Says what the row says that is kept.
REPEATED = "repeated"
#: Says something else, and came with an older delivery.
REPLACED = "replaced"
#: Says something else, and came with the same file.
QUARANTINED = "quarantined"
#: A row of the table that stays as it is.
KEPT = "kept"


def settle(
    rows: DataFrame,
    *,
    key: Sequence[str],
    values: Sequence[str],
    deliveries: Mapping[str, int],
    present: DataFrame | None = None,
) -> DataFrame:
    """Gives every row a ``verdict``; rows of ``present``, those of the table as it is, have ``is_present``.

    ``rows`` come with ``source_file``, ``row_text`` and the ``place`` in their file. The newest delivery wins
    and, within one file, the row that stands last, as in a list of changes; ``deliveries`` numbers the files.
    Of rows that say the same the oldest is kept. The order of reading and the texts have no say.
    """
    numbers = rows.sparkSession.createDataFrame(list(deliveries.items()), "source_file string, _number int")
    together = rows.withColumn("is_present", F.lit(False))
    if present is not None:
        together = together.unionByName(
            present.withColumn("is_present", F.lit(True)), allowMissingColumns=True
        )
    of_key = Window.partitionBy(*key)
    order = of_key.orderBy(F.desc("_number"), F.desc("is_present"), F.desc("place"))
    row = F.struct(*values)
    same = F.col("_same")
    # The other way round, among those that say what the winner says.
    oldest = Window.partitionBy(*key, "_same").orderBy("_number", F.desc("is_present"), "place")
    verdict = (
        F.when(F.col("is_present"), F.when(same, KEPT).otherwise(REPLACED))
        .when(same & (F.col("_position") == 1) & ~F.col("_held"), LOADED)
        .when(same, REPEATED)
        .when(F.col("source_file") == F.col("_winner"), QUARANTINED)
        .otherwise(REPLACED)
    )
    return (
        together.join(F.broadcast(numbers), "source_file", "left")
        .withColumns(
            {
                "_same": row.eqNullSafe(F.first(row).over(order)),
                "_winner": F.first("source_file").over(order),
            }
        )
        .withColumns(
            {
                "_position": F.row_number().over(oldest),
                "_held": F.max(F.col("is_present") & same).over(of_key),
            }
        )
        .withColumn("verdict", verdict)
        .drop("_number", "_position", "_same", "_winner", "_held")
    )
