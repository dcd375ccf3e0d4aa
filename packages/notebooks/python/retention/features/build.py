"""Builds the features of the candidates of a month, and of the months before it that are missing."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.features.as_of import as_of
from retention.features.coverage import MissingUsageError, covering_logs, no_usage
from retention.features.dictionary import features_version
from retention.features.late import changed_sources, late, note_of, state
from retention.features.report import FeatureReport, measure
from retention.features.table import TABLE, columns, months_held, of_months, remove, write
from retention.features.usage import usage
from retention.lake import Lake
from retention.period import Period, periods

#: Candidates come from the rows of this label source: it is there for every month, also the one to come.
CANDIDATES = "full_history"

#: What is asked of a candidate.
_CANDIDATE = ("period_start", "msno", "last_expire")


def build_features(
    lake: Lake,
    period: Period,
    months: int = 12,
    run_id: str = "",
    *,
    rebuild: bool = False,
    allow_missing_usage: bool = False,
) -> FeatureReport:
    """Adds to ``gold/features`` the months from ``months`` before the period to the period that are missing.

    A month that is there stays as it is, but for what came late: members with rows in files that came since,
    dated before the month, are built again, and so is who became a candidate by them; who is none any more
    goes. Where rows of a source were changed or taken back all months are built again, as they are where
    ``rebuild`` asks for it; and where a definition has changed, the whole table is. Months before which there
    are no logs are left out, and told.

    Raises ValueError where the period has no candidates, MissingUsageError where the period has no logs, or
    no month that it could be learnt from, unless ``allow_missing_usage`` says to go on without, and
    FileNotFoundError where a table is.
    """
    labels = lake.read("gold/labels").where(
        (F.col("label_source") == CANDIDATES)
        & F.col("period_start").between(period.plus(-months).start, period.start)
    )
    wanted = _months(labels, period, months)
    held = months_held(lake)
    now = state(lake)
    came = changed_sources(lake, now) if held is not None else {}
    corrected = sorted(table for table, one in came.items() if one is None)
    again = rebuild or held is None or bool(corrected)
    missing = [month for month in wanted if again or month not in (held or ())]
    kept = [month for month in wanted if month not in missing]
    since = late(lake, labels, kept, came)
    version = lake.version("silver/transactions")
    months_written = sorted({*missing, *since.months})
    if not months_written:
        return FeatureReport(period, features_version(), version, kept=tuple(kept))

    covered = covering_logs(lake, period, wanted, allow_missing=allow_missing_usage)
    missing = [month for month in missing if month not in covered.left_out]
    months_written = sorted({*missing, *since.months})
    if not months_written:
        return FeatureReport(
            period,
            features_version(),
            version,
            kept=tuple(kept),
            left_out=covered.left_out,
            problems=covered.problems,
        )
    if silent := [month for month in since.months if month in covered.left_out]:
        raise MissingUsageError(no_usage(silent, "rows came late for them, and no log is of the days before"))
    chosen = labels.where(of_months(missing) if missing else "false").select(*_CANDIDATE)
    if since.candidates is not None:
        chosen = chosen.unionByName(since.candidates.select(*_CANDIDATE))
    frame = features(
        chosen,
        lake.read("silver/clean_transactions"),
        lake.read("silver/members"),
        covered.logs,
        months_written,
        data_version=version,
    )
    if since.kept is not None:
        frame = frame.unionByName(since.kept)
    write(lake, frame, months_written, note_of(now, run_id), whole=held is None)
    found = measure(lake.read(TABLE).where(of_months(months_written)))
    if found.silent and not allow_missing_usage:
        remove(lake, found.silent)
        raise MissingUsageError(no_usage(found.silent, "no candidate has a log in the 90 days before"))
    return FeatureReport(
        period,
        features_version(),
        version,
        rows={month: rows for month, rows in found.rows.items() if month in missing},
        kept=tuple(kept),
        late=since.counts,
        left_out=covered.left_out,
        constant=found.constant,
        null_shares=found.null_shares,
        problems=(*_corrected(corrected), *covered.problems, *found.problems),
    )


def _corrected(tables: Sequence[str]) -> list[str]:
    return [
        f"Rows of {table} were changed or taken back since: all months are built again." for table in tables
    ]


def features(
    candidates: DataFrame,
    clean: DataFrame,
    members: DataFrame,
    logs: DataFrame,
    months: Sequence[Period],
    *,
    data_version: int,
) -> DataFrame:
    """The rows of ``gold/features`` for candidates (period_start, msno, last_expire) of these months.

    One row a candidate. Of the other tables only rows of candidates that are dated before their month are
    used; where candidates are few, those of others are dropped as they are read.
    """
    last = max(month.start for month in months)
    whose = candidates.select("msno").distinct()

    def of_candidates(rows: DataFrame) -> DataFrame:
        return rows.join(whose, "msno", "left_semi")

    known = as_of(
        candidates.select(*_CANDIDATE),
        of_candidates(clean.where(F.col("transaction_date") < F.lit(last))),
        of_candidates(members),
        usage(of_candidates(logs), months),
        months,
    )
    return columns(known, data_version)


def _months(labels: DataFrame, period: Period, months: int) -> list[Period]:
    """The months that have candidates."""
    found = {Period(row["period_start"]) for row in labels.select("period_start").distinct().collect()}
    if period not in found:
        raise ValueError(
            f"gold/labels has no '{CANDIDATES}' rows for {period}, so nobody is a candidate of that month: "
            f"run the notebook 03_prepare for it first."
        )
    return [month for month in periods(period.plus(-months), period) if month in found]
