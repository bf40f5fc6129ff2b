"""Reads of accounts and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.base.scope import NOWHERE, Scope


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds now."""

    post_id: UUID
    role: Role
    title: str
    body: str
    prefix: str

    @property
    def label(self) -> str:
        """Body and title, as shown in the page head."""
        return f"{self.body} · {self.title}"


def posts_held(*, account_id: UUID) -> tuple[HeldPost, ...]:
    """The posts an account holds now, oldest first."""
    rows = (
        Holding.objects.filter(account_id=account_id, ended_at=None, post__closed_at=None)
        .select_related("post__body")
        .order_by("began_at", "id")
    )
    return tuple(
        HeldPost(
            post_id=row.post_id,
            role=Role(row.post.role),
            title=row.post.title,
            body=row.post.body.name,
            prefix=row.post.division_code + (f"G{row.post.grid_suffix}" if row.post.grid_suffix else ""),
        )
        for row in rows
    )


def actor_of(account: Any, posts: Sequence[HeldPost], chosen: str | None) -> Actor:
    """The account acting in the post it chose, or in its first; without a post it may do nothing."""
    held = next((post for post in posts if str(post.post_id) == chosen), posts[0] if posts else None)
    if held is None:
        return Actor(account_id=account.pk, post_id=None, role=None, scope=NOWHERE, label=str(account))
    return Actor(
        account_id=account.pk, post_id=held.post_id, role=held.role, scope=Scope(held.prefix), label=held.label
    )
