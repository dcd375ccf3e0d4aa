"""What the monitor found: one row for each thing it checked, and a status for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from retention.period import Period

Status = Literal["ok", "warning", "failed"]

_ORDER: tuple[Status, ...] = ("ok", "warning", "failed")

#: From which status a pipeline is to fail.
FailOn = Literal["failed", "warning", "never"]


@dataclass(frozen=True)
class Check:
    """One thing that was checked: a value, the limit it is held against, and what that means.

    subject: the feature, the table or the month it is about. limit: beyond it the status is not ok; none
    where the value is only told.
    """

    name: str
    subject: str
    value: float | None
    limit: float | None
    status: Status
    detail: str


@dataclass(frozen=True)
class MonitorReport:
    """All checks of a month and run."""

    period: Period
    run_id: str
    checks: Sequence[Check]

    @property
    def status(self) -> Status:
        """The worst status there is."""
        return max((check.status for check in self.checks), key=_ORDER.index, default="ok")

    def summary(self) -> dict[str, object]:
        """What a notebook answers: the status, how many checks have which, and those that are not ok."""
        return {
            "period_start": str(self.period),
            "run_id": self.run_id,
            "status": self.status,
            **{name: sum(check.status == name for check in self.checks) for name in _ORDER},
            "findings": [
                {
                    "check": check.name,
                    "subject": check.subject,
                    "status": check.status,
                    "detail": check.detail,
                }
                for check in self.checks
                if check.status != "ok"
            ],
        }


class MonitorFailedError(RuntimeError):
    """The month is not fit to be used, or not as it was; the rows of the monitor are written."""


def require_fail_on(text: str) -> FailOn:
    """The text as a status to fail on; raises ValueError with the words there are."""
    for word in get_args(FailOn):
        if text == word:
            return word  # type: ignore[no-any-return]
    raise ValueError(f"The parameter 'fail_on' is one of {', '.join(get_args(FailOn))}, not '{text}'.")


def demand(report: MonitorReport, fail_on: FailOn) -> None:
    """Raises MonitorFailedError with every finding that is ``fail_on`` or worse; ``never`` raises none."""
    worst: dict[FailOn, tuple[Status, ...]] = {
        "failed": ("failed",),
        "warning": ("warning", "failed"),
        "never": (),
    }
    findings = [
        f"{check.name} of {check.subject} ({check.status}): {check.detail}"
        for check in report.checks
        if check.status in worst[fail_on]
    ]
    if findings:
        raise MonitorFailedError(
            f"The monitor of {report.period} found what must not pass ({report.status}): "
            + " ".join(findings)
            + " All checks are in gold/model_monitor."
        )
