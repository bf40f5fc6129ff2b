"""Scopes, and personal rows that cannot be read without one, whichever way one asks."""

import asyncio
import pickle

import pytest
from django.db import connection, models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Subquery
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from linli.base.scope import NOWHERE, PersonalQuerySet, Scope, ScopedQuerySet, ScopeMissing, prefix_range

DISTRICT = Scope("350802")

with isolate_apps("linli.base.identity"):

    class Household(models.Model):
        """Place-bound, not personal."""

        name = models.CharField(max_length=20)
        division_code = models.CharField(max_length=16, db_index=True)
        objects = ScopedQuerySet["Household"].as_manager()

        class Meta:
            app_label = "identity"

    class Resident(models.Model):
        """Personal; its code field has another name."""

        scope_field = "place"
        name = models.CharField(max_length=20)
        place = models.CharField(max_length=16, db_index=True)
        household = models.ForeignKey(Household, models.CASCADE, related_name="residents")
        objects = PersonalQuerySet["Resident"].as_manager()

        class Meta:
            app_label = "identity"

    class Visit(models.Model):
        """Place-bound, points at a person."""

        division_code = models.CharField(max_length=16)
        resident = models.ForeignKey(Resident, models.CASCADE, related_name="visits")
        objects = ScopedQuerySet["Visit"].as_manager()

        class Meta:
            app_label = "identity"


MODELS = (Household, Resident, Visit)


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        yield
        with connection.schema_editor() as editor:
            for model in reversed(MODELS):
                editor.delete_model(model)


@pytest.fixture
def rows(tables, db):
    home = Household.objects.create(name="东门 1 号", division_code="350802001001")
    away = Household.objects.create(name="外区 1 号", division_code="350803001001")
    people = [
        Resident(name="甲", place="350802001001G001", household=home),
        Resident(name="乙", place="350802001002", household=home),
        Resident(name="丙", place="350803001001", household=away),
    ]
    Resident.objects.bulk_create(people)
    for person in people:
        Visit.objects.create(division_code=person.place[:12], resident=person)
    return people


