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


def parameters(statement: str, values: dict[str, str]) -> dict[str, str]:
    """The widgets that a statement names as `:name`."""
    code = "".join(
        token
        for token in _TOKEN.findall(statement)
        if token[:1] not in "'\"`" and token[:2] not in ("--", "/*")
    )
    return {
        name: value for name, value in values.items() if re.search(rf"(?<![:\w]):{re.escape(name)}\b", code)
    }


def _says_something(statement: str) -> bool:
    return re.sub(r"--[^\n]*|/\*.*?\*/", "", statement, flags=re.DOTALL).strip() != ""
