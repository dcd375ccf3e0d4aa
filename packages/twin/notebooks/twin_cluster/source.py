"""Notebooks in the source format of Databricks, taken apart into cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HEADER = "# Databricks notebook source"
SEPARATOR = "# COMMAND ----------"
MAGIC = "# MAGIC"
TITLE = "# DBTITLE"

#: Magic words, and how a cell that begins with one is spoken of.
LANGUAGES = ("python", "sql", "md", "run", "pip", "sh", "fs", "scala", "r")


@dataclass(frozen=True)
class Cell:
    """One cell: ``line`` is where its first line of text stands in the file, counted from 1."""

    number: int
    line: int
    language: str
    text: str


class SourceError(Exception):
    """A file that is no notebook in the source format."""


def notebook_file(path: Path) -> Path:
    """The file of a notebook, named with ``.py`` or, as in a workspace, without."""
    for candidate in (path, path.with_name(path.name + ".py")):
        if candidate.is_file():
            return candidate
    raise SourceError(f"Notebook not found: {path}")


def cells(text: str, name: str) -> list[Cell]:
    """The cells of a notebook in their order; raises SourceError where the first line is not the header's."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != HEADER:
        raise SourceError(f"{name} is no notebook: its first line is to be '{HEADER}'")
    found: list[Cell] = []
    start = 1
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].rstrip() == SEPARATOR:
            cell = _cell(len(found) + 1, start, lines[start:index])
            if cell is not None:
                found.append(cell)
            start = index + 1
    return found


def _cell(number: int, start: int, lines: list[str]) -> Cell | None:
    """A cell of its lines, or None where there is nothing in it; ``start`` is its first line, from 0."""
    first = 0
    while first < len(lines) and (not lines[first].strip() or lines[first].startswith(TITLE)):
        first += 1
    if first == len(lines):
        return None
    last = max(index for index, text in enumerate(lines) if text.strip())
    body = lines[first : last + 1]
    line = start + first + 1
    if not body[0].startswith(MAGIC):
        return Cell(number, line, "python", "\n".join(body))
    text = "\n".join(_unmagic(one) for one in body)
    word = re.match(r"%(\w+)[ \t]*", text)
    if word is None:
        # Magic comments without a word are Python that was commented out by an export.
        return Cell(number, line, "python", text)
    rest = text[word.end() :]
    if rest.startswith("\n"):
        rest, line = rest[1:], line + 1
    return Cell(number, line, word.group(1).lower(), rest)


def _unmagic(line: str) -> str:
    """A line without the comment that hides it from Python."""
    if not line.startswith(MAGIC):
        return line
    rest = line[len(MAGIC) :]
    return rest[1:] if rest.startswith(" ") else rest
