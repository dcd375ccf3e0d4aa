"""The model as it scores: features in, probability of churn with its interval and reasons out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from retention.training.baseline import Baseline
from retention.training.booster import Bag
from retention.training.calibration import Calibration
from retention.training.encoding import Encoder
from retention.training.evaluation import Array, sigmoid
from retention.training.reasons import top_reasons

#: The normal quantile that leaves 10 % on each side.
Z80 = 1.2816
#: The boosters of a bag differ less among themselves than from the truth: on generated data the interval
#: holds the truth in about 80 % with this factor of their variance.
SPREAD = 2.0
#: Boosters that explain: each costs much more than its score, and all say nearly the same.
EXPLAINING = 1

#: What a score consists of, in the order of the output.
OUTPUT: dict[str, str] = {
    "p_churn": "double",
    "p_low": "double",
    "p_high": "double",
    "reason_1": "string",
    "reason_2": "string",
    "reason_3": "string",
}


@dataclass(frozen=True)
class ChurnModel:
    """Boosters and baseline, mixed in the log odds by ``weight`` (of the boosters), then calibrated.

    level_sd: standard deviation of the level that the month to come will have, about the one expected.
    """

    encoder: Encoder
    baseline: Baseline
    bag: Bag
    weight: float
    calibration: Calibration
    level_sd: float = 0.0

    def log_odds(self, matrix: Array) -> Array:
        """The mixed log odds before calibration."""
        boosted = np.mean(self.bag.log_odds(matrix), axis=0)
        return np.asarray(self.weight * boosted + (1 - self.weight) * self.baseline.log_odds(matrix))

    def probabilities(self, matrix: Array) -> Array:
        """Probabilities of churn."""
        return sigmoid(self.calibration.log_odds(self.log_odds(matrix)))

    def contributions(self, matrix: Array) -> Array:
        """What each feature adds to the mixed log odds of each member."""
        boosted = self.bag.contributions(matrix, EXPLAINING)
        return np.asarray(
            self.weight * boosted + (1 - self.weight) * self.baseline.contributions(matrix), dtype=np.float64
        )

    def predict(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A row of `OUTPUT` for each row of features; the interval is meant to hold the truth in 80 %."""
        matrix = self.encoder.transform(frame)
        boosted = self.bag.log_odds(matrix)
        plain = self.baseline.log_odds(matrix)
        raw = self.weight * np.mean(boosted, axis=0) + (1 - self.weight) * plain
        z = self.calibration.log_odds(raw)
        # Bag and baseline disagree where neither has seen much: that counts as one more member of the bag.
        spread = np.var(np.vstack([boosted, plain]), axis=0, ddof=1) * SPREAD
        sd = np.sqrt(spread + self.calibration.variance(raw) + self.level_sd**2)
        reasons = top_reasons(self.contributions(matrix), self.encoder.columns)
        return pd.DataFrame(
            {
                "p_churn": sigmoid(z),
                "p_low": sigmoid(z - Z80 * sd),
                "p_high": sigmoid(z + Z80 * sd),
                **{f"reason_{place + 1}": reasons[:, place] for place in range(3)},
            },
            index=frame.index,
        )

    def save(self, folder: Path) -> None:
        """Writes the model as text: one file for each booster, and JSON for all else."""
        folder.mkdir(parents=True, exist_ok=True)
        for index, text in enumerate(self.bag.texts):
            (folder / f"booster_{index}.txt").write_text(text, "utf-8")
        written = {
            "boosters": len(self.bag.texts),
            "level": self.bag.level,
            "weight": self.weight,
            "level_sd": self.level_sd,
            "encoder": self.encoder.to_json(),
            "baseline": self.baseline.to_json(),
            "calibration": self.calibration.to_json(),
        }
        (folder / "model.json").write_text(json.dumps(written, sort_keys=True), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> ChurnModel:
        """The model that `save` wrote."""
        written = json.loads((folder / "model.json").read_text("utf-8"))
        encoder = Encoder.from_json(written["encoder"])
        texts = tuple(
            (folder / f"booster_{index}.txt").read_text("utf-8") for index in range(written["boosters"])
        )
        return cls(
            encoder,
            Baseline.from_json(written["baseline"]),
            Bag.from_texts(texts, written["level"], len(encoder.columns)),
            written["weight"],
            Calibration.from_json(written["calibration"]),
            written["level_sd"],
        )
