"""The pages: what their figures say, and that they open anywhere, for everybody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from html.parser import HTMLParser

import model_pages
import numpy as np
import pandas as pd
import pytest
import run_pages

from retention.decision.terms import Terms
from retention.pages.html import html
from retention.pages.markdown import markdown
from retention.pages.model_figures import (
    ModelFigures,
    bands,
    bins,
    from_json,
    gain,
    profit,
    share,
    strengths,
    to_json,
)
from retention.pages.model_page import model_page
from retention.pages.moved import moved
from retention.pages.page import Section, Table
from retention.pages.run_figures import RunFigures, curve, everybody, months, parts, score_bands
from retention.pages.run_page import run_page
from retention.training.promotion import realised_profit

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Reader(HTMLParser):
    """Reads a page: its tags with their attributes, whether all are closed, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None], str]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), self.open[-1] if self.open else ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _, _ in self.tags)


@pytest.fixture(scope="module")
def model() -> ModelFigures:
    return model_pages.figures()


@pytest.fixture(scope="module")
def month() -> RunFigures:
    return run_pages.figures()


@pytest.fixture(scope="module")
def page(model: ModelFigures, month: RunFigures) -> str:
    return html(run_page(month, model))


def test_a_page_is_one_file_that_asks_for_nothing(page: str) -> None:
    reader = Reader(page)
    assert not reader.open
    asks = {"script", "link", "img", "iframe", "object", "embed", "image", "audio", "video", "form"}
    assert not asks & {name for name, _, _ in reader.tags}
    links = [
        value
        for _, attrs, _ in reader.tags
        for name, value in attrs.items()
        if "href" in name or name == "src"
    ]
    assert links and all(str(link).startswith("#") for link in links)
    assert not re.search(r"url\((?!#)|@import", page)
    assert set(re.findall(r'https?://[^"\s<]+', page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    ids = Counter(attrs["id"] for _, attrs, _ in reader.tags if "id" in attrs)
    assert [name for name, count in ids.items() if count > 1] == []
    used = {str(link)[1:] for link in links} | set(re.findall(r"url\(#([^)]+)\)", page))
    assert used <= set(ids)
    # Data are text, whatever they hold.
    assert "73 <features> & data version 3" in reader.text or "<features>" in "".join(reader.text)


def test_every_picture_is_told_in_words_and_has_its_table(page: str) -> None:
    reader = Reader(page)
    pictures = [attrs for name, attrs, parent in reader.tags if name == "svg" and parent == "figure"]
    assert len(pictures) == reader.count("figure") == 11
    ids = {attrs.get("id"): name for name, attrs, _ in reader.tags}
    for attrs in pictures:
        assert attrs["role"] == "img"
        named = str(attrs["aria-labelledby"]).split()
        assert [ids[name] for name in named] == ["title", "desc"]
    for figure in page.split("<figure")[1:]:
        assert figure.split("</figure>")[0].count("<table>") == 1
    heads = [name for name, _, _ in reader.tags if re.fullmatch(r"h\d", name)]
    assert heads[0] == "h1" and heads.count("h1") == 1
    assert all(attrs.get("scope") in ("col", "row") for name, attrs, _ in reader.tags if name == "th")


def test_a_page_reads_in_light_and_in_the_dark(page: str) -> None:
    assert "#0f00f" not in page
    assert "@media print" in page
    schemes = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    assert len(schemes) == 3
    for scheme in schemes[:2]:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", scheme))
        for name, least in {
            "ink": 7.0,
            "quiet": 4.5,
            "first": 3.0,
            "second": 3.0,
            "third": 3.0,
            "shade": 3.0,
        }.items():
            assert contrast(colours[name], colours["paper"]) >= least, name
        assert contrast(colours["quiet"], colours["raised"]) >= 4.5


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_pages_of_what_there_is_little_of(model: ModelFigures, month: RunFigures) -> None:
    untested = ModelFigures(model.name, model.period, model.card, model.months[:2])
    text = html(model_page(untested))
    assert "No month could be tested" in text and text.count("<figure") == 1
    nothing = dataclasses.replace(
        month, findings=(), plan=dataclasses.replace(month.plan, curve=(), break_even_save_rate=None)
    )
    text = html(run_page(nothing, None))
    assert "has not looked at this month" in text and "trained before pictures were kept" in text
    assert Reader(text).count("figure") == 2


def test_figures_are_kept_as_they_are(model: ModelFigures) -> None:
    assert from_json(to_json(model)) == model
    with pytest.raises(ValueError, match="bins"):
        from_json(to_json(model).replace('"bins": [', '"bins": 3, "x": [', 1))


def test_intervals_and_gains_are_those_of_the_members() -> None:
    wilson = share(10, 100)
    assert (wilson.low, wilson.high) == (pytest.approx(0.0552, abs=1e-4), pytest.approx(0.1744, abs=1e-4))
    rng = np.random.default_rng(1)
    p = rng.random(900)
    outcome = (rng.random(900) < p).astype(float)
    found = bins(p, outcome)
    assert sum(one.members for one in found) == 900
    assert sum(one.members * one.left.value for one in found) == pytest.approx(outcome.sum())
    points = gain(p, -p, outcome)
    first = next(point for point in points if point.share == 0.1)
    riskiest = np.argsort(-p)[:90]
    assert first.caught == pytest.approx(outcome[riskiest].sum() / outcome.sum())
    assert (points[0].caught, points[-1].caught, points[-1].caught_by_baseline) == (0, 1, 1)
    counted = bands(p, outcome)
    assert sum(one.left for one in counted) == outcome.sum()
    assert counted[-1].stayed == np.sum((p >= 0.8) & (outcome == 0))


def test_the_profit_curve_is_what_contacts_would_have_brought() -> None:
    rng = np.random.default_rng(2)
    scores = pd.DataFrame(
        {
            "p": rng.random(300),
            "outcome": (rng.random(300) < 0.5).astype(float),
            "segment": rng.choice(["manual", "auto_renew"], 300),
            "monthly_price": 149.0,
        }
    )
    terms = Terms()
    points, contacts = profit(scores, terms)
    p, outcome = scores["p"].to_numpy(), scores["outcome"].to_numpy()
    listed = realised_profit(p, outcome, scores, terms)
    assert contacts == np.count_nonzero(listed)
    assert {point.members: point.brings for point in points}[contacts] == pytest.approx(listed.sum())


def test_directions_are_told_where_there_is_one() -> None:
    rng = np.random.default_rng(3)
    matrix = rng.normal(size=(400, 4))
    matrix[:30, 1] = np.nan
    adds = np.column_stack([matrix[:, 0], -np.nan_to_num(matrix[:, 1]), matrix[:, 2] ** 2, matrix[:, 3]])
    names = ["past_lapses", "window_age_days", "active_days_30d", "payment_method"]
    told = {one.feature: one.direction for one in strengths(adds, matrix, names)}
    assert told == {
        "past_lapses": "more, riskier",
        "window_age_days": "more, safer",
        "active_days_30d": "by its value",
        "payment_method": "by its value",
    }


def test_a_feature_that_moves_is_seen_in_its_month() -> None:
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"period_start": np.repeat(["2016-12-01", "2017-01-01", "2017-02-01"], 2000)})
    frame["steady"] = rng.normal(size=6000)
    frame["moving"] = rng.normal(size=6000) + np.repeat([0.0, 0.0, 1.0], 2000)
    frame["method"] = np.where(np.repeat([False, True, False], 2000), "41", rng.choice(["40", "38"], 6000))
    frame["unknown"] = np.nan
    frame.loc[frame.index % 7 == 0, "steady"] = np.nan
    features = ["steady", "moving", "method", "unknown"]
    found = {
        one.feature: one.index for one in moved(frame, features, ["2016-12-01", "2017-01-01", "2017-02-01"])
    }
    assert max(found["steady"]) < 0.02 and found["unknown"] == (0.0, 0.0, 0.0)
    assert found["moving"][2] > 0.5 > found["moving"][0]
    assert np.argmax(found["method"]) == 1 and found["method"][1] > 2
    assert moved(frame, features, ["2017-01-01"]) == ()


