import pytest
from django.test import Client
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.core.population.numbers import is_generated
from linli.demo.family import PEOPLE, load_family, renew_codes
from linli.register.models import Subject
from linli.register.queries import card
from linli.rights.queries import demo_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    moment = timezone.now()
    load_seed(by=Actor.system("demo"), at=moment)
    return moment


def test_the_demo_families_are_invented_and_their_codes_open_their_own_pages(settings, at):
    settings.DEMO = True
    codes = load_family(at=at)
    assert len(codes) == sum(one.with_code for one in PEOPLE)
    for one in codes:
        number = card(one.subject_id, on=at.date(), scope=Scope("")).value("self.id_number")
        assert is_generated(number)
        browser = Client()
        assert browser.post("/mine/sign-in/", {"code": one.code})["Location"] == "/mine/"
        assert browser.get("/mine/").status_code == 200


def test_loading_the_families_again_changes_nothing(settings, at):
    settings.DEMO = True
    first = load_family(at=at)
    subjects = Subject.objects.in_scope(Scope("")).count()
    assert load_family(at=at) == first
    assert renew_codes(at=at) == first
    assert Subject.objects.in_scope(Scope("")).count() == subjects


def test_a_week_later_the_same_people_have_new_codes(settings, at):
    from datetime import timedelta

    settings.DEMO = True
    load_family(at=at)
    later = at + timedelta(days=8)
    assert demo_codes(at=later) == ()
    assert len(renew_codes(at=later)) == 4
