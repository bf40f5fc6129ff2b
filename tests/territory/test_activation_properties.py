"""Whatever is activated in whatever order: on every day exactly the edition then in force is what is read."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.territory import queries
from linli.territory.actions import activate_edition
from linli.territory.models import Activation, Division, Edition
from linli.territory.queries.editions import edition_in_force
from linli.territory.rules.editions import AlreadyLoaded, NotReady
from tests.territory.lists import AT, BY, load, on
from tests.territory.test_comparing import lists

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(6)]

DECISIONS = st.tuples(st.integers(0, 2), st.sampled_from(DAYS))


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(lists(), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(DAYS)), max_size=5),
)
def test_as_of_any_day_gives_exactly_the_edition_in_force(made, decisions):
    _forget()
    loaded = _load_all(made)
    line: dict[
        date, int
    ] = {}  # the model: from which day which edition, later decisions cut off what follows
    for number, day in decisions:
        edition = list(loaded)[number % len(loaded)]
        try:
            activate_edition(edition_id=edition, valid_from=day, by=BY, at=AT, why="试")
        except NotReady:
            last = max(line)
            assert line[last] == edition
            assert last <= day
            continue
        line = {began: which for began, which in line.items() if began < day} | {day: edition}
        _agrees(line, loaded)
    _agrees(line, loaded)


def _forget() -> None:
    # Hypothesis runs all its examples in one transaction of the test.
    Activation.objects.all().delete()
    Division.objects.all().delete()
    Edition.objects.update(compared_with=None)
    Edition.objects.all().delete()


def _load_all(made: list[dict[str, str]]) -> dict[int, dict[str, str]]:
    loaded = {}
    for number, rows in enumerate(made):
        try:
            loaded[load(rows, f"版本{number}")] = rows
        except AlreadyLoaded:
            continue
    return loaded


def _agrees(line: dict[date, int], loaded: dict[int, dict[str, str]]) -> None:
    for day in (FIRST - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=400)):
        began = max((start for start in line if start <= day), default=None)
        expected = loaded[line[began]] if began else {}
        assert on(day) == expected
        name = Edition.objects.get(pk=line[began]).name if began else ""
        assert edition_in_force(day) == name
        assert len(queries.communities("35", day)) == sum(
            len(code) == 12 and code[9] == "0" for code in expected
        )
    standing = Division.objects.filter(valid_from__isnull=False)
    assert not standing.filter(valid_to__lte=FIRST).exists()
