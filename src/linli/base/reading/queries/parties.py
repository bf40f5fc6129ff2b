"""Departments by their bodies, staff members' own records, and whether somebody is in duty."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Holding, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.reading import rules
from linli.base.reading.models import OwnRecord

OF_KIND = {
    BodyKind.RESIDENTS_COMMITTEE: "residents_committee",
    BodyKind.SUB_DISTRICT_OFFICE: "sub_district_office",
    BodyKind.COMMUNITY_OFFICE: "community_office",
}


def holds_post(by: Actor, at: datetime) -> bool:
    """Whether the account holds the post at this moment, with the role and scope that the actor claims."""
    row = (
        Holding.objects.filter(
            account_id=by.account_id or rules.NOBODY, post_id=by.post_id or rules.NOBODY, began_at__lte=at
        )
        .filter(Q(ended_at=None) | Q(ended_at__gt=at))
        .filter(post__closed_at=None, account__is_active=True)
        .values_list("post__role", "post__division_code", "post__grid_suffix")
        .first()
    )
    if row is None:
        return False
    role, code, grid = row
    return role == by.role and code + (f"G{grid}" if grid else "") == by.scope.prefix


def department_of_body(body_id: UUID) -> str:
    """The catalogue's code of a department; empty when none is known."""
    row = Body.objects.filter(pk=body_id).order_by().values_list("kind", "department__code").first()
    return "" if row is None else row[1] or OF_KIND.get(BodyKind(row[0]), "")


def department_of_post(post_id: UUID | None) -> str:
    """The catalogue's code of the department that a post belongs to; empty when none is known."""
    row = (
        Post.objects.filter(pk=post_id or rules.NOBODY)
        .values_list("body__kind", "body__department__code")
        .first()
    )
    if row is None:
        return ""
    kind, code = row
    return code or OF_KIND.get(BodyKind(kind), "")


def own_subject(account_id: UUID | None) -> UUID | None:
    """The staff member's own record; None when it has not been stated."""
    return (
        OwnRecord.objects.filter(account_id=account_id or rules.NOBODY)
        .values_list("subject", flat=True)
        .first()
    )


def role_label(role: str) -> str:
    """The role in the language in force."""
    return str(Role(role).label)
