"""Proposing, admitting, turning down, retiring: who may, what is refused, and what stays on the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue.actions import admit_element, reject_element, retire_element
from linli.catalogue.models import Decision, ElementVersion, PastIsClosed, ProhibitedElement, Retirement
from linli.catalogue.queries import element, history, open_proposals, proposal
from linli.catalogue.states import Origin, Stage
from linli.core.elements import (
    Banned,
    Information,
    Mask,
    Retention,
    Sensitivity,
    Subject,
    Trigger,
    ValueType,
    Words,
)
from linli.core.elements.kinds import ValueKind
from tests.catalogue.setting import (
    AT,
    CLERK,
    DAY,
    FIRST,
    LATER,
    SECOND,
    admitted,
    department,
    load,
    new_element,
    office,
    propose,
    small_seed,
    supplied,
)
from tests.factories import actor

pytestmark = pytest.mark.django_db
CODE = "self.hearing_aid_batteries"


def refused(code: str, kind: type[Refusal] = Refusal):
    return pytest.raises(kind, check=lambda refusal: refusal.code == code)


def test_propose_admit_use():
    row = propose()
    assert element(CODE, LATER) is None
    assert [one.element.code for one in open_proposals()] == [CODE]
    admit_element(by=office(), at=AT, version_id=row.pk)
    assert element(CODE, LATER - timedelta(days=1)) is None
    held = element(CODE, LATER)
    assert held is not None
    assert held.valid_from == LATER
    assert held.property.names.zh == "助听器电池需要"
    assert open_proposals() == ()


def test_each_step_leaves_an_audit_entry():
    row = propose()
    admit_element(by=office(), at=AT, version_id=row.pk, holds_from=DAY)
    retire_element(by=office(CLERK), at=AT, code=CODE, valid_to=LATER, why="不再代购")
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["catalogue.propose_element", "catalogue.admit_element", "catalogue.retire_element"]
    assert AuditEntry.objects.order_by("seq").first().subject == f"catalogue.ElementVersion:{row.pk}"


def test_two_people():
    row = propose(by=office(FIRST))
    with refused("catalogue.same_person", NotAllowed):
        admit_element(by=office(FIRST), at=AT, version_id=row.pk)
    with refused("catalogue.same_person", NotAllowed):
        reject_element(by=office(FIRST), at=AT, version_id=row.pk, why="不要了")
    admit_element(by=office(SECOND), at=AT, version_id=row.pk)
    assert Decision.objects.get().account_id == SECOND


@pytest.mark.parametrize(
    "role", [Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER, Role.AUDITOR, Role.SYSTEM_ADMIN]
)
def test_others_do_not_propose(role: Role):
    somebody = replace(actor(role), account_id=FIRST)
    with refused("catalogue.may_not_propose", NotAllowed):
        propose(by=somebody)
    assert ElementVersion.objects.count() == 0


@pytest.mark.parametrize(
    "by",
    [
        department(SECOND),
        office(SECOND, "3508"),
        office(None),
        replace(actor(Role.COMMITTEE), account_id=SECOND),
        Actor.system("job"),
    ],
)
def test_only_a_district_office_decides(by: Actor):
    row = propose()
    with refused("catalogue.may_not_decide", NotAllowed):
        admit_element(by=by, at=AT, version_id=row.pk)
    with refused("catalogue.may_not_decide", NotAllowed):
        retire_element(by=by, at=AT, code=CODE, valid_to=LATER, why="试")
    assert Decision.objects.count() == 0


def test_a_proposal_without_an_account_is_nobodys():
    with refused("catalogue.may_not_propose", NotAllowed):
        propose(by=department(None))


@pytest.mark.parametrize("banned", list(Banned))
def test_every_declared_class_is_refused_with_its_rule(banned: Banned):
    with refused("catalogue.prohibited") as caught:
        propose(declared=banned.value)
    assert "红线第" in caught.value.message
    assert "法" in caught.value.message
    assert ElementVersion.objects.count() == 0
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"names": Words("政治面貌", "Other")},
        {"definition": Words("记录本人的宗教信仰。", "As told by the person.")},
        {"aliases": ("居民积分",)},
        {"names": Words("情况", "Political affiliation")},
        {"code": "zheng_zhi_mian_mao"},
        {"code": "face_template"},
    ],
)
def test_words_give_a_prohibited_class_away_wherever_they_stand(changes):
    with refused("catalogue.prohibited"):
        propose(new_element(**changes))


def test_a_label_of_staff_is_no_way_round_for_scores():
    helper = supplied("self.helper.name").role
    assert helper.subject is Subject.STAFF
    with refused("catalogue.prohibited"):
        propose(new_element(role=helper, names=Words("居民评分", "Marks given")))


def test_the_table_refuses_what_never_may_be_held_even_past_the_action():
    bad = new_element(names=Words("宗教信仰", "Religion"))
    columns = {
        "number": 1,
        "origin": Origin.PERSON,
        "wished_from": DAY,
        "proposed_at": AT,
        "account_id": FIRST,
        "proposed_label": "x",
    }
    with pytest.raises(ProhibitedElement):
        ElementVersion.of(bad, **columns).save()
    with pytest.raises(ProhibitedElement):
        ElementVersion.objects.bulk_create([ElementVersion.of(bad, **columns)])
    assert ElementVersion.objects.count() == 0


def test_an_admission_looks_at_the_words_again():
    good = propose()
    record = good.record
    record["property"]["names"][0] = "入党日期"
    # Straight into the table, as somebody with a database prompt would.
    from django.db import connection

    with connection.cursor() as cursor:
        import json

        cursor.execute("UPDATE catalogue_elementversion SET record = %s", [json.dumps(record)])
    with refused("catalogue.prohibited"):
        admit_element(by=office(), at=AT, version_id=good.pk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"basis": ()}, "法律依据"),
        ({"purposes": ()}, "用途"),
        ({"retention": Retention(Trigger.STANDING)}, "保存多久"),
        ({"mask": Mask.NONE}, "遮蔽规则"),
        ({"sensitivity": Sensitivity.PERSONAL}, "至少为敏感个人信息"),
        ({"sensitivity": Sensitivity.INTERNAL}, "至少为个人信息"),
        ({"definition": Words("", "")}, "定义"),
        ({"type": ValueType(ValueKind.CODE)}, "代码表"),
    ],
)
def test_a_sensitive_element_needs_basis_purpose_end_and_mask(changes, words):
    with refused("catalogue.incomplete") as caught:
        propose(new_element(**changes))
    assert words in caught.value.message


def test_unknown_references_are_refused():
    with refused("catalogue.unknown_reference") as caught:
        propose(new_element(purposes=("curiosity",), owner="nobody"))
    assert "curiosity" in caught.value.message
    assert "nobody" in caught.value.message
    with refused("catalogue.unknown_code_list"):
        propose(new_element(type=ValueType(ValueKind.CODE, code_list="no_such_list")))


def test_a_reason_is_asked_for():
    with refused("catalogue.no_reason"):
        propose(why="  ")
    row = propose()
    with refused("catalogue.no_reason"):
        reject_element(by=office(), at=AT, version_id=row.pk, why="")
    admit_element(by=office(), at=AT, version_id=row.pk)
    with refused("catalogue.no_reason"):
        retire_element(by=office(), at=AT, code=CODE, valid_to=LATER, why="")


def test_one_proposal_at_a_time():
    propose()
    with refused("catalogue.waiting_already"):
        propose(by=office(CLERK))


def test_the_same_again_is_no_change():
    admitted()
    with refused("catalogue.no_change"):
        propose()


def test_one_property_has_one_type_on_every_role_path():
    load(small_seed("self.birth_date"))
    other = supplied("self.spouse.birth_date")
    text = replace(other.property, type=ValueType(ValueKind.TEXT, length=10))
    with refused("catalogue.property_differs"):
        propose(replace(other, property=text))
    assert propose(other).number == 1


def test_turned_down_stays_on_the_record_and_may_be_proposed_again():
    row = propose()
    reject_element(by=office(), at=AT, version_id=row.pk, why="先查已有的登记")
    assert element(CODE, LATER) is None
    assert proposal(row.pk) is None
    again = propose()
    assert again.number == 2
    stages = [one.stage for one in history(CODE, DAY)]
    assert stages == [Stage.PROPOSED, Stage.REJECTED]


def test_a_decision_is_taken_once():
    row = propose()
    admit_element(by=office(), at=AT, version_id=row.pk)
    with refused("catalogue.not_waiting", NotFound):
        reject_element(by=office(CLERK), at=AT, version_id=row.pk, why="反悔")


def test_a_new_version_takes_over_on_its_day():
    admitted(holds_from=DAY)
    changed = new_element(mask=Mask.WITHHELD, retention=Retention(Trigger.PURPOSE_ENDED, 3))
    row = propose(changed)
    with refused("catalogue.begins_too_early"):
        admit_element(by=office(), at=AT, version_id=row.pk, holds_from=DAY)
    admit_element(by=office(), at=AT, version_id=row.pk, holds_from=LATER)
    before, after = element(CODE, DAY), element(CODE, LATER)
    assert (before.number, before.property.retention.months, before.valid_to) == (1, 24, LATER)
    assert (after.number, after.property.retention.months, after.valid_to) == (2, 3, None)
    told = history(CODE, LATER)
    assert [one.stage for one in told] == [Stage.IN_FORCE, Stage.REPLACED]
    assert told[0].changed == ("retention",)
    assert history(CODE, DAY)[0].stage == Stage.COMING


def test_retired_from_its_day_and_back_only_by_a_new_proposal():
    admitted(holds_from=DAY)
    retire_element(by=office(), at=AT, code=CODE, valid_to=LATER, why="不再代购")
    assert element(CODE, DAY).valid_to == LATER
    assert element(CODE, LATER) is None
    assert history(CODE, LATER)[0].stage == Stage.RETIRED
    with refused("catalogue.retired_already"):
        retire_element(by=office(), at=AT, code=CODE, valid_to=LATER, why="再停")
    row = propose()
    admit_element(by=office(), at=AT, version_id=row.pk, holds_from=date(2027, 6, 1))
    assert element(CODE, date(2027, 3, 1)) is None
    assert element(CODE, date(2027, 6, 1)).number == 2


def test_retiring_what_is_not_there_or_before_it_began():
    with refused("catalogue.not_in_use", NotFound):
        retire_element(by=office(), at=AT, code="self.shoe_size", valid_to=DAY, why="没有")
    admitted(holds_from=LATER)
    with refused("catalogue.ends_before_it_begins"):
        retire_element(by=office(), at=AT, code=CODE, valid_to=DAY, why="早了")


def test_the_past_is_closed():
    row = admitted()
    for change in (
        lambda: row.save(),
        lambda: row.delete(),
        lambda: ElementVersion.objects.update(mask="none"),
        lambda: Decision.objects.all().delete(),
        lambda: Retirement.objects.bulk_update([], ["why"]),
    ):
        with pytest.raises(PastIsClosed):
            change()


def test_a_branchs_own_store_holds_membership_and_no_opinion():
    load(small_seed("branch.member.party_joined_date"))
    own = supplied("branch.member.branch_standing")
    assert own.property.information is Information.PARTY_MEMBERSHIP
    plain = replace(own.property, type=ValueType(ValueKind.TEXT, length=10))
    assert propose(replace(own, property=plain)).store == "party_branch"
    opinion = replace(plain, code="opinion", names=Words("思想动态", "Member's mood"))
    with refused("catalogue.prohibited"):
        propose(replace(own, property=opinion))
    on_resident = replace(own, role=supplied("self.name").role, property=plain)
    with refused("catalogue.prohibited"):
        propose(on_resident)
