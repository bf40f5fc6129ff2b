"""A sitting: the purpose and reason that whoever looks things up states once, shown on every page until changed."""

from dataclasses import dataclass

from django.http import HttpRequest

KEY = "register.sitting"
SEARCH_KEY = "register.search"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What for, and why. Goes into the log with each reading."""

    purpose: str
    reason: str


def sitting_of(request: HttpRequest) -> Sitting | None:
    """The sitting of this session, for the post acted in now; another post states its own purpose."""
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or kept.get("post") != _post(request):
        return None
    return Sitting(kept["purpose"], kept["reason"])


def begin(request: HttpRequest, purpose: str, reason: str) -> None:
    """State the purpose and reason from now on."""
    request.session[KEY] = {"purpose": purpose, "reason": reason, "post": _post(request)}


def end(request: HttpRequest) -> None:
    """Nothing more is looked up for this purpose."""
    request.session.pop(KEY, None)
    request.session.pop(SEARCH_KEY, None)


def _post(request: HttpRequest) -> str:
    return str(request.actor.post_id)  # type: ignore[attr-defined]
