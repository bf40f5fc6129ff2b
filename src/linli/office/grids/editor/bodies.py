"""What the editor's scripts send: checked before anything is done with it."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal


class BadBody(Refusal):
    """Not what our own page sends."""

    status = 400


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes of a draft that was seen at `version`: (unit, label) each."""

    version: int
    changes: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Redraw:
    """Units and their labels now, how many grids they should become, and the labels in use in their community."""

    units: list[int]
    labels: list[int]
    grids: int
    taken: list[int]


@dataclass(frozen=True, slots=True)
class Outlined:
    """Units and the labels of the grids whose outlines are asked for; `zoom` at which they will be looked at."""

    units: list[int]
    labels: list[int]
    zoom: int


def read_outlined(body: bytes) -> Outlined:
    """Raises `BadBody`."""
    sent = _object(body)
    units, labels = _numbers(sent, "units"), _numbers(sent, "labels")
    if len(units) != len(labels) or not units or len(set(units)) != len(units):
        raise _bad()
    return Outlined(units, labels, _number(sent.get("zoom")))


def read_edit(body: bytes) -> Edit:
    """Raises `BadBody`."""
    sent = _object(body)
    units, labels = _numbers(sent, "units"), _numbers(sent, "labels")
    if len(units) != len(labels):
        raise _bad()
    return Edit(_number(sent.get("version")), list(zip(units, labels, strict=True)))


def read_redraw(body: bytes) -> Redraw:
    """Raises `BadBody`."""
    sent = _object(body)
    grids = _number(sent.get("grids"))
    if grids < 1:
        raise _bad()
    return Redraw(_numbers(sent, "units"), _numbers(sent, "labels"), grids, _numbers(sent, "taken"))


def _bad() -> BadBody:
    return BadBody("grids.bad_body", _("收到的改动不完整。"), _("请重新打开本页再试。"))


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except ValueError as fault:
        raise _bad() from fault
    if not isinstance(sent, dict):
        raise _bad()
    return sent


def _numbers(sent: dict[str, Any], name: str) -> list[int]:
    listed = sent.get(name)
    if not isinstance(listed, list):
        raise _bad()
    return [_number(value) for value in listed]


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise _bad()
    return value
