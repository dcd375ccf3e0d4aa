"""Why a member is at risk, in fixed codes: the features that add most to the risk, by what they tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retention.training.columns import FeatureColumn
from retention.training.evaluation import Array

#: What each code says. Reports show the text, tables hold the code.
REASONS: dict[str, str] = {
    "CANCELLED": "Has cancelled, or did so lately",
    "NO_AUTO_RENEW": "Renews by hand",
    "PLAN_AND_PRICE": "Plan, price or discount",
    "PAYMENT_METHOD": "Payment method",
    "LAPSED_BEFORE": "Has lapsed before",
    "PAYS_LATE": "Pays after the expiry",
    "SHORT_TENURE": "Has not subscribed for long, or has paid few times",
    "EXPIRY_TIMING": "Timing of the expiry and of the last transaction",
    "LISTENS_LESS": "Listens less than before",
    "LISTENING": "How much, and how, the member listens",
    "PROFILE": "Channel, city, age, or what the registration leaves out",
}

#: Features whose code differs from that of their group.
_BY_FEATURE: dict[str, str] = {
    "is_cancelled": "CANCELLED",
    "change_in_cancel": "CANCELLED",
    "cancels": "CANCELLED",
    "cancels_90d": "CANCELLED",
    "is_auto_renew": "NO_AUTO_RENEW",
    "change_in_auto_renew": "NO_AUTO_RENEW",
    "payment_method": "PAYMENT_METHOD",
    "has_changed_method": "PAYMENT_METHOD",
    "past_lapses": "LAPSED_BEFORE",
    "last_lapse_days": "LAPSED_BEFORE",
    "has_lapsed_180d": "LAPSED_BEFORE",
    "late_renewals": "PAYS_LATE",
    "mean_late_days": "PAYS_LATE",
    "last_late_days": "PAYS_LATE",
    "days_to_expiry": "EXPIRY_TIMING",
    "days_since_last_transaction": "EXPIRY_TIMING",
    "days_between_last_rows": "EXPIRY_TIMING",
    "change_in_expire_days": "EXPIRY_TIMING",
    "window_list_price": "SHORT_TENURE",
    "window_amount_paid": "SHORT_TENURE",
    "window_discount": "PLAN_AND_PRICE",
    "registration_tenure_days": "SHORT_TENURE",
}
_BY_GROUP = {
    "window": "SHORT_TENURE",
    "last_row": "PLAN_AND_PRICE",
    "history": "SHORT_TENURE",
    "member": "PROFILE",
    "activity": "LISTENING",
}


def reason_of(column: FeatureColumn) -> str:
    """The code that a feature counts for; raises KeyError for a group that has none."""
    if column.group == "activity" and "_trend_" in column.name:
        return "LISTENS_LESS"
    return _BY_FEATURE.get(column.name) or _BY_GROUP[column.group]


def top_reasons(
    contributions: Array, columns: Sequence[FeatureColumn], count: int = 3
) -> NDArray[np.object_]:
    """The codes that raise each member's risk most, strongest first; None where fewer raise it.

    contributions: what each feature (columns) adds to the log odds of each member (rows). The segment tells
    of several things, and is left to the features that tell them one by one.
    """
    codes = list(REASONS)
    owner = np.zeros((len(columns), len(codes)))
    for index, column in enumerate(columns):
        if column.name != "segment":
            owner[index, codes.index(reason_of(column))] = 1.0
    sums = contributions @ owner
    order = np.argsort(-sums, axis=1, kind="stable")[:, :count]
    named = np.asarray(codes, dtype=object)[order]
    named[np.take_along_axis(sums, order, axis=1) <= 1e-9] = None
    return named
