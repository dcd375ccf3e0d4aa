"""Sections as Markdown: their text and tables, without the pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retention.pages.page import Section, Table


def markdown(title: str, about: str, sections: Sequence[Section]) -> str:
    """The text of a page that is read without a browser."""
    lines = [f"# {title}", "", about, ""]
    for section in sections:
        lines += [f"## {section.title}", ""]
        for text in section.text:
            lines += [text, ""]
        if section.points:
            lines += [*(f"- {point}" for point in section.points), ""]
        for table in section.tables:
            lines += [*_table(table), ""]
    return "\n".join(lines)


def _table(table: Table) -> Iterator[str]:
    rules = ("---" if column < table.names else "---:" for column in range(len(table.head)))
    yield f"| {' | '.join(table.head)} |"
    yield f"|{'|'.join(rules)}|"
    for row in table.rows:
        cells = (cell.replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
