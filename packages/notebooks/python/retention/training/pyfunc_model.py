"""The model as MLflow serves it. MLflow logs this file as code, so nothing is pickled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mlflow.models import set_model
from mlflow.pyfunc import PythonModel

from retention.training.model import ChurnModel


class ServedChurnModel(PythonModel):  # type: ignore[misc]
    """Takes the feature columns, answers p_churn, p_low, p_high and reason_1 to reason_3."""

    def load_context(self, context: Any) -> None:
        """Reads the boosters and the calibration that were logged with the model."""
        self._model = ChurnModel.load(Path(context.artifacts["model"]))

    # Without type hints, which MLflow would take for a schema; the signature is logged with the model.
    def predict(self, context, model_input, params=None):  # type: ignore[no-untyped-def]
        """A row for each row of features."""
        return self._model.predict(model_input)


set_model(ServedChurnModel())
