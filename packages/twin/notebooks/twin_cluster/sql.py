"""Cells of SQL."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|;|[^;'\"`/-]+|.", re.DOTALL
)


def statements(text: str) -> list[str]:
    """The statements of a text, cut at the semicolons that stand outside of strings and comments."""
    found = [""]
    for token in _TOKEN.findall(text):
        if token == ";":
            found.append("")
        else:
            found[-1] += token
    return [one.strip() for one in found if _says_something(one)]


def bound(statement: str, values: dict[str, str]) -> str:
    """The statement with the widgets that it names as `:name` in their place, as literals.

    Not left to `spark.sql(…, args=…)`: the parser of Delta 4.1.0 drops what it is given there.
    """

    def literal(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in values:
            return found.group(0)
        return "'" + values[name].replace("\\", "\\\\").replace("'", "\\'") + "'"

    return "".join(
        token if _is_quoted(token) else re.sub(r"(?<![:\w]):([A-Za-z_]\w*)", literal, token)
        for token in _TOKEN.findall(statement)
    )


def _is_quoted(token: str) -> bool:
    return token[:1] in ("'", '"', "`") or token[:2] in ("--", "/*")


def _says_something(statement: str) -> bool:
    return re.sub(r"--[^\n]*|/\*.*?\*/", "", statement, flags=re.DOTALL).strip() != ""
