# Databricks notebook source
# MAGIC %md
# MAGIC # 4 Features
# MAGIC What is known, on the first day of the month, of the members whose subscription expires in it, and of
# MAGIC those of the `months` before, from which the model learns (`gold/features`). Only rows dated before a
# MAGIC month are read for it. Months that are there stay as they are, but for members of whom rows came
# MAGIC late: a second run builds nothing.
# MAGIC
# MAGIC `docs/features.md` says what each column means.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

import json

from retention.features.build import build_features
from retention.parameters import number

# COMMAND ----------

# MAGIC %md
# MAGIC `rebuild` builds months again that are there. `allow_missing_usage` goes on where there are no logs,
# MAGIC with features that know nothing of listening; without it that is an error.

# COMMAND ----------

report = build_features(
    lake,
    period,
    months=int(number(dbutils, "months", 12)),
    run_id=run_id,
    rebuild=optional(dbutils, "rebuild", "false") == "true",
    allow_missing_usage=optional(dbutils, "allow_missing_usage", "false") == "true",
)

# COMMAND ----------

dbutils.notebook.exit(json.dumps(report.summary()))
