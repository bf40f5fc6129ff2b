"""What the people of a place may be counted by, in words. Numbers only; small ones are for the door to protect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linli.base.scope import Scope
from linli.core.elements import Words
from linli.register.queries.counts import BANDS, OLDEST, count_by

UNKNOWN = ""
AGE_BANDS = (*(band for _end, band in BANDS), OLDEST)


@dataclass(frozen=True, slots=True)
class Dimension:
    """`code_list` names its words; ages and places have words of their own."""

    code: str
    names: Words
    code_list: str = ""


DIMENSIONS: Mapping[str, Dimension] = {
    one.code: one
    for one in (
        Dimension("age_band", Words("年龄", "Age")),
        Dimension("sex", Words("性别", "Sex"), "sex"),
        Dimension("community", Words("社区", "Community")),
        Dimension("education", Words("学历", "Education"), "education"),
        Dimension("marital_status", Words("婚姻状况", "Marital status"), "marital"),
        Dimension("hukou_type", Words("户口性质", "Household registration"), "hukou_type"),
        Dimension("registered_here", Words("人户一致", "Registered where living"), "household_match"),
        Dimension("inflow_reason", Words("流入原因", "Reason for coming"), "inflow_reason"),
        Dimension("lodging_type", Words("住所类型", "Kind of lodging"), "lodging_type"),
        Dimension("employment_status", Words("就业状况", "Employment"), "employment_status"),
    )
}


def counts(scope: Scope, rows: str, columns: str, *, today: date) -> dict[tuple[str, str], int]:
    """How many people who live there have which pair of codes; `UNKNOWN` where nothing is recorded.

    Raises LookupError for what is no dimension.
    """
    return {(one.row, one.column): one.people for one in count_by(rows, columns, scope, on=today)}
