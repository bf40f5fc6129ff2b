"""A small campaign in a district, for the stories of this room."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.surveys import actions, queries
from linli.surveys.merge import Change
from linli.surveys.models import Campaign, Return
from tests.factories import actor

DONGBAO, YONGXING, LIANXIN = "350802001001", "350802001002", "350802002001"
PLACES = (
    actions.AskedPlace(DONGBAO, "东宝社区", "东城街道"),
    actions.AskedPlace(YONGXING, "永兴社区", "东城街道"),
    actions.AskedPlace(LIANXIN, "莲新社区", "西城街道"),
)
OFFICE = actor(Role.DISTRICT_OFFICE, "350802")
CLERK = actor(Role.SUB_DISTRICT, "350802001")
STAFF = actor(Role.COMMITTEE, DONGBAO)
OTHER_STAFF = actor(Role.COMMITTEE, YONGXING)
OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 30)


def campaign(at: datetime, *, opened: bool = True, prefix: str = "350802", **changes: Any) -> Campaign:
    """A campaign of the five guarantees, open unless told otherwise."""
    made = actions.create_campaign(
        by=OFFICE,
        at=at,
        **{
            "title_zh": "五个有调查",
            "title_en": "Five guarantees",
            "prefix": prefix,
            "opens_date": OPENS,
            "closes_date": CLOSES,
            **changes,
        },
    )
    if opened:
        actions.open_campaign(campaign_id=made.id, by=OFFICE, at=at, communities=PLACES)
    return made


def return_of(made: Campaign, code: str = DONGBAO) -> Return:
    """The row of a community's return."""
    return Return.objects.get(campaign=made, division_code=code)


def complete(**changes: Any) -> dict[str, Any]:
    """Answers to everything that is required."""
    return {
        "community_kind": "urban",
        "residents": 5_000,
        "households": 1_700,
        "posts_approved": 6,
        "office_tenure": "own",
        "office_area": 160,
        **changes,
    }


def answer(
    row: Return, at: datetime, values: dict[str, Any], by: Actor = STAFF, base: int | None = None
) -> actions.SaveResult:
    """Save single answers on what holds now (or on `base`)."""
    from linli.surveys.queries.values import held_values

    held = held_values(queries.questionnaire_of(row.campaign_id), [row.pk])[row.pk]
    changes = [
        Change(code, value, (held[key].version if key in held else 0) if base is None else base)
        for code, value in values.items()
        for key in [("", 0, code)]
    ]
    return actions.save_draft(return_id=row.pk, changes=changes, by=by, at=at)


def hand_in(row: Return, at: datetime, by: Actor = STAFF, **changes: Any) -> Return:
    """Answer what is required and hand in."""
    answer(row, at, complete(**changes), by)
    row.refresh_from_db()
    return actions.submit_return(return_id=row.pk, by=by, at=at, version=row.version)


def values_of(campaign_id: UUID, code: str = DONGBAO) -> dict[str, Any]:
    """What the community's answers are now, whatever the state of its return."""
    from linli.surveys.states import ReturnState

    found = queries.answers(campaign_id, codes=[code], states=list(ReturnState))[code]
    return {question: a.value for question, a in found.values.items()}
