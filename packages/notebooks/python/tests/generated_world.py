"""Files that the generator makes for the tests: 400 members, with logs of the last three months."""

from __future__ import annotations

from pathlib import Path

from retention.generator.__main__ import main


def run(folder: Path, until: str, *more: str, members: int = 400) -> int:
    """Writes ``raw`` and ``truth.parquet`` into a folder; answers the exit code."""
    places = ["--out", str(folder / "raw"), "--truth", str(folder / "truth.parquet")]
    return main(
        ["--members", str(members), "--seed", "3", "--until", until, "--log-days", "60", *places, *more]
    )
