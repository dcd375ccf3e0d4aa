"""Features of what was listened to in the 7, 30 and 90 days before the month."""

from __future__ import annotations

from retention.features.feature import Feature, flag, numeric

#: Days before P that are summed up; the longest is how far back logs are read.
HORIZONS = (7, 30, 90)

#: What is summed for a day of logs.
MEASURES: dict[str, str] = {
    "days": "1",
    "plays": "num_25 + num_50 + num_75 + num_985 + num_100",
    "unique_songs": "num_unq",
    "seconds": "total_secs",
    "finished": "num_985 + num_100",
}

#: How a measure is summed over the days before P. Nothing heard in the shorter span is 0, not unknown: only
#: a member without any log in the longest has no row.
WITHIN = "sum(IF(days_before <= {days}, {measure}, 0))"


def _sums(days: int) -> tuple[Feature, ...]:
    span = f"in the {days} days before P"
    return (
        numeric(
            "activity",
            f"active_days_{days}d",
            "int",
            f"Days with a log {span}.",
            f"coalesce(usage.days_{days}, 0)",
        ),
        numeric(
            "activity",
            f"plays_{days}d",
            "double",
            f"Songs played {span}.",
            f"coalesce(usage.plays_{days}, 0)",
        ),
        numeric(
            "activity",
            f"unique_songs_{days}d",
            "double",
            f"Different songs of each day, summed {span}.",
            f"coalesce(usage.unique_songs_{days}, 0)",
        ),
        numeric(
            "activity",
            f"seconds_{days}d",
            "double",
            f"Seconds listened {span}.",
            f"coalesce(usage.seconds_{days}, 0)",
        ),
        numeric(
            "activity",
            f"finished_share_{days}d",
            "double",
            f"Share of the songs {span} played for 75 % of their length or more; null where none was played.",
            f"usage.finished_{days} / nullif(usage.plays_{days}, 0)",
        ),
    )


def _trend(what: str, unit: str, short: int, long: int) -> Feature:
    return numeric(
        "activity",
        f"{what}_trend_{short}_{long}",
        "double",
        f"{unit} a day in the last {short} days over those in the last {long}: 1 is steady, 0 has stopped; "
        f"null where none in the {long} days.",
        f"(usage.{what}_{short} / {short}) / nullif(usage.{what}_{long} / {long}, 0)",
    )


ACTIVITY: tuple[Feature, ...] = (
    *(feature for days in HORIZONS for feature in _sums(days)),
    *(
        _trend(what, unit, short, long)
        for what, unit in (("days", "Days with a log"), ("plays", "Songs"), ("seconds", "Seconds"))
        for short, long in ((7, 30), (30, 90))
    ),
    numeric(
        "activity",
        "active_share_30d",
        "double",
        "Days with a log over the days of the window among the 30 before P, at most 1.",
        "least(1, coalesce(usage.days_30, 0) / least(30, datediff(period_start, last.window_start)))",
    ),
    numeric(
        "activity",
        "seconds_per_active_day_30d",
        "double",
        "Seconds a day with a log in the 30 days before P; null where none.",
        "usage.seconds_30 / nullif(usage.days_30, 0)",
    ),
    numeric(
        "activity",
        "plays_per_active_day_30d",
        "double",
        "Songs a day with a log in the 30 days before P; null where none.",
        "usage.plays_30 / nullif(usage.days_30, 0)",
    ),
    numeric(
        "activity",
        "unique_share_30d",
        "double",
        "Different songs of each day over songs played in the 30 days before P; null where none was played.",
        "usage.unique_songs_30 / nullif(usage.plays_30, 0)",
    ),
    numeric(
        "activity",
        "days_since_last_listen",
        "int",
        "Days from the last log before P to P; null where there is none in 90 days.",
        "datediff(period_start, usage.last_day)",
    ),
    flag(
        "activity", "is_silent", "1 where there is no log in the 90 days before P.", "usage.last_day IS NULL"
    ),
)
