"""Reads of the room. None looks at a clock; lists take a fixed number of queries."""

from linli.surveys.queries.answers import (
    Answer,
    CommunityAnswers,
    QuestionValue,
    answers,
    stream_answers,
    values_of_question,
)
from linli.surveys.queries.campaigns import (
    CampaignInfo,
    CampaignProgress,
    campaign,
    campaigns,
    latest_campaign,
    progress_of,
    questionnaire_of,
)
from linli.surveys.queries.evidence import EvidenceInfo, PhotoInfo, visits
from linli.surveys.queries.progress import CommunityProgress, completeness
from linli.surveys.states import COUNTED as ANSWERED

__all__ = [
    "ANSWERED",
    "Answer",
    "CampaignInfo",
    "CampaignProgress",
    "CommunityAnswers",
    "CommunityProgress",
    "EvidenceInfo",
    "PhotoInfo",
    "QuestionValue",
    "answers",
    "campaign",
    "campaigns",
    "completeness",
    "latest_campaign",
    "progress_of",
    "questionnaire_of",
    "stream_answers",
    "values_of_question",
    "visits",
]
