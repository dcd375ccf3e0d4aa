# Databricks notebook source
# MAGIC %md
# MAGIC # Set-up
# MAGIC What every notebook of the churn solution begins with (`%run ./setup`): the package `retention`, which
# MAGIC lies beside the notebooks, and the four parameters that all of them take: the
# MAGIC lake, the catalog of Unity Catalog that its tables are registered in (empty: none, tables go by their
# MAGIC paths), any day of the month that is worked on, and what the run is called.

# COMMAND ----------

import sys
from pathlib import Path

# Serverless compute promises no working directory: a job says where the package lies.
dbutils.widgets.text("python_folder", "")
python_folder = dbutils.widgets.get("python_folder").strip() or str(Path.cwd().parent / "python")
sys.path.insert(0, python_folder)

# COMMAND ----------

from retention.lake import Lake
from retention.parameters import optional, parameter
from retention.period import Period
from retention.runs import checked_run_id

lake = Lake(spark, parameter(dbutils, "lake_root"), dbutils.fs, optional(dbutils, "catalog"))
period = Period.parse(parameter(dbutils, "period_start"))
run_id = checked_run_id(parameter(dbutils, "run_id"))
