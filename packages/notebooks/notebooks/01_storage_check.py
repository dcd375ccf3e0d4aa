# Databricks notebook source
# MAGIC %md
# MAGIC # 1 Storage check
# MAGIC Whether the lake can be reached and written, and whether the delivery in `raw/` is there with
# MAGIC the columns that were agreed. All problems come at once, each with what to do, before any hour
# MAGIC is spent on loading.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

import json

from retention.storage_check import check_storage

report = check_storage(lake)
report.require()

# COMMAND ----------

dbutils.notebook.exit(json.dumps(report.summary()))
