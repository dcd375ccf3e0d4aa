"""The profit of a contact, and the threshold beyond which it pays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.decision.profit import expected_cost, months_of_value, threshold, value_of_targeting


def test_threshold_of_the_worked_example() -> None:
    limit = threshold(0.3, 200.0, 10.0, 1.0, 1.0)
    assert float(limit) == pytest.approx(11 / 67)
    assert float(limit) == pytest.approx(0.164, abs=5e-4)


@given(
    g=st.floats(0.01, 0.99),
    value=st.floats(20, 2000),
    share=st.floats(0.01, 0.9),
    contact=st.floats(0, 20),
    accept=st.floats(0, 1),
)
def test_contact_is_worth_nothing_at_the_threshold_and_more_beyond(
    g: float, value: float, share: float, contact: float, accept: float
) -> None:
    terms = (g, value, share * value, contact, accept)
    limit = float(threshold(*terms))
    at, beyond = (
        value_of_targeting(p, g, value, share * value, contact, accept) for p in (limit, limit + 0.01)
    )
    assert at == pytest.approx(0, abs=1e-9 * value)
    assert beyond > at


def test_offer_dearer_than_the_member_never_pays() -> None:
    limit = threshold(0.5, np.array([100.0, 100.0]), np.array([400.0, 90.0]), 1.0, 0.2)
    assert limit[0] == np.inf
    assert limit[1] == pytest.approx(19 / 23)
    assert np.all(value_of_targeting(np.linspace(0, 1, 11), 0.5, 100.0, 400.0, 1.0, 0.2) < 0)


def test_profit_is_what_the_outcomes_are_worth_on_average() -> None:
    p, g, value, offer, contact, accept = 0.4, 0.3, 250.0, 60.0, 3.0, 0.7
    outcomes = {
        p * g: value - offer - contact,
        p * (1 - g): -contact,
        (1 - p) * accept: -offer - contact,
        (1 - p) * (1 - accept): -contact,
    }
    expected = sum(chance * profit for chance, profit in outcomes.items())
    assert value_of_targeting(p, g, value, offer, contact, accept) == pytest.approx(expected)
    cost = p * g * offer + (1 - p) * accept * offer + contact
    assert expected_cost(p, g, offer, contact, accept) == pytest.approx(cost)


def test_months_of_value() -> None:
    ratio = 0.9 / 1.01
    assert months_of_value(0.9, 0.01, 12) == pytest.approx(ratio * (1 - ratio**12) / (1 - ratio))
    assert months_of_value(1.0, 0.0, 12) == 12
