"""The form with its control number, its QR code and the day it ends: for paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import NotFound
from linli.forms import queries as forms
from linli.mandates import queries
from linli.mandates.states import ADMITTED
from linli.office.forms.picture import Mark, picture_sheets
from linli.office.mandates.views.common import READERS, acting


@access(roles=READERS)
@require_GET
def printed(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """The empty form as it was sent, under its number; a form without one is not printed."""
    found = queries.mandate(mandate_id, by=acting(request))
    if found.state not in ADMITTED:
        raise NotFound("mandates.no_number", _("还没有准入，没有可以印的编号。"))
    fields = forms.fields_of(found.form_id) if found.form_id else ()
    plain = Mark("", "")
    sheets = picture_sheets(forms.picture(found.form, fields), lambda _position: plain) if found.form else ()
    context = {"one": found, "sheets": sheets, "labels": [field.label for field in found.fields.all()]}
    return render(request, "office/mandates/printed.html", context)
