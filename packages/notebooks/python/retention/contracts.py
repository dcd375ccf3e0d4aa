"""What each table of the lake holds: contracts that the TypeScript package `lake` defines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pyspark.sql.types import (
    BooleanType,
    DataType,
    DateType,
    DoubleType,
    IntegerType,
    LongType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

_SIMPLE: dict[str, type[DataType]] = {
    "string": StringType,
    "boolean": BooleanType,
    "int": IntegerType,
    "bigint": LongType,
    "double": DoubleType,
    "date": DateType,
    "timestamp": TimestampType,
}


@dataclass(frozen=True)
class Column:
    """A column: its name, its Spark type in words, whether it may be null."""

    name: str
    type: str
    nullable: bool
    description: str


@dataclass(frozen=True)
class Contract:
    """What readers of a table may rely on."""

    table: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    partitioned_by: tuple[str, ...]
    format: str
    source: str

    @property
    def names(self) -> list[str]:
        """The names of the columns, in their order."""
        return [column.name for column in self.columns]

    @property
    def ddl(self) -> str:
        """The columns as Spark SQL writes a schema."""
        return ", ".join(
            f"`{column.name}` {column.type}{'' if column.nullable else ' NOT NULL'}"
            for column in self.columns
        )

    @property
    def schema(self) -> StructType:
        """The columns as a Spark schema, all nullable, as Spark reads them back from files."""
        return StructType([StructField(column.name, _data_type(column.type)) for column in self.columns])


def _data_type(text: str) -> DataType:
    """A type as Spark SQL writes it; simple ones need no running Spark."""
    return _SIMPLE[text]() if text in _SIMPLE else DataType.fromDDL(text)


@cache
def contracts() -> dict[str, Contract]:
    """All contracts, by the path of their table, e.g. ``silver/members``."""
    written: dict[str, dict[str, Any]] = json.loads(
        files("retention").joinpath("contracts.json").read_text("utf-8")
    )
    return {
        table: Contract(
            table=table,
            columns=tuple(
                Column(
                    column["name"],
                    column["type"],
                    bool(column.get("nullable", True)),
                    str(column.get("description", "")),
                )
                for column in contract["columns"]
            ),
            key=tuple(contract.get("key", ())),
            partitioned_by=tuple(contract.get("partitionedBy", ())),
            format=str(contract["format"]),
            source=str(contract.get("source", "")),
        )
        for table, contract in written.items()
    }


def contract(table: str) -> Contract:
    """The contract of a table; raises KeyError with the tables there are."""
    known = contracts()
    if table not in known:
        raise KeyError(f"No table is called '{table}'. There are: {', '.join(sorted(known))}.")
    return known[table]
