# Databricks notebook source
# MAGIC %md
# MAGIC # Look at predictions
# MAGIC Who was offered what, why, and what came of it once that is known: one member in all months, or a
# MAGIC month by tenths of the members, by offer and by segment, with the first of its list. It is no part of
# MAGIC the job: open it and ask. What it shows names members, so it is shown here and answered to nobody.

# COMMAND ----------

# MAGIC %run ./setup

# COMMAND ----------

# MAGIC %md
# MAGIC `member` is an id, capitals count; without it the month is shown. `top` members are listed, of one
# MAGIC `segment` or of all. `run_id` is not used: the decisions that hold are shown.

# COMMAND ----------

import json

from retention.look.look import look
from retention.look.question import TOP, Question
from retention.pages.html import html
from retention.pages.page import Page
from retention.parameters import number

question = Question(
    optional(dbutils, "member"), int(number(dbutils, "top", TOP)), optional(dbutils, "segment")
)

# COMMAND ----------

sections = look(lake, question, period)
about = "The decisions that hold, and what became of the members. Not to be passed on: it names them."
displayHTML(html(Page(f"Predictions of {period}", about, (), sections)))

# COMMAND ----------

dbutils.notebook.exit(json.dumps({"sections": len(sections)}))
