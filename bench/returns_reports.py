"""Fourteen reports of one community in a month, each a form of its own under a request of its own.

The forms are dense: what can be recorded of households, homes and their heads is put on the record first, seven values
in ten. Each report is filled by the product's own action and then taken out as the department's own file.
"""

import io
import statistics
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import xlsxwriter

REPORTS = 14
COLUMNS = 40
PAGES = 15
ROOTS = ("household", "dwelling", "self.household.head", "dwelling.owner")
SHARE_KNOWN = 0.7
PLAIN = 34  # of the columns of a form; the others ask what needs an approval


def reports(code: str, at: datetime) -> None:
    """Fill fourteen reports of a community and take out their files; print seconds, cells and shares."""
    from django.db import connection

    from linli.returns.actions import fill
    from linli.returns.files import filled_file

    department, office, committee = _hands(code)
    rows = dense(code, at)
    asked = [_admitted(number, code, rows, department, office, at) for number in range(REPORTS)]
    first = date(at.year, at.month, 1)

    def one(mandate: Any) -> Any:
        return fill(mandate_id=mandate.pk, community=code, period_first=first, by=committee, at=at)

    filled, filling = _timed(one, asked)
    files, writing = _timed(lambda found: filled_file(report=found, number=1, by=committee, at=at), filled)
    kept = [found.fillings.get() for found in filled]
    cells = sum(one.cells for one in kept)
    known = sum(one.fresh + one.stale + one.conflict for one in kept)
    print(f"{REPORTS} reports of {rows} households x {COLUMNS} columns on {connection.vendor}, whole actions")
    withheld = sum(one.withheld for one in kept)
    print(f"  {cells:,} cells, {known / cells:.0%} with a value, {withheld / cells:.0%} kept back")
    print(
        f"  filled and kept     {sum(filling):6.2f} s   (goal 5 s), longest {max(filling):.2f} s (goal 1 s)"
    )
    print(
        f"  their files         {sum(writing):6.2f} s   {sum(len(one.content) for one in files) // 1024:,} KB"
    )
    used, clock = page(filled[0], committee, at)
    print(f"  a page of 20 rows   {used:6.0f} ms of processor, {clock:.0f} ms on the clock   (goal 50 ms)")


def page(report: Any, by: Any, at: datetime) -> tuple[float, float]:
    """Milliseconds for the first page of a return, as its table is read: medians of processor and clock."""
    from linli.returns import queries

    used, clock = [], []
    for _time in range(PAGES):
        start, begun = time.perf_counter(), time.process_time()
        queries.table(queries.opened(report.pk, by=by, today=at.date()), by=by, at=at)
        used.append(1000 * (time.process_time() - begun))
        clock.append(1000 * (time.perf_counter() - start))
    return statistics.median(used), statistics.median(clock)


def _timed(work: Callable[[Any], Any], through: list[Any]) -> tuple[list[Any], list[float]]:
    made, taken = [], []
    for one in through:
        start = time.perf_counter()
        made.append(work(one))
        taken.append(time.perf_counter() - start)
    return made, taken


def pool() -> tuple[Any, ...]:
    """Elements a form of households can ask: of the household, its home, its head, and the home's owner."""
    from linli.catalogue.queries import catalogue
    from linli.register.gate.routes import route

    held = catalogue(date(2026, 11, 24))
    return tuple(one for one in held.elements if one.role.code in ROOTS and route("household", one))


def dense(code: str, at: datetime) -> int:
    """Record seven in ten of what the forms ask of each household and its home; heads own their homes.

    Answers how many households there are.
    """
    from linli.base.identity.actor import Actor
    from linli.base.scope import Scope
    from linli.register.actions import record
    from linli.register.drafts import EntryDraft, FactDraft
    from linli.register.models import Household
    from linli.register.states import Method

    dice = Random(code)
    households = Household.objects.in_scope(Scope(code)).order_by("id")
    rows = list(households.values_list("id", "dwelling_id", "head_id"))
    facts = []
    for household, dwelling, head in rows:
        facts.append(FactDraft(dwelling, "dwelling.owner", object=head))
        for element in pool():
            subject = {"household": household, "dwelling": dwelling}.get(element.role.code)
            if subject is None or element.property.derivation or dice.random() > SHARE_KNOWN:
                continue
            value = _value(element, dice)
            if value:
                facts.append(FactDraft(subject, element.code, value))
    draft = EntryDraft("grid", Method.COLLECTED, at.date(), "resident_register", reference="bench")
    record(entry=draft, facts=facts, subjects=[], by=Actor.system("bench"), at=at)
    return len(rows)


