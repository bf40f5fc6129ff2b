"""Pages: what is in force, one rule with its history, two packs side by side, and a district's own value."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import ADMINISTRATORS, STAFF, access
from linli.base.errors import NotFound, Refusal
from linli.base.identity.states import Role
from linli.core.policy import Listing, PolicyError, Rule, Rulebook, compare
from linli.office.policies import presenters
from linli.office.policies.asking import Ask, place_words, read_ask
from linli.office.policies.forms import OverrideForm, WithdrawForm
from linli.policies import actions
from linli.policies.models import PolicyOverride
from linli.policies.queries import override_rows, rulebook
from linli.policies.rules import may_override
from linli.policies.wording import headed, named, policy_refusal

READERS = STAFF | ADMINISTRATORS


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Rules in force at a place on a day."""
    book = rulebook()
    ask = read_ask(request, book)
    context: dict[str, Any] = {"rows": [], "missing": [], "refusal": None}
    try:
        chosen = book.choose(*ask.choices)
        context["rows"] = presenters.rows(chosen, ask)
        context["missing"] = presenters.missing_names(
            chosen.unanswered(ask.place, ask.day, include_proposed=ask.proposed), book
        )
    except PolicyError as error:
        context["refusal"] = policy_refusal(error, book.rules)
    return render(request, "office/policies/index.html", context | _common(request, book, ask))


def _common(request: HttpRequest, book: Rulebook, ask: Ask) -> dict[str, Any]:
    return {
        "ask": ask,
        "place_words": place_words(request, ask.place),
        "packs": [(pack.code, named(pack.names), pack.is_bound, pack.scope or "") for pack in book.packs],
        "guarantees": [(one.value, words) for one, words in presenters.GUARANTEES.items()],
    }


