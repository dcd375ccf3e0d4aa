"""Terms of a campaign: defaults, JSON, and what is refused."""

from __future__ import annotations

import pytest

from retention.decision.terms import SEGMENTS, SaveRate, Terms
from retention.decision.terms_json import parse_terms


def test_nothing_given_is_the_defaults() -> None:
    assert parse_terms("") == parse_terms("{}") == Terms()
    means = {segment: Terms().save_rates[segment].mean for segment in SEGMENTS}
    assert means == {"cancelled": 0.15, "long_plan": 0.30, "manual": 0.35, "auto_renew": 0.25}


def test_json_changes_what_it_names_and_nothing_else() -> None:
    terms = parse_terms(
        '{"margin": 0.25, "horizon": 6, "budget_contacts": 500, "ineligible_segments": ["long_plan"],'
        ' "save_rates": {"manual": 0.4, "cancelled": {"concentration": 50}},'
        ' "offers": {"manual": {"offer_id": "one_week", "cost_share": 0.25}}}'
    )
    assert (terms.margin, terms.horizon, terms.budget_contacts) == (0.25, 6, 500)
    assert terms.save_rates["manual"] == SaveRate(0.4, 20)
    assert terms.save_rates["cancelled"] == SaveRate(0.15, 50)
    assert terms.save_rates["auto_renew"] == Terms().save_rates["auto_renew"]
    assert terms.offers["manual"].offer_id == "one_week"
    assert terms.offers["cancelled"] == Terms().offers["cancelled"]
    assert terms.survival == Terms().survival


def test_budgets_may_stand_beside_the_terms() -> None:
    assert parse_terms('{"budget_contacts": 7}', budget_contacts="500").budget_contacts == 500
    assert parse_terms("", budget_money="1e5").budget_money == 100_000
    with pytest.raises(ValueError, match="budget_contacts is a whole number"):
        parse_terms("", budget_contacts="many")
    with pytest.raises(ValueError, match="exclude each other"):
        parse_terms("", "5", "6")


def test_unknown_fields_are_refused_all_at_once_with_what_was_meant() -> None:
    with pytest.raises(ValueError) as error:
        parse_terms(
            '{"margn": 0.3, "horizon": 1.5, "save_rates": {"manuel": 0.4, "cancelled": {"men": 0.1}}}'
        )
    text = str(error.value)
    assert "'margn' (did you mean 'margin'?)" in text
    assert "horizon is a whole number" in text
    assert "'save_rates.manuel' (did you mean 'manual'?)" in text
    assert "'save_rates.cancelled.men' (did you mean 'mean'?)" in text


def test_values_out_of_range_are_refused_all_at_once() -> None:
    with pytest.raises(ValueError) as error:
        parse_terms('{"margin": 3, "budget_contacts": 5, "budget_money": 10, "save_rates": {"manual": 1.4}}')
    text = str(error.value)
    assert "margin is a share" in text
    assert "exclude each other" in text
    assert "save_rates.manual has a mean between 0 and 1" in text


@pytest.mark.parametrize("text", ["{", "[1]", '"x"', '{"margin": true}', '{"offers": {"manual": 3}}'])
def test_what_is_no_object_of_terms_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="The parameter 'terms'"):
        parse_terms(text)
