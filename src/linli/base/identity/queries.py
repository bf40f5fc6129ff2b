"""Reads of accounts, posts and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.base.identity import throttle
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding, Post
from linli.base.identity.states import SECOND_FACTOR_ROLES, Role, SetUp
from linli.base.scope import NOWHERE, Scope

NO_POST = "-"  # stands in the audit trail where a post would; never a name
PROVIDER = "oidc"  # the one provider of an installation; `LINLI_OIDC_*` says where it is
# Recovery codes stand in for a lost factor; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds now."""

    post_id: UUID
    role: Role
    title: str
    body: str
    prefix: str
    since: datetime | None = None

    @property
    def label(self) -> str:
        """Body and title, as shown in the page head."""
        return f"{self.body} · {self.title}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account is at this moment: its posts, and what it must still set up before they count."""

    posts: tuple[HeldPost, ...]
    has_second_factor: bool
    set_up: SetUp


def posts_held(*, account_id: UUID) -> tuple[HeldPost, ...]:
    """The posts an account holds now, oldest first."""
    return tuple(_held(row) for row in _current(account_id))


def standing_of(account: Account, *, by_passphrase: bool = True) -> Standing:
    """Posts and set-up of an account, in one query for whoever holds a post.

    Signed in by other means than a passphrase, changing a one-time passphrase can wait.
    """
    rows = list(_current(account.pk).annotate(has_factor=has_second_factor("account_id")))
    posts = tuple(_held(row) for row in rows)
    has_factor = rows[0].has_factor if rows else bool(second_factors_of(account))
    return Standing(posts, has_factor, _set_up(account, posts, has_factor, by_passphrase))


def has_second_factor(account_field: str = "pk") -> Exists:
    """An annotation: does the account that this field names have a second factor?"""
    return Exists(Authenticator.objects.filter(user_id=OuterRef(account_field), type__in=FACTORS))


def actor_of(account: Any, posts: Sequence[HeldPost], chosen: str | None) -> Actor:
    """The account acting in the post it chose, or in its first; without a post it may do nothing."""
    held = next((post for post in posts if str(post.post_id) == chosen), posts[0] if posts else None)
    if held is None:
        return Actor(account_id=account.pk, post_id=None, role=None, scope=NOWHERE, label=NO_POST)
    return Actor(
        account_id=account.pk,
        post_id=held.post_id,
        role=held.role,
        scope=Scope(held.prefix),
        label=held.label,
    )


def actor_without_post(account: Any) -> Actor:
    """The person as such: may look after their own account and nothing else."""
    return actor_of(account, (), None)


def accounts_in(scope: Scope, *, text: str = "", role: str = "", state: str = "") -> QuerySet[Account]:
    """Accounts for the administration list: those with a post in `scope` and those with no post yet.

    `state` is "", "no_post", "no_factor" or "inactive"; `text` is searched in names and titles.
    """
    current = Holding.objects.filter(ended_at=None)
    inside = current.filter(post__in=Post.objects.in_scope(scope).values("pk")).values("account_id")
    has_no_post = ~Q(pk__in=current.values("account_id"))
    accounts = (
        Account.objects.filter(Q(pk__in=inside) | has_no_post)
        .annotate(
            has_factor=has_second_factor(),
            needs_factor=Exists(current.filter(account_id=OuterRef("pk"), role__in=SECOND_FACTOR_ROLES)),
        )
        .order_by("username")
    )
    if text:
        by_post = current.filter(account_id=OuterRef("pk")).filter(
            Q(post__title__icontains=text) | Q(post__body__name__icontains=text)
        )
        accounts = accounts.filter(
            Q(username__icontains=text) | Q(display_name__icontains=text) | Exists(by_post)
        )
    if role:
        accounts = accounts.filter(Exists(current.filter(account_id=OuterRef("pk"), role=role)))
    conditions = {
        "no_post": has_no_post,
        "no_factor": Q(needs_factor=True, has_factor=False, is_demo=False),
        "inactive": Q(is_active=False),
    }
    return accounts.filter(conditions[state]) if state in conditions else accounts


