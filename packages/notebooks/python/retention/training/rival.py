"""What the champion says of the month that a challenger is judged on."""

from __future__ import annotations

from dataclasses import dataclass

import mlflow
import numpy as np
import pandas as pd

from retention.training.columns import FeatureColumn
from retention.training.encoding import model_inputs
from retention.training.evaluation import Array
from retention.training.origins import Origin
from retention.training.registry import Version

#: The file of a training with the scores of the newest month it was tested on.
SCORES = "newest_month.parquet"


@dataclass(frozen=True)
class Rival:
    """The champion's probabilities for the rows of a month, or why there are none."""

    p: Array | None
    note: str = ""


def rival_scores(
    version: Version, origin: Origin, rows: pd.DataFrame, columns: tuple[FeatureColumn, ...]
) -> Rival:
    """Scores a month with the champion, without what the champion learnt from that very month.

    Where the champion knew the month's outcomes, the scores it was tested with are taken: those of the model
    made on the first day of the month. rows: the month's members, in the order of the origin's scores.
    """
    month = str(origin.month)
    if month in version.tags.get("months", "").split():
        if version.tags.get("tested_on") != month:
            return Rival(None, f"The champion learnt from {month} and was not tested on it.")
        path = mlflow.artifacts.download_artifacts(run_id=version.run_id, artifact_path=SCORES)
        kept = pd.read_parquet(path).set_index("msno")["p"].reindex(origin.scores["msno"])
        return Rival(kept.to_numpy(dtype=np.float64))
    needed = version.tags.get("features", "").split()
    gone = sorted(set(needed) - {column.name for column in columns})
    if gone:
        return Rival(None, f"The champion needs features that are no longer built: {', '.join(gone)}.")
    kinds = {column.name: column for column in columns}
    inputs = model_inputs(rows, [kinds[name] for name in needed])
    scored = mlflow.pyfunc.load_model(version.uri).predict(inputs)
    return Rival(scored["p_churn"].to_numpy(dtype=np.float64))
