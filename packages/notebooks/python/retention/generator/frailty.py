"""Frailty: what moves a member's chance of churn and no file shows. None by default.

With it the best that can be known from the files is the mean over the posterior of the frailty, given all
outcomes of the member so far. The frailty is one number, so the posterior is a sum over the nodes of a
Gauss-Hermite quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retention.generator.randomness import Floats, Ints, Stream, Words, normals

_NODES = 21


@dataclass
class Frailty:
    """The frailty of the members of a block, and what their outcomes so far tell of it."""

    sd: float
    values: Floats
    nodes: Floats
    log_weights: Floats

    @classmethod
    def draw(cls, keys: Words, sd: float) -> Frailty:
        """Normal with mean 0 and the standard deviation, one number for each key."""
        if sd == 0:
            return cls(0.0, np.zeros(len(keys)), np.zeros(1), np.zeros((len(keys), 1)))
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
        prior = np.log(weights / weights.sum())
        values = sd * normals(keys, Stream.FRAILTY, 0)
        return cls(sd, values, sd * nodes, np.tile(prior, (len(keys), 1)))

    def mean(self, members: Ints, at_nodes: Floats) -> Floats:
        """The posterior mean of a quantity known at each node (members x nodes)."""
        weights = np.exp(self.log_weights[members])
        return np.asarray((weights * at_nodes).sum(axis=1) / weights.sum(axis=1), dtype=np.float64)

    def learn(self, members: Ints, likelihood: Floats) -> None:
        """Takes in the likelihood of an outcome at each node (members x nodes); each member at most once."""
        updated = self.log_weights[members] + np.log(np.maximum(likelihood, 1e-300))
        self.log_weights[members] = updated - updated.max(axis=1, keepdims=True)
