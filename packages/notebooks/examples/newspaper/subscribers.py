"""Makes the files of a small newspaper: subscribers, invoices, cancellations and reading, in its own words.

It stands in for a database that somebody has. What leaves whom is simple: who reads less and less, who pays
by hand and who came for a trial is likelier to leave.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from newspaper.mapping import TAKEN

FIRST, LAST = dt.date(2024, 3, 1), dt.date(2025, 5, 31)
#: Days and price of a product, euros.
PRODUCTS = {"trial": (14, 1.00), "month": (30, 29.90), "quarter": (91, 82.00), "year": (365, 299.00)}
#: A month of reading before each invoice decides; it is kept from so many days before the last.
READING_DAYS = 300


@dataclass
class Files:
    """Rows of the four files."""

    subscribers: list[tuple[object, ...]] = field(default_factory=list)
    invoices: list[tuple[object, ...]] = field(default_factory=list)
    cancellations: list[tuple[object, ...]] = field(default_factory=list)
    reading: list[tuple[object, ...]] = field(default_factory=list)


def make(count: int, seed: int) -> dict[str, pd.DataFrame]:
    """The files by name; the same for the same numbers."""
    files = Files()
    for number in range(count):
        _subscriber(files, number, np.random.default_rng([seed, number]))
    return {name: pd.DataFrame(getattr(files, name), columns=list(head)) for name, head in TAKEN.items()}


def _subscriber(files: Files, number: int, rng: np.random.Generator) -> None:
    name = f"TB-{number:06d}"
    # Some come until the last day: a month without anybody new would be news to the monitor.
    since = FIRST + dt.timedelta(days=int(rng.integers(-900, (LAST - FIRST).days)))
    came_by = str(rng.choice(["web", "telephone", "kiosk", "partner"], p=[0.55, 0.2, 0.1, 0.15]))
    birth_year = int(rng.integers(1940, 2005)) if rng.random() < 0.7 else ""
    sex = str(rng.choice(["f", "m", ""], p=[0.35, 0.35, 0.3]))
    files.subscribers.append((name, since, birth_year, sex, int(rng.integers(1, 17)), came_by))
    product = str(rng.choice(list(PRODUCTS)[1:], p=[0.85, 0.11, 0.04]))
    auto = bool(rng.random() < 0.78)
    pay_by = str(rng.choice(["card", "debit"] if auto else ["invoice", "paypal"]))
    if since >= FIRST:
        product = "trial"
    interest = float(rng.normal(0.3, 1.0))
    day, until = max(since, FIRST + dt.timedelta(days=int(rng.integers(0, 30)))), None
    while day <= LAST:
        days, price = PRODUCTS[product]
        discount = 0.8 if product != "trial" and rng.random() < 0.1 else 1.0
        begins = max(day, until or day)
        until = begins + dt.timedelta(days=days)
        paid = round(price * discount, 2)
        files.invoices.append((name, day, product, price, paid, pay_by, "yes" if auto else "no", until))
        step = float(rng.normal(-0.06, 0.25)) * days / 30
        files.reading.extend(_read(name, begins, until, (interest, step), rng))
        interest += step
        leaves = 1 / (
            1 + np.exp(3.4 + 1.1 * interest - 2.2 * (not auto) - 1.5 * (product == "trial") + 4 * step)
        )
        product = "month" if product == "trial" else product
        if rng.random() >= leaves:
            day = until if auto else until + dt.timedelta(days=int(rng.integers(-5, 8)))
            continue
        if auto or rng.random() < 0.3:
            asked = until - dt.timedelta(days=int(rng.integers(1, min(days, 20))))
            if asked <= LAST:
                files.cancellations.append((name, asked, until))
        if rng.random() < 0.75:
            return
        day, interest = until + dt.timedelta(days=int(rng.integers(40, 150))), interest + 1.0


def _read(
    name: str, start: dt.date, end: dt.date, interest: tuple[float, float], rng: np.random.Generator
) -> Iterator[tuple[object, ...]]:
    """Reading on the days that an invoice pays for; interest is how much, and by what it changes."""
    first = max(start, LAST - dt.timedelta(days=READING_DAYS))
    last = min(end, LAST + dt.timedelta(days=1))
    for at in range((last - first).days):
        now = interest[0] + interest[1] * (first - start + dt.timedelta(days=at)).days / max(
            (end - start).days, 1
        )
        if rng.random() < 1 / (1 + np.exp(0.6 - now)):
            opened = 1 + int(rng.poisson(np.exp(1.2 + 0.4 * now)))
            finished = int(rng.binomial(opened, 0.6))
            minutes = round(float(opened * rng.lognormal(0.6, 0.4)), 1)
            yield name, first + dt.timedelta(days=at), opened, finished, minutes


def main() -> None:
    """Writes the files into a folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--subscribers", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, rows in make(given.subscribers, given.seed).items():
        rows.to_csv(given.folder / f"{name}.csv", index=False)


if __name__ == "__main__":
    main()
