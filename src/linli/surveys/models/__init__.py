"""Tables of the surveys room, one file per noun."""

from linli.surveys.models.campaign import Campaign, CampaignQuerySet, Hold
from linli.surveys.models.evidence import Evidence, EvidencePhoto
from linli.surveys.models.returns import AnswerSheet, Return, ReturnStep
from linli.surveys.models.upload import Upload
from linli.surveys.models.value import Value

__all__ = [
    "AnswerSheet",
    "Campaign",
    "CampaignQuerySet",
    "Evidence",
    "EvidencePhoto",
    "Hold",
    "Return",
    "ReturnStep",
    "Upload",
    "Value",
]
