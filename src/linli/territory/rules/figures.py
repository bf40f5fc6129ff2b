"""Who may record a figure, and in which form it is kept."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.territory.states import ELEMENTS, CommunityKind, Element

RECORDERS = frozenset({Role.DISTRICT_OFFICE, Role.SUB_DISTRICT, Role.COMMITTEE})
Given = Decimal | int | date | str | tuple[Decimal | float, Decimal | float] | None


class BadFigure(Refusal):
    """The figure cannot be kept as it is."""


def recordable(by: Actor, code: str) -> bool:
    """True when this post may record figures of that place: offices do, inside their scope."""
    return (by.is_system or by.role in RECORDERS) and by.scope.covers(code)


def may_record(by: Actor, code: str) -> None:
    """`NotAllowed` unless `recordable`."""
    if not recordable(by, code):
        raise NotAllowed("territory.figure_not_allowed", _("您的岗位不能记录这个社区的数据。"))


def known_element(key: str) -> Element:
    """The element; `BadFigure` when the profile has none of that name."""
    if key not in ELEMENTS:
        raise BadFigure("territory.element_unknown", _("社区概况没有这个数据项：%(key)s。"), key=key)
    return ELEMENTS[key]


def as_text(element: Element, value: Given) -> str | None:
    """The one way a value of this element is written; None stays None (known to be unknown)."""
    if value is None:
        return None
    try:
        return _WRITERS[element.type](value)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise BadFigure(
            "territory.figure_form",
            _("“%(element)s”不能是“%(value)s”。"),
            _("面积、人数、户数为不小于零的数；日期写作 2002-05-01；坐标写作 117.02,25.09（经度在前）。"),
            element=element.words,
            value=value,
        ) from error


def _number(value: Given) -> str:
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise ValueError(value)
    return format(number.normalize(), "f")


def _day(value: Given) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()


def _kind(value: Given) -> str:
    return CommunityKind(str(value)).value


def _point(value: Given) -> str:
    parts = str(value).split(",") if not isinstance(value, tuple) else [str(part) for part in value]
    longitude, latitude = (Decimal(part.strip()) for part in parts)
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(value)
    return f"{longitude},{latitude}"


_WRITERS = {"number": _number, "day": _day, "kind": _kind, "point": _point}
