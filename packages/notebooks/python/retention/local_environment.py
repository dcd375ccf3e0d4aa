"""``python -m retention.local_environment JARS``: what Spark needs beside Python packages, made once.

Brings the Delta jars, archives classes, and prints as JSON what a local session is told, and a quick one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from retention.class_archive import archive_classes
from retention.local_session import JarsUnavailableError, resolve_jars, settings


def main(arguments: list[str]) -> int:
    """0 when done, 1 with one sentence on stderr where the jars cannot be brought."""
    jars = Path(arguments[0]).resolve()
    try:
        resolve_jars(jars)
    except JarsUnavailableError as problem:
        print(problem, file=sys.stderr)
        return 1
    archive_classes(jars)
    print(json.dumps({"spark": settings(jars), "quick": settings(jars, quick=True)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
