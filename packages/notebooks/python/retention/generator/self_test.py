"""Checks of the generator on itself: labels against chances, marginals, and that the same is the same.

The labels come from the literal walk over the generated rows, so a mistake in the closed form of the chance
shows as a sum of labels that the chances do not explain.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from pyarrow import csv
from scipy.special import ndtri

from retention.generator.blocks import Block, block
from retention.generator.calendar import month_date
from retention.generator.deliveries import tables
from retention.generator.literal import labels
from retention.generator.marginals import marginals
from retention.generator.randomness import Flags, Floats, Ints
from retention.generator.truth import truth
from retention.generator.world import World
from retention.period import GAP_DAYS

#: The chance that any of all deviations is called a failure where nothing is wrong.
FALSE_ALARM = 0.003
DECILES = 10
#: Members from which the marginals of the release can be told from noise.
MEMBERS_FOR_MARGINALS = 5_000


@dataclass(frozen=True)
class Check:
    """One check: what, whether it holds, and the figures."""

    name: str
    holds: bool
    detail: str


@dataclass(frozen=True)
class Outcomes:
    """Mature labels with their chances, one array each."""

    month: Ints
    p_true: Floats
    is_churn: Flags


def matched(made: Block, world: World) -> tuple[Outcomes, list[str]]:
    """The labels of the literal walk with their chances, and where the two name other candidates."""
    found = made.candidates
    chance = dict(
        zip(zip(found.month.tolist(), found.member.tolist(), strict=True), found.p_true.tolist(), strict=True)
    )
    rows: list[tuple[int, float, bool]] = []
    strangers = []
    for member, each in labels(made.payments, world.truth_months):
        known = chance.pop((each.month, member), None)
        if known is None:
            strangers.append(f"member {member} in {month_date(each.month)} has a label and no chance")
        elif each.last_expire + GAP_DAYS - 1 < world.last_day + 1:
            rows.append((each.month, known, each.is_churn))
    strangers += [
        f"member {member} in {month_date(month)} has a chance and no label" for month, member in chance
    ]
    month, p_true, is_churn = zip(*rows, strict=True) if rows else ((), (), ())
    return Outcomes(np.array(month, np.int64), np.array(p_true), np.array(is_churn, np.bool_)), strangers


def deviation(outcomes: Outcomes, chosen: Flags) -> float:
    """How many standard deviations the number of churners is off what the chances say."""
    p, churned = outcomes.p_true[chosen], outcomes.is_churn[chosen]
    spread = float(np.sqrt((p * (1 - p)).sum()))
    return float((churned - p).sum()) / spread if spread > 0 else 0.0


def deviations(outcomes: Outcomes) -> dict[str, float]:
    """The deviation of each month, of each tenth of the chances, and of all."""
    found = {"all": deviation(outcomes, np.ones(len(outcomes.month), dtype=np.bool_))}
    for month in np.unique(outcomes.month):
        found[str(month_date(int(month)))] = deviation(outcomes, outcomes.month == month)
    order = np.argsort(outcomes.p_true, kind="stable")
    for number, part in enumerate(np.array_split(order, DECILES)):
        chosen = np.zeros(len(order), dtype=np.bool_)
        chosen[part] = True
        # Few churners are not normal: a tenth counts where it expects enough of them.
        if outcomes.p_true[part].sum() >= 15:
            found[f"tenth {number + 1}"] = deviation(outcomes, chosen)
    return found


def limit(tests: int) -> float:
    """The deviation that all of so many tests stay under but for the false alarms; at least 3."""
    return max(3.0, -float(ndtri(FALSE_ALARM / (2 * max(tests, 1)))))


def digest(world: World, index: Ints, size: int, turned: bool = False) -> str:
    """A digest of all rows of members, made in blocks of a size, in turned order where wanted."""
    parts: dict[str, list[pa.Table]] = {}
    for start in range(0, len(index), size):
        numbers = index[start : start + size]
        made = block(world, numbers[::-1] if turned else numbers)
        for name, table in [*tables(made, world), ("truth", truth(made))]:
            parts.setdefault(name, []).append(table)
    whole = hashlib.sha256()
    for name in sorted(parts):
        columns = pa.concat_tables(parts[name])
        keys = [(column, "ascending") for column in columns.column_names]
        # Only the order of members differs between blocks, so sorted rows are equal where the rows are.
        text = io.BytesIO()
        csv.write_csv(columns.sort_by(keys), text)
        whole.update(name.encode() + text.getvalue())
    return whole.hexdigest()


def self_test(world: World, tell: Callable[[str], None] | None = None) -> list[Check]:
    """Runs all checks on a world; those of the shares only on one with all oddities and members enough."""
    say = tell or (lambda text: None)
    say("making the members")
    everyone = np.arange(world.listed)
    made = block(world, everyone)
    say("labelling them by the letter")
    outcomes, strangers = matched(made, world)
    found = deviations(outcomes)
    bound = limit(len(found))
    worst = max(found, key=lambda name: abs(found[name]))
    checks = [
        Check(
            "candidates of the labels and of the truth are the same", not strangers, "; ".join(strangers[:3])
        ),
        Check(
            "labels agree with the chances",
            abs(found[worst]) < bound,
            f"{len(outcomes.month)} labels, largest of {len(found)} deviations {found[worst]:.2f} "
            f"({worst}), limit {bound:.2f}",
        ),
    ]
    if world.members >= MEMBERS_FOR_MARGINALS and world.oddities == type(world.oddities).parse("published"):
        checks += [
            Check(each.name, each.holds, f"{each.found:.4f}, published {each.published:.4f}")
            for each in marginals(made)
        ]
    say("making some of them again, in other blocks")
    some = everyone[: min(600, world.listed)]
    first = digest(world, some, 600)
    checks += [
        Check("the same seed gives the same rows", first == digest(world, some, 600), ""),
        Check(
            "blocks of another size and order give the same rows", first == digest(world, some, 170, True), ""
        ),
        Check(
            "another seed gives other rows",
            first != digest(replace(world, seed=world.seed + 1), some, 600),
            "",
        ),
    ]
    return checks
