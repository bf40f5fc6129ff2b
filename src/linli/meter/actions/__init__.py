"""Writes of the room."""

from linli.meter.actions.daily import Daily, daily
from linli.meter.actions.ending import end_mandate
from linli.meter.actions.planning import plan_period
from linli.meter.actions.starting import start_planning

__all__ = ["Daily", "daily", "end_mandate", "plan_period", "start_planning"]
