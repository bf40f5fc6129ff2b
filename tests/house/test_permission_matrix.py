"""Who gets past the door of which page: every route of the live router x role x relation, against its declaration.

The expected answer is worked out here from what the view declares, independently of the code that enforces it.
View bodies do not run: what a room does with an object named by an id is that room's own test. Taking any one
check away must make the matrix fail, or the matrix would prove nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from linli.base import access as access_module
from linli.base.access import Access, DenyByDefault, declared_access
from linli.base.identity import backends, queries
from linli.base.identity.middleware import ActingPost
from linli.base.identity.models import Account, Holding
from linli.base.identity.states import SECOND_FACTOR_ROLES, Role
from tests.factories import LONG_AGO, give_second_factor, post_for

HOME = {
    Role.SUB_DISTRICT: "350802001",
    Role.COMMITTEE: "350802001001",
    Role.GRID_OFFICER: "350802001001",
    Role.RESIDENT: "350802001001",
}
DISTRICT = "350802"
PLACES = {"own": None, "other place, same district": "350802003001", "other district": "350803001001"}
METHODS = ("GET", "POST")
DUTIES = (
    "in duty",
    "duty ended",
    "no second factor",
    "one-time passphrase",
    "deactivated",
    "demo outside a demo",
)
OPEN, SIGN_IN, SET_UP, CLOSED = "open", "to sign in", "to set up", "closed"


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: Any

    @property
    def declared(self) -> Access | None:
        return declared_access(self.view)


@dataclass(frozen=True)
class Somebody:
    """A signed-in (or not) visitor, as the middleware saw them."""

    role: Role | None
    duty: str
    home: str
    user: Any
    actor: Any
    set_up: Any
    has_second_factor: bool


def routes(resolver: URLResolver | None = None, prefix: str = "", names: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from routes(entry, prefix + str(entry.pattern), space)
        elif isinstance(entry, URLPattern):
            yield Route(f"{names}{entry.name}", prefix + str(entry.pattern), entry.callback)


ROUTES = list(routes())


def home_of(role: Role) -> str:
    return HOME.get(role, DISTRICT)


def account_in(role: Role, duty: str) -> Account:
    account = Account.objects.create(
        username=f"{role}-{duty}",
        is_active=duty != "deactivated",
        must_change_passphrase=duty == "one-time passphrase",
    )
    if duty == "demo outside a demo":
        Account.objects.filter(pk=account.pk).update(is_demo=True)
    if duty != "no second factor":
        give_second_factor(account)
    Holding.objects.create(
        account=account,
        post=post_for(role, home_of(role)),
        role=role,
        began_at=LONG_AGO,
        ended_at=LONG_AGO if duty == "duty ended" else None,
    )
    return account


@pytest.fixture
def accounts(db) -> list[tuple[Role, str, Account]]:
    return [(role, duty, account_in(role, duty)) for role in Role for duty in DUTIES]


def seen_by_middleware(account: Account | None, role: Role | None, duty: str) -> Somebody:
    """Run the real backend and middleware once; the result serves for every route."""
    from django.contrib.auth.models import AnonymousUser

    request: Any = RequestFactory().get("/")
    request.session = SessionStore()
    backend = backends.SignInBackend()
    request.user = (backend.get_user(account.pk) if account else None) or AnonymousUser()
    ActingPost(lambda _request: None)(request)  # type: ignore[arg-type, return-value]
    home = home_of(role) if role else DISTRICT
    return Somebody(role, duty, home, request.user, request.actor, request.set_up, request.has_second_factor)


def visitors(accounts: list[tuple[Role, str, Account]]) -> list[Somebody]:
    signed_in = [seen_by_middleware(account, role, duty) for role, duty, account in accounts]
    return [*signed_in, seen_by_middleware(None, None, "not signed in")]


def outcome(route: Route, visitor: Somebody, method: str, place: str) -> str:
    request: Any = RequestFactory().generic(method, "/")
    request.user, request.actor = visitor.user, visitor.actor
    request.set_up, request.has_second_factor = visitor.set_up, visitor.has_second_factor
    kwargs = {route.declared.place_arg: place} if route.declared and route.declared.place_arg else {}
    try:
        answer = DenyByDefault(lambda _request: None).process_view(request, route.view, (), kwargs)  # type: ignore[arg-type, return-value]
    except PermissionDenied:
        return CLOSED
    if answer is None:
        return OPEN
    return SIGN_IN if answer["Location"].startswith(reverse("account_login")) else SET_UP


def expected(declared: Access | None, visitor: Somebody, place: str) -> str:
    """The rule, said once more in other words."""
    if declared is None:
        return CLOSED
    if declared.public:
        return OPEN
    if visitor.duty in {"not signed in", "deactivated", "demo outside a demo"}:
        return SIGN_IN
    no_factor = visitor.duty == "no second factor"
    unready = visitor.duty == "one-time passphrase" or (no_factor and visitor.role in SECOND_FACTOR_ROLES)
    if unready and not declared.before_set_up:
        return SET_UP
    acting = None if unready or visitor.duty == "duty ended" else visitor.role
    if declared.roles and acting not in declared.roles:
        return CLOSED
    if declared.place_arg and (acting is None or not place.startswith(visitor.home)):
        return CLOSED
    return SET_UP if declared.personal and no_factor else OPEN


def surprises(everybody: list[Somebody], tried: list[Route] = ROUTES) -> tuple[int, list[str]]:
    """How many combinations were tried, and those whose answer was not the expected one."""
    count, wrong = 0, []
    for route in tried:
        for visitor in everybody:
            for relation, elsewhere in PLACES.items():
                place = elsewhere or visitor.home
                for method in METHODS:
                    count += 1
                    got, due = (
                        outcome(route, visitor, method, place),
                        expected(route.declared, visitor, place),
                    )
                    if got != due:
                        wrong.append(
                            f"{method} {route.pattern} ({route.name}): {visitor.role}, {visitor.duty}, "
                            f"{relation}: {got} instead of {due}"
                        )
    return count, wrong


def test_every_route_declares_its_access():
    undeclared = [f"{route.pattern} ({route.name})" for route in ROUTES if route.declared is None]
    assert undeclared == []


def test_public_routes_are_these():
    """A page becomes public by a decision, not by a slip: the list is here to be read."""
    public = {route.name for route in ROUTES if route.declared and route.declared.public}
    assert public == {
        "health",
        "choose-language",
        "what-we-hold",
        # The officer's app holds nothing about anybody; contacts of phones prove themselves by a token.
        "field:app",
        "field:asset",
        "field:worker",
        "field:manifest",
        "field:sync",
        "field:odk-list",
        "field:odk-form",
        "field:odk-manifest",
        "field:odk-table",
        "field:odk-submission",
        "api:sharing-key",
        "api:sharing-answer",
        # Outlines and codes of grids in force: what is posted in every stairwell.
        *(
            f"api:ogc{end}"
            for end in ("", "-api", "-conformance", "-collections", "-collection", "-items", "-item")
        ),
        "mandates:check",
        "mandates:register",
        "mandates:board",
        "mine:sign-in",
        "mine:large-type",
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "single-sign-on-unknown",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    }


def test_the_matrix_holds(accounts):
    count, wrong = surprises(visitors(accounts))
    assert wrong == []
    assert count >= 10_000


def samples() -> list[Route]:
    """One route for each kind of declaration, the undeclared and those with a place included."""
    declarations = [
        None,
        Access(public=True),
        Access(signed_in=True),
        Access(signed_in=True, before_set_up=True),
        Access(roles=frozenset({Role.COMMITTEE, Role.AUDIT_ADMIN})),
        Access(roles=frozenset(Role), place_arg="code"),
        Access(roles=frozenset({Role.RESIDENT}), personal=True),
    ]

    def view(declared: Access | None) -> Any:
        def page(request: HttpRequest, **kwargs: Any) -> None:
            return None

        if declared is not None:
            page.access = declared  # type: ignore[attr-defined]
        return page

    return [Route(str(index), f"sample/{index}", view(each)) for index, each in enumerate(declarations)]


def test_the_samples_hold(accounts):
    count, wrong = surprises(visitors(accounts), samples())
    assert wrong == []
    assert count > 2_000


@pytest.mark.parametrize("check", access_module.CHECKS, ids=lambda check: check.__name__)
def test_taking_a_check_away_is_noticed(accounts, monkeypatch, check):
    everybody = visitors(accounts)
    left = [other for other in access_module.CHECKS if other is not check]
    monkeypatch.setattr(DenyByDefault, "checks", left)
    assert surprises(everybody, samples())[1] != []


def everybody_may_sign_in(monkeypatch):
    monkeypatch.setattr(backends.SignInBackend, "user_can_authenticate", lambda self, user: True)


def ended_duties_count(monkeypatch):
    def with_ended(account_id: UUID) -> Any:
        return Holding.objects.filter(account_id=account_id).select_related("post__body").order_by("id")

    monkeypatch.setattr(queries, "_current", with_ended)


def nothing_is_ever_due(monkeypatch):
    monkeypatch.setattr(queries, "_set_up", lambda *args: queries.SetUp.DONE)


def demo_mode_is_forgotten(monkeypatch):
    monkeypatch.setattr(Account, "may_sign_in", property(lambda self: self.is_active))


def scopes_cover_everything(monkeypatch):
    monkeypatch.setattr("linli.base.scope.Scope.covers", lambda self, code: True)


@pytest.mark.parametrize(
    "weaken",
    [
        everybody_may_sign_in,
        ended_duties_count,
        nothing_is_ever_due,
        demo_mode_is_forgotten,
        scopes_cover_everything,
    ],
    ids=lambda weaken: weaken.__name__,
)
def test_weakening_what_stands_behind_the_checks_is_noticed(accounts, monkeypatch, weaken):
    weaken(monkeypatch)
    assert surprises(visitors(accounts), samples())[1] != []


STATUS = {SIGN_IN: 302, SET_UP: 303, CLOSED: 403}


def test_a_real_browser_gets_the_same_refusals(accounts):
    """The whole stack, not the check alone: no refused combination of the sample reaches its view."""
    sample = [route for route in ROUTES if "<" not in route.pattern and "^" not in route.pattern]
    mismatches = []
    for role, duty, account in accounts[::3]:
        visitor = seen_by_middleware(account, role, duty)
        client = Client()
        client.force_login(account)
        for route in sample:
            due = expected(route.declared, visitor, visitor.home)
            if due == OPEN:
                continue
            status = client.get(f"/{route.pattern}").status_code
            if status != STATUS[due]:
                mismatches.append(f"{route.pattern}: {role}, {duty}: {status} instead of {STATUS[due]}")
    assert mismatches == []
