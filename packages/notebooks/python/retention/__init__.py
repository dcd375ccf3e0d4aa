"""Churn and retention on Spark: data, labels, features, model, decision.

The same code runs on local Spark and on Databricks. A notebook reads its parameters, calls one function
of this package and reports what it did; nothing here knows a date, a path or an account.
"""
