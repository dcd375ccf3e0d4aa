# Databricks notebook source
# MAGIC %md
# MAGIC # Score and decide
# MAGIC Scores every member whose subscription ends in the month, whether or not outcomes are known, and
# MAGIC decides by expected profit whom to contact. Members worth a contact are ranked; about one in ten of
# MAGIC them is held out at random, so that the effect can be measured.
# MAGIC
# MAGIC Writes `gold/retention_decision` (every candidate), `gold/campaign_plan` (one row a run) and
# MAGIC `serving/predictions`. Running it again, be it as another run, adds nothing where it decides as
# MAGIC before; else its decisions hold from then on (`holds`), and only they are published.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

# MAGIC %md
# MAGIC `model_name` is the registered model, whose Champion is used; for an old month, whose outcomes the
# MAGIC Champion knows by now, the version that served it then. `terms` is JSON with what differs from
# MAGIC the defaults, such as `{"margin": 0.25, "save_rates": {"manual": 0.4}}`. At most one budget is given:
# MAGIC `budget_contacts` in members, or `budget_money` in NTD.

# COMMAND ----------

import json

from retention.decision.decide import decide
from retention.decision.held import decided_with
from retention.decision.terms_json import parse_terms
from retention.scoring import score
from retention.training.registry import MODEL_NAME, level_sd_of, version_for

model_name = optional(dbutils, "model_name", MODEL_NAME)
terms = parse_terms(
    optional(dbutils, "terms"), optional(dbutils, "budget_contacts"), optional(dbutils, "budget_money")
)

# COMMAND ----------

version = version_for(model_name, period, decided_with(lake, period, model_name))
with score(lake, period, version.uri) as scores:
    plan = decide(lake, scores, period, run_id, terms, level_sd=level_sd_of(version))

# COMMAND ----------

dbutils.notebook.exit(json.dumps(plan.summary()))
