"""What a training did."""

from __future__ import annotations

from dataclasses import dataclass

from retention.period import Period


@dataclass(frozen=True)
class TrainingReport:
    """The version that came out, whether it serves, and how it does on the newest month tested.

    reused: the same data, features, parameters and code had been trained before, so nothing was done.
    page: where MLflow keeps the model card with its pictures. metrics: by name; ``baseline_`` for the
    logistic regression. Empty where no month could be tested.
    """

    period: Period
    run_id: str
    model_name: str
    model_version: str
    mlflow_run: str
    reused: bool
    promoted: bool
    reason: str
    rows: int
    churners: int
    months: int
    origins: int
    metrics: dict[str, float]
    notes: tuple[str, ...]
    data_version: int
    page: str

    @property
    def model_uri(self) -> str:
        """Where MLflow loads this version from."""
        return f"models:/{self.model_name}/{self.model_version}"

    def summary(self) -> dict[str, object]:
        """The report as JSON holds it."""
        return {
            "period_start": str(self.period),
            "run_id": self.run_id,
            "model_name": self.model_name,
            "model_version": self.model_version,
            "mlflow_run": self.mlflow_run,
            "reused": self.reused,
            "promoted": self.promoted,
            "reason": self.reason,
            "rows": self.rows,
            "churners": self.churners,
            "months": self.months,
            "origins": self.origins,
            "metrics": {name: round(value, 6) for name, value in self.metrics.items()},
            "notes": list(self.notes),
            "data_version": self.data_version,
            "page": self.page,
        }
