"""Terms as a notebook takes them: JSON with the fields that differ from the defaults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from retention.decision.terms import SEGMENTS, Offer, SaveRate, Terms

_WHOLE = {"horizon", "budget_contacts"}
_OPTIONAL = {"budget_contacts", "budget_money"}


def parse_terms(text: str, budget_contacts: str = "", budget_money: str = "") -> Terms:
    """The terms of a JSON object, e.g. ``{"margin": 0.25, "save_rates": {"manual": 0.4}}``.

    Fields that are left out keep their defaults, also inside ``save_rates`` and ``offers``. A budget may be
    given as a text of its own, which then counts instead of the field, as parameters of jobs do. Raises
    ValueError with every problem at once, unknown fields with the name that was probably meant.
    """
    try:
        given = json.loads(text.strip() or "{}")
    except json.JSONDecodeError as error:
        raise ValueError(f"The parameter 'terms' is to be JSON: {error}.") from None
    if not isinstance(given, dict):
        raise ValueError("The parameter 'terms' is to be a JSON object such as {\"margin\": 0.25}.")
    for name, budget in (("budget_contacts", budget_contacts), ("budget_money", budget_money)):
        if budget.strip():
            given[name] = _as_number(budget)
    problems: list[str] = []
    known = _known(given, [entry.name for entry in fields(Terms)], "", problems)
    values = {name: _field(name, known[name], problems) for name in known}
    if problems:
        raise ValueError("The parameter 'terms' cannot be used: " + "; ".join(problems) + ".")
    return Terms(**values)


def _as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _known(given: dict[str, Any], names: Iterable[str], where: str, problems: list[str]) -> dict[str, Any]:
    """The fields there are; of each other one a problem that names what was probably meant."""
    names = list(names)
    for name in given:
        if name not in names:
            close = get_close_matches(name, names, 1)
            advice = f"did you mean '{close[0]}'?" if close else f"there are {', '.join(names)}"
            problems.append(f"there is no field '{where}{name}' ({advice})")
    return {name: value for name, value in given.items() if name in names}


def _field(name: str, value: Any, problems: list[str]) -> Any:
    if name in _ENTRIES:
        return _segments(name, value, problems, _ENTRIES[name])
    if name == "ineligible_segments":
        fits = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        if not fits:
            problems.append("ineligible_segments is a list of segments")
        return tuple(value) if fits else ()
    if name == "salt":
        return str(value)
    return None if value is None and name in _OPTIONAL else _number(name, value, problems)


def _number(name: str, value: Any, problems: list[str]) -> Any:
    whole = name in _WHOLE
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits or (whole and value != int(value)):
        problems.append(f"{name} is a {'whole number' if whole else 'number'}, not {json.dumps(value)}")
        return 0
    return int(value) if whole else float(value)


def _segments(name: str, value: Any, problems: list[str], entry: Any) -> Any:
    if not isinstance(value, dict):
        problems.append(f"{name} is an object with an entry per segment")
        return {}
    known = _known(value, SEGMENTS, f"{name}.", problems)
    default = getattr(Terms(), name)
    changed = {
        segment: entry(f"{name}.{segment}", given, default[segment], problems)
        for segment, given in known.items()
    }
    return MappingProxyType({**default, **changed})


def _save_rate(where: str, value: Any, default: SaveRate, problems: list[str]) -> SaveRate:
    given = value if isinstance(value, dict) else {"mean": value}
    known = _known(given, ("mean", "concentration"), f"{where}.", problems)
    numbers = {name: _number(f"{where}.{name}", entry, problems) for name, entry in known.items()}
    return SaveRate(numbers.get("mean", default.mean), numbers.get("concentration", default.concentration))


def _offer(where: str, value: Any, default: Offer, problems: list[str]) -> Offer:
    if not isinstance(value, dict):
        problems.append(f"{where} is an object with offer_id and cost_share")
        return default
    known = _known(value, ("offer_id", "cost_share"), f"{where}.", problems)
    cost = known.get("cost_share", default.cost_share)
    return Offer(str(known.get("offer_id", default.offer_id)), _number(f"{where}.cost_share", cost, problems))


_ENTRIES = {"save_rates": _save_rate, "offers": _offer}
