"""Bringing a form in: its layout is read, its fields are matched; what leaves no doubt is settled at once."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.formmatch import NONE, Match, form_of
from linli.core.formmatch.layout import LaidField, read_layout, sheet_record
from linli.forms import rules
from linli.forms.counting import is_about_communities
from linli.forms.files import sheets_of
from linli.forms.models import Form, FormField
from linli.forms.naming import settle_names
from linli.forms.queries.matching import matcher, record_of
from linli.forms.states import Answer, RowUnit

LABEL, GROUP, UNIT, SHEET = 300, 300, 40, 120


def read_form(*, data: bytes, name: str, by: Actor, at: datetime) -> Form:
    """Read a department's own workbook or document. The same file again answers the form that is there.

    Refusals: forms.not_allowed, forms.too_big, forms.no_field, forms.too_many_fields, and those of `files.sheets_of`
    (password, macro workbook, zip bomb, broken file ...). Nothing is kept of a file that is refused.
    """
    post = rules.post_of(by)
    if len(data) > rules.MOST_BYTES:
        raise Refusal("forms.too_big", _("文件超过 %(most)s MB。"), _("请只留表头，删去图片和数据。"), most=5)
    district, digest = by.scope.prefix[:6], hashlib.sha256(data).hexdigest()
    same = Form.objects.filter(body_id=post.body_id, district=district, digest=digest)
    there = same.first()
    if there is not None:
        return there
    layout = read_layout(sheets_of(data, name))
    _check(layout.fields, name)
    made = Form(
        id=uuid7(),
        district=district,
        body=post.body,
        name=name[:200],
        title=layout.title[:200],
        kind=layout.kind,
        digest=digest,
        content=data,
        layout=[sheet_record(sheet, layout.fields) for sheet in layout.sheets],
        field_count=len(layout.fields),
        read_at=at,
    )
    fields = [_field(made, position, laid) for position, laid in enumerate(layout.fields, start=1)]
    found = matcher(local_day(at)).match(form_of(record_of(made, fields)))
    if is_about_communities(fields, made.title, local_day(at)):
        made.row_unit = RowUnit.PLACE
    for field, match in zip(fields, found, strict=True):
        # What a community is counted to have is no element of anybody: a person confirms the rule.
        _settle(field, match if made.row_unit != RowUnit.PLACE else replace(match, auto=False))
    if made.row_unit == RowUnit.PLACE:
        settle_names(fields, local_day(at))
    try:
        _keep(made, fields, by, at)
    except IntegrityError:
        there = same.first()
        if there is None:
            raise
        return there  # a colleague brought the same file in while this one was read
    return made


def _keep(made: Form, fields: Sequence[FormField], by: Actor, at: datetime) -> None:
    subject = f"forms.Form:{made.pk}"
    with audited(by=by, at=at, verb="forms.read_form", subject=subject, place=made.district) as entry:
        made.save(force_insert=True)
        FormField.objects.bulk_create(fields, batch_size=100)
        settled = sum(field.state == Answer.AUTOMATIC for field in fields)
        entry.detail = {"fields": len(fields), "settled": settled, "sha256": made.digest}


def _check(fields: Sequence[LaidField], name: str) -> None:
    if not fields:
        raise Refusal(
            "forms.no_field",
            _("%(file)s 里没有找到要填的字段。"),
            _("请上传带表头的空表；表头所在的工作表不要隐藏。"),
            file=name,
        )
    if len(fields) > rules.MOST_FIELDS:
        raise Refusal(
            "forms.too_many_fields",
            _("%(file)s 有 %(count)s 个字段，超过 %(most)s 个。"),
            _("请拆成几份表，分别说明各自的用处。"),
            file=name,
            count=len(fields),
            most=rules.MOST_FIELDS,
        )


def _field(made: Form, position: int, laid: LaidField) -> FormField:
    return FormField(
        id=uuid7(),
        form=made,
        position=position,
        label=laid.label[:LABEL],
        group=laid.group[:GROUP],
        unit=laid.unit[:UNIT],
        options=list(laid.options),
        sheet=laid.sheet[:SHEET],
        row=laid.at[0],
        column=laid.at[1],
        value_row=laid.value_at[0],
        value_column=laid.value_at[1],
        in_roster=laid.in_roster,
    )


def _settle(field: FormField, match: Match) -> None:
    """What was found; settled only where the engine says that nobody has to be asked."""
    field.ranked = [[one.element, one.score, one.by] for one in match.ranked]
    field.confidence = match.confidence
    field.doubts = list(match.doubts)
    if match.auto and match.ranked and match.ranked[0].element != NONE:
        field.state, field.element = Answer.AUTOMATIC, match.ranked[0].element
