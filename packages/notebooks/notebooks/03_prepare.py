# Databricks notebook source
# MAGIC %md
# MAGIC # 3 Prepare
# MAGIC Makes of all transactions one clean row a member and day (`silver/clean_transactions`), the
# MAGIC subscriptions they form (`silver/subscription_windows`), and who churned in each month up to this one
# MAGIC (`gold/labels`).
# MAGIC The month itself gets its candidates: whether they churn is told once the data reach far enough.
# MAGIC A second run writes nothing again; a run for the next month computes members with new rows and adds
# MAGIC that month, and rows that come late reach the months that are there. `months` labels no earlier month
# MAGIC than so many before this one; without it, all that the data reach.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

import json

from retention.parameters import number
from retention.prepare import prepare

months = number(dbutils, "months", None)
report = prepare(lake, period, run_id, months=None if months is None else int(months))

# COMMAND ----------

dbutils.notebook.exit(json.dumps(report.summary()))