def holdings_of(account: Account) -> QuerySet[Holding]:
    """All holdings of an account, the current ones first."""
    return account.holdings.select_related("post__body").order_by("ended_at", "-began_at", "id")


def holdings_of_accounts(account_ids: Sequence[UUID]) -> dict[UUID, list[HeldPost]]:
    """The current posts of several accounts, in one query."""
    found: dict[UUID, list[HeldPost]] = {account_id: [] for account_id in account_ids}
    rows = Holding.objects.filter(account_id__in=account_ids, ended_at=None, post__closed_at=None)
    for row in rows.select_related("post__body").order_by("began_at", "id"):
        found[row.account_id].append(_held(row))
    return found


def posts_in(scope: Scope, *, text: str = "", role: str = "", state: str = "") -> QuerySet[Post]:
    """Posts for the administration list, with `holder` (name or None). `state` is "", "vacant" or "closed"."""
    held = Holding.objects.filter(post_id=OuterRef("pk"), ended_at=None)
    posts = Post.objects.in_scope(scope).select_related("body").annotate(is_held=Exists(held))
    posts = posts.filter(closed_at__isnull=state != "closed").order_by(
        "division_code", "body__name", "title", "id"
    )
    if text:
        posts = posts.filter(Q(title__icontains=text) | Q(body__name__icontains=text))
    if role:
        posts = posts.filter(role=role)
    return posts.filter(is_held=False) if state == "vacant" else posts


def holders_of_posts(post_ids: Sequence[UUID]) -> dict[UUID, Account]:
    """Who holds which of these posts now, in one query."""
    rows = Holding.objects.filter(post_id__in=post_ids, ended_at=None).select_related("account")
    return {row.post_id: row.account for row in rows.order_by("id")}


def past_holdings_of_post(post: Post) -> QuerySet[Holding]:
    """Who held a post before, latest first."""
    ended = Holding.objects.filter(post=post, ended_at__isnull=False)
    return ended.select_related("account").order_by("-ended_at", "id")


def second_factors_of(account: Account) -> tuple[Authenticator, ...]:
    """The second factors an account has set up, recovery codes left out."""
    return tuple(
        Authenticator.objects.filter(user_id=account.pk, type__in=FACTORS).order_by("created_at", "pk")
    )


def single_sign_on_subject(account: Account) -> str:
    """The person's identifier at the identity provider; empty when none is recorded."""
    linked = SocialAccount.objects.filter(user=account, provider=PROVIDER).values_list("uid", flat=True)
    return linked.first() or ""


def waiting_accounts(scope: Scope, *, at: datetime) -> list[Account]:
    """Accounts that must wait after failed sign-ins. The table holds digests only, so names are tried in turn."""
    waiting = throttle.waiting_digests(at=at)
    if not waiting:
        return []
    return [
        account
        for account in accounts_in(scope).iterator()
        if throttle.digest("name", account.username) in waiting
        or throttle.digest("code", str(account.pk)) in waiting
    ]


def _current(account_id: UUID) -> QuerySet[Holding]:
    return (
        Holding.objects.filter(account_id=account_id, ended_at=None, post__closed_at=None)
        .select_related("post__body")
        .order_by("began_at", "id")
    )


def _held(row: Holding) -> HeldPost:
    return HeldPost(
        post_id=row.post_id,
        role=Role(row.post.role),
        title=row.post.title,
        body=row.post.body.name,
        prefix=row.post.prefix,
        since=row.began_at,
    )


def _set_up(account: Account, posts: Sequence[HeldPost], has_factor: bool, by_passphrase: bool) -> SetUp:
    if account.is_demo:
        return SetUp.DONE
    if account.must_change_passphrase and by_passphrase:
        return SetUp.PASSPHRASE
    if not has_factor and any(post.role in SECOND_FACTOR_ROLES for post in posts):
        return SetUp.SECOND_FACTOR
    return SetUp.DONE
