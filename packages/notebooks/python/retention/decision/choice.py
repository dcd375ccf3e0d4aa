"""The list: which of the members that are worth a contact are contacted, within the budget."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from retention.decision.hold_out import held_out
from retention.decision.profit import expected_cost
from retention.decision.terms import Terms
from retention.period import Period

_SPREAD = 64


def with_decision(offers: DataFrame, period: Period, terms: Terms) -> DataFrame:
    """The members with ``rank`` and ``decision``; every one of them is kept.

    Members worth a contact are ranked by expected profit or, where the budget is money, by profit per
    expected cost; msno breaks ties. Their rank needs them in one partition: they are a few per cent of the
    candidates, and all others are spread. Those held out keep their rank and cost nothing.
    """
    cost = expected_cost(
        F.col("p_churn"), F.col("save_rate"), F.col("offer_cost"), F.col("contact_cost"), F.col("accept_rate")
    )
    profit = F.col("expected_profit")
    priority = F.when(cost > 0, profit / cost).otherwise(F.lit(float("inf")))
    pays = F.coalesce(F.col("eligible") & (profit > terms.minimum_value), F.lit(False))
    marked = offers.select(
        "*",
        pays.alias("pays"),
        held_out(F.col("msno"), period, terms.control_share, terms.salt).alias("held_out"),
        cost.alias("cost"),
        (priority if terms.budget_money is not None else profit).alias("priority"),
    )
    part = F.when(F.col("pays"), F.lit(-1)).otherwise(F.pmod(F.hash("msno"), F.lit(_SPREAD)))
    order = Window.partitionBy(part).orderBy(F.col("priority").desc(), F.col("msno"))
    within = _within_budget(order.rowsBetween(Window.unboundedPreceding, Window.currentRow), terms)
    decision = (
        F.when(~F.col("eligible"), "ineligible")
        .when(~F.col("pays"), "no_value")
        .when(F.col("held_out"), "control")
        .when(within, "target")
        .otherwise("over_budget")
    )
    return marked.select(
        "*",
        F.when(F.col("pays"), F.row_number().over(order)).alias("rank"),
        decision.alias("decision"),
    ).drop("pays", "held_out", "cost", "priority")


def _within_budget(so_far: object, terms: Terms) -> Column:
    counted = ~F.col("held_out")
    if terms.budget_contacts is not None:
        return F.sum(counted.cast("int")).over(so_far) <= terms.budget_contacts  # type: ignore[arg-type]
    if terms.budget_money is not None:
        spent = F.sum(F.when(counted, F.col("cost")).otherwise(0.0)).over(so_far)  # type: ignore[arg-type]
        return spent <= terms.budget_money
    return F.lit(True)


def chosen(
    profit: NDArray[np.float64], cost: NDArray[np.float64], allowed: NDArray[np.bool_], terms: Terms
) -> NDArray[np.bool_]:
    """The same choice for arrays, of the members that may be contacted: the list under other terms."""
    candidates = np.flatnonzero(allowed & (profit > terms.minimum_value))
    if terms.budget_money is not None:
        with np.errstate(divide="ignore"):
            priority = np.where(cost > 0, profit / np.where(cost > 0, cost, 1.0), np.inf)[candidates]
        ranked = candidates[np.argsort(-priority, kind="stable")]
        ranked = ranked[np.cumsum(cost[ranked]) <= terms.budget_money]
    else:
        ranked = candidates[np.argsort(-profit[candidates], kind="stable")][: terms.budget_contacts]
    mask = np.zeros(profit.size, dtype=np.bool_)
    mask[ranked] = True
    return mask
