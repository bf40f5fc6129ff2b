"""What a column of a form about communities counts: the rule in words, proposed, confirmed or corrected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.forms import actions, queries, rules
from linli.office.forms.presenters import field_line, rules_in_words
from linli.office.forms.views import acting


@access(roles=rules.READERS)
@require_POST
def figure(request: HttpRequest, form_id: UUID, position: int) -> HttpResponse:
    """Take a rule; htmx swaps the field's row, without JavaScript the page comes again."""
    by, today = acting(request), request.as_of  # type: ignore[attr-defined]
    words, refused = request.POST.get("rule", ""), ""
    try:
        actions.answer_figure(form_id=form_id, position=position, words=words, by=by, at=timezone.now())
    except Refusal as refusal:
        refused = str(refusal)
    back = f"{reverse('forms:form', args=[form_id])}#field-{position}"
    if not request.htmx:  # type: ignore[attr-defined]
        if refused:
            messages.error(request, refused)
        return HttpResponseRedirect(back, status=303)
    found = queries.form(form_id, by=by)
    fields = queries.fields_of(form_id)
    rule = words if refused else rules_in_words(found, fields, today).get(position, "")
    field = next(one for one in fields if one.position == position)
    line = field_line(field, queries.element_names(today), rule=rule, counts=True)
    context = {"line": line, "one": found, "refused": refused}
    return render(request, "office/forms/field.html", context, status=422 if refused else 200)
