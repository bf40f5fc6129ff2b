"""The database itself refuses nonsense, and refuses to change what was sent."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from linli.base.append_only import PastIsClosed
from linli.base.scope import Scope, ScopeMissing
from linli.visits.models import (
    CallBack,
    Clash,
    CollectedValue,
    Collection,
    CollectionTask,
    Device,
    Envelope,
    FieldReport,
    Notice,
    SetAside,
    Signal,
    Visit,
)
from tests.visits.setting import AT, DAY, GRID, Home, Phone, collect, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("")


@pytest.fixture
def home() -> Home:
    furnish()
    return settle()


@pytest.fixture
def phone(home) -> Phone:
    collect("dwelling.occupancy")
    return Phone.of(officer_account())


@pytest.fixture
def envelope(home, phone) -> Envelope:
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    return Envelope.objects.get()


def refused(work) -> bool:
    try:
        with transaction.atomic():
            work()
    except (IntegrityError, DatabaseError):
        return True
    return False


def again(row: Envelope, **changes) -> Envelope:
    names = [field.attname for field in Envelope._meta.fields if field.attname != "id"]
    return Envelope(
        **{name: getattr(row, name) for name in names} | {"position": 99, "digest": "1" * 64} | changes
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"digest": None},
        {"position": 1},
        {"outcome": "aside", "reason": ""},
        {"outcome": "taken", "reason": "expired"},
        {"digest": "short"},
        {"place": "350803001001G001"},
    ],
)
def test_an_entry_that_cannot_be(envelope, changes):
    if changes.get("digest", "") is None:
        changes = {"digest": envelope.digest}
    assert refused(lambda: again(envelope, **changes).save(force_insert=True))


def test_what_was_sent_is_never_changed(envelope):
    for work in (
        lambda: Envelope.objects.filter(pk=envelope.pk).update(outcome="clash"),
        envelope.save,
        envelope.delete,
    ):
        with pytest.raises(PastIsClosed):
            work()


@pytest.mark.parametrize("table", ["visits_envelope", "visits_collectedvalue"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET place = 'x'", "DELETE FROM {}"])
def test_not_even_by_plain_sql(envelope, table, verb):
    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(verb.format(table))

    assert refused(work)


def test_a_written_value_names_its_fact_and_is_one_thing(envelope):
    row = CollectedValue.objects.get()
    base = {"district": row.district, "place": row.place, "envelope": envelope, "subject": row.subject}
    assert refused(lambda: CollectedValue.objects.create(**base, element="a", fate="write"))
    assert refused(
        lambda: CollectedValue.objects.create(**base, element="a", fate="clash", value="1", sealed=b"1")
    )
    assert refused(
        lambda: CollectedValue.objects.create(**base, element=row.element, fate="clash", value="1")
    )


def test_decisions_say_why(envelope, phone):
    value = CollectedValue.objects.get()
    clash = Clash.objects.create(
        district=envelope.district, place=GRID, brought=value, opened_at=AT, held_fact=None
    )
    rows = Clash.objects.in_scope(EVERYWHERE).filter(pk=clash.pk)
    assert refused(lambda: rows.update(decided_at=AT, verdict="held", why=""))
    phone.hand_in(phone.make("poem", b"{}"))
    asides = SetAside.objects.in_scope(EVERYWHERE)
    assert refused(lambda: asides.update(decided_at=AT, verdict="used", why="", content=None))
    assert refused(lambda: asides.update(decided_at=AT, verdict="used", why="x"))


def test_a_phone_that_was_lost_says_why_and_only_such_a_phone_is_wiped(phone):
    rows = Device.objects.in_scope(EVERYWHERE)
    assert refused(lambda: rows.update(lost_at=AT))
    assert refused(lambda: rows.update(wiped_at=AT))
    assert refused(lambda: rows.update(place="350803001001G001"))


def test_collections_and_notices_have_their_days_in_order(phone):
    assert refused(
        lambda: Collection.objects.in_scope(EVERYWHERE).update(closes_date=DAY - timedelta(days=30))
    )
    assert refused(lambda: Collection.objects.in_scope(EVERYWHERE).update(purpose=""))
    assert refused(
        lambda: Notice.objects.create(
            district="350802",
            place=GRID,
            title="x",
            text="x",
            from_date=DAY,
            until_date=DAY - timedelta(days=1),
            created_at=AT,
        )
    )


def test_a_household_has_a_task_once(phone):
    row = CollectionTask.objects.in_scope(EVERYWHERE).get()
    copy = {"district": row.district, "place": row.place, "household": row.household, "changed_at": AT}
    assert refused(lambda: CollectionTask.objects.create(collection=row.collection, **copy))
    assert refused(lambda: CollectionTask.objects.in_scope(EVERYWHERE).update(state="lost"))


def test_visits_reports_signals_and_call_backs(envelope):
    visit = Visit.objects.in_scope(EVERYWHERE).get()
    assert refused(lambda: Visit.objects.in_scope(EVERYWHERE).update(outcome="flew"))
    here = {"district": envelope.district, "place": GRID}
    assert refused(
        lambda: FieldReport.objects.create(**here, envelope=envelope, kind="fire", spot="", text="x")
    )
    signal = Signal.objects.create(
        **here, envelope=envelope, account_id=visit.account_id, kind="too_fast", detail={}, found_at=AT
    )
    rows = Signal.objects.in_scope(EVERYWHERE).filter(pk=signal.pk)
    assert refused(lambda: rows.update(answered_at=AT, answer=""))
    back = CallBack.objects.create(**here, visit=visit, drawn_at=AT)
    assert refused(lambda: CallBack.objects.in_scope(EVERYWHERE).filter(pk=back.pk).update(done_at=AT))


@pytest.mark.parametrize("model", [Visit, CollectionTask])
def test_who_was_visited_is_read_with_a_scope_only(envelope, model):
    with pytest.raises(ScopeMissing):
        list(model.objects.all())
