# Databricks notebook source
# MAGIC %md
# MAGIC # Goals
# MAGIC Measures the goals of a run, each with its figure. It is no part of the solution: it may read the
# MAGIC truth that generated data come with, which no other notebook can see.

# COMMAND ----------

# MAGIC %run ../notebooks/setup

# COMMAND ----------

import json

from retention.decision.terms_json import parse_terms
from retention.goals.measure import measure
from retention.parameters import number

goals = measure(
    lake,
    period,
    model_name=parameter(dbutils, "model_name"),
    truth=optional(dbutils, "truth"),
    members=int(number(dbutils, "members", 0)),
    seed=int(number(dbutils, "seed", 1)),
    terms=parse_terms(optional(dbutils, "terms"), "", ""),
    seconds=json.loads(optional(dbutils, "seconds", "{}")),
)

# COMMAND ----------

dbutils.notebook.exit(json.dumps([goal.row() for goal in goals]))
