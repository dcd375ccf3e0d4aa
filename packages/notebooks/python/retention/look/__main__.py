"""Looks at the predictions of a lake on this machine; `npm run churn -- look` calls it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from retention.lake import Lake
from retention.local_session import local_session
from retention.look.look import look
from retention.look.question import TOP, Question
from retention.look.text import text
from retention.period import Period


def main(words: Sequence[str] | None = None) -> int:
    """Prints the answer; 2 where there is none to such a question, which a sentence on stderr tells."""
    options = argparse.ArgumentParser(prog="retention.look", description=__doc__)
    options.add_argument("--lake", required=True)
    options.add_argument("--jars", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--period", default="")
    options.add_argument("--member", default="")
    options.add_argument("--top", type=int, default=TOP)
    options.add_argument("--segment", default="")
    options.add_argument("--json", action="store_true", help="print the sections as JSON")
    given = options.parse_args(words)
    try:
        question = Question(given.member, given.top, given.segment)
        period = Period.parse(given.period) if given.period else None
        spark = local_session(given.jars, work=given.work, memory="2g", quick=True)
        try:
            sections = look(Lake(spark, given.lake), question, period)
        finally:
            spark.stop()
    except (ValueError, LookupError) as error:
        print(error.args[0] if error.args else error, file=sys.stderr)
        return 2
    told = json.dumps([asdict(one) for one in sections], indent=2) if given.json else text(sections)
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
