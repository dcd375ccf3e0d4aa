"""Sections as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retention.pages.page import Section, Table


def text(sections: Sequence[Section]) -> str:
    """Headings, sentences and aligned columns."""
    return "\n".join(line.rstrip() for section in sections for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield "-" * len(section.title)
    yield from section.text
    yield from (f"  {point}" for point in section.points)
    for table in section.tables:
        yield ""
        yield from _table(table)
    yield ""


def _table(table: Table) -> Iterator[str]:
    rows = [table.head, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    for row in rows:
        cells = (
            cell.ljust(width) if column < table.names else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells)
