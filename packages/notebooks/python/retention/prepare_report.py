"""What preparing found and wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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
            "labelled": [str(period) for period in self.labelled],
            "candidates": self.candidates,
            "label_rows": sum(month.rows for month in self.months),
            "mature_label_rows": sum(month.mature for month in self.months),
        }
