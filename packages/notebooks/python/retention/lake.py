"""The lake: one folder, or one file system of a storage account, and the tables in it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyspark.sql import DataFrame, DataFrameWriter, SparkSession
from pyspark.sql import functions as F

from retention.catalog import Catalog
from retention.contracts import Contract, contract
from retention.local_storage import LocalStorage
from retention.storage import Storage
from retention.workspace_storage import WorkspaceStorage

#: Tables stay readable for engines that know Delta 1.0 only, as serverless SQL does.
PLAIN_DELTA = {
    "delta.enableDeletionVectors": "false",
    "delta.columnMapping.mode": "none",
    "delta.checkpointPolicy": "classic",
}


@dataclass(frozen=True)
class Lake:
    """A lake by its root: ``abfss://…`` on Azure, a folder on one machine.

    ``fs`` is ``dbutils.fs``, without which only folders can be read. With ``catalog``, a catalog of Unity
    Catalog, tables are registered in it and go by their names there; without, they go by their paths. Their
    files lie at the same place either way.
    """

    spark: SparkSession
    root: str
    fs: Any = None
    catalog: str = ""

    def path(self, table: str) -> str:
        """The full path of a table or a folder such as ``silver/members``."""
        return f"{self.root.rstrip('/')}/{table}"

    @cached_property
    def storage(self) -> Storage:
        """The files of the lake; raises ValueError for a root that nothing here can reach."""
        if self.root.startswith(("/", "file:")):
            return LocalStorage(self.root)
        if self.fs is None:
            raise ValueError(f"{self.root} is no folder, and dbutils.fs, which reaches others, is not here")
        return WorkspaceStorage(self.spark, self.root, self.fs)

    def exists(self, table: str) -> bool:
        """Whether a Delta table is there."""
        if self._names.has(table):
            return True
        log = self.storage.files(f"{table}/_delta_log")
        if not any(file.name.endswith((".json", ".parquet")) for file in log):
            return False
        # Written before a catalog was given, or by a run that did not get to register it.
        self._names.register(table, self.path(table))
        return True

    def read(self, table: str) -> DataFrame:
        """A Delta table; raises FileNotFoundError that names the table where there is none."""
        if not self.exists(table):
            raise FileNotFoundError(
                f"The table '{table}' is not in the lake {self.root}: run the notebook that writes it first "
                f"({contract(table).source})."
            )
        if self.catalog:
            return self.spark.table(self._names.name(table))
        return self.spark.read.format("delta").load(self.path(table))

    def version(self, table: str) -> int:
        """The Delta version of a table as it is now."""
        rows = (
            self.spark.sql(f"DESCRIBE HISTORY {self.identifier(table)} LIMIT 1").select("version").collect()
        )
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

    def note(self, table: str) -> str | None:
        """The note that the newest commit with one left; None where there is no table or no note."""
        if not self.exists(table):
            return None
        history = self.spark.sql(f"DESCRIBE HISTORY {self.identifier(table)}")
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
        self.save(writer, table)

    def append(self, frame: DataFrame, table: str, note: str | None = None) -> None:
        """Adds rows in one commit, which carries the note."""
        writer = self._writer(self.conform(frame, table), table).mode("append")
        if note is not None:
            writer = writer.option("userMetadata", note)
        self.save(writer, table)

    def merge(self, frame: DataFrame, table: str, key: Sequence[str] | None = None) -> None:
        """Adds rows whose key is new, and replaces those whose key is there; at first it is an append."""
        if not self.exists(table):
            self.append(frame, table)
            return
        columns = key or contract(table).key
        condition = " AND ".join(f"old.`{name}` <=> new.`{name}`" for name in columns)
        view = f"new_{uuid.uuid4().hex}"
        self.conform(frame, table).createOrReplaceTempView(view)
        try:
            self.spark.sql(
                f"MERGE INTO {self.identifier(table)} AS old USING {view} AS new ON {condition} "
                "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *"
            )
        finally:
            self.spark.catalog.dropTempView(view)

    def delete(self, table: str, where: str) -> None:
        """Takes out the rows that meet a condition."""
        self.spark.sql(f"DELETE FROM {self.identifier(table)} WHERE {where}")

    def save(self, writer: DataFrameWriter, table: str, comments: Mapping[str, str] | None = None) -> None:
        """Ends a write of Delta rows: under the name of the table, or at its path.

        ``comments`` says what the columns are, by default what the contract says.
        """
        if self.catalog and self.exists(table):
            # The path again: a whole new schema would else move the table to where the catalog keeps others.
            writer.option("path", self.path(table)).saveAsTable(self._names.name(table))
        else:
            writer.save(self.path(table))
        self._names.register(table, self.path(table), comments)

    def identifier(self, table: str) -> str:
        """A table as a statement of SQL names it."""
        path = self.path(table).replace("`", "``")
        return self._names.name(table) if self.catalog else f"delta.`{path}`"

    @cached_property
    def _names(self) -> Catalog:
        return Catalog(self.spark, self.catalog)

    def _writer(self, frame: DataFrame, table: str) -> DataFrameWriter:
        writer = frame.write.format("delta")
        if contract(table).partitioned_by:
            writer = writer.partitionBy(*contract(table).partitioned_by)
        for name, value in (PLAIN_DELTA | _statistics(contract(table))).items():
            writer = writer.option(name, value)
        return writer


def _statistics(table: Contract) -> dict[str, str]:
    """Of which columns Delta keeps the least and the greatest in a file: those that questions skip files by.

    By default it keeps them of the first 32, which costs a tenth of the processor time of a wide table.
    """
    asked = [
        column.name
        for column in table.columns
        if (column.type == "date" or column.name == "source_file") and column.name not in table.partitioned_by
    ]
    return {"delta.dataSkippingStatsColumns": ",".join(asked)} if asked else {}
