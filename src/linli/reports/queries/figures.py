"""Everything a report is composed from, read from the survey and from the five guarantees."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.core.questionnaire import Questionnaire
from linli.core.tabulate.words import Words
from linli.guarantees import queries as guarantees
from linli.guarantees.queries import StandardInfo, StandingRow
from linli.reports.compose.inputs import (
    Community,
    FacilityKind,
    Guarantee,
    OfficeTenure,
    State,
    Stated,
    Survey,
    SurveyFigures,
)
from linli.reports.queries.answers import FACILITY_PREFIX, STATED_TOTAL, collected, number
from linli.reports.queries.findings import costs_in, findings_in, findings_of, rules_in
from linli.surveys import queries as surveys
from linli.surveys.queries import CampaignInfo, CommunityAnswers
from linli.territory import queries as territory
from linli.territory.rules.names import short_name

ALL: Final = 1_000_000
NOT_STUCK: Final = ("", "none")


def survey_figures(
    *, campaign_id: UUID, place: str, stated: Mapping[str, Stated], is_demo: bool = False
) -> tuple[SurveyFigures, tuple[StandardInfo, ...]]:
    """Read a campaign in a place. The number of queries depends on the number of rules, not of communities.

    The figures are true for the day the rules were read for when the campaign was assessed. Returns them with
    every value in force that communities were held against.
    Refusals: surveys.campaign_unknown, reports.nothing_handed_in.
    """
    campaign = surveys.campaign(campaign_id)
    scope = Scope(place)
    board = guarantees.board(campaign)
    standings = guarantees.standings(campaign_id, scope=scope, size=ALL).rows
    if board is None or not any(row.handed_in for row in standings):
        raise _nothing_handed_in()
    codes = [row.code for row in standings]
    answers = surveys.answers(campaign_id, codes=codes)
    questionnaire = surveys.questionnaire_of(campaign_id)
    facilities = _facilities(questionnaire)
    held = findings_of(campaign_id, scope)
    rules, standards = rules_in(held)
    figures = SurveyFigures(
        place=_place(place, board.day),
        place_code=place,
        as_of=board.day,
        survey=_survey(campaign, scope, standings),
        communities=tuple(_community(row, answers.get(row.code), questionnaire) for row in standings),
        verdicts=_verdicts(standings),
        findings=findings_in(held),
        costs=costs_in(held),
        rules=rules,
        answers=collected(answers, codes, board.day, [kind.code for kind in facilities]),
        facilities=facilities,
        stated=stated,
        packs=_packs(standards),
        is_demo=is_demo,
    )
    return figures, standards


def _nothing_handed_in() -> Refusal:
    return Refusal(
        "reports.nothing_handed_in",
        _("这个地方还没有社区报送，无法编制报告。"),
        _("请先在调查页面查看报送进度。"),
    )


def _place(code: str, as_of: date) -> Words:
    found = territory.division(code, as_of) if code else None
    return Words.same(found.short_name if found else code or "—")


def _survey(campaign: CampaignInfo, scope: Scope, standings: Iterable[StandingRow]) -> Survey:
    notes = surveys.visits(campaign.id, scope=scope)
    rows = list(standings)
    return Survey(
        name=Words(campaign.title_zh, campaign.title_en),
        opens_date=campaign.opens_date,
        closes_date=campaign.closes_date,
        asked=tuple(row.code for row in rows),
        answered=tuple(row.code for row in rows if row.handed_in),
        visits=tuple((note.division_code, note.day) for note in notes if note.way == "visit"),
        talks=tuple((note.division_code, note.place, note.day) for note in notes if note.way == "talk"),
    )


def _community(row: StandingRow, answers: CommunityAnswers | None, questionnaire: Questionnaire) -> Community:
    name, above = short_name(row.name), short_name(row.sub_district_name)
    if answers is None:
        return Community(row.code, name, above, row.sub_district_code)
    kind = answers.value("community_kind")
    tenure = answers.value("office_tenure")
    return Community(
        code=row.code,
        name=name,
        sub_district=above,
        sub_district_code=row.sub_district_code,
        is_converted=None if kind is None else kind == "converted",
        residents=_whole(number(answers, "residents")),
        households=_whole(number(answers, "households")),
        office_area=None if tenure == "none" else number(answers, "office_area"),
        office_tenure=OfficeTenure(tenure) if isinstance(tenure, str) and tenure else None,
        office_stuck_at=_stuck(answers, questionnaire),
        point=_point(answers),
        new_communities=_whole(number(answers, "new_community_needed")),
    )


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _point(answers: CommunityAnswers) -> tuple[float, float] | None:
    longitude, latitude = number(answers, "longitude"), number(answers, "latitude")
    return None if longitude is None or latitude is None else (float(longitude), float(latitude))


def _stuck(answers: CommunityAnswers, questionnaire: Questionnaire) -> Words | None:
    """The stage at which an approval hangs, with the community's own note (which is in Chinese only)."""
    stage = answers.value("approval_stage")
    field = questionnaire.field("approval_stage")
    choice = field.choice(stage) if field else None
    if choice is None or stage in NOT_STUCK:
        return None
    note = answers.value("approval_note")
    return Words(f"{choice.label.zh}。{note}" if note else choice.label.zh, choice.label.en)


def _facilities(questionnaire: Questionnaire) -> tuple[FacilityKind, ...]:
    """The kinds of facilities the questionnaire asks for."""
    return tuple(
        FacilityKind(question.code.removeprefix(FACILITY_PREFIX), Words(question.label.zh, question.label.en))
        for section in questionnaire.sections
        for question in section.questions
        if question.code.startswith(FACILITY_PREFIX) and question.code != STATED_TOTAL
    )


def _verdicts(standings: Iterable[StandingRow]) -> dict[tuple[str, Guarantee], State]:
    """A guarantee to which no rule applies has not been shown to be met: unknown."""
    known = {state.value for state in State}
    return {
        (row.code, Guarantee(verdict.guarantee)): State(verdict.state)
        if verdict.state in known
        else State.UNKNOWN
        for row in standings
        for verdict in row.verdicts
    }


def _packs(standards: Iterable[StandardInfo]) -> tuple[Words, ...]:
    """The documents whose values were used, for the closing lines of the report."""
    documents = dict.fromkeys((one.name, one.name_en, one.number) for one in standards)
    if not documents:
        return ()
    zh = "；".join(f"{name}（{number}）" if number else name for name, _en, number in documents)
    en = "; ".join(f"{en or name} ({number})" if number else en or name for name, en, number in documents)
    return (Words(f"所依规定：{zh}", f"Rules used: {en}"),)
