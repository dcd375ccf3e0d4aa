"""What the champion says of the months that a challenger is judged on, where it had not learnt the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mlflow
import numpy as np
import pandas as pd
from mlflow.exceptions import MlflowException
from numpy.typing import NDArray

from retention.period import GAP_DAYS, Period
from retention.training.columns import FeatureColumn
from retention.training.encoding import model_inputs
from retention.training.evaluation import Array
from retention.training.registry import Version

#: The file of a training with the scores of all months it was tested on: period_start, msno, p.
SCORES = "tested_months.parquet"


@dataclass(frozen=True)
class Champion:
    """A version that serves, as its rivals see it.

    period: the month it was made for. months: those it learnt from, of each what was known on the first day
    of its period. tested: what models made on the first day of earlier months said of them. needs: the
    features it takes. predict: its probabilities for rows of these.
    """

    version: str
    period: Period
    months: frozenset[str]
    tested: pd.DataFrame
    needs: tuple[str, ...]
    predict: Callable[[pd.DataFrame], Array]

    def learnt(self, rows: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows (period_start, last_expire) it learnt from, the outcome having been known."""
        last = pd.Timestamp(self.period.start - dt.timedelta(days=GAP_DAYS))
        known = rows["period_start"].isin(sorted(self.months)) & (rows["last_expire"] <= last)
        return known.to_numpy(dtype=np.bool_)


@dataclass(frozen=True)
class Rival:
    """The champion's probabilities, NaN for rows of which it has no honest one.

    gone: features it needs that are no longer built, so that it can serve no longer.
    """

    p: Array
    gone: tuple[str, ...] = ()


def load_champion(version: Version) -> Champion:
    """A registered version as a champion. Its model is loaded only where it is asked to predict."""
    return Champion(
        version.version,
        version.period,
        frozenset(version.tags.get("months", "").split()),
        _tested(version),
        tuple(version.tags.get("features", "").split()),
        lambda inputs: np.asarray(
            mlflow.pyfunc.load_model(version.uri).predict(inputs)["p_churn"], dtype=np.float64
        ),
    )


def rival_scores(champion: Champion, rows: pd.DataFrame, columns: Sequence[FeatureColumn]) -> Rival:
    """Scores rows (period_start, msno, last_expire, features) of which the outcome is known by now.

    Rows that the champion did not learn from are scored by itself, be they of a month of which it learnt
    others; for those it learnt from stand the scores it was tested with, those of the model made on the first
    day of their month. Of neither kind are rows of months that it was not tested on.
    """
    kinds = {column.name: column for column in columns}
    gone = tuple(name for name in champion.needs if name not in kinds)
    learnt = champion.learnt(rows)
    kept = champion.tested.set_index(["period_start", "msno"])["p"]
    keys = pd.MultiIndex.from_frame(rows[["period_start", "msno"]].astype(str))
    p = np.where(learnt, kept.reindex(keys).to_numpy(dtype=np.float64), np.nan)
    if not gone and not learnt.all():
        inputs = model_inputs(rows[~learnt], [kinds[name] for name in champion.needs])
        p[~learnt] = champion.predict(inputs)
    return Rival(p, gone)


def _tested(version: Version) -> pd.DataFrame:
    try:
        path = mlflow.artifacts.download_artifacts(run_id=version.run_id, artifact_path=SCORES)
    except (MlflowException, OSError):
        # A version without tests, or whose files somebody removed: it is judged on what it did not learn.
        return pd.DataFrame({"period_start": [], "msno": [], "p": []}, dtype=object)
    return pd.read_parquet(path)
