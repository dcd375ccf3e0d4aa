"""``python -m retention.generator``: writes made-up data in the files of the KKBox release."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from retention.generator.generate import generate
from retention.generator.oddities import Oddities
from retention.generator.self_test import Check, self_test
from retention.generator.world import FIRST_PERIOD, LOG_DAYS, World
from retention.period import Period


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 0 when done, 2 for a wrong request, 1 where the self-test fails."""
    given = _parser().parse_args(arguments)
    try:
        world = World(
            members=given.members,
            seed=given.seed,
            until=_date(given.until),
            log_days=given.log_days,
            oddities=Oddities.parse(given.oddities),
            frailty=given.frailty,
            interactions=given.interactions,
            first_period=Period.parse(given.first_period),
        )
        tell = None if os.environ.get("CI") else _tell
        if given.self_test:
            return _report(self_test(world, tell), given.json)
        out, truth = _places(given.out, given.truth)
        made = generate(world, out, truth, tell)
    except (ValueError, OSError) as error:
        print(_sentence(error), file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(made))
    else:
        _print(made, out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m retention.generator", description=__doc__)
    parser.add_argument("--members", type=int, required=True, help="members who subscribe")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other members")
    parser.add_argument("--until", default="2017-03-31", help="last day with rows, the last of a month")
    parser.add_argument("--out", help="folder for members/, transactions/ and user_logs/")
    parser.add_argument("--truth", help="Parquet file for the true chances, outside the lake")
    parser.add_argument("--log-days", type=int, default=LOG_DAYS, help="days of logs before March 2017")
    parser.add_argument("--oddities", default="published", help="published, none, or names with commas")
    parser.add_argument("--frailty", type=float, default=0.0, help="standard deviation of what no file shows")
    parser.add_argument("--interactions", type=float, default=0.0, help="how much only pairs of things say")
    parser.add_argument("--first-period", default=str(FIRST_PERIOD), help="a day of the truth's first month")
    parser.add_argument("--self-test", action="store_true", help="check the generator, write nothing")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    return parser


def _places(out: str | None, truth: str | None) -> tuple[Path, Path]:
    if not out or not truth:
        raise ValueError("Give the folder of the files with --out and the file of the truth with --truth.")
    if Path(truth).resolve().is_relative_to(Path(out).resolve()):
        raise ValueError(f"The truth is not for the lake: give --truth a file outside {out}.")
    return Path(out), Path(truth)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--until is a date such as 2017-03-31, and '{text}' is not.") from None


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"Cannot write {error.filename}: {error.strerror}."
    return str(error)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _report(checks: list[Check], as_json: bool) -> int:
    if as_json:
        print(json.dumps([asdict(check) for check in checks]))
    else:
        for check in checks:
            print(
                f"{'ok' if check.holds else 'FAILED':6} {check.name}{': ' * bool(check.detail)}{check.detail}"
            )
    return 0 if all(check.holds for check in checks) else 1


def _print(made: dict[str, object], out: Path) -> None:
    files = made["files"]
    assert isinstance(files, dict)
    unchanged = made["unchanged"]
    assert isinstance(unchanged, list)
    for name, rows in files.items():
        print(f"{out / name}: {rows:,} rows{' (was there, unchanged)' if name in unchanged else ''}")
    print(f"{made['truth_rows']:,} chances in the truth, {made['seconds']} s")


if __name__ == "__main__":
    sys.exit(main())
