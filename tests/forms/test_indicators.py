"""The catalogue grows by admission: a department's own indicator, asked by a second one, becomes an element."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.catalogue.actions import admit_element, reject_element
from linli.catalogue.models import ElementVersion
from linli.core.elements import Words
from linli.forms import actions, queries
from linli.forms.models import FormField, LocalIndicator
from linli.forms.states import NONE, Answer
from linli.mandates import actions as gate
from linli.mandates.models import MandateField
from tests.catalogue.setting import FIRST, SECOND, load, new_element, small_seed
from tests.catalogue.setting import office as office_of
from tests.mandates.making import DISTRICT, acting, application, department, office

from .making import ELEMENTS, workbook

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def seeded(db) -> None:
    load(small_seed(*ELEMENTS, "self.aids_needed"))


def other_department() -> Actor:
    body = Body.objects.create(name="残联", kind=BodyKind.DEPARTMENT, division_code=DISTRICT)
    return acting(Post.objects.create(body=body, role=Role.DEPARTMENT, title="经办", division_code=DISTRICT))


def local(by: Actor, label: str, title: str = "老人表") -> FormField:
    made = actions.read_form(
        data=workbook(title, ("序号", "姓名", label)), name=f"{title}.xlsx", by=by, at=AT
    )
    field = FormField.objects.get(form=made, label__contains="助听器")
    return actions.answer_field(form_id=made.pk, position=field.position, element=NONE, by=by, at=AT)


def proposer(account=FIRST) -> Actor:
    return replace(office(), account_id=account)


def promote(by: Actor | None = None, element=None, **changes) -> ElementVersion:
    said = {
        "indicator_ids": [row.pk for row in LocalIndicator.objects.all()],
        "element": element or new_element(),
        "wished_from": DAY,
        "why": "两个部门都要",
    }
    return actions.promote(**(said | changes), by=by or proposer(), at=AT)


def test_a_field_without_an_element_is_the_departments_own_indicator_and_once():
    by = department()
    field = local(by, "（1）助听器电池型号：")
    again = local(by, "助听器电池型号", "另一张表")
    assert field.indicator_id == again.indicator_id
    assert (field.indicator.code, field.indicator.key) == ("L0001", "助听器电池型号")
    assert LocalIndicator.objects.count() == 1
    (group,) = queries.indicator_groups(by)
    assert (group.stage, group.departments, group.forms) == ("local", 1, 2)


def test_an_element_found_later_takes_the_indicator_off_the_field():
    by = department()
    field = local(by, "助听器电池型号")
    done = actions.answer_field(
        form_id=field.form_id, position=field.position, element="self.phone", by=by, at=AT
    )
    assert (done.state, done.indicator_id) == (Answer.CONFIRMED, None)


def test_two_departments_who_asks_how_often_in_which_words():
    first, second = department(), other_department()
    local(first, "助听器电池型号")
    local(first, "助听器电池型号", "另一张表")
    local(second, "2.助听器电池型号", "残疾人表")
    (group,) = queries.indicator_groups(office())
    assert (group.stage, group.departments, group.forms) == ("ready", 2, 3)
    assert group.words == ("2.助听器电池型号", "助听器电池型号")
    assert [row.body for row in queries.indicator_groups(second)[0].rows] == [
        "残联",
        first.label.split(" · ")[0],
    ]


def test_a_second_person_admits_and_every_form_and_request_has_the_element():
    first, second = department(), other_department()
    field = local(first, "助听器电池型号")
    local(second, "助听器电池型号", "残疾人表")
    asked = gate.draft(
        district=DISTRICT,
        application=application(form_id=field.form_id, fields=("姓名", "助听器电池型号")),
        by=first,
        at=AT,
    )
    proposal = promote()
    assert queries.indicator_groups(office())[0].stage == "proposed"
    with pytest.raises(NotAllowed):
        admit_element(by=office_of(FIRST), at=AT, version_id=proposal.pk)
    admit_element(by=office_of(SECOND), at=AT, version_id=proposal.pk)
    code = new_element().code
    assert set(FormField.objects.filter(indicator__isnull=False).values_list("element", "state")) == {
        (code, "confirmed")
    }
    assert MandateField.objects.get(mandate=asked, label="助听器电池型号").element == code
    (group,) = queries.indicator_groups(office())
    assert (group.stage, group.element) == ("admitted", code)
    assert AuditEntry.objects.filter(verb="forms.adopt").count() == 1
    before, after = queries.growth(DISTRICT, [date(2026, 11, 23), DAY])
    assert before.fields == 0
    assert after.fillable == after.fields - FormField.objects.filter(state=Answer.OPEN).count()
    # The next form with the same label is matched with it.
    made = actions.read_form(
        data=workbook("新表", ("序号", "助听器电池型号")), name="新.xlsx", by=first, at=AT
    )
    assert FormField.objects.get(form=made, label="助听器电池型号").ranked[0][0] == code


def test_one_department_is_not_enough_and_only_the_office_proposes():
    local(department(), "助听器电池型号")
    with pytest.raises(Refusal) as caught:
        promote()
    assert caught.value.code == "forms.one_department"
    with pytest.raises(NotAllowed):
        promote(replace(department(), account_id=FIRST))


def test_the_same_is_not_proposed_twice_but_again_after_a_refusal():
    local(department(), "助听器电池型号")
    local(other_department(), "助听器电池型号")
    proposal = promote()
    with pytest.raises(Refusal) as caught:
        promote(element=new_element(code="other"))
    assert caught.value.code == "forms.proposed_already"
    reject_element(by=office_of(SECOND), at=AT, version_id=proposal.pk, why="定义不清")
    assert queries.indicator_groups(office())[0].stage == "rejected"
    assert promote().number == 2


def test_what_is_never_held_is_refused_here_too():
    local(department(), "助听器电池型号")
    local(other_department(), "助听器电池型号")
    with pytest.raises(Refusal) as caught:
        promote(element=new_element(names=Words("宗教信仰", "Religion")))
    assert caught.value.code == "catalogue.prohibited"
    assert not LocalIndicator.objects.exclude(proposal=None).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(number, django_assert_num_queries):
    by = department()
    for place in range(number):
        local(by, f"助听器第{'甲乙丙'[place]}项", f"表{place}")
    watching = office()
    queries.growth(DISTRICT, [DAY])
    with django_assert_num_queries(2):
        assert len(queries.indicator_groups(watching)) == number
    with django_assert_num_queries(2):
        queries.growth(DISTRICT, [DAY])
