"""What a page holds, before anybody draws it: sections of text, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Texts in rows. The first ``names`` columns name the row, the others are figures, set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, what it shows in a sentence or two, and the figures it was drawn from."""

    title: str
    tells: str
    svg: str
    table: Table


@dataclass(frozen=True)
class Section:
    """A heading with what belongs to it, in this order: text, points, tables, pictures."""

    title: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Tile:
    """A figure to be seen first: its name, the figure, and what it is to be read with."""

    name: str
    figure: str
    note: str = ""


@dataclass(frozen=True)
class Page:
    """A page: its title, what it is about in a sentence, the figures to be seen first, and all else."""

    title: str
    about: str
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
