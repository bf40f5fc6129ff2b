"""Who may open which page. Deny by default: a view that does not declare its access answers 403."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role, SetUp

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares: `roles` that may open it, or `public`, or any signed-in account.

    `place_arg` names the URL argument that holds a division code: it must lie inside the acting post's scope.
    `personal` marks pages that can show personal data: whoever opens them needs a second factor, whatever
    their role. `before_set_up` opens a page of one's own account while a passphrase or second factor is due.
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    signed_in: bool = False
    place_arg: str = ""
    personal: bool = False
    before_set_up: bool = False


STAFF = frozenset(
    {
        Role.DISTRICT_OFFICE,
        Role.DEPARTMENT,
        Role.SUB_DISTRICT,
        Role.COMMITTEE,
        Role.GRID_OFFICER,
        Role.AUDITOR,
    }
)
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
EVERY_POST = STAFF | ADMINISTRATORS | {Role.RESIDENT}


def access(
    *,
    roles: Iterable[Role] = (),
    public: bool = False,
    signed_in: bool = False,
    place_arg: str = "",
    personal: bool = False,
    before_set_up: bool = False,
) -> Callable[[V], V]:
    """Declare who may open a view."""
    declared = Access(frozenset(roles), public, signed_in, place_arg, personal, before_set_up)
    if sum((bool(declared.roles), public, signed_in)) != 1:
        raise ValueError("a view is open to roles, to every signed-in account, or to the public: say which")
    if before_set_up and not signed_in:
        raise ValueError("only pages of one's own account are open before it is set up")
    if public and (place_arg or personal):
        raise ValueError("a public page has no place to hold against and no personal data")

    def mark(view: V) -> V:
        view.access = declared  # type: ignore[attr-defined]
        return view

    return mark


def declared_access(view: Any) -> Access | None:
    """The access a view declares, looking through wrappers and class-based views; None when undeclared."""
    seen: Any = view
    while seen is not None:
        found = getattr(seen, "access", None) or getattr(getattr(seen, "view_class", None), "access", None)
        if isinstance(found, Access):
            return found
        seen = getattr(seen, "__wrapped__", None)
    return None


def may_open(href: str, role: Role | None) -> bool:
    """Whether the page at this address declares itself open to the role; what it holds is another question."""
    declared = declared_access(resolve(href).func)
    return declared is not None and (declared.public or declared.signed_in or role in declared.roles)


def require_in_scope(actor: Actor, code: str) -> None:
    """For rooms: the object a URL names by its id lies at `code`; outside the actor's scope it is not there."""
    if not actor.scope.covers(code):
        raise NotFound("access.not_found", _("没有找到您要的内容，或者它不在您的管辖范围内。"))


# -- the checks, in order: each lets pass (None), answers itself, or refuses -----------------------------------
Check = Callable[[HttpRequest, Access, dict[str, Any]], HttpResponse | None]


def is_declared(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> None:
    """An undeclared view is open to nobody."""
    if declared == UNDECLARED:
        raise PermissionDenied("access undeclared")


def is_signed_in(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Nobody in particular is sent to the sign-in page."""
    if declared.public or request.user.is_authenticated:
        return None
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    # What was sent is gone; whoever signs in comes back to the page with the form, not to where it was sent.
    said = _("登录已经结束，刚才提交的内容没有保存。请登录后重新提交。")
    messages.warning(request, said, fail_silently=True)
    page = urlsplit(request.headers.get("Referer", ""))
    back = page._replace(scheme="", netloc="").geturl() if page.netloc == request.get_host() else "/"
    return redirect_to_login(back or "/")


def is_set_up(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> HttpResponse | None:
    """A passphrase to be changed or a second factor to be set up comes before everything else."""
    if declared.public or declared.before_set_up:
        return None
    due = request.set_up  # type: ignore[attr-defined]
    if due == SetUp.PASSPHRASE:
        return HttpResponseRedirect(reverse("account_change_password"), status=303)
    return _to_second_factor() if due == SetUp.SECOND_FACTOR else None


def has_role(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> None:
    """The acting post has one of the roles."""
    if declared.roles and request.actor.role not in declared.roles:  # type: ignore[attr-defined]
        raise PermissionDenied("role")


def has_place(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> None:
    """The place in the URL lies inside the acting post's scope."""
    if not declared.place_arg:
        return
    if not request.actor.scope.covers(str(kwargs.get(declared.place_arg, ""))):  # type: ignore[attr-defined]
        raise PermissionDenied("scope")


def has_second_factor(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Personal data is for those who proved twice who they are; demo logins see generated people only."""
    if not declared.personal or getattr(request.user, "is_demo", False):
        return None
    return None if request.has_second_factor else _to_second_factor()  # type: ignore[attr-defined]


UNDECLARED = Access()
NOT_KEPT = "private, no-store"
CHECKS: tuple[Check, ...] = (is_declared, is_signed_in, is_set_up, has_role, has_place, has_second_factor)


def _to_second_factor() -> HttpResponse:
    return HttpResponseRedirect(reverse("mfa_index"), status=303)


class DenyByDefault:
    """Middleware that holds every request against the access its view declares."""

    checks: Sequence[Check] = CHECKS

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What a page with personal data answers is kept by nobody on the way, nor by the browser's own cache."""
        response = self.get_response(request)
        if getattr(request, "shows_people", False) and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = NOT_KEPT
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, send it where it has to go first, or refuse it."""
        declared = declared_access(view) or UNDECLARED
        is_own = Role.RESIDENT in declared.roles
        request.shows_people = declared.personal or is_own  # type: ignore[attr-defined]
        for check in self.checks:
            answer = check(request, declared, kwargs)
            if answer is not None:
                return answer
        return None
