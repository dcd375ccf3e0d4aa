"""What the inputs looked like in training, and whether those of a month to score look alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from retention.training.columns import FeatureColumn

#: A share of missing values may rise by so much before a month is refused.
NULL_MARGIN = 0.5


def profile_of(frame: pd.DataFrame, columns: Sequence[FeatureColumn]) -> dict[str, Any]:
    """For each input: its type, its group, its share of nulls, whether it varied."""
    return {
        column.name: {
            "type": column.type,
            "group": column.group,
            "nulls": round(float(frame[column.name].isna().mean()), 6),
            "varies": bool(frame[column.name].nunique(dropna=True) > 1),
        }
        for column in columns
    }


def complaints(profile: dict[str, Any], seen: dict[str, tuple[float, bool]]) -> list[str]:
    """What is wrong with a month's inputs; ``seen`` has the share of nulls of each, and whether it varies."""
    found = [
        f"{name} is missing for {seen[name][0]:.0%} of the members, in training for {known['nulls']:.0%}"
        for name, known in profile.items()
        if seen[name][0] > known["nulls"] + NULL_MARGIN
    ]
    for group in sorted({known["group"] for known in profile.values()}):
        varied = [name for name, known in profile.items() if known["group"] == group and known["varies"]]
        if len(varied) > 1 and not any(seen[name][1] for name in varied):
            found.append(f"all {len(varied)} features of the group '{group}' are the same for every member")
    return found
