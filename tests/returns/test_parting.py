"""A merge that is taken back leaves every table as it was: what hung on either person hangs there again."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.queries import readings_of
from linli.base.scope import Scope
from linli.register import gate
from linli.register.actions import merge, unmerge
from linli.rights.actions import ask_correction, hand_out_code, redeem_code
from linli.rights.states import Proof
from linli.visits.actions import open_collection

from .making import AT, DAY, HERE, INSTALL, Family, admitted, family, filled

# What says that the merge was, and what was done meanwhile, stays: it is history.
HISTORY = ("audit_", "register_merge", "django_", "sqlite_")


def tables() -> dict[str, list[tuple]]:
    """Every row of every table, in no particular order."""
    names = [one for one in connection.introspection.table_names() if not one.startswith(HISTORY)]
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(map(_plain, cursor.fetchall()), key=repr)
    return found


def _plain(row: tuple) -> tuple:
    return tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)


@pytest.fixture
def twins(who) -> tuple[Family, Family]:
    """Two households of which the husbands will be taken for one, each with all that hangs on people."""
    one, other = family(), family("林大山", "陈小芳", phone="13800130002")
    return one, other


def attach(home: Family, who) -> None:
    """A reading, a code from the counter and the account it opens, a request for correction."""
    gate.read(
        [home.husband], ["self.name"], purpose="resident_register", reason="核对登记", by=who.committee, at=AT
    )
    code = hand_out_code(
        subject_id=home.husband,
        division_code=HERE,
        birth_date=None,
        proof=Proof.IDENTITY_CARD,
        by=who.committee,
        at=AT,
    ).code
    account = redeem_code(code=code, by=INSTALL, at=AT)
    ask_correction(
        subject_id=home.husband,
        element="self.name",
        wish="林大川",
        grounds="身份证",
        by=Actor(account.pk, None, Role.RESIDENT, Scope(HERE), "居民"),
        at=AT,
    )


def test_tasks_returns_rights_and_readings_go_back_where_they_were(who, twins):
    one, other = twins
    for home in twins:
        attach(home, who)
    open_collection(
        place=HERE,
        department="housing",
        title_zh="住房安全",
        title_en="Safe homes",
        purpose="contact",
        elements=["self.phone"],
        opens_date=DAY,
        closes_date=DAY + timedelta(days=9),
        by=INSTALL,
        at=AT,
    )
    filled(admitted(who), who)
    before, seen = tables(), [len(readings_of([home.husband], DAY).lines) for home in twins]
    for name in ("visits_collectiontask", "returns_filledrow", "rights_correction", "rights_residentaccount",
                 "reading_readingsubject"):  # fmt: skip
        assert len(before[name]) >= 2, name
    made = merge(
        kept=one.husband,
        gone=other.husband,
        weight=9.0,
        reasons=["name"],
        by=who.office,
        at=AT + timedelta(days=1),
    )
    assert tables()["register_person"] != before["register_person"]
    unmerge(merge_id=made.pk, why="同名的两个人", by=who.office, at=AT + timedelta(days=2))
    after = tables()
    assert {name for name in before if after[name] != before[name]} == set()
    assert [len(readings_of([home.husband], DAY).lines) for home in twins] == seen
