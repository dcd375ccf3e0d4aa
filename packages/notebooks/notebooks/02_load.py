# Databricks notebook source
# MAGIC %md
# MAGIC # 2 Load
# MAGIC Reads the delivered CSV files that are new or hold something else into `silver/`, sets rows that
# MAGIC cannot be true aside in `quarantine/rows`, and publishes members and user logs as plain Parquet in
# MAGIC `serving/`. A second run loads nothing again.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

import json

from retention.load import load

report = load(lake, run_id)

# COMMAND ----------

dbutils.notebook.exit(json.dumps(report.summary()))
