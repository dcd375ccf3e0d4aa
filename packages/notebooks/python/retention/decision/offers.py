"""What each member would be offered, what that costs, and what it is expected to bring."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from retention.decision.profit import threshold, value_of_targeting
from retention.decision.terms import Terms

#: Standard deviations from the middle to either end of an 80 % interval of a normal distribution.
_Z80 = 1.2815515655446004


def with_offers(scores: DataFrame, terms: Terms) -> DataFrame:
    """The scores with offer, costs, expected profit, its 80 % interval, threshold and ``eligible``.

    A member is eligible with a known segment that terms allow, a price above the minimum and a probability.
    ``threshold`` is null where not even a sure churner is worth a contact.
    """
    means = {segment: rate.mean for segment, rate in terms.save_rates.items()}
    names = {segment: offer.offer_id for segment, offer in terms.offers.items()}
    shares = {segment: offer.cost_share for segment, offer in terms.offers.items()}
    price = F.coalesce(F.col("monthly_price"), F.lit(0.0))
    allowed = [segment for segment in means if segment not in terms.ineligible_segments]
    eligible = (
        F.col("segment").isin(allowed)
        & (price > 0)
        & (price >= terms.minimum_price)
        & F.col("p_churn").isNotNull()
    )
    amounts = scores.select(
        "*",
        (price * terms.margin * terms.value_months).alias("value_ntd"),
        _by_segment(names).alias("offer_id"),
        (price * _by_segment(shares)).alias("offer_cost"),
        F.lit(terms.contact_cost).alias("contact_cost"),
        _by_segment(means).alias("save_rate"),
        F.lit(terms.accept_rate).alias("accept_rate"),
        F.coalesce(eligible, F.lit(False)).alias("eligible"),
    )
    costs = (F.col("value_ntd"), F.col("offer_cost"), F.col("contact_cost"), F.col("accept_rate"))
    profit = value_of_targeting(F.col("p_churn"), F.col("save_rate"), *costs)
    limit = threshold(F.col("save_rate"), *costs)
    half = _Z80 * _deviation(terms)
    return (
        amounts.withColumn("expected_profit", profit)
        .withColumn("profit_p10", F.col("expected_profit") - half)
        .withColumn("profit_p90", F.col("expected_profit") + half)
        .withColumn("threshold", F.when(limit <= 1, limit))
    )


def _deviation(terms: Terms) -> Column:
    """Standard deviation of a member's profit: of ``p u - (a d + f)`` with ``u = g (V - d) + a d``.

    p and g are independent; ``p_low`` and ``p_high`` are the ends of an 80 % interval of p.
    """
    p = F.col("p_churn")
    sd_p = F.coalesce((F.col("p_high") - F.col("p_low")) / (2 * _Z80), F.lit(0.0))
    kept = F.col("value_ntd") - F.col("offer_cost")
    u = F.col("save_rate") * kept + F.col("accept_rate") * F.col("offer_cost")
    sd_u = kept * _by_segment({segment: rate.sd for segment, rate in terms.save_rates.items()})
    return F.sqrt(p * p * sd_u * sd_u + u * u * sd_p * sd_p + sd_u * sd_u * sd_p * sd_p)


def _by_segment(values: Mapping[str, float] | Mapping[str, str]) -> Column:
    """The value of the member's segment; null for a segment that is not known."""
    pairs = [F.lit(part) for pair in values.items() for part in pair]
    return F.create_map(*pairs)[F.col("segment")]
