"""The second round: how much of a county's forms the record fills once each department's first ledger is on it.

Run: .venv/bin/python bench/ledgers.py [--data FOLDER] [--people 300] [--postgres]

FOLDER holds the labelled forms (../shared/data/forms by default; without it nothing is measured, and that is said). Of
one county (sources tx and txb) every form becomes a workbook, is read, confirmed (where the labels say that an element
exists, with the product's first proposal; else as the department's own indicator), applied for and admitted, and filled
for a made-up community from what rosters brought: the first round. Rows are the residents, or the households where the
form's labelled scope or its title says so; forms about communities, about other things, and cards are left out. The
community completes the department's file with made-up values of the right kind wherever something is missing and the
form's value has a place on the record, and hands it in: the first ledger. Then the next month's return is filled, and
the same form of a new request: the rounds after. All by the product's own actions. The committee holds the standing
approvals that sensitive values and minors need. The peer in the same run is the record without departments' own
indicators: what of the second round rests on elements of the catalogue alone.
"""

import argparse
import io
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from formmatch import DATA  # noqa: E402  # beside this file

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
FIRST, SECOND = date(2026, 11, 1), date(2026, 12, 1)
FEWEST_FIELDS = 4
PERSON, HOMES = re.compile(r"^姓名$|身份证"), re.compile(r"户|家庭")
OTHERS = re.compile(r"企业|单位|商铺|场所|房屋|住房|出租屋|设施|物业|组织")


