# Databricks notebook source
# MAGIC %md
# MAGIC # Score and decide
# MAGIC Scores every member whose subscription ends in the month, whether or not outcomes are known, and
# MAGIC decides by expected profit whom to contact. Members worth a contact are ranked; about one in ten of
# MAGIC them is held out at random, so that the effect can be measured.
# MAGIC
# MAGIC Writes `gold/retention_decision` (every candidate), `gold/campaign_plan` (one row a run) and
# MAGIC `serving/predictions`. Running it again replaces the rows of the same month and run.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

# MAGIC %md
# MAGIC `model_name` is the registered model, whose Champion is used. `terms` is JSON with what differs from
# MAGIC the defaults, such as `{"margin": 0.25, "save_rates": {"manual": 0.4}}`. At most one budget is given:
# MAGIC `budget_contacts` in members, or `budget_money` in NTD.

# COMMAND ----------

import json

from retention.decision.decide import decide
from retention.decision.terms_json import parse_terms
from retention.scoring import score
from retention.training.registry import CHAMPION, MODEL_NAME

model_name = optional(dbutils, "model_name", MODEL_NAME)
terms = parse_terms(
    optional(dbutils, "terms"), optional(dbutils, "budget_contacts"), optional(dbutils, "budget_money")
)

# COMMAND ----------

scores = score(lake, period, f"models:/{model_name}@{CHAMPION}")
plan = decide(lake, scores, period, run_id, terms)

# COMMAND ----------

dbutils.notebook.exit(json.dumps(plan.summary()))
