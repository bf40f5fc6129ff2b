"""A department's own indicators have a place on the record: typed once, they stand on its next form."""

from datetime import date, datetime, timedelta

import pytest

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.jobs.models import Job
from linli.base.jobs.runner import run_job
from linli.base.reading.models import Reading
from linli.base.scope import Scope
from linli.catalogue.actions import admit_element
from linli.catalogue.models import Decision, ElementVersion
from linli.catalogue.queries import catalogue
from linli.core.elements import Element, Information, Mask, Sensitivity
from linli.forms.actions import promote
from linli.forms.models import LocalIndicator
from linli.forms.queries import growth
from linli.mandates.models import Mandate
from linli.mandates.queries import decision_pack
from linli.meter.covering import covering
from linli.register.drafts import FactDraft
from linli.register.gate.expiry import erase_due
from linli.register.models import Entry, Erasure, Fact
from linli.returns import actions
from linli.rights.queries import held_on
from tests.base.reading.setting import somebody
from tests.catalogue.setting import new_element

from .making import (
    AT,
    DAY,
    DISTRICT,
    HERE,
    INSTALL,
    Hands,
    admitted,
    admitted_form,
    family,
    filled,
    form,
    put,
    sent_form,
)
from .test_file import sheet_of
from .test_fill import rows_of
from .test_typing import LATER, typed

HEADS = {"姓名": "self.name", "助听器电池型号": "NONE", "家庭年收入": "NONE"}
BATTERY = "助听器电池型号"


def own(label: str = BATTERY) -> Element:
    (found,) = (one for one in catalogue(DAY).elements if one.is_own and one.names.zh == label)
    return found


def answered(who: Hands, subject, text: str = "312") -> object:
    """The first return with the battery typed."""
    return typed(filled(admitted(who, heads=HEADS), who), who, subject, BATTERY, text)


def department_of(name: str) -> Actor:
    """Somebody of another department."""
    body = Body.objects.create(name=name, kind=BodyKind.DEPARTMENT, division_code=DISTRICT)
    post = Post.objects.create(body=body, role=Role.DEPARTMENT, title="经办", division_code=DISTRICT)
    account = Account.objects.create(username=f"clerk-{post.pk.hex[-12:]}")
    Holding.objects.create(account=account, post=post, role=Role.DEPARTMENT, began_at=AT - timedelta(days=9))
    return Actor(account.pk, post.pk, Role.DEPARTMENT, Scope(DISTRICT), f"{name} · 经办")


def fill(mandate, who: Hands, first: date, at: datetime):
    return actions.fill(mandate_id=mandate.pk, community=HERE, period_first=first, by=who.committee, at=at)


def test_what_is_typed_once_stands_on_the_next_report_and_on_the_next_request(who):
    home = family()
    report = answered(who, home.wife)
    assert rows_of(report)[home.wife][BATTERY] == "f"
    december = fill(report.mandate, who, date(2026, 12, 1), AT + timedelta(days=14))
    assert rows_of(december)[home.wife][BATTERY] == "f"
    again = admitted(who, heads=HEADS, title="明年的表", document_number="龙残〔2026〕30号")
    assert rows_of(filled(again, who, LATER))[home.wife][BATTERY] == "f"
    assert own().property.purposes == (
        f"mandate-{again.control_number}",
        f"mandate-{report.mandate.control_number}",
    )


def test_the_department_finds_it_in_its_own_workbook(who):
    home = family()
    rows = sheet_of(answered(who, home.wife), who.committee)
    told = {row[1]: dict(zip(rows[1], row, strict=True)) for row in rows[2:4]}
    assert (told["王小妹"][BATTERY], told["林大山"][BATTERY]) == ("312", None)


def test_it_is_sealed_and_recorded_with_its_source_under_the_request(who):
    home = family()
    report = answered(who, home.wife)
    (fact,) = Fact.objects.in_scope(Scope("")).filter(element=own().code)
    assert (fact.value, bool(fact.sealed)) == ("", True)
    entry = Entry.objects.in_scope(Scope("")).get(pk=fact.entry_id)
    assert (entry.purpose, entry.source.code) == (f"mandate-{report.mandate.control_number}", "committee")


def test_two_people_let_it_be_kept_who_registered_it_and_who_admitted_the_request(who):
    admitted(who, heads=HEADS)
    decision = Decision.objects.get(version__code=own().code)
    assert (decision.proposed_by, decision.account_id) == (who.department.account_id, who.office.account_id)


def test_the_office_reads_what_it_admits_before_it_decides(who):
    sent = sent_form(who, form(who.department, HEADS))
    told = decision_pack(sent.pk, by=who.office, today=DAY).own
    assert {one.names.zh: one.property.sensitivity for one in told} == {
        BATTERY: Sensitivity.PERSONAL,
        "家庭年收入": Sensitivity.SENSITIVE,
    }
    assert not any(one.is_own for one in catalogue(DAY).elements)


