"""What is read for a department's admitted request: what was admitted, where and when, and no more."""

from dataclasses import replace
from datetime import date

import pytest

from linli.base.errors import NotAllowed
from linli.base.identity.states import Role
from linli.base.reading.models import Reading
from linli.base.reading.states import Act, Guarded
from linli.catalogue.queries import element
from linli.register.gate import checks
from linli.register.gate.answering import Request, answer
from linli.register.gate.asking import RequestTerms
from linli.register.gate.routes import route
from linli.register.gate.stops import Found
from tests.base.reading.setting import AT, COMMUNITY, DAY, GRID, OTHER_GRID, somebody
from tests.register.gate.setting import CHILD, REASON, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
TERMS = RequestTerms(
    "care", frozenset({"self.name", "self.phone"}), (COMMUNITY,), date(2026, 1, 1), date(2027, 1, 1)
)


def asked(subject, code="self.name", terms=TERMS, act=Act.LISTED, by=None):
    one = element(code, DAY)
    assert one is not None
    request = Request(
        replace(terms, purpose="contact"), REASON, by or somebody(Role.COMMITTEE, COMMUNITY), AT, act, DAY
    )
    return answer([subject], [route("self", one)], request)[subject][0]


def test_what_was_admitted_is_read_masked_and_logged():
    (one,) = settle(GRID)
    told = asked(one.id)
    assert (told.found, told.shown.is_whole) == (Found.VALUE, False)
    assert Reading.objects.get().act == Act.LISTED


def test_the_catalogue_s_purposes_give_way_to_what_was_admitted():
    (one,) = settle(GRID)
    wider = replace(TERMS, elements=frozenset({"self.sex"}))
    assert asked(one.id, "self.sex", wider).found is Found.VALUE


@pytest.mark.parametrize(
    ("code", "changed", "refused"),
    [
        ("self.sex", {}, "reading.beyond_request"),
        ("self.name", {"valid_to": DAY}, "reading.request_ended"),
        ("self.name", {"valid_from": date(2026, 12, 1)}, "reading.request_ended"),
    ],
)
def test_beyond_it_is_refused_and_taking_the_check_away_is_noticed(monkeypatch, code, changed, refused):
    (one,) = settle(GRID)
    with pytest.raises(NotAllowed) as told:
        asked(one.id, code, replace(TERMS, **changed))
    assert told.value.code == refused
    left = tuple(check for check in checks.CHECKS if check is not checks.is_within_request)
    monkeypatch.setattr(checks, "CHECKS", left)
    assert asked(one.id, code, replace(TERMS, **changed)).found is Found.VALUE


def test_a_place_that_was_not_admitted_is_withheld():
    (one,) = settle(GRID)
    assert asked(one.id, terms=replace(TERMS, places=(OTHER_GRID,))).found is Found.ELSEWHERE
    assert not Reading.objects.exists()


def test_a_child_and_a_sensitive_value_are_withheld_without_an_approval():
    (child,) = settle(GRID, CHILD)
    told = asked(child.id, act=Act.EXPORTED)
    assert (told.found, told.classes) == (Found.GUARDED, frozenset({Guarded.CHILD}))
    (adult,) = settle(GRID)
    both = replace(TERMS, elements=frozenset({"self.name", "self.interpreter_need"}))
    assert asked(adult.id, "self.interpreter_need", both).found is Found.GUARDED
    assert asked(adult.id, "self.name", both).found is Found.VALUE
