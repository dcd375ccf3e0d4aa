"""Makes a world: its files, its truth, and a summary."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from retention.generator.blocks import block, numbers
from retention.generator.ceilings import bayes_average_precision, bayes_log_loss
from retention.generator.deliveries import file_names, tables, writing
from retention.generator.truth import SCHEMA, truth
from retention.generator.world import World

BLOCK = 10_000
#: Seconds of work after which progress is told.
PATIENCE = 5.0


def generate(
    world: World, out: Path, truth_file: Path, tell: Callable[[str], None] | None = None, size: int = BLOCK
) -> dict[str, object]:
    """Writes the files of a world to a folder and the truth beside it; returns what was made, JSON-able.

    Files that are there with the same bytes stay. Raises FileExistsError where another data set is there,
    and OSError where a file cannot be written.
    """
    began = time.monotonic()
    told = began + PATIENCE
    known: list[pa.Table] = []
    blocks = numbers(world, size)
    with writing(out, file_names(world)) as files:
        for number, index in enumerate(blocks):
            made = block(world, index)
            for name, table in tables(made, world):
                files.add(name, table)
            known.append(truth(made))
            if tell is not None and time.monotonic() > told:
                tell(f"{(number + 1) * 100 // len(blocks)} % of {world.listed:,} members")
                told = time.monotonic() + PATIENCE
        everything = pa.concat_tables(known)
        _write_truth(everything, truth_file, world)
    return {
        "members": world.members,
        "listed": world.listed,
        "until": world.until.isoformat(),
        "seed": world.seed,
        "files": files.rows,
        "unchanged": files.unchanged,
        "truth_rows": everything.num_rows,
        "seconds": round(time.monotonic() - began, 1),
        "periods": period_figures(everything, world),
    }


def _write_truth(everything: pa.Table, truth_file: Path, world: World) -> None:
    truth_file.parent.mkdir(parents=True, exist_ok=True)
    ordered = everything.append_column("_place", pa.array(range(everything.num_rows))).sort_by(
        [("period_start", "ascending"), ("_place", "ascending")]
    )
    # Without frailty the chance that knows it is the chance itself.
    names = SCHEMA.names if world.frailty > 0 else SCHEMA.names[:-1]
    parquet.write_table(ordered.select(names), truth_file)


def period_figures(everything: pa.Table, world: World) -> list[dict[str, object]]:
    """Candidates, expected churn and the ceilings by month; with frailty also those of who knew it."""
    frame = everything.to_pandas()
    figures: list[dict[str, object]] = []
    for start, rows in frame.groupby("period_start", sort=True):
        p = rows["p_true"].to_numpy()
        found: dict[str, object] = {
            "period_start": str(start),
            "candidates": len(rows),
            "churn": round(float(p.mean()), 5),
            "bayes_log_loss": round(bayes_log_loss(p), 5),
            "bayes_average_precision": round(bayes_average_precision(p), 4),
        }
        if world.frailty > 0:
            latent = rows["p_latent"].to_numpy()
            found["oracle_log_loss"] = round(bayes_log_loss(latent), 5)
            found["oracle_average_precision"] = round(bayes_average_precision(latent), 4)
        figures.append(found)
    return figures
