"""Writes of the room: hold communities against the rules again."""

from linli.guarantees.actions.assess import assess_campaign, assess_community, start_assessment
from linli.guarantees.actions.exports import record_export

__all__ = ["assess_campaign", "assess_community", "record_export", "start_assessment"]
