"""A small office for tests of reading: posts with people in them, a few purposes, a log to read."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding, Post
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.actions import NewReading, PurposeDraft, load_purposes, log_reading
from linli.base.reading.models import Reading
from linli.base.reading.states import Act
from linli.base.scope import Scope
from tests.factories import LONG_AGO, post_for

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 24)
DISTRICT, STREET, COMMUNITY = "350802", "350802001", "350802001001"
OTHER_COMMUNITY, OTHER_DISTRICT = "350802001002", "350803001001"
GRID, OTHER_GRID = f"{COMMUNITY}G001", f"{COMMUNITY}G002"
INSTALL = Actor.system("install")


def somebody(role: Role, prefix: str = DISTRICT, name: str = "", ended: datetime | None = None) -> Actor:
    """An account that holds a post of that role at that place, as the middleware would make its actor."""
    code, _mark, grid = prefix.partition("G")
    account = Account.objects.create(username=name or f"{role}-{prefix}-{uuid7().hex[-12:]}")
    post = post_for(role, code)
    if grid:
        Post.objects.filter(pk=post.pk).update(grid_suffix=grid)
    Holding.objects.create(account=account, post=post, role=role, began_at=LONG_AGO, ended_at=ended)
    return Actor(account.pk, post.pk, role, Scope(prefix), f"{post.body.name} · {role.label}")


def draft(code: str, **changed: object) -> PurposeDraft:
    """A purpose with a basis and an end."""
    fields: dict[str, object] = {
        "code": code,
        "name_zh": f"用途{code}",
        "name_en": f"purpose {code}",
        "basis_zh": "《个人信息保护法》",
        "basis_en": "Personal Information Protection Law",
        "valid_from": DAY - timedelta(days=30),
        "valid_to": DAY + timedelta(days=365),
    }
    return PurposeDraft(**{**fields, **changed})  # type: ignore[arg-type]


def load(*drafts: PurposeDraft) -> None:
    load_purposes(drafts=drafts or (draft("contact"), draft("care")), by=INSTALL, at=AT)


def looked(
    by: Actor,
    *subjects: UUID,
    at: datetime = AT,
    place: str = GRID,
    told_from: date | None = None,
    **more: object,
) -> Reading:
    """One reading of these subjects, as the gate would log it."""
    new = NewReading(
        subjects=dict.fromkeys(subjects or (uuid7(),), place),
        elements=("self.name",),
        purpose="contact",
        reason="电话通知停水",
        act=Act.MASKED,
        told_from=told_from or at.date(),
        **more,  # type: ignore[arg-type]
    )
    return log_reading(new=new, by=by, at=at)


def people(count: int) -> list[UUID]:
    return [uuid7() for _ in range(count)]
