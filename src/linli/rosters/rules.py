"""Who may bring rosters in, and who may judge."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.rosters.models import Roster
from linli.rosters.states import TRANSITIONS, ImportState

BRINGERS = (Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE)
JUDGES = (Role.DISTRICT_OFFICE, Role.SUB_DISTRICT, Role.COMMITTEE)


def may_bring(by: Actor) -> bool:
    """May bring a roster for its own place."""
    return by.is_system or (by.role in BRINGERS and len(place_of(by)) >= 6)


def may_judge(by: Actor) -> bool:
    """May decide doubtful pairs and proposed changes in its own place."""
    return by.is_system or by.role in JUDGES


def place_of(by: Actor) -> str:
    """The code of the place that a post's rosters are for."""
    return "" if by.scope.is_nothing else by.scope.prefix[:12]


def ensure_may_bring(by: Actor) -> None:
    """Raises NotAllowed."""
    if not may_bring(by):
        raise NotAllowed(
            "rosters.not_yours",
            _("您这个岗位不能导入名册。"),
            _("请由区社区办、职能部门、街道或居委会的经办人导入。"),
        )


def ensure_may_judge(by: Actor) -> None:
    """Raises NotAllowed."""
    if not may_judge(by):
        raise NotAllowed("rosters.not_a_judge", _("您这个岗位不能判断存疑的记录。"))


def ensure_may_see(roster: Roster | None, by: Actor) -> Roster:
    """The roster, if its place lies in the post's scope and the post may bring rosters. Raises NotFound."""
    seen = roster is not None and by.scope.covers(roster.division_code) and may_bring(by)
    if roster is None or not seen:
        raise NotFound("rosters.unknown", _("没有这次导入，或者它不在您的管辖范围内。"))
    return roster


def ensure_own(roster: Roster, by: Actor) -> None:
    """Whoever brought a roster carries it on: its preview shows what others need not see."""
    if not by.is_system and roster.post_id != by.post_id:
        raise NotAllowed(
            "rosters.of_another_post", _("这份名册是别的岗位上传的。"), _("请由上传它的岗位继续。")
        )


def ensure_moves(roster: Roster, to: ImportState) -> None:
    """Raises a refusal when the roster cannot go there from where it is."""
    if to not in TRANSITIONS[ImportState(roster.state)]:
        raise Refusal(
            "rosters.not_now",
            _("这份名册现在是“%(state)s”，不能这样做。"),
            _("请刷新页面，看看它现在到了哪一步。"),
            state=ImportState(roster.state).label,
        )
