"""The features there are: the one list that the table, the model and the data dictionary are made from."""

from __future__ import annotations

import hashlib

from retention.features.activity import ACTIVITY
from retention.features.feature import Feature
from retention.features.people import MEMBER
from retention.features.subscription import HISTORY, LAST_ROW, WINDOW

FEATURES: tuple[Feature, ...] = (*WINDOW, *LAST_ROW, *HISTORY, *MEMBER, *ACTIVITY)


def names(kind: str | None = None) -> list[str]:
    """The names of all features, or of those of one kind, in the order of the table."""
    return [feature.name for feature in FEATURES if kind in (None, feature.kind)]


def features_version(features: tuple[Feature, ...] = FEATURES) -> str:
    """Twelve letters that change when a name, a type or a definition does; a description does not count."""
    text = "\n".join(
        f"{feature.name} {feature.type} {feature.kind} {feature.expression}" for feature in features
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