def _value(element: Any, dice: Random) -> str:
    """A value of the element's kind; nothing for what has rules of its own (numbers of people, addresses)."""
    from linli.catalogue.queries import words_of_lists

    kind, code_list = str(element.property.type.kind), element.property.type.code_list
    if kind == "code":
        items = list(words_of_lists({code_list}, date(2026, 11, 24)).get(code_list, ()))
        return str(dice.choice(items)) if items else ""
    made: dict[str, Callable[[], str]] = {
        "yes_no": lambda: dice.choice(("yes", "no")),
        "integer": lambda: str(dice.randrange(1, 9)),
        "decimal": lambda: str(dice.randrange(40, 160)),
        "date": lambda: date(2026, 1 + dice.randrange(10), 1 + dice.randrange(28)).isoformat(),
        "text": lambda: str(dice.randrange(1, 30)),
    }
    return made[kind]() if kind in made else ""


def _hands(code: str) -> tuple[Any, Any, Any]:
    """Somebody of a department, of the district office and of the community's committee, in posts of the database."""
    from linli.base.identity.states import BodyKind, Role

    district = code[:6]
    return (
        somebody("民政局", BodyKind.DEPARTMENT, Role.DEPARTMENT, district),
        somebody("社区办", BodyKind.COMMUNITY_OFFICE, Role.DISTRICT_OFFICE, district),
        somebody(f"居委会{code}", BodyKind.RESIDENTS_COMMITTEE, Role.COMMITTEE, code),
    )


def somebody(name: str, kind: Any, role: Any, code: str) -> Any:
    """An account in a post of the database."""
    from linli.base.identity.actor import Actor
    from linli.base.identity.models import Account, Body, Holding, Post
    from linli.base.scope import Scope

    body, _made = Body.objects.get_or_create(name=name, division_code=code, defaults={"kind": kind})
    post, _made = Post.objects.get_or_create(
        body=body, division_code=code, role=role, defaults={"title": "工作人员"}
    )
    account, is_new = Account.objects.get_or_create(username=f"bench-{role}-{code}")
    if is_new:
        Holding.objects.create(
            account=account, post=post, role=role, began_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
    return Actor(account.pk, post.pk, role, Scope(code), name)


def _admitted(number: int, code: str, rows: int, department: Any, office: Any, at: datetime) -> Any:
    """A workbook read, each field confirmed, the request applied for and admitted."""
    from linli.core import scopes
    from linli.forms.actions import answer_field, read_form
    from linli.forms.models import FormField
    from linli.mandates import actions as gate
    from linli.mandates.actions import Application, Terms
    from linli.mandates.states import Frequencies, Kind, UnitKinds

    title, asked = f"住户情况表{number + 1}", _columns(number)
    form = read_form(data=_workbook(title, list(asked), rows), name=f"{title}.xlsx", by=department, at=at)
    for field in FormField.objects.filter(form=form):
        answer_field(
            form_id=form.pk, position=field.position, element=asked[field.label], by=department, at=at
        )
    first = date(at.year, at.month, 1)
    application = Application(
        kind=Kind.FORM,
        title=title,
        document_name="关于核对住户情况的通知",
        document_number=f"测试〔2026〕{number + 1}号",
        plan="社区从登记中填报，每月一次。",
        places=(code,),
        starts_date=first,
        ends_date=first + timedelta(days=120),
        frequency=Frequencies.MONTHLY,
        due_days=5,
        unit_kind=UnitKinds.COMMUNITY,
        unit_count=1,
        minutes_per_unit=Decimal(1),
        short_notice_reason="上级限期",
        scope=scopes.Scope(scopes.Unit.HOUSEHOLD),
        fields=tuple(field.label for field in form.fields.order_by("position")),
        money_offered=Decimal(1000),
        is_duty=True,
        form_id=form.pk,
    )
    made = gate.draft(district=code[:6], application=application, by=department, at=at)
    sent, _grounds = gate.submit(mandate_id=made.pk, by=department, at=at)
    terms = Terms(money_agreed=Decimal(1000))
    return gate.approve(
        mandate_id=sent.pk, version=sent.version, terms=terms, why="依据充分", by=office, at=at
    )


def _columns(number: int) -> dict[str, str]:
    """Label -> element of a form's columns: another choice for each form."""
    from linli.core.elements.kinds import GUARDED

    dice, labels = Random(number), Counter[str]()
    by_need: dict[bool, list[Any]] = {True: [], False: []}
    for one in pool():
        by_need[one.property.sensitivity in GUARDED].append(one)
    plain = dice.sample(by_need[False], min(PLAIN, len(by_need[False])))
    chosen = [*plain, *dice.sample(by_need[True], COLUMNS - len(plain))]
    named = {}
    for one in chosen:
        label = one.names.zh
        labels[label] += 1
        named[label if labels[label] == 1 else f"{label}{labels[label]}"] = one.code
    return named


def _workbook(title: str, heads: list[str], rows: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, frame = book.add_worksheet("登记表"), book.add_format({"border": 1})
        sheet.merge_range(0, 0, 0, len(heads) - 1, title, frame)
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, frame)
            for row in range(2, 2 + rows):
                sheet.write_blank(row, column, None, frame)
    return out.getvalue()
