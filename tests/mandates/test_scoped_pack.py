"""The pack over a record: rows and cells counted for the scope, measured minutes, others that serve it."""

from datetime import date
from decimal import Decimal

import pytest

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.core.mandates import Class, Standing
from linli.core.scopes import scope_of
from linli.mandates import actions, queries
from linli.mandates.actions import Terms
from linli.mandates.queries.asked import Look
from linli.mandates.states import State, UnitKinds
from linli.register.actions import load_sources
from linli.sharing.queries import Given
from tests.catalogue.setting import load, small_seed
from tests.register.people import COMMUNITY, DISTRICT, ELEMENTS, person, put

from .making import AT, TODAY, application, department, office

pytestmark = pytest.mark.django_db
OVER_60 = scope_of({"unit": "person", "where": [["self.age", ">=", 60]]})
OVER_80 = scope_of({"unit": "person", "where": [["self.age", ">=", 80]]})
QUERIES = 24
FIELDS = ("姓名", "出生日期", "手机号码", "助听器电池型号")


@pytest.fixture(autouse=True)
def recorded(db) -> None:
    load(small_seed(*ELEMENTS, "self.age"))
    load_sources(by=Actor.system("install"), at=AT)
    for born, mobile in (("1940-01-01", "13800000001"), ("1962-01-01", ""), ("1990-01-01", "13800000003")):
        values = {"name": "某人", "sex": "1", "birth_date": born, "mobile": mobile}
        put(person(COMMUNITY), at=AT, **{name: value for name, value in values.items() if value})


def sent(scope=OVER_60, fields=FIELDS, **changes):
    by = department()
    said = application(scope=scope, fields=fields, places=(DISTRICT,), unit_count=2, **changes)
    made = actions.draft(district=DISTRICT, application=said, by=by, at=AT)
    found, grounds = actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert grounds == ()
    return found


def pack(found):
    return queries.decision_pack(found.pk, by=office(), today=TODAY)


def measured(seconds: str, element: str = "*", **changes):
    said = {"from_date": date(2026, 1, 1), "to_date": date(2026, 2, 1), "cells": 500} | changes
    return actions.record_measured(
        district=DISTRICT, element=element, seconds=Decimal(seconds), by=Actor.system("meter"), at=AT, **said
    )


def test_rows_and_cells_are_counted_for_the_scope_field_by_field():
    found = pack(sent())
    cells = found.cost.cells
    assert (cells.rows, cells.asked, cells.known, cells.to_collect) == (2, 8, 5, 3)
    assert cells.known_by_field == (2, 2, 1, 0)
    looks = [field.look for field in found.fields]
    assert looks == [Look.KNOWN, Look.KNOWN, Look.KNOWN, Look.LOCAL]
    assert pack(sent(scope=OVER_80)).cost.cells.rows == 1


def test_without_a_scope_cells_are_not_guessed():
    assert pack(sent(scope=None)).cost.cells is None


def test_minutes_are_an_estimate_until_they_are_measured_and_the_approval_costs_the_same():
    found = sent(money_offered=Decimal(0))
    before = pack(found)
    assert (before.cost.burden.is_measured, before.cost.burden.minutes_each_time) == (False, 12)
    measured("40")
    measured("100", "self.mobile")
    after = pack(found)
    # one mobile at 100 seconds and two cells of a local indicator at 40
    assert after.cost.burden.minutes_each_time == 3
    assert (after.cost.burden.is_measured, after.cost.time.cells) == (True, 500)
    done = actions.approve(
        mandate_id=found.pk,
        version=found.version,
        terms=Terms(money_agreed=Decimal(100)),
        why="可",
        by=office(),
        at=AT,
    )
    assert done.money_required == after.cost.required


def test_only_the_newest_measurement_counts_and_only_the_meter_and_the_office_write_it():
    measured("40")
    measured("30", to_date=date(2026, 2, 20))
    measured("90", to_date=date(2026, 12, 1))  # not over yet on the day
    assert queries.cell_times(DISTRICT, TODAY).of("self.name").seconds == 30
    with pytest.raises(NotAllowed):
        actions.record_measured(
            district=DISTRICT,
            seconds=Decimal(1),
            cells=1,
            from_date=TODAY,
            to_date=TODAY,
            by=department(),
            at=AT,
        )
    with pytest.raises(Refusal):
        measured("0")


