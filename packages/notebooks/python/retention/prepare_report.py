"""What preparing found and wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from retention.period import Period


@dataclass(frozen=True)
class MonthOfLabels:
    """The labels of one month and source: all rows, those that are mature, and churners among the mature."""

    period: Period
    source: str
    rows: int
    mature: int
    churned: int


@dataclass(frozen=True)
class PrepareReport:
    """What a run found and wrote."""

    period: Period
    run_id: str
    data_version: int
    data_end: dt.date
    cleaned: bool
    clean_rows: int
    windows: int
    labelled: tuple[Period, ...]
    months: tuple[MonthOfLabels, ...]
    #: Candidates by which months that were there grew (or shrank) as rows came late, by the full history.
    late: Mapping[Period, int] = field(default_factory=dict)
    #: Transactions that are dated after ``data_end``, which say nothing of how far the data reach.
    rows_later: int = 0

    @property
    def candidates(self) -> int:
        """Candidates of the period, by the full history."""
        scored = (self.period, "full_history")
        return sum(month.rows for month in self.months if (month.period, month.source) == scored)

    def summary(self) -> dict[str, object]:
        """The report as JSON holds it."""
        return {
            "period_start": str(self.period),
            "run_id": self.run_id,
            "data_version": self.data_version,
            "data_end": self.data_end.isoformat(),
            "cleaned": self.cleaned,
            "clean_rows": self.clean_rows,
            "windows": self.windows,
            "rows_after_data_end": self.rows_later,
            "labelled": [str(period) for period in self.labelled],
            "late_candidates": {str(period): rows for period, rows in sorted(self.late.items())},
            "candidates": self.candidates,
            "label_rows": sum(month.rows for month in self.months),
            "mature_label_rows": sum(month.mature for month in self.months),
        }