def test_what_one_person_did_both_of_waits_for_a_colleague(who):
    home = family()
    alone = Hands(
        Actor(who.office.account_id, who.department.post_id, Role.DEPARTMENT, Scope(DISTRICT), "民政局"),
        who.office,
        who.street,
        who.committee,
        who.neighbour,
    )
    report = filled(admitted(alone, heads=HEADS), who)
    with pytest.raises(Refusal) as refused:
        typed(report, who, home.wife, BATTERY, "312")
    assert refused.value.code == "returns.not_typed"
    waiting = ElementVersion.objects.get(record__property__names__0=BATTERY)
    admit_element(by=somebody(Role.DISTRICT_OFFICE, DISTRICT), at=AT, version_id=waiting.pk)
    report.refresh_from_db()
    assert rows_of(typed(report, who, home.wife, BATTERY, "312"))[home.wife][BATTERY] == "f"


def test_another_department_asks_in_the_same_words_and_is_given_nothing(who):
    home = family()
    answered(who, home.wife)
    other = Hands(department_of("残联"), who.office, who.street, who.committee, who.neighbour)
    theirs = admitted(other, heads=HEADS, title="别的部门的表", document_number="龙残〔2026〕7号")
    assert rows_of(filled(theirs, who, LATER))[home.wife][BATTERY] == "m"
    codes = {one.code for one in catalogue(DAY).elements if one.is_own and one.names.zh == BATTERY}
    assert len(codes) == 2


def test_what_tells_of_money_or_health_needs_an_approval(who):
    home = family()
    report = filled(admitted(who, heads=HEADS), who)
    assert own("家庭年收入").property.sensitivity is Sensitivity.SENSITIVE
    assert rows_of(report)[home.wife]["家庭年收入"] == "w"
    with pytest.raises(Refusal) as refused:
        typed(report, who, home.wife, "家庭年收入", "30000")
    assert refused.value.code == "returns.withheld"


def test_the_resident_sees_the_value_and_who_read_it(who):
    home = family()
    report = answered(who, home.wife)
    held = held_on(home.wife, today=DAY)
    assert held.person.value(own().code) == "312"
    readings = Reading.objects.filter(purpose=f"mandate-{report.mandate.control_number}")
    assert any(own().code in one.elements for one in readings)


def test_it_is_found_nowhere_but_on_the_forms_that_ask_for_it(who):
    admitted(who, heads=HEADS)
    held = catalogue(DAY)
    assert own() not in held.shared
    assert BATTERY not in {one.names.zh for one in held.search(BATTERY)}


def test_a_year_after_the_last_request_it_is_destroyed_with_a_proof(who):
    home = family()
    answered(who, home.wife)
    ends = datetime(2027, 2, 6, 4, tzinfo=AT.tzinfo)
    erase_due(by=INSTALL, at=ends + timedelta(days=300))
    assert not Erasure.objects.filter(element=own().code).exists()
    erase_due(by=INSTALL, at=ends + timedelta(days=367))
    assert Erasure.objects.get(element=own().code).rule == "purpose_ended+12"
    assert held_on(home.wife, today=DAY).person.value(own().code) == ""


def test_a_members_table_in_a_card_has_a_place_too(who):
    admitted(who, heads={"姓名": "self.name", "外出务工地": "NONE"}, title="外出表")
    assert own("外出务工地").role.code == "self"


def test_an_admitted_element_brings_the_values_along(who):
    home = family()
    report = answered(who, home.wife)
    put([FactDraft(home.husband, own().code, "13")], source="committee")
    form(department_of("残联"), HEADS, title="残联的表")
    asked = new_element(sensitivity=Sensitivity.PERSONAL, information=Information.AID, mask=Mask.NONE)
    proposal = promote(
        indicator_ids=[row.pk for row in LocalIndicator.objects.filter(label=BATTERY)],
        element=asked,
        wished_from=DAY,
        why="两个部门都要",
        by=who.office,
        at=AT,
    )
    admit_element(by=somebody(Role.DISTRICT_OFFICE, DISTRICT), at=AT, version_id=proposal.pk)
    run_job.call(str(Job.objects.get(kind="returns.carry_over").pk))
    code = asked.code
    assert held_on(home.wife, today=DAY).person.value(code) == "312"
    again = fill(report.mandate, who, date(2026, 11, 1), LATER + timedelta(hours=1))
    assert {row[BATTERY] for row in rows_of(again).values()} == {"f"}
    carried = Entry.objects.in_scope(Scope("")).filter(reference=f"catalogue:{code}")
    assert {(one.source.code, one.method) for one in carried} == {
        ("committee", "collected"),
        ("committee", "roster"),
    }


def test_the_share_of_fields_with_a_place_grows_with_the_request(who):
    def placed():
        (told,) = growth(DISTRICT, [DAY])
        return told.fields, told.own

    made = form(who.department, HEADS)
    assert placed() == (4, 0)
    admitted_form(who, made)
    assert placed() == (4, 2)


def test_a_request_that_asks_the_same_in_words_covers_no_other_departments_indicator(who):
    admitted(who, heads=HEADS)
    mine = Mandate.objects.get()
    other = Hands(department_of("残联"), who.office, who.street, who.committee, who.neighbour)
    theirs = admitted(other, heads=HEADS, title="别的部门的表", document_number="龙残〔2026〕7号")
    again = admitted(who, heads=HEADS, title="同一部门的另一张表", document_number="龙残〔2026〕8号")
    assert covering(theirs, [mine], DAY) is None
    assert covering(again, [mine], DAY) == mine
