"""What the resident's views share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.register.gate.places import whereabouts
from linli.rights.queries import OwnRecord, own_record

LARGE_COOKIE = "large_type"


def acting(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of this door: never kept by a browser or a proxy, in large type for whoever asked for it."""
    response = render(
        request,
        template,
        {"large": request.COOKIES.get(LARGE_COOKIE) == "1", **context},
        status=status,
    )
    response["Cache-Control"] = "no-store"
    return response


def own(request: HttpRequest) -> OwnRecord:
    """The record behind the account. Raises NotFound, in words, when access has ended."""
    found = own_record(acting(request).account_id)
    if found is None:
        raise NotFound("rights.no_record", _("这个账号没有对应的登记。"), _("请到社区的服务窗口。"))
    return found


def pseudonyms(subject_id: UUID) -> tuple[UUID, ...]:
    """Every id under which the person is or was on record; the one alone when they have been deleted."""
    found = whereabouts([subject_id]).get(subject_id)
    return found.aliases if found else (subject_id,)