def test_a_narrower_request_is_covered_and_a_wider_one_merged_and_the_real_overlap_counted():
    first = sent()
    inner = pack(sent(scope=OVER_80, fields=("姓名", "年龄")))
    (overlap,) = inner.overlaps.found
    assert (overlap.id, overlap.relation, overlap.rows) == (first.pk, Standing.COVERED, "subset")
    assert (inner.overlaps.verdict, inner.recommendation) == (Class.COVERED, "return")
    assert overlap.both.subjects == 1
    assert [field.asked_by for field in inner.fields] == [(first.title,), (first.title,)]
    wider = pack(sent(scope=scope_of({"unit": "person", "where": []})))
    assert wider.overlaps.verdict is Class.MERGED
    assert wider.overlaps.found[0].both.subjects == 2
    assert wider.overlaps.found[0].short_of == ("rows",)


def test_what_every_form_says_of_itself_is_no_overlap():
    load(small_seed(*ELEMENTS, "self.age", "record.record_serial", "community.community_name"))
    both = ("record.record_serial", "community.community_name")
    for fields in (("序号", "社区名称", "姓名"), ("序号", "社区名称", "手机号码")):
        made = sent(OVER_60, fields)
        for field, element in zip(made.fields.order_by("position"), both, strict=False):
            field.element = element
            field.save(update_fields=["element"])
    assert pack(made).overlaps.verdict is Class.NEW
    name = sent(OVER_80, ("姓名",))
    found = pack(name)
    # Whoever asks for the name of fewer people is served, though the other form has a serial number too.
    assert found.overlaps.verdict is Class.COVERED


def test_people_who_have_nothing_in_common_do_not_overlap_whatever_the_fields():
    sent()
    young = pack(sent(scope=scope_of({"unit": "person", "where": [["self.age", "<", 18]]})))
    assert (young.overlaps.verdict, young.overlaps.found) == (Class.NEW, ())


def test_the_number_stated_is_held_against_the_record():
    found = sent(unit_kind=UnitKinds.RESIDENT)
    assert not any("请核对" in reason for reason in pack(found).reasons)
    far = actions.draft(
        district=DISTRICT,
        application=application(scope=OVER_60, fields=FIELDS, places=(DISTRICT,), unit_count=900),
        by=department(),
        at=AT,
    )
    actions.submit(mandate_id=far.pk, by=department(), at=AT)
    # Fewer than ten are not told.
    assert any("申报 900，在册符合范围的是 不到 10" in reason for reason in pack(far).reasons)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pack_takes_the_same_queries_whatever_is_on_the_form(number, django_assert_num_queries):
    found = sent(fields=("姓名", "助听器电池型号", "结对干部", "备注")[: number + 1])
    pack(found)
    with django_assert_num_queries(QUERIES):
        pack(found)


def test_what_an_agreement_shares_already_is_refused_by_rule(monkeypatch):
    given = Given("龙数〔2026〕1号", ("self.name", "self.id_number"), "350802")
    monkeypatch.setattr("linli.mandates.grounds.granted_to", lambda receiver, today: (given,))
    monkeypatch.setattr("linli.mandates.grounds.department_of_post", lambda post: "civil_affairs")
    by = department()

    def grounds_for(*fields: str):
        said = application(fields=fields, places=(DISTRICT,))
        made = actions.draft(district=DISTRICT, application=said, by=by, at=AT)
        return actions.submit(mandate_id=made.pk, by=by, at=AT)

    # A birth date comes out of the number that is shared.
    found, (ground,) = grounds_for("姓名", "出生日期")
    assert (found.state, ground.code) == (State.REFUSED, "shared")
    assert "龙数〔2026〕1号" in found.decision_why
    assert "政务数据共享条例" in found.decision_why
    assert grounds_for("姓名", "手机号码")[1] == ()
    assert grounds_for("姓名", "结对干部")[1] == ()


def test_certificates_are_those_of_the_list_in_force(monkeypatch):
    by = department()
    said = application(title="出具居民婚姻状况证明")
    made = actions.draft(district=DISTRICT, application=said, by=by, at=AT)
    found, (ground,) = actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert (found.state, ground.code) == (State.REFUSED, "certificate")
    assert "民发〔2020〕20号" in found.decision_why
    monkeypatch.setattr("linli.mandates.grounds.held_list", lambda rule, place, day: None)
    again = actions.draft(district=DISTRICT, application=said, by=by, at=AT)
    assert actions.submit(mandate_id=again.pk, by=by, at=AT)[1] == ()