def main() -> int:
    """Run the rounds and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--people", type=int, default=300)
    options.add_argument("--postgres", action="store_true", help="a PostgreSQL from a wheel, for this run")
    given = options.parse_args()
    if not (given.data / "dev" / "scope.jsonl").exists():
        print(f"no labelled forms at {given.data}: nothing is measured")
        return 0
    from bench.register import database

    with tempfile.TemporaryDirectory() as made, database(Path(made), postgres=given.postgres):
        from countyset.forms import County

        from bench.returns import recorded
        from linli.core.population import made_up_places

        (place,) = made_up_places(1)
        recorded(given.people, [place])
        Rounds(place.code, given.people).run(County(given.data))
    return 0


class Rounds:
    """The forms of the county through two rounds, with what came of them."""

    def __init__(self, code: str, people: int) -> None:
        from bench.returns_reports import somebody
        from linli.base.identity.states import BodyKind, Role

        self.code, self.rows, self.dice = code, people, Random(code)
        self.office = somebody("社区办", BodyKind.COMMUNITY_OFFICE, Role.DISTRICT_OFFICE, code[:6])
        self.street = somebody("街道办", BodyKind.SUB_DISTRICT_OFFICE, Role.SUB_DISTRICT, code[:9])
        self.committee = somebody(f"居委会{code}", BodyKind.RESIDENTS_COMMITTEE, Role.COMMITTEE, code)
        self.told: dict[str, Counter[str]] = defaultdict(Counter)
        self.seconds: Counter[str] = Counter()

    def run(self, county: Any) -> None:
        """All forms; each form's next rounds come right after its first, as no other department sees its values."""
        used = 0
        for number, form in enumerate(county.forms):
            unit = self._unit(form, county)
            if unit is not None and len(form.fields) >= FEWEST_FIELDS:
                used += self._form(number, form, unit, county)
        self._print(len(county.forms), used)

    def _unit(self, form: Any, county: Any) -> Any:
        """What a row is: as labelled, else as the title says."""
        from linli.core.scopes import Unit

        scope = county.scopes.get(form.title)
        if scope is not None:
            return scope.unit if scope.unit in (Unit.PERSON, Unit.HOUSEHOLD) else None
        if OTHERS.search(form.title):
            return None
        asks_people = any(PERSON.search(field.label) for field in form.fields)
        return Unit.HOUSEHOLD if HOMES.search(form.title) and not asks_people else Unit.PERSON

    def _form(self, number: int, form: Any, unit: Any, county: Any) -> bool:
        """Both rounds of a form; False for one that is no list of residents or households."""
        from linli.core.scopes import Unit
        from linli.returns.actions import bring, fill

        department = self._department(form.department or "部门")
        made = self._read(number, form, department, county)
        if not made.is_list or made.row_unit == Unit.PLACE:
            return False
        mandate = self._admitted(made, unit, department, number)
        if mandate is None:
            return False
        self._approved(mandate)
        given = {"community": self.code, "by": self.committee}
        report = self._timed("fill", fill, mandate_id=mandate.pk, period_first=FIRST, at=AT, **given)
        self._count("first round: from rosters alone", report, mandate)
        data = self._completed(report)
        handed = self._timed(
            "hand in",
            bring,
            report_id=report.pk,
            version=report.version,
            data=data,
            name="ledger.xlsx",
            by=self.committee,
            at=AT + timedelta(hours=1),
        )
        self.told["first ledgers"]["values"] += handed.values
        self._count("first ledgers handed in", handed.report, mandate)
        later = AT + timedelta(days=10)
        second = self._timed("fill", fill, mandate_id=mandate.pk, period_first=SECOND, at=later, **given)
        self._count("second round: next month", second, mandate)
        again = self._admitted(made, unit, department, number + 1000)
        self._approved(again)
        anew = self._timed("fill", fill, mandate_id=again.pk, period_first=FIRST, at=later, **given)
        self._count("second round: the form of a new request", anew, again)
        return True

    def _timed(self, what: str, work: Any, /, **said: Any) -> Any:
        start = time.perf_counter()
        found = work(**said)
        self.seconds[what] += time.perf_counter() - start
        self.seconds[f"{what} times"] += 1
        return found

    def _department(self, name: str) -> Any:
        from bench.returns_reports import somebody
        from linli.base.identity.states import BodyKind, Role

        return somebody(name, BodyKind.DEPARTMENT, Role.DEPARTMENT, self.code[:6])

    def _read(self, number: int, form: Any, department: Any, county: Any) -> Any:
        """The form as a workbook, read and confirmed."""
        from linli.base.errors import Refusal
        from linli.core.formmatch import NONE
        from linli.forms.actions import answer_field, read_form
        from linli.forms.models import FormField
        from linli.forms.states import Answer

        gold = {field.label: county.gold[form.form_id, i] == (NONE,) for i, field in enumerate(form.fields)}
        made = read_form(data=workbook(form), name=f"{number}.xlsx", by=department, at=AT)
        for field in FormField.objects.filter(form=made).order_by("position"):
            if field.state == Answer.AUTOMATIC:
                continue
            best = next((one for one, _score, _by in field.ranked if one != NONE), NONE)
            element = NONE if gold.get(field.label, True) else best
            try:
                answer_field(form_id=made.pk, position=field.position, element=element, by=department, at=AT)
            except Refusal as refusal:
                if refusal.code != "forms.never_held":
                    raise
                self.told["never held"]["fields"] += 1
        return made

    def _admitted(self, form: Any, unit: Any, department: Any, number: int) -> Any:
        from linli.core import scopes
        from linli.core.elements import findings_in_label
        from linli.mandates import actions as gate
        from linli.mandates.actions import Application, Terms
        from linli.mandates.states import Frequencies, Kind, UnitKinds

        application = Application(
            kind=Kind.FORM,
            title=f"{form.title or form.name}{number}"[:120],
            document_name="关于报送情况的通知",
            document_number=f"测试〔2026〕{number}号",
            plan="社区从登记中填报，每月一次。",
            places=(self.code,),
            starts_date=FIRST,
            ends_date=date(2027, 3, 1),
            frequency=Frequencies.MONTHLY,
            due_days=5,
            unit_kind=UnitKinds.COMMUNITY,
            unit_count=1,
            minutes_per_unit=Decimal(1),
            short_notice_reason="上级限期",
            scope=scopes.Scope(unit),
            fields=tuple(
                one.label for one in form.fields.order_by("position") if not findings_in_label(one.label)
            ),
            money_offered=Decimal(1000),
            is_duty=True,
            form_id=form.pk,
        )
        made = gate.draft(district=self.code[:6], application=application, by=department, at=AT)
        sent, grounds = gate.submit(mandate_id=made.pk, by=department, at=AT)
        if grounds:
            self.told["refused by rule"]["forms"] += 1
            return None
        return gate.approve(
            mandate_id=sent.pk,
            version=sent.version,
            terms=Terms(money_agreed=Decimal(1000)),
            why="依据充分",
            by=self.office,
            at=AT,
        )

    def _approved(self, mandate: Any) -> None:
        """The committee's standing duty for what is sensitive and for the young, under this request."""
        from linli.base.reading.actions import ask_standing, decide_approval
        from linli.base.reading.states import Guarded, Verdict
        from linli.mandates.purposes import purpose_code

        asked = ask_standing(
            purpose=purpose_code(mandate),
            classes=(Guarded.CHILD, Guarded.MINOR, Guarded.AGE_UNKNOWN, Guarded.SENSITIVE),
            reason="本社区填报",
            valid_to=date(2027, 2, 28),
            by=self.committee,
            at=AT,
        )
        decide_approval(approval_id=asked.pk, verdict=Verdict.GRANTED, by=self.street, at=AT)

    def _completed(self, report: Any) -> bytes:
        """The department's file with something in every empty cell that the record has a place for."""
        import openpyxl

        from linli.catalogue.queries import words_of_lists
        from linli.register.gate.stops import Found
        from linli.returns.bringing.work import Work
        from linli.returns.files import filled_file
        from linli.returns.plan import can_type, plan_of

        file = filled_file(report=report, number=report.number, by=self.committee, at=AT)
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        filling = report.fillings.get(number=report.number)
        plan = plan_of(report.mandate, AT.date())
        lists = words_of_lists(
            {one.element.property.type.code_list for one in plan.columns if one.element} - {""}, AT.date()
        )
        # Whoever lives in one household says the same of it on every row.
        work = Work(report, filling, plan, self.committee, AT)
        told: dict[tuple[Any, str], Any] = {}
        for index, column in enumerate(plan.columns):
            if not can_type(column):
                continue
            field = column.field
            words = [one.zh for one in lists.get(column.element.property.type.code_list, {}).values()]
            sheet = book[field.sheet]
            for number, row in work.rows.items():
                cell = sheet.cell(field.value_row + number, field.value_column + 1)
                said = work.said[row.pk][index]
                is_sayable = said.found in (Found.NOTHING, Found.VALUE) or column.route.literal
                if cell.value is None and is_sayable and said.found is not Found.SEVERAL:
                    whose = said.subject or row.subject
                    key = (whose, column.route.sought)
                    if key not in told:
                        told[key] = self._value(column.element, words)
                    cell.value = told[key]
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _value(self, element: Any, words: list[str]) -> Any:
        from linli.core.population.numbers import id_number, phone_number

        kind, own = str(element.property.type.kind), element.property.code
        if own == "id_number":
            return id_number(self.dice, self.code[:6], date(1980, 1, 1), is_male=True)
        if kind == "code":
            return self.dice.choice(words)
        made = {
            "yes_no": lambda: self.dice.choice(("是", "否")),
            "integer": lambda: str(self.dice.randrange(1, 9)),
            "decimal": lambda: str(self.dice.randrange(40, 160)),
            "date": lambda: date(2026, 1 + self.dice.randrange(10), 1 + self.dice.randrange(28)).isoformat(),
            "phone": lambda: phone_number(self.dice),
        }
        words = f"甲{self.dice.randrange(1, 999)}"
        return made[kind]() if kind in made else words[: element.property.type.length or 10]

    def _count(self, name: str, report: Any, mandate: Any) -> None:
        from linli.base.scope import Scope
        from linli.core.elements import is_own_code
        from linli.returns.models import FilledRow
        from linli.returns.plan import plan_of

        report.refresh_from_db()
        filling = report.fillings.get(number=report.number)
        own = [
            column.element is not None and is_own_code(column.element.code)
            for column in plan_of(mandate, AT.date()).columns
        ]
        told = self.told[name]
        for statuses in (
            FilledRow.objects.in_scope(Scope(self.code))
            .filter(filling=filling)
            .values_list("statuses", flat=True)
        ):
            for is_own, letter in zip(own, statuses, strict=True):
                told["cells"] += 1
                told["own"] += is_own
                told[letter] += 1
                told["own filled"] += is_own and letter in "fsc"

    def _print(self, forms: int, used: int) -> None:
        from django.db import connection

        print(f"{used} of {forms} forms, {self.rows} residents, on {connection.vendor}")
        print("| round | cells | filled | own cells | of them filled | without own | missing | kept back |")
        print("|---|---|---|---|---|---|---|---|")
        for name, told in self.told.items():
            if not told["cells"]:
                continue
            filled = told["f"] + told["s"] + told["c"]
            rest = (filled - told["own filled"]) / told["cells"]
            print(
                f"| {name} | {told['cells']:,} | {filled / told['cells']:.1%} | {told['own']:,} "
                f"| {told['own filled'] / max(1, told['own']):.1%} | {rest:.1%} "
                f"| {told['m'] / told['cells']:.1%} | {told['w'] / told['cells']:.1%} |"
            )
        print(f"forms refused by rule: {self.told['refused by rule']['forms']}; ", end="")
        print(f"values handed in: {self.told['first ledgers']['values']:,}; ", end="")
        print(f"fields never held, left off: {self.told['never held']['fields']}")
        for name in ("fill", "hand in"):
            times, spent = self.seconds[f"{name} times"], self.seconds[name]
            print(f"{name}: {times} times, {spent:.1f} s, {spent / max(1, times):.2f} s each")


def workbook(form: Any) -> bytes:
    """The labels of a form as the headings of a list; groups stand in the row above."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, frame = book.add_worksheet("登记表"), book.add_format({"border": 1})
        own = [field.label for field in form.fields]
        heads = own if "序号" in own else ["序号", *own]
        sheet.merge_range(0, 0, 0, max(1, len(heads) - 1), form.title or form.form_id, frame)
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, frame)
            for row in range(2, 8):
                sheet.write_blank(row, column, None, frame)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
