"""The decision pack in words: overlaps, fields, cost, duty, steps."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue.wording import SENSITIVITIES, said
from linli.catalogue.words import keep_words, type_words
from linli.core.elements import Element
from linli.core.elements.kinds import GUARDED
from linli.core.mandates import Class, Standing
from linli.core.scopes import Unit
from linli.forms import queries as forms
from linli.forms.models import Form
from linli.mandates.models import MandateStep
from linli.mandates.queries import DecisionPack, Overlap
from linli.mandates.queries.asked import AskedField, Look
from linli.mandates.rules import FEW
from linli.mandates.states import Step
from linli.office.forms.picture import Mark, PictureSheet, picture_sheets
from linli.office.mandates.scopes import language, unit_word

RELATIONS = {
    Standing.SAME: gettext_lazy("完全相同"),
    Standing.COVERED: gettext_lazy("已被它包含，由它供数"),
    Standing.OVERLAPS: gettext_lazy("部分重复，合并采集"),
}
CLASSES = {
    Class.SAME: gettext_lazy("与已有事项相同"),
    Class.COVERED: gettext_lazy("已被已有事项包含：供数，不派任务"),
    Class.MERGED: gettext_lazy("与已有事项重叠：合并"),
    Class.NEW: gettext_lazy("新的要求"),
}
ROWS = {
    "equal": gettext_lazy("同样的对象"),
    "subset": gettext_lazy("对象在它的范围之内"),
    "superset": gettext_lazy("对象比它更广"),
    "overlap": gettext_lazy("对象有交叉"),
}
SHORT_OF = {
    "fields": gettext_lazy("它没有问全部字段"),
    "rows": gettext_lazy("它的对象没有全部包括"),
    "places": gettext_lazy("它的地点没有全部包括"),
    "days": gettext_lazy("它的期限没有全部包括"),
    "frequency": gettext_lazy("它问得没有这样频繁"),
}
LOOKS = {
    Look.KNOWN: gettext_lazy("在册已有"),
    Look.ASKED: gettext_lazy("别处在问"),
    Look.LOCAL: gettext_lazy("本部门指标"),
    Look.BANNED: gettext_lazy("永不采集"),
    Look.OPEN: gettext_lazy("要采集"),
}
MARKS = {
    Look.KNOWN: gettext_lazy("在册"),
    Look.ASKED: gettext_lazy("别处"),
    Look.LOCAL: gettext_lazy("本部门"),
    Look.BANNED: gettext_lazy("永不采集"),
    Look.OPEN: gettext_lazy("要采集"),
}
SHOWN = 8


def overlap_lines(found: Iterable[Overlap], by: Actor) -> list[dict[str, Any]]:
    """Other requests that ask the same; a department does not see another's page, nor few people counted."""
    is_department = by.role == Role.DEPARTMENT
    return [
        {
            "title": one.title,
            "body": one.body,
            "number": one.control_number,
            "relation": RELATIONS[one.relation],
            "shared": _("、").join(one.shared[:SHOWN]) + ("……" if len(one.shared) > SHOWN else ""),
            "count": len(one.shared),
            "rows": ROWS.get(one.rows, ""),
            "both": _both(one, shows_few=not is_department),
            "short_of": _("；").join(str(SHORT_OF[name]) for name in one.short_of),
            "href": "" if is_department else reverse("mandates:mandate", args=[one.id]),
        }
        for one in found
    ]


def _both(one: Overlap, *, shows_few: bool) -> str:
    if one.both is None or one.unit is None:
        return ""
    number = one.both.subjects
    few = 0 < number < FEW and not shows_few
    told = {
        "number": _("不到 %(few)s") % {"few": FEW} if few else f"{number:,}",
        "unit": unit_word(one.unit),
    }
    if one.both.is_exact:
        return _("两边都问到的 %(number)s %(unit)s") % told
    return _("两边都问到的最多 %(number)s %(unit)s") % told


def step_lines(steps: Iterable[MandateStep]) -> list[dict[str, Any]]:
    """The history, oldest first."""
    return [{"what": Step(one.step).label, "at": one.at, "who": one.label, "why": one.why} for one in steps]


