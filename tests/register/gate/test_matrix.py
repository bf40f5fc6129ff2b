"""Who gets what through the gate, against the rule said once more; and every weakened check is noticed.

Each check of the gate is taken away in turn, and what stands behind the checks is weakened: every time some case of
the matrix must come out differently.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from linli.base.errors import Refusal
from linli.base.reading import rules
from linli.base.reading.queries import PurposeTerms
from linli.base.reading.queries.approvals import Grant
from linli.base.reading.states import Act
from linli.register.gate import checks, reading
from linli.register.gate.asking import Ask, Known
from tests.base.reading.setting import AT
from tests.register.gate.matrix import CACHE, World, agreement, built, outcomes
from tests.register.gate.setting import REASON

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once for the module: no test of it leaves anything behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def forgetting(world):
    CACHE.clear()
    CACHE["everybody"] = tuple(world.residents.values())


def is_noticed(world: World) -> bool:
    return any(outcomes(world))


def test_the_matrix_holds(world):
    told = list(outcomes(world))
    assert [wrong for wrong in told if wrong][:5] == []
    assert len(told) >= 10_000


def without(check: Callable[..., None]) -> Callable[[pytest.MonkeyPatch], None]:
    def weaken(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checks, "CHECKS", tuple(one for one in checks.CHECKS if one is not check))

    return weaken


# `asks_within_bounds` is about how much at once: see test_reading; for `is_within_request` see test_requests.
ELSEWHERE = (checks.asks_within_bounds, checks.is_within_request)
TAKEN_AWAY = [one for one in checks.CHECKS if one not in ELSEWHERE]


@pytest.mark.parametrize("check", TAKEN_AWAY, ids=lambda one: one.__name__)
def test_taking_a_check_away_is_noticed(world, monkeypatch, check):
    without(check)(monkeypatch)
    assert is_noticed(world)


def test_taking_the_bounds_away_is_noticed(world, monkeypatch):
    by = world.readers[0].actor
    known = Known(Ask((), ("self.name",), "contact", REASON, by, AT, Act.MASKED))
    with pytest.raises(Refusal) as told:
        checks.asks_within_bounds(known.ask, known)
    assert told.value.code == "reading.nothing_asked"


def scopes_cover_everything(monkeypatch):
    monkeypatch.setattr("linli.base.scope.Scope.covers", lambda self, code: True)


def nobody_is_a_minor(monkeypatch):
    monkeypatch.setattr(rules, "class_of_age", lambda birth, day: None)


def a_child_is_a_minor_like_any_other(monkeypatch):
    monkeypatch.setattr(rules, "CHILD_UNTIL", 0)


def purposes_never_end(monkeypatch):
    monkeypatch.setattr(PurposeTerms, "is_in_force", lambda self, day: True)


def ended_duties_count(monkeypatch):
    monkeypatch.setattr("linli.register.gate.asking.holds_post", lambda by, at: True)


def any_grant_lets_read(monkeypatch):
    monkeypatch.setattr(Grant, "lets_read", lambda self, *args: True)


def glass_is_always_broken(monkeypatch):
    class Everywhere:
        reach, pk = "", None

    monkeypatch.setattr("linli.register.gate.asking.open_session", lambda by, at: Everywhere)


def nothing_is_sensitive(monkeypatch):
    monkeypatch.setattr(Known, "sensitivities", frozenset())


def every_department_is_the_owner(monkeypatch):
    monkeypatch.setattr("linli.register.gate.asking.department_of_post", lambda post_id: "health")


def everything_has_been_seen(monkeypatch):
    monkeypatch.setattr("linli.register.gate.asking.subjects_seen_by", lambda by, since, ids: frozenset(ids))


@pytest.mark.parametrize(
    "weaken",
    [
        scopes_cover_everything,
        nobody_is_a_minor,
        a_child_is_a_minor_like_any_other,
        purposes_never_end,
        ended_duties_count,
        any_grant_lets_read,
        glass_is_always_broken,
        nothing_is_sensitive,
        every_department_is_the_owner,
        everything_has_been_seen,
    ],
    ids=lambda weaken: weaken.__name__,
)
def test_weakening_what_stands_behind_the_checks_is_noticed(world, monkeypatch, weaken):
    weaken(monkeypatch)
    assert is_noticed(world)


def test_every_way_of_reading_runs_all_the_checks(world, monkeypatch):
    """The matrix drives the checks; here the doors' own functions are seen to run every one of them."""
    ran: list[str] = []

    def noting(check):
        def noted(ask, known):
            ran.append(check.__name__)
            check(ask, known)

        return noted

    monkeypatch.setattr(checks, "CHECKS", tuple(noting(one) for one in checks.CHECKS))
    by = next(one for one in world.readers if one.name == "committee that has looked").actor
    terms = agreement()
    subject = world.residents["own grid", "adult"]
    asked = {"purpose": "contact", "reason": REASON, "by": by, "at": AT}
    for call in (
        lambda: reading.read([subject], ["self.name"], **asked),
        lambda: reading.read([subject], ["self.name"], reveal=True, **asked),
        lambda: reading.read_list([subject], ["self.name"], **asked),
        lambda: reading.read_for_export([subject], ["self.name"], **asked),
    ):
        ran.clear()
        call()
        assert len(ran) == len(checks.CHECKS)
    ran.clear()
    with pytest.raises(Refusal):
        reading.read_for_system([subject], ["self.name"], agreement=terms, **asked)
    assert "has_agreement" in ran
