import functools
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import View

from linli.base.access import DenyByDefault, access, declared_access, require_in_scope
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role, SetUp
from linli.base.scope import NOWHERE
from tests.factories import actor

ANONYMOUS = SimpleNamespace(is_authenticated=False)
SOMEBODY = SimpleNamespace(is_authenticated=True, is_demo=False)
DEMO = SimpleNamespace(is_authenticated=True, is_demo=True)


def request(user=SOMEBODY, acting: Actor | None = None, set_up: SetUp = SetUp.DONE, factor: bool = True):
    made = RequestFactory().get("/somewhere/?a=1")
    made.user, made.actor, made.set_up = user, acting or Actor.nobody(), set_up
    made.has_second_factor = factor
    return made


def passes(view, made, **kwargs):
    return DenyByDefault(lambda r: None).process_view(made, view, (), kwargs)


def plain(request, **kwargs):
    return None


def kept(view, answer=None):
    """What a browser is told about keeping the answer."""
    made = request(acting=actor(Role.COMMITTEE, "350802001001"))
    door = DenyByDefault(lambda _request: answer or HttpResponse("a page"))
    door.process_view(made, view, (), {})
    return door(made).get("Cache-Control", "")


def test_what_shows_people_is_kept_by_no_cache():
    assert kept(access(roles=[Role.COMMITTEE], personal=True)(lambda _request: None)) == "private, no-store"
    assert kept(access(roles=[Role.COMMITTEE, Role.RESIDENT])(lambda _request: None)) == "private, no-store"
    assert kept(access(roles=[Role.COMMITTEE])(lambda _request: None)) == ""
    stricter = HttpResponse(headers={"Cache-Control": "no-store"})
    assert kept(access(roles=[Role.COMMITTEE], personal=True)(lambda _request: None), stricter) == "no-store"


def test_an_undeclared_view_is_open_to_nobody():
    for user in (ANONYMOUS, SOMEBODY):
        with pytest.raises(PermissionDenied):
            passes(plain, request(user, actor(Role.DISTRICT_OFFICE)))


def test_a_public_view_is_open_to_everybody():
    view = access(public=True)(lambda r: None)
    assert passes(view, request(ANONYMOUS)) is None
    assert passes(view, request(set_up=SetUp.PASSPHRASE)) is None


def test_nobody_is_sent_to_sign_in_and_back():
    answer = passes(access(signed_in=True)(lambda r: None), request(ANONYMOUS))
    assert answer["Location"] == "/accounts/login/?next=/somewhere/%3Fa%3D1"


def test_roles_and_places():
    view = access(roles=[Role.COMMITTEE], place_arg="code")(lambda r, code: None)
    mine = request(acting=actor(Role.COMMITTEE, "350802001001"))
    assert passes(view, mine, code="350802001001") is None
    for kwargs in ({"code": "350802001002"}, {"code": "350802001"}, {"code": ""}, {}):
        with pytest.raises(PermissionDenied, match="scope"):
            passes(view, mine, **kwargs)
    with pytest.raises(PermissionDenied, match="role"):
        passes(view, request(acting=actor(Role.SUB_DISTRICT, "350802001")), code="350802001001")
    with pytest.raises(PermissionDenied, match="role"):
        passes(view, request(acting=Actor(None, None, None, NOWHERE, "-")), code="350802001001")


def test_places_count_for_pages_open_to_every_account_too():
    view = access(signed_in=True, place_arg="code")(lambda r, code: None)
    mine = request(acting=actor(Role.COMMITTEE, "350802001001"))
    assert passes(view, mine, code="350802001001") is None
    with pytest.raises(PermissionDenied, match="scope"):
        passes(view, mine, code="350803")


def test_set_up_comes_first_but_not_before_ones_own_pages():
    page = access(signed_in=True)(lambda r: None)
    own = access(signed_in=True, before_set_up=True)(lambda r: None)
    for due, place in {
        SetUp.PASSPHRASE: "/accounts/passphrase/",
        SetUp.SECOND_FACTOR: "/accounts/2fa/",
    }.items():
        assert passes(page, request(set_up=due))["Location"] == place
        assert passes(own, request(set_up=due)) is None


def test_personal_pages_need_a_second_factor_whatever_the_role():
    view = access(roles=[Role.RESIDENT], personal=True)(lambda r: None)
    resident = actor(Role.RESIDENT, "350802001001")
    assert passes(view, request(acting=resident)) is None
    assert passes(view, request(acting=resident, factor=False))["Location"] == "/accounts/2fa/"
    assert passes(view, request(DEMO, acting=resident, factor=False)) is None


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"public": True, "signed_in": True},
        {"roles": [Role.AUDITOR], "public": True},
        {"public": True, "before_set_up": True},
        {"roles": [Role.AUDITOR], "before_set_up": True},
        {"public": True, "place_arg": "code"},
        {"public": True, "personal": True},
    ],
)
def test_a_declaration_says_one_thing(declared):
    with pytest.raises(ValueError, match=r"open to roles|one's own account|public page"):
        access(**declared)


def test_declarations_are_found_through_wrappers_and_classes():
    view = access(public=True)(lambda r: None)

    @functools.wraps(view)
    def wrapped(request):
        return view(request)

    class Page(View):
        access = declared_access(view)

    assert declared_access(wrapped) == declared_access(view)
    assert declared_access(Page.as_view()) == declared_access(view)
    assert declared_access(plain) is None


def test_what_lies_outside_is_not_there():
    require_in_scope(actor(Role.SUB_DISTRICT, "350802001"), "350802001001")
    for code in ("350802002001", "350802", ""):
        with pytest.raises(NotFound):
            require_in_scope(actor(Role.SUB_DISTRICT, "350802001"), code)
    with pytest.raises(NotFound):
        require_in_scope(Actor.nobody(), "350802001001")