READS = {
    "loop": lambda q: list(q),
    "len": lambda q: len(q),
    "bool": lambda q: bool(q),
    "index": lambda q: q[0],
    "slice": lambda q: list(q[:1]),
    "step": lambda q: q[::2],
    "filter": lambda q: list(q.filter(name="甲")),
    "get": lambda q: q.get(name="甲"),
    "first": lambda q: q.first(),
    "last": lambda q: q.last(),
    "earliest": lambda q: q.earliest("pk"),
    "in_bulk": lambda q: q.in_bulk(),
    "count": lambda q: q.count(),
    "exists": lambda q: q.exists(),
    "contains": lambda q: q.contains(Resident(pk=1)),
    "aggregate": lambda q: q.aggregate(Count("pk")),
    "annotate": lambda q: list(q.annotate(n=Count("visits"))),
    "values": lambda q: list(q.values("name")),
    "values_list": lambda q: list(q.values_list("name", flat=True)),
    "distinct": lambda q: list(q.values("name").distinct()),
    "iterator": lambda q: list(q.iterator()),
    "values iterator": lambda q: list(q.values("name").iterator()),
    "explain": lambda q: q.explain(),
    "update": lambda q: q.update(name="x"),
    "delete": lambda q: q.delete(),
    "raw": lambda q: q.raw("SELECT * FROM identity_resident"),
    "get_or_create": lambda q: q.get_or_create(name="甲", defaults={"household_id": 1}),
    "bulk_update": lambda q: q.bulk_update([Resident(pk=1, name="x", place="x", household_id=1)], ["name"]),
    "in subquery": lambda q: list(Household.objects.filter(residents__in=q)),
    "in values": lambda q: list(Household.objects.filter(pk__in=q.values("household_id"))),
    "exists subquery": lambda q: list(Household.objects.filter(Exists(q.filter(household=OuterRef("pk"))))),
    "subquery": lambda q: list(Household.objects.annotate(n=Subquery(q.values("name")[:1]))),
    "union": lambda q: list(q.union(q)),
    "prefetch": lambda q: list(Household.objects.prefetch_related(Prefetch("residents", queryset=q))),
    "select_for_update": lambda q: list(q.select_for_update()),
    "defer": lambda q: list(q.only("name")),
    "order": lambda q: list(q.order_by("name").reverse()),
    "exclude": lambda q: list(q.exclude(name="甲")),
    "select_related": lambda q: list(q.select_related("household")),
    "pickle": lambda q: list(pickle.loads(pickle.dumps(q.query)) and q.all()),
}
ASYNC_READS = {
    "aget": lambda q: q.aget(name="甲"),
    "afirst": lambda q: q.afirst(),
    "alast": lambda q: q.alast(),
    "acount": lambda q: q.acount(),
    "aexists": lambda q: q.aexists(),
    "aaggregate": lambda q: q.aaggregate(Count("pk")),
    "ain_bulk": lambda q: q.ain_bulk(),
    "aupdate": lambda q: q.aupdate(name="x"),
    "adelete": lambda q: q.adelete(),
    "aexplain": lambda q: q.aexplain(),
    "acontains": lambda q: q.acontains(Resident(pk=1)),
    "aget_or_create": lambda q: q.aget_or_create(name="甲", defaults={"household_id": 1}),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_no_read_of_personal_rows_without_a_scope(rows, read):
    with pytest.raises(ScopeMissing):
        read(Resident.objects.all())


@pytest.mark.parametrize("read", ASYNC_READS.values(), ids=ASYNC_READS.keys())
@pytest.mark.django_db(transaction=True)
def test_no_asynchronous_read_without_a_scope(tables, read):
    async def ask():
        return await read(Resident.objects.all())

    with pytest.raises(ScopeMissing):
        asyncio.run(ask())


@pytest.mark.django_db(transaction=True)
def test_no_asynchronous_loop_without_a_scope(tables):
    async def loop():
        return [row async for row in Resident.objects.all()]

    async def iterate():
        return [row async for row in Resident.objects.aiterator()]

    for ask in (loop, iterate):
        with pytest.raises(ScopeMissing):
            asyncio.run(ask())


JOINS = {
    "filter through": lambda: list(Household.objects.filter(residents__name="甲")),
    "values through": lambda: list(Visit.objects.values("resident__name")),
    "annotate through": lambda: list(Household.objects.annotate(n=Count("residents"))),
    "F through": lambda: list(Visit.objects.annotate(who=F("resident__name"))),
    "select_related": lambda: list(Visit.objects.select_related("resident")),
    "select_related deep": lambda: list(Visit.objects.select_related("resident__household")),
    "related manager": lambda: list(Household.objects.first().residents.all()),
    "prefetch_related": lambda: list(Household.objects.prefetch_related("residents")),
    "count through": lambda: Visit.objects.filter(resident__name__contains="甲").count(),
}


@pytest.mark.parametrize("read", JOINS.values(), ids=JOINS.keys())
def test_no_join_to_personal_rows_without_a_scope(rows, read):
    with pytest.raises(ScopeMissing):
        read()


def test_joins_work_inside_a_scope(rows):
    seen = Visit.objects.in_scope(DISTRICT).select_related("resident")
    assert {visit.resident.name for visit in seen} == {"甲", "乙"}
    inside = Prefetch("residents", queryset=Resident.objects.in_scope(DISTRICT).order_by("name"))
    homes = Household.objects.prefetch_related(inside).order_by("pk")
    assert [len(home.residents.all()) for home in homes] == [2, 0]


def test_places_that_are_not_personal_need_no_scope(rows):
    assert Household.objects.count() == 2
    assert Household.objects.filter(name__contains="1").exists()


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("", "甲乙丙"),
        ("35", "甲乙丙"),
        ("350802", "甲乙"),
        ("350802001001", "甲"),
        ("350802001001G001", "甲"),
        ("350802001001G002", ""),
        ("350802001002", "乙"),
        ("350803", "丙"),
        ("350804", ""),
    ],
)
def test_a_scope_lets_its_own_rows_through_in_every_way(rows, prefix, names):
    inside = Resident.objects.in_scope(Scope(prefix)).order_by("pk")
    assert "".join(row.name for row in inside) == names
    assert inside.count() == len(names)
    assert inside.exists() == bool(names)
    assert "".join(inside.values_list("name", flat=True)) == names
    assert "".join(row.name for row in inside.iterator()) == names
    assert inside.aggregate(n=Count("pk"))["n"] == len(names)
    assert Household.objects.filter(pk__in=inside.values("household_id")).exists() == bool(names)


