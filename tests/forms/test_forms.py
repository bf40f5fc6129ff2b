"""A department's own form: read, matched, confirmed, remembered."""

from datetime import UTC, datetime

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.forms import actions, queries
from linli.forms.actions import read as read_action
from linli.forms.models import Form
from linli.forms.states import NONE, Answer
from tests.catalogue.setting import load, small_seed
from tests.mandates.making import acting, committee, department, office

from .making import ELEMENTS, HEADS, workbook

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def seeded(db) -> None:
    load(small_seed(*ELEMENTS))


def read(by=None, data: bytes | None = None, name: str = "独居老人.xlsx") -> Form:
    return actions.read_form(
        data=workbook() if data is None else data, name=name, by=by or department(), at=AT
    )


def test_a_workbook_is_read_and_its_plain_fields_are_settled():
    made = read()
    assert (made.title, made.kind) == ("独居老人情况登记表", "ledger")
    fields = {field.label: field for field in queries.fields_of(made.pk)}
    assert set(fields) >= set(HEADS[1:])
    assert fields["公民身份号码"].ranked[0][0] == "self.id_number"
    assert fields["姓名"].ranked[0][0] == "self.name"
    assert fields["姓名"].value_row == 2
    assert AuditEntry.objects.filter(verb="forms.read_form").count() == 1


def test_a_colleague_who_brings_the_same_file_at_the_same_moment_gets_the_same_form(monkeypatch):
    theirs = []

    def matcher_and_colleague(today):
        monkeypatch.undo()
        theirs.append(read())
        return queries.matching.matcher(today)

    monkeypatch.setattr(read_action, "matcher", matcher_and_colleague)
    assert read().pk == theirs[0].pk
    assert Form.objects.count() == 1
    assert AuditEntry.objects.filter(verb="forms.read_form").count() == 1


def test_the_same_file_is_kept_once():
    by, data = department(), workbook()
    assert read(by, data).pk == read(by, data).pk
    assert Form.objects.count() == 1


def test_a_person_confirms_corrects_or_says_there_is_none():
    by = department()
    made = read(by)
    position = next(field.position for field in queries.fields_of(made.pk) if field.label == "联系电话")
    field = actions.answer_field(form_id=made.pk, position=position, element="self.phone", by=by, at=AT)
    assert field.state == Answer.CONFIRMED
    field = actions.answer_field(form_id=made.pk, position=position, element=NONE, by=by, at=AT)
    assert (field.state, field.element) == (Answer.LOCAL, NONE)


def test_an_answer_is_remembered_for_the_next_form():
    by = department()
    made = read(by)
    position = next(field.position for field in queries.fields_of(made.pk) if field.label == "结对反馈")
    actions.answer_field(form_id=made.pk, position=position, element="self.residence_address", by=by, at=AT)
    again = read(by, workbook("老人探访表", ("序号", "姓名", "结对反馈")), "另一份.xlsx")
    field = next(field for field in queries.fields_of(again.pk) if field.label == "结对反馈")
    assert field.ranked[0][0] == "self.residence_address"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "imports."),
        (b"PK\x03\x04 broken", "imports."),
        (workbook("", ()), "forms.no_field"),
        (b"\x00" * (6 * 2**20), "forms.too_big"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(data, code):
    with pytest.raises(Refusal) as caught:
        read(data=data)
    assert caught.value.code.startswith(code)
    assert str(caught.value)
    assert Form.objects.count() == 0


def test_a_field_that_asks_for_belief_cannot_become_a_local_indicator():
    by = department()
    made = read(by, workbook("情况表", ("姓名", "宗教信仰")), "情况.xlsx")
    position = next(field.position for field in queries.fields_of(made.pk) if field.label == "宗教信仰")
    with pytest.raises(Refusal) as caught:
        actions.answer_field(form_id=made.pk, position=position, element=NONE, by=by, at=AT)
    assert caught.value.code == "forms.never_held"


def test_an_element_that_is_not_there_is_refused():
    by = department()
    made = read(by)
    with pytest.raises(Refusal) as caught:
        actions.answer_field(form_id=made.pk, position=1, element="self.nothing", by=by, at=AT)
    assert caught.value.code == "forms.no_element"


def test_committees_bring_no_forms_and_the_office_sees_all():
    made = read()
    with pytest.raises(NotAllowed):
        read(committee())
    assert [row.id for row in queries.forms_of(office())] == [made.pk]
    with pytest.raises(NotFound):
        queries.form(made.pk, by=acting(elsewhere()))


def elsewhere() -> Post:
    body = Body.objects.create(name="另一部门", kind=BodyKind.DEPARTMENT, division_code="350802")
    return Post.objects.create(body=body, role=Role.DEPARTMENT, title="经办", division_code="350802")
