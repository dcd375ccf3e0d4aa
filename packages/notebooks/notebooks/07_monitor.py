# Databricks notebook source
# MAGIC %md
# MAGIC # Monitor
# MAGIC Checks whether the data are complete, whether features and scores are distributed as in the three
# MAGIC months before, whether members left as often as was said in the newest month that is known to its end,
# MAGIC and whether this month is expected to lose more than months do. Writes a row a check to
# MAGIC `gold/model_monitor`, and the page of the month, with pictures, beside the model card in MLflow.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

# MAGIC %md
# MAGIC `fail_on` is the status from which this notebook fails, once its rows are written: `failed`, `warning`
# MAGIC or `never`. `revenue_limit` is what may be at risk a month, NTD; without it nothing is too much.

# COMMAND ----------

import json

from retention.monitor import demand, monitor, require_fail_on
from retention.pages.write_run_page import write_run_page
from retention.parameters import number

fail_on = require_fail_on(optional(dbutils, "fail_on", "failed"))
revenue_limit = number(dbutils, "revenue_limit", None)

# COMMAND ----------

report = monitor(lake, period, run_id, revenue_limit=revenue_limit)
print(json.dumps(report.summary(), indent=2))
page = write_run_page(lake, period, run_id)
demand(report, fail_on)

# COMMAND ----------

dbutils.notebook.exit(json.dumps({**report.summary(), "page": page}))