def test_what_was_decided_is_summed_up_by_parts() -> None:
    rows = run_pages.summed()
    whole = everybody(rows)
    assert whole.candidates == run_pages.MEMBERS
    segments = parts(rows, "segment")
    assert sum(one.contacted for one in segments) == whole.contacted
    assert sum(one.said * one.candidates for one in segments) == pytest.approx(whole.said * whole.candidates)
    assert [one.candidates for one in segments] == sorted((one.candidates for one in segments), reverse=True)
    # Who has no reason is in no part of the reasons.
    reasons = parts(rows, "reason_1")
    assert sum(one.candidates for one in reasons) == rows.loc[rows["reason_1"].notna(), "members"].sum()
    assert sum(one.stayed + one.left for one in score_bands(rows)) == whole.candidates
    said, known = [(dt.date(2017, 4, 1), 0.07)], [(dt.date(2017, month, 1), 100, 7) for month in (1, 2, 5)]
    shown = months(said, known, dt.date(2017, 4, 1))
    assert [(one.month, one.members, one.said) for one in shown] == [
        ("2017-01-01", 100, None),
        ("2017-02-01", 100, None),
        ("2017-04-01", 0, 0.07),
    ]
    points = curve([(at / 100, 1.0) for at in range(1, 101)], 1000, 60)
    assert (points[0].members, points[-1].members) == (0, 120)


def test_the_card_is_text_as_well() -> None:
    table = Table(("", "churned"), (("a|b", "1 %"),))
    text = markdown("Name", "About.", [Section("Parts", ("Said.",), ("one",), (table,))])
    assert text == (
        "# Name\n\nAbout.\n\n## Parts\n\nSaid.\n\n- one\n\n|  | churned |\n|---|---:|\n| a\\|b | 1 % |\n"
    )
