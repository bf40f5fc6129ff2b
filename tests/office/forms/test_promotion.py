"""An indicator's way into the catalogue, in pages: evidence shown, a person confirms, another one admits."""

import pytest
from django.test import Client

from linli.base.identity.states import Role
from linli.catalogue.models import ElementVersion
from linli.forms.models import FormField, LocalIndicator
from linli.office.catalogue.forms import initial_of
from tests.catalogue.setting import load, new_element, small_seed
from tests.factories import account_for, login
from tests.forms.making import ELEMENTS
from tests.forms.test_indicators import local, other_department
from tests.mandates.making import department
from tests.office.forms.test_pages import text

pytestmark = pytest.mark.django_db
KEY = "助听器电池型号"
PAGE = f"/forms/indicators/promote/?key={KEY}"


@pytest.fixture
def office(client: Client) -> Client:
    load(small_seed(*ELEMENTS, "self.aids_needed"))
    login(client, Role.DISTRICT_OFFICE, "350802")
    local(department(), KEY)
    local(other_department(), f"2.{KEY}", "残疾人表")
    return client


def said(**changes) -> dict[str, object]:
    filled = {name: value for name, value in initial_of(new_element()).items() if value is not None}
    same = [str(one.pk) for one in LocalIndicator.objects.all()]
    return filled | {"wished_from": "2026-11-28", "why": "两个部门都要", "same": same} | changes


def test_the_evidence_is_filled_in_and_a_second_person_admits(office):
    assert "可以提议进入目录" in text(office.get("/forms/indicators/"))
    page = office.get(PAGE)
    assert "2 个部门在 2 张表上要这个指标" in page.text
    assert page.text.count('name="same"') == 2
    done = office.post(PAGE, said())
    assert done.status_code == 303, text(done)
    proposal = ElementVersion.objects.get(decision__isnull=True)
    assert "已提议，等待准入" in text(office.get("/forms/indicators/"))
    second = Client()
    second.force_login(account_for(Role.DISTRICT_OFFICE, "350802", "second-person"))
    admitted = second.post(f"/catalogue/proposals/{proposal.pk}/admit/", {"holds_from": "2026-11-28"})
    assert admitted.status_code == 303, text(admitted)
    assert set(FormField.objects.exclude(indicator=None).values_list("element", flat=True)) == {
        new_element().code
    }
    assert "已进入目录" in text(office.get("/forms/indicators/"))


def test_with_one_department_ticked_off_it_is_too_early_and_what_is_never_held_is_refused(office):
    one = [str(LocalIndicator.objects.first().pk)]
    early = office.post(PAGE, said(same=one))
    assert early.status_code == 422
    assert "只有一个部门要这个指标" in text(early)
    never = office.post(PAGE, said(name_zh="宗教信仰"))
    assert never.status_code == 422
    assert "永不采集" in text(never)
    assert not ElementVersion.objects.filter(decision__isnull=True).exists()


def test_what_nobody_asked_for_cannot_be_promoted(office):
    assert office.get("/forms/indicators/promote/?key=没有").status_code == 404
