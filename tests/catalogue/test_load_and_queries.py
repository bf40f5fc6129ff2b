"""Loading what is supplied, the catalogue of a day, searching, code lists by edition, and the table's constraints."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, Refusal
from linli.catalogue import queries
from linli.catalogue.actions import load_seed, retire_element
from linli.catalogue.actions.load import EPOCH
from linli.catalogue.models import CodeItem, CodeListEdition, Decision, ElementVersion, Retirement
from linli.catalogue.states import TRANSITIONS, Origin, Stage, Verdict
from linli.core.elements import Element, Retention, Trigger, Words
from tests.catalogue.setting import (
    AT,
    DAY,
    FIRST,
    LATER,
    SECOND,
    admitted,
    load,
    new_element,
    office,
    propose,
    small_seed,
    supplied,
)

pytestmark = pytest.mark.django_db


def test_loading_everything_once_and_again():
    whole = queries.reference()
    first = load()
    assert (first.elements, first.versions, first.kept) == (len(whole.elements), 0, 0)
    assert first.code_lists == len(whole.code_lists)
    again = load()
    assert (again.elements, again.versions, again.code_lists, again.kept) == (0, 0, 0, len(whole.elements))
    assert len(queries.elements(DAY)) == len(whole.elements)
    assert {one.code for one in queries.elements(DAY)} == {one.code for one in whole.elements}
    assert AuditEntry.objects.filter(verb="catalogue.load_seed").count() == 2


def test_supplied_elements_hold_from_long_ago():
    load(small_seed("self.name"))
    assert queries.element("self.name", EPOCH).property.names == Words("姓名", "Name")
    assert queries.element("self.name", EPOCH - timedelta(days=1)) is None


def test_a_changed_supply_becomes_a_new_version_from_the_day_of_loading():
    load(small_seed("self.name"))
    one = supplied("self.name")
    shorter = Element(one.role, replace(one.property, retention=Retention(Trigger.LEFT, 12)))
    result = load(replace(small_seed(), elements=(shorter,)))
    assert (result.elements, result.versions) == (0, 1)
    assert queries.element("self.name", DAY - timedelta(days=1)).property.retention.months == 24
    assert queries.element("self.name", DAY).property.retention.months == 12


def test_what_people_changed_or_retired_is_left_alone():
    load(small_seed("self.name", "self.sex"))
    one = supplied("self.name")
    admitted(Element(one.role, replace(one.property, retention=Retention(Trigger.LEFT, 6))))
    retire_element(by=office(), at=AT, code="self.sex", valid_to=DAY, why="不再需要")
    changed = tuple(
        Element(two.role, replace(two.property, retention=Retention(Trigger.LEFT, 3)))
        for two in (one, supplied("self.sex"))
    )
    result = load(replace(small_seed(), elements=changed), at=AT + timedelta(days=5))
    assert (result.versions, result.kept) == (0, 2)
    assert queries.element("self.name", LATER).property.retention.months == 6
    assert queries.element("self.sex", LATER) is None


def test_a_faulty_supply_is_refused_as_a_whole():
    one = supplied("self.name")
    bad = Element(one.role, replace(one.property, names=Words("宗教信仰", "Faith")))
    with pytest.raises(Refusal) as caught:
        load(replace(small_seed("self.sex"), elements=(supplied("self.sex"), bad)))
    assert caught.value.code == "catalogue.seed_has_faults"
    assert ElementVersion.objects.count() == 0
    assert CodeListEdition.objects.count() == 0


def test_only_the_installation_loads():
    with pytest.raises(NotAllowed):
        load_seed(by=office(), at=AT)


def test_filters():
    load()
    sensitive = queries.elements(DAY, role="self", sensitivity="sensitive", owner="disabled_federation")
    assert sensitive
    assert {one.role.code for one in sensitive} == {"self"}
    assert {one.property.owner for one in sensitive} == {"disabled_federation"}
    assert queries.elements(DAY, text="残疾", role="self")[0].role.code == "self"
    branch = queries.elements(DAY, store="party_branch")
    assert {one.role.code for one in branch} == {"branch.member"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("姓名", "self.name"),
        ("配偶的姓名", "self.spouse.name"),
        ("身份证号码", "self.id_number"),
        ("身份證號", "self.id_number"),
        ("self.id_number", "self.id_number"),
        ("统一社会信用代码", "org.credit_code"),
        ("gmsfhm", "self.id_number"),
        ("USCC", "org.credit_code"),
        ("residence address", "self.residence_address"),
        ("建筑面积", "dwelling.floor_area"),
    ],
)
def test_search(words: str, first: str):
    load()
    assert queries.search(words, DAY)[0].code == first


def test_search_for_nothing():
    load(small_seed("self.name"))
    assert queries.search("鞋码", DAY) == ()
    assert queries.search("  ", DAY) == ()


def test_mask_by_element():
    load(small_seed("self.phone", "self.residence_address"))
    assert queries.mask(queries.element("self.phone", DAY), "13812345678") == "138****5678"
    address = queries.element("self.residence_address", DAY)
    assert queries.mask(address, "东城街道和平路12号") == "东城街道和平路****"
    assert queries.mask(address, None) == ""


def test_held_for_residents_leaves_staff_and_organisations_out():
    load()
    held = queries.held_for_residents(DAY)
    codes = {one.code for chapter in held for one in chapter.elements}
    assert "self.id_number" in codes
    assert "household.household_size" in codes
    assert "dwelling.rent" in codes
    assert "grid.officer.name" not in codes
    assert "org.org_name" not in codes
    assert all(
        one.property.information == chapter.information for chapter in held for one in chapter.elements
    )


def test_a_day_is_asked_for_in_one_query():
    load(small_seed("self.name", "self.sex", "self.phone"))
    queries.element("self.name", DAY)
    with CaptureQueriesContext(connection) as captured:
        queries.element("self.sex", DAY)
        queries.search("xm", DAY)
    assert len(captured) == 2


def test_code_lists_by_edition():
    load(small_seed("self.sex"))
    assert queries.code_items("sex", DAY)["2"].get("en") == "Female"
    newer = replace(queries.reference().code_lists["sex"], edition="2027", items=())
    seed = small_seed("self.sex")
    load(replace(seed, code_lists={**seed.code_lists, "sex": newer}), at=AT)
    assert queries.code_list("sex", DAY - timedelta(days=1)).edition == "2003"
    assert queries.code_list("sex", DAY).edition == "2027"
    assert queries.code_list("no_such_list", DAY) is None
    assert queries.code_items("sex", date(1990, 1, 1)) == {}


def test_open_proposals_name_what_changes():
    load(small_seed("self.name"))
    one = supplied("self.name")
    propose(Element(one.role, replace(one.property, aliases=("名",), retention=Retention(Trigger.LEFT, 6))))
    (waiting,) = queries.open_proposals()
    assert set(waiting.changed) == {"retention", "aliases"}
    assert waiting.number == 2


def test_the_transitions_lead_nowhere_back():
    assert set(TRANSITIONS) == set(Stage)
    assert TRANSITIONS[Stage.RETIRED] == TRANSITIONS[Stage.REJECTED] == ()
    assert Stage.IN_FORCE not in TRANSITIONS[Stage.IN_FORCE]


# -- what the database refuses --------------------------------------------------------------------------------
def version(**changes) -> ElementVersion:
    row = ElementVersion.of(
        new_element(),
        number=1,
        origin=Origin.PERSON,
        wished_from=DAY,
        proposed_at=AT,
        account_id=FIRST,
        proposed_label="民政局",
    )
    for name, value in changes.items():
        setattr(row, name, value)
    return row


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"code": "self.other"}, "element_is_property_on_role_path"),
        ({"information": "religion"}, "element_class_may_be_held"),
        ({"sensitivity": "secret"}, "element_words_known"),
        ({"subject": "martian"}, "element_words_known"),
        ({"main_law": ""}, "element_on_people_has_basis_purpose_end"),
        ({"main_purpose": ""}, "element_on_people_has_basis_purpose_end"),
        ({"keep": "standing"}, "element_on_people_has_basis_purpose_end"),
        ({"mask": "none"}, "element_guarded_is_masked"),
        ({"store": "party_branch"}, "element_membership_only_in_branch"),
        ({"information": "party_membership"}, "element_membership_only_in_branch"),
        ({"account_id": None}, "element_proposed_by_somebody"),
    ],
)
def test_constraints_on_versions(changes: dict, constraint: str):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        version(**changes).save()


def test_one_number_once():
    version().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        version().save()


def decision(row: ElementVersion, **changes) -> Decision:
    values = {
        "version": row,
        "origin": Origin.PERSON,
        "verdict": Verdict.ADMITTED,
        "holds_from": DAY,
        "proposed_by": FIRST,
        "decided_at": AT,
        "account_id": SECOND,
        "decided_label": "区社区办",
    }
    return Decision(**values | changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"account_id": FIRST}, "decision_by_a_second_person"),
        ({"account_id": None}, "decision_by_a_second_person"),
        ({"holds_from": None}, "decision_says_from_when_or_why_not"),
        ({"verdict": Verdict.REJECTED}, "decision_says_from_when_or_why_not"),
        ({"verdict": Verdict.REJECTED, "holds_from": None, "why": ""}, "decision_says_from_when_or_why_not"),
        # One person in both parts, by naming somebody else as the proposer; or by calling it supplied.
        ({"proposed_by": UUID(int=9), "account_id": FIRST}, "decision_names_the_proposer"),
        ({"proposed_by": None}, "decision"),
        ({"origin": Origin.SEED, "account_id": None}, "decision_names_the_proposer"),
    ],
)
def test_constraints_on_decisions(changes: dict, constraint: str):
    row = version()
    row.save()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        decision(row, **changes).save()
    decision(row).save()


def test_one_decision_a_version():
    row = version()
    row.save()
    decision(row).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        decision(row).save()


def test_a_retirement_says_why():
    row = version()
    row.save()
    with pytest.raises(IntegrityError, match="retirement_says_why"), transaction.atomic():
        Retirement(version=row, valid_to=DAY, why="", retired_at=AT, retired_label="x").save()


def test_constraints_on_code_lists():
    values = {
        "code": "x",
        "name_zh": "某",
        "name_en": "X",
        "standard": "S",
        "edition": "1",
        "valid_from": DAY,
    }
    row = CodeListEdition(**values, recorded_at=AT)
    row.save()
    for changes in (
        {},
        {"edition": "2"},
        {"edition": "3", "valid_from": LATER, "valid_to": DAY},
        {"edition": "4", "valid_from": LATER, "standard": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeListEdition(**values | changes, recorded_at=AT).save()
    CodeItem(code_list=row, position=0, code="1", name_zh="一", name_en="One").save()
    for changes in ({"position": 1}, {"code": "2"}):
        item = {"position": 0, "code": "1"} | changes
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeItem(code_list=row, name_zh="一", name_en="One", **item).save()


def test_one_answer_asks_for_the_state_of_the_catalogue_once(django_assert_num_queries):
    load(small_seed("self.name"))
    queries.catalogue(DAY)
    with django_assert_num_queries(1), queries.steady():
        assert queries.catalogue(DAY) is queries.catalogue(DAY)
        with queries.steady():
            assert queries.catalogue(DAY).element("self.name") is not None
    with django_assert_num_queries(2):
        queries.catalogue(DAY)
        queries.catalogue(DAY)
