"""Watches the data, the scores and the outcomes of a month, and says what is not as it was."""

from retention.monitor.report import Check, MonitorFailedError, MonitorReport, demand, require_fail_on
from retention.monitor.run import monitor

__all__ = ["Check", "MonitorFailedError", "MonitorReport", "demand", "monitor", "require_fail_on"]
