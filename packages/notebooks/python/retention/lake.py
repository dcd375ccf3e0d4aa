"""The lake: one folder, or one file system of a storage account, and the tables in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import contract

#: Tables stay readable for engines that know Delta 1.0 only, as serverless SQL does.
PLAIN_DELTA = {
    "delta.enableDeletionVectors": "false",
    "delta.columnMapping.mode": "none",
    "delta.checkpointPolicy": "classic",
}


@dataclass(frozen=True)
class Lake:
    """A lake by its root: ``abfss://…`` on Azure, a folder on one machine."""

    spark: SparkSession
    root: str

    def path(self, table: str) -> str:
        """The full path of a table or a folder such as ``silver/members``."""
        return f"{self.root.rstrip('/')}/{table}"

    def exists(self, table: str) -> bool:
        """Whether a Delta table is there."""
        return bool(DeltaTable.isDeltaTable(self.spark, self.path(table)))

    def read(self, table: str) -> DataFrame:
        """A Delta table; raises FileNotFoundError that names the table where there is none."""
        if not self.exists(table):
            raise FileNotFoundError(
                f"The table '{table}' is not in the lake {self.root}: run the notebook that writes it first "
                f"({contract(table).source})."
            )
        return self.spark.read.format("delta").load(self.path(table))

    def version(self, table: str) -> int:
        """The Delta version of a table as it is now."""
        rows = DeltaTable.forPath(self.spark, self.path(table)).history(1).select("version").collect()
        return int(rows[0]["version"])

    def conform(self, frame: DataFrame, table: str) -> DataFrame:
        """The columns of the contract, in its order and types; a column that is missing is an error.

        Raises ValueError that lists every missing column at once.
        """
        wanted = contract(table)
        missing = [name for name in wanted.names if name not in frame.columns]
        if missing:
            raise ValueError(f"Rows for '{table}' lack the columns {', '.join(missing)}.")
        return frame.select(*(F.col(column.name).cast(column.type) for column in wanted.columns))

    def create(self, table: str) -> None:
        """Makes the table, empty, with the columns and partitions of its contract, if there is none."""
        wanted = contract(table)
        builder = DeltaTable.createIfNotExists(self.spark).location(self.path(table))
        for column in wanted.columns:
            builder = builder.addColumn(column.name, column.type, nullable=column.nullable)
        if wanted.partitioned_by:
            builder = builder.partitionedBy(*wanted.partitioned_by)
        for name, value in PLAIN_DELTA.items():
            builder = builder.property(name, value)
        builder.execute()

    def note(self, table: str) -> str | None:
        """The note that the newest commit with one left; None where there is no table or no note."""
        if not self.exists(table):
            return None
        history = DeltaTable.forPath(self.spark, self.path(table)).history()
        noted = history.where(F.col("userMetadata").isNotNull()).orderBy(F.col("version").desc())
        rows = noted.select("userMetadata").head(1)
        return str(rows[0]["userMetadata"]) if rows else None

    def overwrite(
        self, frame: DataFrame, table: str, where: str | None = None, note: str | None = None
    ) -> None:
        """Writes a whole table in one commit or, with a condition, the rows that meet it and nothing else.

        The commit carries the note, for ``note`` to read.
        """
        writer = self._writer(self.conform(frame, table), table).mode("overwrite")
        if note is not None:
            writer = writer.option("userMetadata", note)
        if where is not None and self.exists(table):
            # A column that the contract has gained since is null in the rows that stay.
            writer = writer.option("replaceWhere", where).option("mergeSchema", "true")
        else:
            writer = writer.option("overwriteSchema", "true")
        writer.save(self.path(table))

    def append(self, frame: DataFrame, table: str, note: str | None = None) -> None:
        """Adds rows in one commit, which carries the note."""
        writer = self._writer(self.conform(frame, table), table).mode("append")
        if note is not None:
            writer = writer.option("userMetadata", note)
        writer.save(self.path(table))

    def merge(self, frame: DataFrame, table: str, key: Sequence[str] | None = None) -> None:
        """Adds rows whose key is new, and replaces those whose key is there; at first it is an append."""
        if not self.exists(table):
            self.append(frame, table)
            return
        columns = key or contract(table).key
        condition = " AND ".join(f"old.`{name}` <=> new.`{name}`" for name in columns)
        (
            DeltaTable.forPath(self.spark, self.path(table))
            .alias("old")
            .merge(self.conform(frame, table).alias("new"), condition)
            .whenMatchedUpdateAll()
            .whenNotMatchedInsertAll()
            .execute()
        )

    def _writer(self, frame: DataFrame, table: str):  # type: ignore[no-untyped-def]
        writer = frame.write.format("delta")
        if contract(table).partitioned_by:
            writer = writer.partitionBy(*contract(table).partitioned_by)
        for name, value in PLAIN_DELTA.items():
            writer = writer.option(name, value)
        return writer