def mark_of(field: AskedField) -> Mark:
    """How a field is marked on the picture; the legend says the same at length. Shares of few rows are not told."""
    counted_rows = field.known is not None and field.rows is not None and field.rows >= FEW
    if field.look in (Look.KNOWN, Look.ASKED) and counted_rows:
        words = _("在册 %(percent)s%%") if field.look is Look.KNOWN else _("别处 · 在册 %(percent)s%%")
        return Mark(field.look.value, words % {"percent": percent(field.known or 0, field.rows or 0)})
    return Mark(field.look.value, str(MARKS[field.look]))


def percent(part: int, whole: int) -> int:
    """Whole per cent, never 100 where something is missing."""
    return min(100 * part // whole, 99) if whole and part < whole else 100 if whole else 0


def own_line(one: Element) -> dict[str, Any]:
    """What an own indicator would be kept as."""
    own = one.property
    return {
        "name": said(own.names),
        "whose": said(one.role.names),
        "type": type_words(own, None) if not own.type.code_list else _("从表上的答案中选"),
        "care": SENSITIVITIES[own.sensitivity],
        "tag": "warn" if own.sensitivity in GUARDED else "",
        "keep": keep_words(own.retention),
    }


def asked_context(pack: DecisionPack) -> dict[str, Any]:
    """The left half: the form's picture with its fields marked, or the list of fields where no form was sent."""
    marks = {field.form_field: mark_of(field) for field in pack.fields if field.form_field is not None}
    count = Counter(field.look for field in pack.fields)
    return {
        "legend": [(look.value, name, count[look]) for look, name in LOOKS.items() if count[look]],
        "sheets": _sheets(pack, marks) if marks else (),
        "marked": [
            {"label": field.label, "look": field.look.value, "words": mark_of(field).words}
            for field in pack.fields
        ],
        "own": [own_line(one) for one in pack.own],
        "asked_by": [(field.label, field.asked_by) for field in pack.fields if field.asked_by][:SHOWN],
    }


def _sheets(pack: DecisionPack, marks: dict[Any, Mark]) -> tuple[PictureSheet, ...]:
    form: Form | None = pack.mandate.form
    if form is None:
        return ()
    fields = forms.fields_of(form.pk)
    by_position = {field.position: marks[field.pk] for field in fields if field.pk in marks}
    plain = Mark("", "")
    return picture_sheets(forms.picture(form, fields), lambda position: by_position.get(position, plain))


def verdict_context(pack: DecisionPack, by: Actor) -> dict[str, Any]:
    """The right half in words."""
    cells = pack.cost.cells
    return {
        "class_words": CLASSES[pack.overlaps.verdict],
        "overlaps": overlap_lines(pack.overlaps.found, by),
        "shows_cells": cells is not None
        and (cells.rows >= FEW or not cells.rows or by.role != Role.DEPARTMENT or _is_of_places(pack)),
        "known_percent": percent(cells.known, cells.asked) if cells else 0,
        "minutes_source": minutes_source(pack),
        "duty": _duty(pack),
    }


def _is_of_places(pack: DecisionPack) -> bool:
    scope = pack.mandate.row_scope
    return scope is not None and scope.unit is Unit.PLACE


def minutes_source(pack: DecisionPack) -> str:
    """Where the minutes come from."""
    time = pack.cost.time
    if not pack.cost.burden.is_measured:
        return _("估计：申请部门填写，还没有实测")
    if time is None:
        return _("实测：按各数据元的用时")
    return _("实测：每格 %(seconds)s 秒（%(cells)s 格，%(first)s 至 %(last)s）") % {
        "seconds": time.seconds.normalize(),
        "cells": f"{time.cells:,}",
        "first": time.from_date.isoformat(),
        "last": time.to_date.isoformat(),
    }


def _duty(pack: DecisionPack) -> dict[str, Any]:
    duty = pack.duty
    if duty is not None:
        name = duty.zh if language().startswith("zh") else duty.en
        return {"words": _("职责清单之内：%(name)s") % {"name": name}, "document": duty.document}
    if pack.mandate.is_duty is False:
        return {"words": _("不在职责清单之内，需购买服务"), "document": ""}
    words = _("属于职责（没有写明清单条目）") if pack.mandate.is_duty else _("未定")
    return {"words": words, "document": ""}
