"""Five thousand requests at random: whose fields left the gate, who stands in the log, and what residents see."""

import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.reading.actions import break_glass, change_purpose
from linli.base.reading.models import ReadingSubject
from linli.base.reading.queries import readings_of
from linli.base.reading.verify import log_faults
from linli.base.scope import Scope
from linli.register import gate
from linli.register.actions import merge
from linli.register.gate.places import whereabouts
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    DISTRICT,
    GRID,
    INSTALL,
    OTHER_COMMUNITY,
    OTHER_GRID,
    STREET,
    draft,
    somebody,
)
from tests.register.gate.setting import ADULT, CHILD, REASON, TEEN, approve_standing, furnish, settle

REQUESTS = 5_000
ASKED = (
    (("self.name", "self.phone"), "contact"),
    (("self.name",), "resident_register"),
    (("self.name", "self.sex", "self.birth_date"), "resident_register"),
    (("self.interpreter_need",), "contact"),
    (("self.bank_account",), "aid"),
    (("self.name",), "aid"),
    (("self.mental_care_followed",), "health_services"),
    (("self.name",), "services_on_application"),
)
GUARDED_TEXTS = {"self.name", "self.phone", "self.bank_account", "self.interpreter_need"}


def readers():
    officer, chief = somebody(Role.GRID_OFFICER, GRID), somebody(Role.COMMITTEE, COMMUNITY)
    approve_standing(officer, chief)
    rescuer = somebody(Role.GRID_OFFICER, OTHER_GRID)
    break_glass(reason="三单元起火，查找住户", by=rescuer, at=AT)
    return [
        officer,
        chief,
        rescuer,
        somebody(Role.COMMITTEE, OTHER_COMMUNITY),
        somebody(Role.SUB_DISTRICT, STREET),
        somebody(Role.DISTRICT_OFFICE, DISTRICT),
        somebody(Role.DEPARTMENT, DISTRICT),
        somebody(Role.AUDITOR, DISTRICT),
        somebody(Role.GRID_OFFICER, GRID, ended=AT - timedelta(days=1)),
    ]


def residents() -> list[UUID]:
    found = []
    for place in (GRID, OTHER_GRID, f"{OTHER_COMMUNITY}G001", "350803001001G001"):
        for birth in (ADULT, ADULT, TEEN, CHILD, None):
            found += [one.id for one in settle(place, birth, count=2)]
    return found


def request(dice: random.Random, everybody: list[UUID], by, at):
    """One request by a page, a card or a reveal."""
    elements, purpose = dice.choice(ASKED)
    asked = {"purpose": purpose, "reason": REASON, "by": by, "at": at}
    if dice.random() < 0.3:
        return gate.read_list(dice.sample(everybody, dice.randint(1, 6)), elements, **asked)
    some = dice.sample(everybody, dice.choice((1, 1, 1, 2)))
    return gate.read(some, elements, reveal=dice.random() < 0.4, **asked)


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db
def test_whose_fields_left_is_who_stands_in_the_log_is_what_the_residents_see():
    furnish()
    change_purpose(
        draft=draft("contact", delay_days=20, delay_basis="《反家庭暴力法》"),
        why="保护受害人",
        by=somebody(Role.DISTRICT_OFFICE),
        at=AT,
    )
    dice, everybody, staff = random.Random(20261124), residents(), readers()
    for kept, gone in (everybody[:2], everybody[10:12]):
        merge(kept=kept, gone=gone, weight=9.0, reasons=["same name"], by=INSTALL, at=AT)
    known_as = {id_: one.aliases for id_, one in whereabouts(everybody).items()}
    left: Counter[UUID] = Counter()
    refused = revealed = 0
    for number in range(REQUESTS):
        at = AT + timedelta(seconds=number // 8)
        try:
            told = request(dice, everybody, dice.choice(staff), at)
        except Refusal:
            refused += 1
            continue
        shown_now = [one.subject for one in told.subjects if not one.withheld]
        left.update(alias for subject in shown_now for alias in known_as[subject])
        for one in told.subjects:
            whole = {code for code, shown in one.values.items() if shown.is_whole} & GUARDED_TEXTS
            revealed += bool(whole)
            assert not whole or told.act == "revealed"
    rows = ReadingSubject.objects.in_scope(Scope("")).order_by("id")
    logged = Counter(rows.values_list("subject", flat=True))
    shown: Counter[UUID] = Counter()
    delayed = 0
    for one in everybody:
        log = readings_of(known_as[one], DAY)
        shown[one] = log.total
        delayed += log.delayed
    assert left == logged == +shown
    assert delayed > 0
    assert refused > REQUESTS / 10
    assert revealed > 0
    assert len(left) > 20
    assert list(log_faults()) == []
