"""A page as one HTML file: it asks for nothing else, needs no script, and reads in light, dark and print."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from retention.pages.page import Page

_TEMPLATE = Path(__file__).with_name("page.html.jinja")


def html(page: Page) -> str:
    """The file. All texts are escaped; the drawings, which are made here, are not."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    return environment.from_string(_TEMPLATE.read_text("utf-8")).render(page=page)
