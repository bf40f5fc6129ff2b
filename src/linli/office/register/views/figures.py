"""Figures by place: two dimensions, protected for publication, or as they are for work inside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.scope import Scope
from linli.catalogue.queries import words_of_lists
from linli.office.register.forms.figures import FiguresForm
from linli.office.register.presenters.figures import chart, labels, table
from linli.office.register.presenters.places import COMMUNITY, frame, place_name
from linli.office.register.presenters.values import day_words, is_english
from linli.office.register.views.common import READERS, language, show
from linli.register.gate.figures import DIMENSIONS, counts

INSIDE = "inside"


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """People who live in a place, by two dimensions. Numbers only, so no purpose is asked for."""
    today = timezone.localdate()
    form = FiguresForm(request.GET or None, english=is_english())
    form.is_valid()
    rows, columns, wanted = form.chosen
    publish = wanted != INSIDE and len(code) <= COMMUNITY
    counted = counts(Scope(code), rows, columns, today=today)
    lists = words_of_lists({DIMENSIONS[one].code_list for one in (rows, columns)} - {""}, today)
    row_labels = labels(counted, rows, 0, lists, today)
    column_labels = labels(counted, columns, 1, lists, today)
    caption = _caption(code, rows, columns)
    context: dict[str, Any] = {
        **frame(code, "figures", _("%(place)s住着多少人？"), today),
        "choices": list(form),
        "publish": publish,
        "caption": caption,
        "row_word": DIMENSIONS[rows].names.get(language()),
        "counted": table(counted, row_labels, column_labels, publish=publish) if counted else {"rows": ()},
        "drawing": chart(
            counted,
            row_labels,
            column_labels,
            publish=publish,
            title=caption,
            day=today,
            language=language(),
        )
        if counted
        else "",
        "source": _("来源：人口登记，%(day)s住在这里的人。") % {"day": day_words(today)},
    }
    return show(request, "office/register/figures.html", context)


def _caption(code: str, rows: str, columns: str) -> str:
    return _("%(place)s的居民，按%(rows)s和%(columns)s") % {
        "place": place_name(code, timezone.localdate()),
        "rows": DIMENSIONS[rows].names.get(language()),
        "columns": DIMENSIONS[columns].names.get(language()),
    }
