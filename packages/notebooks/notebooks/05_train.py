# Databricks notebook source
# MAGIC %md
# MAGIC # 5 Train
# MAGIC Learns from the months whose outcomes were known on the first day of this one, and tests itself on
# MAGIC past months as they would have been predicted then. The version is registered in MLflow as Challenger;
# MAGIC it becomes Champion where log loss and profit on these months are surely better than the Champion's,
# MAGIC and it is calibrated. Neither is judged on what it learnt: of a month of which the Champion learnt
# MAGIC some members, the others count, and for the rest what it said of them when it was tested. The
# MAGIC first version becomes Champion; no version takes over from one of a later month.
# MAGIC The model card lies with the version in MLflow: `model_card.md`, and with pictures `model_card.html`.
# MAGIC Running it again with the same data, features, parameters and code trains nothing: the version stays.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

# MAGIC %md
# MAGIC `model_name` is the registered name, in Unity Catalog `catalog.schema.model`. `experiment` is the
# MAGIC MLflow experiment, that of the notebook where empty. `train_months` months are learnt from. `trials`
# MAGIC parameter sets are tried on a month that is not tested on; 0 takes the pinned ones. With `on_cluster`
# MAGIC set to `true` they are tried side by side on the executors.

# COMMAND ----------

import json

from retention.parameters import number
from retention.training.registry import MODEL_NAME
from retention.training.train import TrainingOptions, train

options = TrainingOptions(
    model_name=optional(dbutils, "model_name", MODEL_NAME),
    experiment=optional(dbutils, "experiment"),
    months=int(number(dbutils, "train_months", 12)),
    trials=int(number(dbutils, "trials", 0)),
    on_cluster=optional(dbutils, "on_cluster", "false") == "true",
)

# COMMAND ----------

report = train(lake, period, run_id, options)

# COMMAND ----------

dbutils.notebook.exit(json.dumps(report.summary()))
