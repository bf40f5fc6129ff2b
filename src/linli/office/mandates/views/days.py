"""The district's own working days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.mandates import actions, queries
from linli.office.mandates.forms import DayForm, problems
from linli.office.mandates.views.common import acting, see_other

WORKS = {"on": True, "off": False, "national": None}


@access(roles=(Role.DISTRICT_OFFICE,))
@require_http_methods(["GET", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """Days that the district works or has off beside the national calendar; every deadline follows at once."""
    by = acting(request)
    district = by.scope.prefix[:6]
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_day(
                district=district,
                day=data["day"],
                works=WORKS[data["works"]],
                document=data["document"],
                by=by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存；审核期限随之重新计算。"))
            return see_other("days")
    errors = problems(form)
    context = {"form": form, "errors": errors, "rows": queries.district_days(district)}
    return render(request, "office/mandates/days.html", context, status=422 if errors else 200)
