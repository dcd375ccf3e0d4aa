"""Looking at predictions afterwards: what is told of a month, of a member, and of a wrong question."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from pyspark.sql import SparkSession

from retention.contracts import contract
from retention.lake import Lake
from retention.look.answer import about_month
from retention.look.look import look
from retention.look.question import Question
from retention.look.text import text
from retention.pages.page import Section, Table
from retention.period import Period

FEBRUARY, MARCH = (Period(dt.date(2017, month, 1)) for month in (2, 3))


def decisions(period: Period, run_id: str, holds: bool) -> list[dict[str, object]]:
    """Four members: one to contact, one held out, one whom no offer is worth, one nobody may ask."""
    names = ("msno", "p_churn", "p_low", "p_high", "segment", "rank", "decision", "expected_profit")
    rows = [
        ("anna", 0.8, 0.7, 0.9, "manual", 1, "target", 31.5),
        ("bert", 0.7, 0.6, 0.8, "manual", 2, "control", 20.25),
        ("Bert", 0.1, 0.05, 0.2, "auto_renew", None, "no_value", -9.0),
        ("cleo", 0.2, 0.1, 0.3, None, None, "ineligible", None),
    ]
    why = {"anna": ("NO_AUTO_RENEW", "LISTENS_LESS"), "bert": ("CANCELLED", None)}
    return [
        {
            **dict(zip(names, row, strict=True)),
            "period_start": period.start,
            "run_id": run_id,
            "holds": holds,
            "offer_id": "half_month_free" if row[4] else None,
            "offer_cost": 74.5 if row[4] else None,
            **dict(zip(("reason_1", "reason_2"), why.get(str(row[0]), (None, None)), strict=True)),
        }
        for row in rows
    ]


@pytest.fixture(scope="module")
def looked_at(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Two months that were decided on, the first twice; of February is known what became of three members."""
    lake = Lake(spark, str(tmp_path_factory.mktemp("looked-at")))
    table = contract("gold/retention_decision")
    rows = [
        *decisions(FEBRUARY, "old", False),
        *decisions(FEBRUARY, "run", True),
        *decisions(MARCH, "run", True),
    ]
    values = [tuple(row.get(name) for name in table.names) for row in rows]
    schema = ", ".join(f"{column.name} {column.type}" for column in table.columns)
    lake.append(spark.createDataFrame(values, schema), "gold/retention_decision")
    labels = [
        (FEBRUARY.start, name, left, known, "full_history")
        for name, left, known in [
            ("anna", True, True),
            ("bert", True, True),
            ("Bert", False, True),
            ("cleo", True, False),
        ]
    ]
    kinds = "period_start date, msno string, is_churn boolean, is_mature boolean, label_source string"
    spark.createDataFrame(labels, kinds).write.format("delta").save(lake.path("gold/labels"))
    return lake


def cells(sections: tuple[Section, ...], title: str) -> list[tuple[str, ...]]:
    (section,) = (one for one in sections if one.title.startswith(title))
    return list(section.tables[0].rows)


def test_a_month_is_shown_with_what_came_of_it(looked_at: Lake) -> None:
    sections = look(looked_at, Question(top=2), FEBRUARY)
    assert "4 members; of 3 it is known" in sections[0].text[0]
    assert cells(sections, "By offer") == [
        ("half_month_free", "control", "1", "70.00 %", "1", "70.00 %", "100.00 %", "0", "1"),
        ("half_month_free", "no_value", "1", "10.00 %", "1", "10.00 %", "0.00 %", "0", "0"),
        ("half_month_free", "target", "1", "80.00 %", "1", "80.00 %", "100.00 %", "1", "0"),
        ("–", "ineligible", "1", "20.00 %", "0", "–", "–", "0", "0"),
    ]
    listed = cells(sections, "The first 2")
    assert [(row[0], row[1], row[-2], row[-1]) for row in listed] == [
        ("anna", "1", "left", "NO_AUTO_RENEW LISTENS_LESS"),
        ("bert", "2", "left", "CANCELLED"),
    ]
    # The newest month is the one that is meant where none is named; nothing is known of it yet.
    newest = look(looked_at, Question(segment="manual"))
    assert newest[0].title.startswith("2017-03-01")
    assert newest[0].text[0].endswith("not known yet: that takes until the data reach 2017-04-29.")
    assert [row[0] for row in cells(newest, "The first 2")] == ["anna", "bert"]


def test_a_member_is_shown_month_by_month(looked_at: Lake) -> None:
    sections = look(looked_at, Question(member="Bert"))
    assert [(row[0], row[4], row[-1]) for row in cells(sections, "Member Bert")] == [
        ("2017-02", "no_value", "stayed"),
        ("2017-03", "no_value", "not known yet"),
    ]
    reasons = cells(look(looked_at, Question(member="anna")), "Why")
    assert reasons[:2] == [
        ("2017-02", "NO_AUTO_RENEW", "Renews by hand"),
        ("2017-02", "LISTENS_LESS", "Listens less than before"),
    ]


def test_a_wrong_question_is_answered_in_sentences(looked_at: Lake, lake: Lake) -> None:
    with pytest.raises(LookupError, match=r"member 'BERT'.*2017-02-01, 2017-03-01.*capitals count"):
        look(looked_at, Question(member="BERT"))
    with pytest.raises(LookupError, match=r"Nothing was decided on 2018-01-01.*2017-02-01, 2017-03-01"):
        look(looked_at, Question(), Period.parse("2018-01-01"))
    with pytest.raises(LookupError, match=r"Nothing was decided yet .*06_score_and_decide"):
        look(lake, Question())
    with pytest.raises(ValueError, match=r"(?s)no segment 'auto': there are cancelled, .*\n.*-1 is none"):
        Question(segment="auto", top=-1)
    with pytest.raises(ValueError, match="member or for a segment"):
        Question(member="anna", segment="manual")


def test_tenths_hold_equally_many_and_come_in_their_order() -> None:
    rng = np.random.default_rng(1)
    rows = pd.DataFrame(
        {
            "p_churn": rng.random(200),
            "segment": "manual",
            "offer_id": "half_month_free",
            "decision": "no_value",
            "left": (rng.random(200) < 0.5).astype(float),
        }
    )
    tenths = cells(about_month(MARCH, rows, [], ""), "2017-03-01")
    assert [(row[0], row[1]) for row in tenths] == [(str(tenth), "20") for tenth in range(1, 11)]
    said = [float(row[2].removesuffix(" %")) for row in tenths]
    assert said == sorted(said, reverse=True)
    (empty,) = about_month(MARCH, rows.head(0), [], "manual")
    assert empty.text == ("There is no member of the segment manual in this month.",)


def test_a_terminal_shows_columns() -> None:
    table = Table(("offer", "members"), (("half", "7"), ("none at all", "1,200")))
    assert text([Section("By offer", ("All.",), ("half: a half",), (table,))]) == "\n".join(
        [
            "By offer",
            "--------",
            "All.",
            "  half: a half",
            "",
            "offer        members",
            "half               7",
            "none at all    1,200",
            "",
        ]
    )