@access(roles=READERS)
@require_GET
def rule_page(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: its value, how it was reached, its history, who set what."""
    book = rulebook()
    ask = read_ask(request, book)
    known = _known(book, rule)
    return _rule_response(request, book, ask, known, _form(request, book, ask, known))


def _known(book: Rulebook, code: str) -> Rule:
    if code not in book.rules:
        raise NotFound("policies.unknown_rule", _("没有“%(rule)s”这条规则。"), rule=code)
    return book.rules[code]


def _rule_response(
    request: HttpRequest, book: Rulebook, ask: Ask, rule: Rule, form: OverrideForm | None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "rule": rule,
        "name": headed(rule.names),
        "guarantee": presenters.GUARANTEES[rule.guarantee],
        "inputs": [(one.code, headed(one.names), ask.inputs.get(one.code, "")) for one in rule.inputs],
        "form": form,
        "problems": form.problems() if form and form.is_bound else [],
        "stretches": [],
        "said": [],
        "told": [],
    }
    context |= _answer(book, ask, rule)
    if context["refusal"] is None or context["refusal"].code != "policies.bad_place":
        chosen = book.choose(*(code for code in ask.choices if code in {pack.code for pack in book.packs}))
        spans = chosen.history(rule.code, ask.place, include_proposed=ask.proposed)
        context["stretches"] = presenters.stretches(spans, chosen, ask)
        context["said"] = presenters.said(chosen.entries(rule.code, ask.place), chosen)
        context["told"] = presenters.told(
            override_rows(rule, ask.place),
            rule.code,
            book,
            lambda place: may_override(request.actor, place),  # type: ignore[attr-defined]
        )
    return render(request, "office/policies/rule.html", context | _common(request, book, ask), status=status)


def _answer(book: Rulebook, ask: Ask, rule: Rule) -> dict[str, Any]:
    """The value on the day; a schedule is shown as one until its input is given."""
    found: dict[str, Any] = {"row": None, "ways": (), "note": "", "rests_on": [], "refusal": None}
    try:
        chosen = book.choose(*ask.choices)
        answers = chosen.values(ask.place, ask.day, include_proposed=ask.proposed, **ask.inputs)
        held = next((one for one in answers if one.rule == rule.code), None)
        if held is None:  # asking for it alone says why
            held = chosen.value(rule.code, ask.place, ask.day, include_proposed=ask.proposed, **ask.inputs)
    except PolicyError as error:
        return found | {"refusal": policy_refusal(error, book.rules)}
    return found | {
        "row": presenters.row_of(held, book, ask),
        "ways": presenters.ways(held, book),
        "note": named(held.note) if held.note else "",
        "rests_on": [presenters.row_of(base, book, ask) for base in held.rests_on],
    }


def _form(
    request: HttpRequest, book: Rulebook, ask: Ask, rule: Rule, data: Any = None
) -> OverrideForm | None:
    actor = request.actor  # type: ignore[attr-defined]
    home = actor.scope.prefix
    place = ask.place if may_override(actor, ask.place) else home
    if not may_override(actor, place):
        return None
    entries = [entry for entry in book.entries(rule.code, place) if entry.holds_on(ask.day)]
    now = max(entries, key=lambda entry: (entry.status == "in_force", len(entry.scope)), default=None)
    term = now.term if now else None
    first = {"division_code": place, "valid_from": ask.day}
    named = [entry.term for entry in book.entries(rule.code, place) if isinstance(entry.term, Listing)]
    things = {item.code: item for listing in named for item in listing.items}
    return OverrideForm(data, rule=rule, now=term, things=list(things.values()), initial=first)


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def override(request: HttpRequest, rule: str) -> HttpResponse:
    """Set a district's own value."""
    book = rulebook()
    ask = read_ask(request, book)
    known = _known(book, rule)
    form = _form(request, book, ask, known, request.POST)
    if form is None:
        raise Refusal("policies.not_by_form", _("这条规则不能在这里设定数值。"))
    if form.is_valid():
        try:
            row = _write(request, known, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已记下本地数值；原有数值仍可在沿革里查到。"))
            place, day = row.division_code, row.valid_from
            return HttpResponseRedirect(
                f"{reverse('policies:rule', args=[rule])}?place={place}&as_of={day:%Y-%m-%d}", status=303
            )
    return _rule_response(request, book, ask, known, form, status=422)


def _write(request: HttpRequest, rule: Rule, form: OverrideForm) -> PolicyOverride:
    data = form.cleaned_data
    return actions.override_value(
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        rule=rule.code,
        division_code=data["division_code"].strip(),
        term=form.term(),
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        document=form.document(),
        why=data["why"],
    )


@access(roles={Role.DISTRICT_OFFICE})
@require_POST
def withdraw(request: HttpRequest, override_id: UUID) -> HttpResponse:
    """Let a district's own value end."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Refusal(
            "policies.withdraw_incomplete",
            _("撤回要写明从哪一天起、为什么。"),
            _("请返回上一页，两项都填好再提交。"),
        )
    row = actions.withdraw_override(
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        override_id=override_id,
        valid_to=form.cleaned_data["valid_to"],
        why=form.cleaned_data["why"],
    )
    messages.success(request, _("已撤回；那一天起由政策包回答。"))
    return HttpResponseRedirect(
        f"{reverse('policies:rule', args=[row.rule])}?place={row.division_code}", status=303
    )


@access(roles=READERS)
@require_GET
def compare_packs(request: HttpRequest) -> HttpResponse:
    """What pack B would change here."""
    book = rulebook()
    ask = read_ask(request, book)
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    unbound = next((pack.code for pack in book.packs if not pack.is_bound), "")
    b = b if "b" in request.GET else unbound
    context: dict[str, Any] = {"a": a, "b": b, "sides": [], "same": 0, "refusal": None}
    names = {pack.code: named(pack.names) for pack in book.packs} | {"": _("现行规定")}
    try:
        found = compare(
            book, a or None, b or None, ask.place, ask.day, include_proposed=ask.proposed, **ask.inputs
        )
        context["sides"] = presenters.sides(found, book, ask)
        context["same"] = len(book.choose(*([a] if a else [])).values(ask.place, ask.day)) - sum(
            1 for one in found if one.a is not None
        )
    except PolicyError as error:
        context["refusal"] = policy_refusal(error, book.rules)
    context |= {"a_name": names.get(a, a), "b_name": names.get(b, b), "choices": names}
    context["inputs"] = [
        (one.code, headed(one.names), ask.inputs.get(one.code, ""))
        for rule in book.rules.values()
        for one in rule.inputs
    ]
    return render(request, "office/policies/compare.html", context | _common(request, book, ask))
