"""What goes wrong at the gate is told on the page: which part, why, and what to do."""

import pytest
from django.test import Client

from linli.base.identity.states import Role
from linli.mandates.models import Mandate
from linli.mandates.states import State
from tests.catalogue.setting import load, small_seed
from tests.factories import account_for
from tests.mandates.making import DISTRICT
from tests.office.mandates.test_pages import FORM, decision, department, office, places, sent, text

pytestmark = pytest.mark.django_db
__all__ = ["department", "office", "places"]  # fixtures of the other file
ELEMENTS = ("self.name", "self.age", "self.birth_date", "self.sex", "self.id_number", "self.ethnicity")


@pytest.fixture(autouse=True)
def seeded(places) -> None:
    load(small_seed(*ELEMENTS))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("船只，年龄满60岁", "“船只”不是可以填报的对象"),
        ("人员，住得很远", "看不懂“住得很远”"),
        ("人员，年龄大概很老", "“年龄大概很老”没有说怎样比较"),
        ("人员，性别为猫", "“猫”不在代码表里"),
        ("人员，出生日期小于“昨天”", "不是日期"),
        ("人员，截至昨天", "“昨天”不是日期"),
    ],
)
def test_a_scope_that_is_not_understood_says_which_part_and_how_to_say_it(department, words, told):
    page = department.post("/gate/new/", FORM | {"scope_words": words})
    assert page.status_code == 422
    assert told in text(page)
    assert words in page.text  # nothing that was typed is lost
    assert Mandate.objects.count() == 0
    assert told in text(department.post("/gate/scope/", {"scope_words": words, "places": DISTRICT}))


def test_a_name_that_is_nearly_right_is_answered_with_close_ones(department):
    page = department.post(
        "/gate/scope/", {"scope_words": "人员，出生日子为“2020-01-01”", "places": DISTRICT}
    )
    assert "出生日期" in text(page)


def test_a_scope_nobody_is_in_is_told_with_the_count(department, office):
    part = department.post("/gate/scope/", {"scope_words": "人员，年龄满80岁", "places": DISTRICT})
    assert "在册没有人符合这个范围：0 人" in text(part)
    apart = department.post(
        "/gate/scope/", {"scope_words": "人员，年龄满80岁，年龄小于10", "places": DISTRICT}
    )
    assert "这些条件互相排斥，不会有人符合：0 人" in text(apart)
    found = sent(department, scope_words="人员，年龄满80岁", duty="welfare")
    assert found.scope == {"unit": "person", "where": [["self.age", ">=", 80]]}
    pack = text(office.get(f"/gate/{found.pk}/"))
    assert "在册没有人符合这个范围" in pack
    assert "年龄不小于80" in pack
    assert "职责清单之内：协助做好优抚救济工作" in pack


def test_fields_that_ask_for_religion_are_refused_with_the_rule(department):
    found = sent(department, fields_asked="姓名\n宗教信仰")
    assert found.state == State.REFUSED
    page = text(department.get(f"/gate/{found.pk}/"))
    assert "宗教信仰" in page
    assert "永不采集" in page


def test_papers_are_missing_when_it_is_to_be_approved(department, office):
    found = sent(department)
    office.post(f"/gate/{found.pk}/decide/", decision(found, verdict="suspend", why="缺依据文件"))
    found.refresh_from_db()
    page = office.post(f"/gate/{found.pk}/decide/", decision(found))
    assert page.status_code == 422
    assert "材料还没有补齐" in text(page)
    found.refresh_from_db()
    assert (found.state, found.control_number) == (State.SUSPENDED, None)


def test_two_officers_deciding_at_once_the_second_is_told_and_nothing_is_overwritten(department, office):
    found = sent(department)
    other = Client()
    other.force_login(account_for(Role.DISTRICT_OFFICE, DISTRICT, "second-officer"))
    assert other.post(f"/gate/{found.pk}/decide/", decision(found)).status_code == 303
    page = office.post(f"/gate/{found.pk}/decide/", decision(found, verdict="refuse", why="不妥"))
    assert page.status_code == 422
    assert "别人已经处理过这个事项，它现在是“已准入”；您的决定没有记下" in text(page)
    found.refresh_from_db()
    assert (found.state, found.decision_why) == (State.APPROVED, "依据充分")


def test_a_district_day_needs_its_document_and_moves_every_deadline(office, department):
    page = office.post("/gate/days/", {"day": "2027-05-06", "works": "off", "document": ""})
    assert page.status_code == 422
    done = office.post("/gate/days/", {"day": "2027-05-06", "works": "off", "document": "区府办〔2027〕1号"})
    assert done.status_code == 303
    assert "区府办〔2027〕1号" in text(office.get("/gate/days/"))
    assert department.get("/gate/days/").status_code == 403


def test_the_form_is_printed_with_its_number_only_once_admitted(department, office):
    found = sent(department)
    assert department.get(f"/gate/{found.pk}/form/").status_code == 404
    office.post(f"/gate/{found.pk}/decide/", decision(found))
    found.refresh_from_db()
    page = department.get(f"/gate/{found.pk}/form/")
    assert found.control_number in page.text
    assert "<svg" in page.text
    assert "2028" in text(page)


def test_the_yearly_register_is_public(client, department, office):
    found = sent(department)
    office.post(f"/gate/{found.pk}/decide/", decision(found))
    found.refresh_from_db()
    page = text(client.get(f"/gate/register/{DISTRICT}/{found.decided_at.year}/"))
    assert "每个部门占用了多少时间" in page
    assert "五多有多少" in page
    assert "没有设定占用时间的预算" in page
