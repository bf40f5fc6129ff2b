"""What is past its time is shown to nobody, then deleted with a proof."""

import hashlib
from datetime import date, timedelta

import pytest

from linli.base.identity.states import Role
from linli.base.reading.models import DeletionProof
from linli.base.scope import Scope
from linli.register import gate
from linli.register.actions import record
from linli.register.drafts import FactDraft
from linli.register.gate.expiry import erase_due
from linli.register.gate.leaving import is_over
from linli.register.gate.retention import delete_due, longest_rule
from linli.register.ledger.facts import entries_of, facts_of, in_force
from linli.register.models import Person, Subject
from tests.audited import assert_audited
from tests.base.reading.setting import AT, COMMUNITY, DAY, DISTRICT, GRID, INSTALL, somebody
from tests.register.gate.setting import REASON, entry, refusal, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


KEPT_LONGER = "self.bank_account"


def moved_out(day: date, count: int = 1, without: str = KEPT_LONGER):
    people = settle(GRID, count=count, without=without)
    facts = [FactDraft(one.id, "self.moved_out_date", day.isoformat()) for one in people]
    record(entry=entry(), facts=facts, by=INSTALL, at=AT - timedelta(days=8))
    return people


def died(day: date):
    (one,) = settle(GRID, without=KEPT_LONGER)
    record(
        entry=entry(),
        facts=[FactDraft(one.id, "self.death_date", day.isoformat())],
        by=INSTALL,
        at=AT - timedelta(days=8),
    )
    return one


def phone_of(one):
    by = somebody(Role.COMMITTEE, COMMUNITY)
    told = gate.read([one.id], ["self.name", "self.phone"], purpose="contact", reason=REASON, by=by, at=AT)
    return told.only.values


def test_the_rule_of_the_catalogue_is_counted_in_months_from_leaving():
    rule = longest_rule(DAY)
    assert rule.months == 24
    assert not is_over(rule, date(2024, 11, 25), DAY)
    assert is_over(rule, date(2024, 11, 24), DAY)


def test_a_phone_number_is_shown_to_nobody_six_months_after_its_owner_left():
    kept, over = moved_out(date(2026, 6, 1))[0], moved_out(date(2026, 5, 24))[0]
    assert set(phone_of(kept)) == {"self.name", "self.phone"}
    assert set(phone_of(over)) == {"self.name"}


def test_who_left_two_years_ago_is_deleted_with_a_proof():
    gone = [*moved_out(date(2024, 11, 20), count=2), died(date(2024, 1, 1))]
    stays = [*settle(GRID), *moved_out(date(2025, 1, 1)), died(date(2025, 12, 31))]
    with assert_audited("reading.prove_deletion", times=2):
        done = delete_due(by=INSTALL, at=AT)
    assert (done.people, done.undated) == (3, 0)
    left = set(Person.objects.in_scope(Scope("")).values_list("id", flat=True))
    assert left == {one.id for one in stays}
    proofs = {row.held_class: row for row in DeletionProof.objects.all()}
    assert {name: row.count for name, row in proofs.items()} == {"person.moved_out": 2, "person.dead": 1}
    names = sorted(str(one.id) for one in gone[:2])
    assert proofs["person.moved_out"].digest == hashlib.sha256("\n".join(names).encode()).hexdigest()
    assert proofs["person.dead"].district == DISTRICT


def test_whoever_was_paid_is_deleted_when_the_account_has_been_kept_for_its_sixty_months():
    (paid,) = moved_out(date(2024, 11, 20), without="")
    moved_out(date(2021, 11, 20), without="")
    assert delete_due(by=INSTALL, at=AT).people == 1
    assert DeletionProof.objects.get(held_class="person.moved_out").rule == "purpose_ended+60"
    left = set(Person.objects.in_scope(Scope("")).values_list("id", flat=True))
    assert left == {paid.id}


def test_of_whoever_waits_for_a_longer_rule_nothing_else_is_kept():
    (paid,) = moved_out(date(2024, 11, 20), without="")
    delete_due(by=INSTALL, at=AT)
    erase_due(by=INSTALL, at=AT)
    facts = facts_of([paid.id])
    assert {fact.element for fact in in_force(facts, entries_of(facts))} == {
        KEPT_LONGER,
        "self.moved_out_date",
    }


def test_deleting_again_does_nothing_twice():
    moved_out(date(2024, 11, 20))
    delete_due(by=INSTALL, at=AT)
    assert delete_due(by=INSTALL, at=AT).people == 0
    assert DeletionProof.objects.count() == 1


def test_whoever_is_deleted_is_read_by_nobody():
    (one,) = moved_out(date(2024, 11, 20))
    delete_due(by=INSTALL, at=AT)
    assert Subject.objects.in_scope(Scope("")).get(pk=one.id).forgotten_at is not None
    with refusal("reading.not_found"):
        phone_of(one)