def test_writes_stay_inside_the_scope(rows):
    assert Resident.objects.in_scope(DISTRICT).update(name="x") == 2
    assert Resident.objects.in_scope(Scope("350802001")).filter(place="350803001001").delete()[0] == 0
    Visit.objects.in_scope(Scope("")).delete()
    assert Resident.objects.in_scope(DISTRICT).delete()[0] == 2
    assert Resident.objects.in_scope(Scope("")).get().name == "丙"


def test_two_scopes_narrow_and_nowhere_is_empty(rows):
    both = Resident.objects.in_scope(DISTRICT).in_scope(Scope("350803"))
    assert list(both) == []
    assert list(Resident.objects.in_scope(NOWHERE)) == []
    assert Resident.objects.in_scope(NOWHERE).count() == 0
    assert list(Resident.objects.in_scope(DISTRICT).in_scope(Scope("")).order_by("pk")) == rows[:2]


def test_an_unscoped_half_does_not_slip_in_by_or(rows):
    scoped, unscoped = Resident.objects.in_scope(DISTRICT), Resident.objects.filter(name="丙")
    for combine in (
        lambda: scoped | unscoped,
        lambda: scoped ^ unscoped,
        lambda: list(unscoped | scoped),
        lambda: list(unscoped & scoped),
        lambda: list(scoped.union(unscoped)),
        lambda: list(scoped.difference(unscoped)),
    ):
        with pytest.raises(ScopeMissing):
            combine()
    other = Resident.objects.in_scope(Scope("350803"))
    assert {row.name for row in scoped | other} == {"甲", "乙", "丙"}


def test_saving_and_deleting_one_row_in_hand_needs_no_scope(rows):
    person = rows[0]
    person.name = "改"
    person.save()
    person.refresh_from_db()
    assert person.name == "改"
    rows[2].delete()
    assert Resident.objects.in_scope(Scope("")).count() == 2


def test_the_index_serves(rows):
    plan = Resident.objects.in_scope(DISTRICT).explain()
    if connection.vendor == "sqlite":
        assert "USING INDEX" in plan


codes = st.from_regex(r"[0-9]{12}(G[0-9]{3})?", fullmatch=True)
prefixes = st.sampled_from([0, 2, 4, 6, 9, 12, 16])


@given(codes, codes, prefixes)
def test_the_range_means_starts_with(code: str, other: str, length: int):
    prefix = code[:length]
    scope = Scope(prefix if len(prefix) in {0, 2, 4, 6, 9, 12, 16} else prefix[:12])
    for tried in (code, other, scope.prefix + other, code[:12], code[:6]):
        limits = prefix_range("c", scope.prefix)
        inside = limits["c__gte"] <= tried and ("c__lt" not in limits or tried < limits["c__lt"])
        assert inside == tried.startswith(scope.prefix) == scope.covers(tried)


@pytest.mark.parametrize("code", ["350899", "399999999999", "350802001001G099", "350802001001G999"])
def test_nines_carry_over(rows, code: str):
    home = Household.objects.create(name="x", division_code=code)
    assert Household.objects.in_scope(Scope(code)).get() == home
    assert Household.objects.in_scope(Scope(code[:4])).contains(home)


@pytest.mark.parametrize(
    "bad", ["3", "35080", "350802 ", "３５０８０２", "350802%", "350802G001", "abc", "--"]
)
def test_a_scope_is_a_prefix_of_a_code(bad: str):
    with pytest.raises(ValueError, match="prefix"):
        Scope(bad)


def test_narrowing():
    assert DISTRICT.narrowed("350802001") == Scope("350802001")
    assert DISTRICT.narrowed("35") == DISTRICT
    assert DISTRICT.narrowed("350803") == NOWHERE
    assert DISTRICT.narrowed("nonsense") == NOWHERE
    assert NOWHERE.narrowed("350802") == NOWHERE
    assert not NOWHERE.covers("350802")
    assert not NOWHERE.covers("-")
    assert not DISTRICT.covers("")
    assert Scope("").covers("")
    assert Scope("").is_everything
