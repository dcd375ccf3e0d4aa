"""Runs Databricks notebooks on local Spark."""
