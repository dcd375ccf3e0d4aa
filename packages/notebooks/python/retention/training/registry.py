"""The registered versions of the model in MLflow: what was logged, who serves, who challenges."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema

from retention.period import Period
from retention.training.columns import FeatureColumn
from retention.training.encoding import model_inputs
from retention.training.model import OUTPUT, ChurnModel

#: The name of the model where none is given; on Databricks it is ``catalog.schema.model``.
MODEL_NAME = "retention_churn"
CHAMPION = "Champion"
CHALLENGER = "Challenger"
#: The tag that tells from what a version was trained.
FINGERPRINT = "fingerprint"
#: Where the metadata of a model tell how far the level of its month may lie from the one expected.
LEVEL_SD = "level_sd"
#: What the model needs where it runs; written down because finding it out costs a minute.
REQUIREMENTS = ("mlflow", "lightgbm", "numpy", "pandas", "scipy", "pyspark")

# A progress bar for each file says nothing in the log of a job.
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Version:
    """One registered version."""

    name: str
    version: str
    run_id: str
    tags: dict[str, str]

    @property
    def uri(self) -> str:
        """Where MLflow loads it from."""
        return f"models:/{self.name}/{self.version}"

    @property
    def period(self) -> Period:
        """The month it was trained for."""
        return Period.parse(self.tags["period_start"])


def fingerprint(*parts: Any) -> str:
    """One text for all that a training depends on, the code of this package's training with it."""
    digest = hashlib.sha256()
    for path in sorted((_PACKAGE / "training").glob("*.py")):
        digest.update(path.read_bytes())
    for package in ("lightgbm", "numpy", "scipy"):
        digest.update(f"{package} {installed(package)}".encode())
    digest.update(json.dumps(parts, sort_keys=True, default=str).encode())
    return digest.hexdigest()[:16]


def versions(name: str) -> list[Version]:
    """All registered versions with their tags, the newest first; none where the name is not known."""
    client = MlflowClient()
    try:
        found = client.search_model_versions(f"name='{name}'")
    except MlflowException:
        return []
    # A search in Unity Catalog leaves the tags out.
    whole = [item if item.tags else client.get_model_version(name, item.version) for item in found]
    known = [Version(name, str(item.version), str(item.run_id), dict(item.tags)) for item in whole]
    return sorted(known, key=lambda item: int(item.version), reverse=True)


def version_of(model_uri: str) -> Version:
    """The version that ``models:/name@alias`` or ``models:/name/number`` stands for.

    Raises ValueError for another kind of address, LookupError where there is no such version.
    """
    if not model_uri.startswith("models:/"):
        raise ValueError(
            f"A model is given as models:/name@{CHAMPION} or models:/name/1, and '{model_uri}' is neither."
        )
    text = model_uri.removeprefix("models:/")
    by_alias = "@" in text
    name, _, which = text.rpartition("@" if by_alias else "/")
    client = MlflowClient()
    try:
        find = client.get_model_version_by_alias if by_alias else client.get_model_version
        found = find(name, which)
    except MlflowException as error:
        raise LookupError(
            f"There is no model {model_uri}: train one first (05_train), or check the name. "
            f"MLflow says: {error.message}"
        ) from error
    return Version(name, str(found.version), str(found.run_id), dict(found.tags))


def holder(name: str, alias: str) -> Version | None:
    """The version that an alias points at, if there is one."""
    try:
        return version_of(f"models:/{name}@{alias}")
    except LookupError:
        return None


def version_for(name: str, period: Period, decided: str | None = None) -> Version:
    """The version that scores a month: the champion, or for an old month the one that was champion then.

    A champion made for a later month knows outcomes of this one. Then the version counts that the month was
    decided with (``decided``, its number), else the newest one up to the month that had become champion.
    Raises LookupError where there is none.
    """
    serving = holder(name, CHAMPION)
    if serving is not None and serving.period <= period:
        return serving
    known = [version for version in versions(name) if version.period <= period]
    for version in known:
        if version.version == decided:
            return version
    promoted = [version for version in known if version.tags.get("promoted") == "true"]
    if not promoted:
        later = f": its champion is for {serving.period}" if serving is not None else ""
        raise LookupError(f"No version of the model {name} serves {period}{later}. Train for it (05_train).")
    return max(promoted, key=lambda version: (version.period, int(version.version)))


def level_sd_of(version: Version) -> float | None:
    """How far the level of the month may lie from the one expected, in log odds; None where not told."""
    told = (mlflow.models.get_model_info(version.uri).metadata or {}).get(LEVEL_SD)
    return None if told is None else float(told)


def signature(columns: Sequence[FeatureColumn]) -> ModelSignature:
    """What goes in and comes out: numbers as double, because only they can be missing."""
    return ModelSignature(
        inputs=Schema([ColSpec(column.type, column.name) for column in columns]),
        outputs=Schema([ColSpec(kind, name, required=kind == "double") for name, kind in OUTPUT.items()]),
    )


def log_model(model: ChurnModel, example: pd.DataFrame, metadata: dict[str, Any]) -> str:
    """Logs the model to the active run, as text and code; answers its address."""
    columns = model.encoder.columns
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "model")
        logged = mlflow.pyfunc.log_model(
            name="model",
            python_model=str(_PACKAGE / "training" / "pyfunc_model.py"),
            artifacts={"model": str(Path(folder) / "model")},
            code_paths=[str(_PACKAGE)],
            signature=signature(columns),
            input_example=model_inputs(example.head(3), columns),
            pip_requirements=[f"{package}=={installed(package)}" for package in REQUIREMENTS],
            metadata=metadata,
        )
    return str(logged.model_uri)


def register(model_uri: str, name: str, tags: dict[str, str]) -> Version:
    """Registers a logged model as the next version of a name."""
    made = mlflow.register_model(model_uri, name, tags=tags)
    return Version(name, str(made.version), str(made.run_id), tags)


def set_alias(version: Version, alias: str) -> None:
    """Points an alias at a version."""
    MlflowClient().set_registered_model_alias(version.name, alias, version.version)


def set_tags(version: Version, tags: dict[str, str]) -> None:
    """Writes tags to a version."""
    client = MlflowClient()
    for key, value in tags.items():
        client.set_model_version_tag(version.name, version.version, key, value)
