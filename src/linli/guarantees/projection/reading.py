"""Answers of a campaign as facts for the engine."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.core.gaps import Assessment, Facts, assess
from linli.core.policy import Rulebook
from linli.guarantees.standards import InForce
from linli.surveys import queries as surveys
from linli.surveys.queries import CommunityAnswers
from linli.surveys.states import COUNTED, ReturnState


@dataclass(frozen=True, slots=True)
class Assessed:
    """A community and what came of holding it against the rules. One that has not handed in is unknown throughout."""

    code: str
    name: str
    sub_district_code: str
    sub_district_name: str
    handed_in: bool
    assessment: Assessment

    @property
    def district(self) -> str:
        """The first six digits."""
        return self.code[:6]


def assessed(
    campaign_id: UUID, rulebook: Rulebook, day: date, codes: Collection[str] | None = None
) -> Iterator[Assessed]:
    """Every community asked (or those named), in order of codes. Two queries. Drafts do not count: they are unknown."""
    every_state = tuple(ReturnState)
    for answers in surveys.stream_answers(campaign_id, codes=codes, states=every_state):
        counted = answers.state in COUNTED
        standards = InForce(rulebook, answers.division_code, day)
        facts = facts_of(answers) if counted else Facts(answers.division_code, {}, {})
        yield Assessed(
            answers.division_code,
            answers.name,
            answers.sub_district_code,
            answers.sub_district_name,
            counted,
            assess(facts, standards, day),
        )


def facts_of(answers: CommunityAnswers) -> Facts:
    """A group without rows was not answered: no committee is without members, and no row says "none"."""
    values = {code: answer.value for code, answer in answers.values.items()}
    groups = {code: rows or None for code, rows in answers.groups.items()}
    return Facts(answers.division_code, values, groups)
