"""Figures: with source and day, appended, as of a day and as known at a moment; the database refuses nonsense."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed
from linli.base.identity.states import Role
from linli.territory import queries
from linli.territory.actions import record_figure
from linli.territory.models import CommunityFigure, Division, Edition
from linli.territory.models.figure import AppendOnly
from linli.territory.rules.figures import BadFigure
from linli.territory.states import CommunityKind
from tests.factories import actor
from tests.territory.lists import AT, BEFORE, BY, D2000, D2010, D2020, put_in_force

pytestmark = pytest.mark.django_db
CODE = "350802001001"


@pytest.fixture(autouse=True)
def list_in_force(db):
    put_in_force(BEFORE, D2000)


def record(element="residents", value=5000, day=D2010, **options):
    options = {"by": BY, "at": AT, "source": "统计台账", **options}
    return record_figure(division_code=CODE, element=element, value=value, valid_from=day, **options)


def held(element="residents", day=D2020, **options):
    found = queries.figures([CODE], [element], day, **options).get((CODE, element))
    return found.value if found else "unknown"


@pytest.mark.parametrize(
    ("element", "given_value", "value"),
    [
        ("residents", 5000, Decimal(5000)),
        ("area", "1.50", Decimal("1.5")),
        ("founded", "2002-05-01", date(2002, 5, 1)),
        ("kind", "converted", CommunityKind.CONVERTED),
        ("point", "117.02,25.09", (Decimal("117.02"), Decimal("25.09"))),
        ("point", (117.02, 25.09), (Decimal("117.02"), Decimal("25.09"))),
        ("households", None, None),
    ],
)
def test_a_figure_comes_back_as_its_type_with_source_and_day(element, given_value, value):
    record(element, given_value)
    found = queries.figures([CODE], [element], D2020)[CODE, element]
    assert (found.value, found.source, found.valid_from, found.valid_to) == (value, "统计台账", D2010, None)


def test_unknown_is_unknown():
    record(day=D2010)
    assert held(day=D2000) == "unknown"
    assert held("area") == "unknown"


def test_the_later_figure_holds_from_its_day_and_the_earlier_before():
    record(value=5000, day=D2010)
    record(value=6000, day=D2020)
    assert held(day=date(2019, 12, 31)) == 5000
    assert held(day=D2020) == 6000


def test_a_correction_is_a_further_row_and_what_was_known_then_stays_known():
    record(value=5000)
    later = datetime(2026, 12, 1, tzinfo=UTC)
    record(value=5500, at=later)
    assert held() == 5500
    assert held(known_at=AT) == 5000
    assert [figure.value for figure in queries.figure_history(CODE)] == [5500, 5000]


def test_a_figure_with_an_end_is_unknown_after_it():
    record(valid_to=D2020)
    assert held(day=date(2019, 12, 31)) == 5000
    assert held(day=D2020) == "unknown"


def test_figures_of_many_are_one_query(django_assert_num_queries):
    record()
    record("area", 2)
    with django_assert_num_queries(1):
        queries.figures([CODE, "350802001002"], ["residents", "area", "kind"], D2020)


@pytest.mark.parametrize(
    ("element", "value"),
    [("residents", -1), ("residents", "许多"), ("residents", "NaN"), ("area", "1e400x"), ("founded", "2002/5/1"),
     ("kind", "village"), ("point", "117"), ("point", "217,25"), ("belief", "x")],
)  # fmt: skip
def test_what_cannot_be_a_figure_is_refused(element, value):
    with pytest.raises(BadFigure):
        record(element, value)
    assert not CommunityFigure.objects.exists()


@pytest.mark.parametrize("options", [{"source": " "}, {"valid_to": D2010}, {"day": date(1999, 1, 1)}])
def test_a_figure_needs_a_source_a_period_and_a_division_of_that_day(options):
    with pytest.raises(BadFigure):
        record(**options)


@pytest.mark.parametrize(
    ("role", "prefix", "may"),
    [
        (Role.DISTRICT_OFFICE, "350802", True),
        (Role.SUB_DISTRICT, "350802001", True),
        (Role.COMMITTEE, CODE, True),
        (Role.COMMITTEE, "350802001002", False),
        (Role.SUB_DISTRICT, "350802002", False),
        (Role.DEPARTMENT, "350802", False),
        (Role.AUDITOR, "350802", False),
        (Role.GRID_OFFICER, CODE, False),
        (Role.RESIDENT, CODE, False),
    ],
)
def test_who_may_record(role, prefix, may):
    if may:
        record(by=actor(role, prefix))
        entry = AuditEntry.objects.get(verb="territory.record_figure")
        assert (entry.place, entry.detail["element"]) == (CODE, "residents")
    else:
        with pytest.raises(NotAllowed):
            record(by=actor(role, prefix))


def test_figures_are_neither_changed_nor_removed():
    figure = CommunityFigure.objects.get(pk=record())
    figure.value = "1"
    for change in (
        figure.save,
        figure.delete,
        CommunityFigure.objects.all().delete,
        lambda: CommunityFigure.objects.update(value="1"),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert held() == 5000


def _division(**changes):
    values = {
        "edition": Edition.objects.get(), "code": "350802003", "name": "西城街道", "stem": "西城街道",
        "parent_code": "350802", "level": 4, "kind": "area", "valid_from": D2000,
    }  # fmt: skip
    return Division(**{**values, **changes})


def _figure(**changes):
    values = {
        "district": "350802", "division_code": CODE, "element": "residents", "value": "1", "source": "x",
        "valid_from": D2010, "recorded_at": AT, "recorded_by": "x",
    }  # fmt: skip
    return CommunityFigure(**{**values, **changes})


def _edition(**changes):
    return Edition(
        **{"name": "x", "source": "x", "digest": "1" * 64, "row_count": 1, "loaded_at": AT, **changes}
    )


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (_division, {"code": "350802001"}),
        (_division, {"valid_to": D2000}),
        (_division, {"name": "", "stem": ""}),
        (_division, {"parent_code": ""}),
        (_division, {"level": 6}),
        (_division, {"kind": "residents"}),
        (_figure, {"valid_to": D2010}),
        (_figure, {"source": ""}),
        (_figure, {"value": ""}),
        (_edition, {"state": "active"}),
        (_edition, {"state": "gone"}),
    ],
)
def test_the_database_refuses(make, changes):
    make().save()
    Edition.objects.filter(digest="1" * 64).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**changes).save()


def test_one_edition_loads_at_a_time_and_the_same_list_is_there_once():
    _edition().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        _edition(digest="2" * 64).save()
    digest = Edition.objects.exclude(state="loading").values_list("digest", flat=True)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        _edition(state="inactive", digest=digest).save()
