"""Whatever happens to the record, making its rows anew from the ledger gives the rows that are there."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.actions import life, merge, rebuild, record, roll_forward, undo_entry, unmerge
from linli.register.drafts import FactDraft
from linli.register.models import (
    Dwelling,
    Household,
    Lookup,
    Merge,
    Organisation,
    Person,
    Relation,
    Subject,
    Thing,
)
from linli.register.queries import card
from linli.register.states import Status
from tests.register.people import (
    AT,
    DAY,
    DISTRICT,
    NEXT_DOOR,
    NUMBERS,
    dwelling,
    entry,
    household,
    office,
    person,
    set_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = Scope(DISTRICT)
VALUES = {
    "self.name": ("张丽", "張麗", "阿依古丽·买买提", "㛃䶮𬭎"),
    "self.sex": ("1", "2"),
    "self.id_number": NUMBERS,
    "self.mobile": ("13900000001", "13900000002"),
    "self.birth_date": ("1990-01-01", "1965-03-12"),
    "self.education": ("20", "60"),
    "self.is_deceased": ("yes", "no"),
    "self.moved_out_date": ("2026-10-01", "2026-12-24"),
    "self.division_code": (NEXT_DOOR,),
}
SOURCES = ("police", "civil", "labour", "grid", "committee")
P, H, D = range(4), range(4, 6), range(6, 8)
LIFE = ("death", "move_out", "move_in", "move_within", "rename", "marriage", "new_head", "split", "birth")
DAYS = st.one_of(st.none(), st.integers(-400, 60).map(lambda n: DAY + timedelta(days=n)))
people, homes, dwellings = (st.sampled_from(list(pool)) for pool in (P, H, D))
links = st.one_of(
    st.tuples(people, st.just("self.household"), homes),
    st.tuples(people, st.just("self.dwelling"), dwellings),
    st.tuples(people, st.just("self.mother"), people),
    st.tuples(people, st.just("self.carer"), people),
    st.tuples(homes, st.just("household.head"), people),
    st.tuples(homes, st.just("household.dwelling"), dwellings),
    st.tuples(dwellings, st.just("dwelling.owner"), people),
)
values = st.sampled_from(sorted(VALUES)).flatmap(
    lambda element: st.tuples(people, st.just(element), st.sampled_from(VALUES[element]))
)
acts = st.one_of(
    st.tuples(st.just("say"), values, st.sampled_from(SOURCES), DAYS, DAYS),
    st.tuples(st.just("link"), links, st.sampled_from(SOURCES), DAYS, DAYS),
    st.tuples(st.just("correct"), st.integers(0, 30), st.sampled_from(("", "new"))),
    st.tuples(st.just("undo"), st.integers(0, 30)),
    st.tuples(st.just("merge"), st.sampled_from([(0, 1), (1, 2), (2, 0), (3, 0), (4, 5), (6, 7), (5, 4)])),
    st.tuples(st.just("unmerge"), st.integers(0, 5)),
    st.tuples(st.just("days"), st.integers(1, 40)),
    st.tuples(st.just("life"), st.sampled_from(LIFE), people, people, homes, dwellings),
)


class Story:
    """Plays acts on a small record; acts that are refused leave it as it was."""

    def __init__(self):
        self.at = AT
        drafts = [person() for _ in P] + [household() for _ in H] + [dwelling(grid=f"01{n}") for n in D]
        self.ids = [one.id for one in drafts]
        facts = [FactDraft(one.id, "self.sex", "1") for one in drafts[:4]]
        facts += [FactDraft(one.id, "household.household_type", "1") for one in drafts[4:6]]
        facts += [FactDraft(one.id, "dwelling.room_number", "101") for one in drafts[6:]]
        facts += [FactDraft(drafts[n].id, "self.household", object=drafts[4 + n // 3].id) for n in P]
        facts += [FactDraft(drafts[4].id, "household.dwelling", object=drafts[6].id)]
        made = record(entry=entry(), facts=facts, subjects=drafts, by=office(), at=self.at)
        self.entries, self.facts = [made.entry_id], list(zip(facts, made.fact_ids, strict=True))

    def play(self, act):
        self.at += timedelta(minutes=1)
        try:
            with transaction.atomic():
                getattr(self, act[0])(*act[1:])
        except Refusal:
            pass

    def _record(self, fact, source):
        made = record(entry=entry(source, as_of=self.at.date()), facts=[fact], by=office(), at=self.at)
        self.entries.append(made.entry_id)
        self.facts.append((fact, made.fact_ids[0]))

    def say(self, said, source, start, end):
        who, element, value = said
        self._record(FactDraft(self.ids[who], element, value, None, start, end), source)

    def link(self, linked, source, start, end):
        who, element, other = linked
        self._record(FactDraft(self.ids[who], element, "", self.ids[other], start, end), source)

    def correct(self, number, how):
        fact, fact_id = self.facts[number % len(self.facts)]
        better = VALUES.get(fact.element, (fact.value,))[-1] if how and not fact.object else ""
        self._record(FactDraft(fact.subject, fact.element, better, corrects=fact_id), "committee")

    def undo(self, number):
        undo_entry(entry_id=self.entries[number % len(self.entries)], why="录错了", by=office(), at=self.at)

    def merge(self, pair):
        kept, gone = (self.ids[one] for one in pair)
        merge(kept=kept, gone=gone, weight=9.5, reasons=["name"], by=office(), at=self.at, second=office(22))

    def unmerge(self, number):
        rows = list(Merge.objects.in_scope(HERE).order_by("id"))
        if rows:
            unmerge(merge_id=rows[number % len(rows)].pk, why="不是同一个人", by=office(), at=self.at)

    def life(self, what, one, other, home, place):
        who, partner, house, flat = (self.ids[n] for n in (one, other, home, place))
        day, common = self.at.date(), {"by": office(), "at": self.at}
        made = {
            "death": lambda: life.death(person=who, died=day, new_head=partner, **common),
            "move_out": lambda: life.move_out(people=[who], left=day, to="厦门", new_head=partner, **common),
            "move_in": lambda: life.move_in(people=[who], came=day, household=house, head=who, **common),
            "move_within": lambda: life.move_within(household=house, dwelling=flat, moved=day, **common),
            "rename": lambda: life.rename(person=who, name="李晓", since=day, **common),
            "marriage": lambda: life.marriage(one=who, other=partner, married=day, **common),
            "new_head": lambda: life.new_head(
                household=house, head=who, relationships={}, since=day, **common
            ),
            "split": lambda: life.split_household(
                household=house, leaving=[who], new=household(), head=who, since=day, **common
            ),
            "birth": lambda: life.birth(
                child=person(),
                name="林小宝",
                sex="1",
                born=day,
                household=house,
                relationship="20",
                mother=who,
                **common,
            ),
        }[what]()
        self.entries.append(made.entry_id)

    def days(self, count):
        self.at += timedelta(days=count)
        roll_forward(district=DISTRICT, by=office(), at=self.at)


def snapshot():
    """All rows of the projection, and the index without the ids of its rows."""
    everywhere = Scope("")
    rows = {
        model.__name__: sorted(model.objects.in_scope(everywhere).values_list(), key=str)
        for model in (Person, Household, Dwelling, Organisation, Thing, Relation)
    }
    index = Lookup.objects.in_scope(everywhere).values_list("field", "blind", "subject_id", "district")
    rows["Lookup"] = sorted((f, bytes(b), s, d) for f, b, s, d in index)
    return rows


@pytest.fixture
def elements(db):
    set_up()


def apart(story):
    """Runs a story in a savepoint that is rolled back, so that examples do not see each other."""

    def run(*args, **kwargs):
        with transaction.atomic():
            story(*args, **kwargs)
            transaction.set_rollback(True)

    return run


SETTINGS = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(played=st.lists(acts, min_size=3, max_size=14))
def test_rows_made_anew_are_the_rows_that_are_there(elements, played):
    @apart
    def story():
        told = Story()
        for act in played:
            told.play(act)
        there = snapshot()
        rebuild(district=DISTRICT, by=office(), at=told.at)
        anew = snapshot()
        for table in there:
            assert there[table] == anew[table], table

    story()


def test_a_move_announced_for_a_day_to_come_shows_when_the_day_comes(elements):
    told = Story()
    told.play(("say", (0, "self.moved_out_date", "2026-12-24"), "police", None, None))
    told.play(("days", 31))
    there = snapshot()["Person"]
    rebuild(district=DISTRICT, by=office(), at=told.at)
    assert there == snapshot()["Person"]
    assert Person.objects.in_scope(Scope("")).get(pk=told.ids[0]).status == Status.MOVED_OUT


@SETTINGS
@given(before=st.lists(acts, max_size=8), pair=st.sampled_from([(0, 1), (2, 3), (4, 5), (6, 7)]))
def test_a_merge_taken_back_leaves_everything_as_it_was(elements, before, pair):
    @apart
    def story():
        told = Story()
        for act in before:
            told.play(act)
        told.days(0)
        kept, gone = (told.ids[one] for one in pair)
        there = snapshot()
        roots = set(
            Subject.objects.in_scope(Scope(""))
            .filter(pk__in=(kept, gone))
            .values_list("canonical_id", flat=True)
        )
        if roots != {kept, gone}:
            return
        made = merge(
            kept=kept, gone=gone, weight=None, reasons=["manual"], by=office(), at=told.at, second=office(22)
        )
        unmerge(merge_id=made.pk, why="不是同一个", by=office(), at=told.at)
        assert snapshot() == there

    story()


@SETTINGS
@given(played=st.lists(acts, min_size=2, max_size=8), more=st.lists(acts, min_size=1, max_size=6))
def test_what_was_known_then_is_shown_whatever_came_later(elements, played, more):
    @apart
    def story():
        told = Story()
        for act in played:
            told.play(act)
        then = told.at
        before = {one: _card(one, DAY, None) for one in told.ids}
        for act in more:
            told.play(act)
        for one in told.ids:
            assert _card(one, DAY, then) == before[one]

    story()


def _card(subject: UUID, on: date, known):
    """The card without its own dates; None where nothing was known."""
    try:
        found = card(subject, on=on, known=known, scope=Scope(""))
    except Refusal:
        return None
    return found.subject_id, sorted(str(v) for v in (*found.values, *found.links))
