"""A block of members: everything about them, made from their numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retention.generator.events import FIRST_FILE_END
from retention.generator.frailty import Frailty
from retention.generator.history import Candidates, Payments
from retention.generator.listening import Listening, LogRows, listening, log_rows
from retention.generator.oddities import late_members, with_oddities
from retention.generator.profiles import Profiles, identifiers, profiles
from retention.generator.randomness import Flags, Ints, Words, member_keys
from retention.generator.state import Members
from retention.generator.subscriptions import Setting, subscriptions
from retention.generator.world import World


@dataclass(frozen=True)
class Block:
    """Members with their rows. ``member`` in the rows is the place in ``ids``.

    ``held`` marks transactions the first file leaves to the second; ``candidates`` are the members of all
    months whose label the files can show.
    """

    keys: Words
    ids: list[str]
    who: Profiles
    payments: Payments
    held: Flags
    heard: Listening
    candidates: Candidates

    def logs(self, anomalies: bool) -> LogRows:
        """The rows of the log."""
        return log_rows(self.keys, self.heard, anomalies)


def block(world: World, index: Ints) -> Block:
    """The members with these numbers; the result does not depend on who else is in the block."""
    odd = world.oddities
    keys = member_keys(world.seed, index)
    who = profiles(keys, index, world.members, odd.age_outliers)
    some = bool((who.first_payment <= world.last_day).any())
    heard = listening(keys, world.first_log_day, world.last_day + 1 if some else world.first_log_day)
    frailty = Frailty.draw(keys, world.frailty)
    rows, candidates = subscriptions(
        Setting(Members(keys, who), heard, world.last_day, frailty, world.interactions, odd)
    )
    delivered, held = with_oddities(rows, keys, odd)
    if world.last_day <= FIRST_FILE_END:
        # Of these members no row is delivered yet, so they are nobody's candidates.
        candidates = candidates.chosen(~late_members(keys, odd)[candidates.member])
    months = world.truth_months
    inside = (candidates.month >= months.start) & (candidates.month < months.stop)
    return Block(
        keys=keys,
        ids=identifiers(world.seed, index, odd.case_twins),
        who=who,
        payments=delivered,
        held=held,
        heard=heard,
        candidates=candidates.chosen(inside),
    )


def numbers(world: World, size: int) -> list[Ints]:
    """The numbers of all listed members, in blocks."""
    return [np.arange(start, min(start + size, world.listed)) for start in range(0, world.listed, size)]
