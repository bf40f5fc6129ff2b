"""Who may agree, register keys and export; how many people a role may take out at once."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.sharing.models.export import ALONE_MOST

ROW_CAP: dict[Role, int] = {
    Role.GRID_OFFICER: 50,
    Role.COMMITTEE: 500,
    Role.SUB_DISTRICT: 2_000,
    Role.DEPARTMENT: 2_000,
    Role.DISTRICT_OFFICE: 5_000,
}
"""People in one export, by the role of the post. The product's own caps."""
EXPORT_DAYS = 7
AGREEMENT_DAYS = 3 * 366
REQUEST_MINUTES = 5
"""How far a request's time may lie from ours: copied requests are old."""
REQUEST_PEOPLE = 100


def require_department(by: Actor) -> None:
    """Raise unless somebody of a department acts, the one that wants to use the data."""
    if by.role != Role.DEPARTMENT or by.account_id is None:
        raise NotAllowed("sharing.not_a_department", _("共享协议由使用数据的部门提出。"))


def require_district_office(by: Actor, place: str) -> None:
    """Raise unless the district office of the place acts."""
    if by.role != Role.DISTRICT_OFFICE or by.account_id is None or not by.scope.covers(place):
        raise NotAllowed("sharing.not_the_district_office", _("这件事由区社区办办理。"))


def row_cap(role: Role | None) -> int:
    """How many people a post of this role exports at once."""
    return 0 if role is None else ROW_CAP.get(role, 0)


def needs_second(people: int) -> bool:
    """Whether an export of so many people needs a second person."""
    return people > ALONE_MOST
