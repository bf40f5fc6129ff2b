"""Who may open which page. Deny by default: a view that does not declare its access answers 403."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from linli.base.identity.states import Role

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares: `roles` that may open it, or `public`, or any signed-in account.

    `place_arg` names the URL argument that holds a division code: it must lie inside the acting post's scope.
    `personal` marks pages that can show personal data: they need a second factor (demo logins excepted).
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    signed_in: bool = False
    place_arg: str = ""
    personal: bool = False


STAFF = frozenset(
    {Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER, Role.AUDITOR}
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
) -> Callable[[V], V]:
    """Declare who may open a view."""
    declared = Access(frozenset(roles), public, signed_in, place_arg, personal)
    if not (declared.roles or public or signed_in):
        raise ValueError("a view is open to roles, to every signed-in account, or to the public: say which")

    def mark(view: V) -> V:
        view.access = declared  # type: ignore[attr-defined]
        return view

    return mark


# Views we did not write. Everything of the sign-in library is open to people who are not signed in yet, or
# guards itself; connecting and managing accounts asks for a session.
THIRD_PARTY: tuple[tuple[str, Access], ...] = (("allauth.", Access(public=True)),)


def declared_access(view: Any) -> Access | None:
    """The access a view declares, looking through wrappers and class-based views; None when undeclared."""
    seen: Any = view
    while seen is not None:
        found = getattr(seen, "access", None) or getattr(getattr(seen, "view_class", None), "access", None)
        if isinstance(found, Access):
            return found
        seen = getattr(seen, "__wrapped__", None)
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return next((access for prefix, access in THIRD_PARTY if module.startswith(prefix)), None)


class DenyByDefault:
    """Middleware that holds every request against the access its view declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, send it to the sign-in page, or refuse it."""
        declared = declared_access(view)
        if declared is None:
            raise PermissionDenied("access undeclared")
        if declared.public:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if declared.signed_in:
            return None
        self._check_post(request, declared, kwargs)
        return None

    @staticmethod
    def _check_post(request: HttpRequest, declared: Access, kwargs: dict[str, Any]) -> None:
        actor = getattr(request, "actor", None)
        if actor is None or actor.role not in declared.roles:
            raise PermissionDenied("role")
        if declared.place_arg and not actor.scope.covers(str(kwargs[declared.place_arg])):
            raise PermissionDenied("scope")
