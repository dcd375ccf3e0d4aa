"""The names of the lake's tables in Unity Catalog: ``silver/members`` is ``<catalog>.silver.members``.

Registering gives a table its name and what its contract says of it; who may read it is granted elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import SparkSession

from retention.contracts import contract, contracts
from retention.sql_text import quoted


@dataclass(frozen=True)
class Catalog:
    """A catalog by its name; with an empty name, none: nothing is registered, and nothing has a name."""

    spark: SparkSession
    catalog: str

    def name(self, table: str) -> str:
        """The name of a table, quoted, as SQL takes it."""
        zone, name = table.split("/", 1)
        return ".".join(f"`{part.replace('`', '``')}`" for part in (self.catalog, zone, name))

    def has(self, table: str) -> bool:
        """Whether a table is registered."""
        return self.catalog != "" and self.spark.catalog.tableExists(self.name(table))

    def register(self, table: str, path: str, comments: Mapping[str, str] | None = None) -> None:
        """Registers a table that lies at a path, unless it is; says what it and its columns are."""
        if self.catalog == "":
            return
        name = self.name(table)
        if not self.has(table):
            self.spark.sql(f"CREATE TABLE IF NOT EXISTS {name} USING DELTA LOCATION {quoted(path)}")
            self.spark.sql(f"COMMENT ON TABLE {name} IS {quoted(_about(table))}")
        wanted = _comments(table) if comments is None else comments
        there = {
            field.name: field.metadata.get("comment", "") for field in self.spark.table(name).schema.fields
        }
        wrong = [
            f"`{column}` COMMENT {quoted(text)}"
            for column, text in wanted.items()
            if column in there and there[column] != text
        ]
        if wrong:
            self.spark.sql(f"ALTER TABLE {name} ALTER COLUMN {', '.join(wrong)}")

    def problems(self) -> list[str]:
        """What is missing for tables to be registered; each with what to do."""
        if self.catalog == "":
            return []
        zones = sorted(
            {table.split("/", 1)[0] for table, kept in contracts().items() if kept.format == "delta"}
        )
        missing = [
            zone for zone in zones if not self.spark.catalog.databaseExists(f"`{self.catalog}`.`{zone}`")
        ]
        if not missing:
            return []
        return [
            f"The catalog {self.catalog} has no schema {', '.join(missing)} that can be seen: make what is "
            "missing and grant USE SCHEMA and CREATE TABLE on it, or leave the parameter catalog empty to go "
            "by paths."
        ]


def _comments(table: str) -> dict[str, str]:
    known = contracts().get(table)
    return {} if known is None else {one.name: one.description for one in known.columns if one.description}


def _about(table: str) -> str:
    known = contracts().get(table)
    if known is None:
        return f"The table {table} of the lake."
    made = f" Made from: {contract(table).source}." if known.source else ""
    key = f" One row for each {', '.join(known.key)}." if known.key else ""
    return f"The table {table} of the lake.{made}{key}"
