from dataclasses import replace
from pathlib import Path

from retention.features.dictionary import BESIDE, FEATURES, KEY, features_version, markdown, names

PAGE = Path(__file__).resolve().parents[4] / "docs" / "features.md"


def test_the_page_is_the_one_the_definitions_make() -> None:
    assert PAGE.read_text("utf-8") == markdown(), (
        "write it again: python -m retention.features.dictionary > docs/features.md"
    )


def test_no_column_has_the_name_or_the_definition_of_another() -> None:
    columns = [*(name for name, _, _ in (*KEY, *BESIDE)), *names()]
    assert len(set(columns)) == len(columns)
    assert len({feature.expression for feature in FEATURES}) == len(FEATURES)


def test_text_is_a_category_and_a_flag_is_a_number() -> None:
    assert {feature.kind for feature in FEATURES if feature.type == "string"} == {"category"}
    assert {feature.type for feature in FEATURES if feature.kind == "flag"} == {"int"}
    assert set(names("category")) == {
        "window_start_month",
        "payment_method",
        "city",
        "gender",
        "registered_via",
    }


def test_every_feature_says_what_it_is_in_a_sentence() -> None:
    assert [feature.name for feature in FEATURES if not feature.description.endswith(".")] == []


def test_the_version_follows_the_definitions_and_nothing_else() -> None:
    first = FEATURES[0]
    other_words = (replace(first, description="Other words."), *FEATURES[1:])
    other_sql = (replace(first, expression="0"), *FEATURES[1:])
    assert features_version(other_words) == features_version()
    assert features_version(other_sql) != features_version()
    assert features_version(FEATURES[1:]) != features_version()
