"""How far each community has come."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.days import local_day
from linli.base.scope import Scope
from linli.core.questionnaire import Timeliness, timeliness
from linli.surveys.models import Return
from linli.surveys.queries.campaigns import campaign, questionnaire_of
from linli.surveys.queries.sheet import EMPTY, answers_in
from linli.surveys.states import ReturnState


@dataclass(frozen=True, slots=True)
class CommunityProgress:
    """One community: `answered` of `asked`, which required answers are missing, whether it came in time."""

    division_code: str
    name: str
    sub_district_code: str
    sub_district_name: str
    state: ReturnState
    answered: int
    asked: int
    required_missing: tuple[str, ...]
    timeliness: Timeliness
    submitted_at: datetime | None


def completeness(campaign_id: UUID, *, scope: Scope, as_of: date) -> tuple[CommunityProgress, ...]:
    """Every community asked in scope, in order of codes, with the names of what is missing. Three queries."""
    questionnaire = questionnaire_of(campaign_id)
    closes = campaign(campaign_id).closes_date
    rows = (
        Return.objects.in_scope(scope)
        .filter(campaign_id=campaign_id)
        .order_by("division_code")
        .values_list(
            "division_code",
            "name",
            "sub_district_code",
            "sub_district_name",
            "state",
            "submitted_at",
            "sheet__payload",
        )
    )
    found = []
    for code, name, above, above_name, state, submitted_at, payload in rows.iterator(chunk_size=500):
        known = answers_in(questionnaire, payload or EMPTY).completeness(questionnaire)
        found.append(
            CommunityProgress(
                division_code=code,
                name=name,
                sub_district_code=above,
                sub_district_name=above_name,
                state=ReturnState(state),
                answered=known.answered,
                asked=known.asked,
                required_missing=known.required_missing,
                timeliness=timeliness(
                    submitted_date=local_day(submitted_at), closes_date=closes, as_of=as_of
                ),
                submitted_at=submitted_at,
            )
        )
    return tuple(found)
