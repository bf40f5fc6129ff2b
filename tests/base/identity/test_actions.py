from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity import actions, openwork, queries, throttle
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import ADMINISTRATOR_ROLES, BodyKind, Role
from tests.factories import account_for, actor, give_second_factor, post_for

pytestmark = pytest.mark.django_db
SYSTEM, SECURITY, AUDIT = (actor(role) for role in ADMINISTRATOR_ROLES)
COMMITTEE = "350802001001"


@pytest.fixture
def person() -> Account:
    return Account.objects.create(username="wang", display_name="王东门")


@pytest.fixture
def body() -> Body:
    return Body.objects.create(kind=BodyKind.RESIDENTS_COMMITTEE, name="东门社区", division_code=COMMITTEE)


def last_entry() -> AuditEntry:
    return AuditEntry.objects.order_by("-seq").first()


def test_an_account_opens_with_a_passphrase_to_be_changed(at):
    new = actions.open_account(username=" li ", display_name="李", by=SYSTEM, at=at)
    account = Account.objects.get(username="li")
    assert account.check_password(new.passphrase)
    assert account.must_change_passphrase
    assert not account.is_demo
    assert last_entry().verb == "identity.open_account"
    assert "li" not in str(last_entry().detail)


@pytest.mark.parametrize("username", ["wang", "WANG", "has blanks", ""])
def test_a_name_is_taken_once_and_well_formed(at, person, username):
    before = AuditEntry.objects.count()
    with pytest.raises(Refusal):
        actions.open_account(username=username, display_name="x", by=SYSTEM, at=at)
    assert AuditEntry.objects.count() == before
    assert Account.objects.count() == 1


def test_resetting_a_passphrase_leaves_the_second_factor(at, person):
    give_second_factor(person)
    passphrase = actions.reset_passphrase(account=person, why="忘了", by=SYSTEM, at=at)
    person.refresh_from_db()
    assert person.check_password(passphrase)
    assert person.must_change_passphrase
    assert Authenticator.objects.filter(user=person).count() == 1
    assert last_entry().why == "忘了"


def test_resetting_a_second_factor_leaves_the_passphrase(at, person):
    person.set_password("before before before")
    person.save()
    give_second_factor(person)
    assert actions.reset_second_factor(account=person, why="手机丢了", by=SECURITY, at=at) == 1
    person.refresh_from_db()
    assert person.check_password("before before before")
    assert not Authenticator.objects.filter(user=person).exists()
    assert last_entry().detail == {"removed": 1}


def test_deactivating_and_activating(at, person):
    actions.deactivate_account(account=person, why="离职", by=SYSTEM, at=at)
    person.refresh_from_db()
    assert not person.may_sign_in
    actions.reactivate_account(account=person, why="返岗", by=SYSTEM, at=at)
    person.refresh_from_db()
    assert person.may_sign_in


def test_a_post_is_made_held_handed_over_ended_and_closed(at, person, body):
    post = actions.create_post(body=body, role=Role.COMMITTEE, title="专职委员", by=SYSTEM, at=at)
    assert post.prefix == COMMITTEE
    actions.appoint(account=person, post=post, by=SECURITY, at=at, why="文〔2026〕1号")
    assert [held.role for held in queries.posts_held(account_id=person.pk)] == [Role.COMMITTEE]
    successor = Account.objects.create(username="li")
    later = at + timedelta(days=1)
    actions.hand_over(post=post, to_account=successor, by=SECURITY, at=later)
    assert queries.posts_held(account_id=person.pk) == ()
    assert Holding.objects.get(account=person).ended_at == later
    assert queries.posts_held(account_id=successor.pk)[0].since == later
    actions.end_holding(post=post, why="离任", by=SECURITY, at=later)
    assert queries.posts_held(account_id=successor.pk) == ()
    actions.close_post(post=post, why="撤并", by=SYSTEM, at=later)
    with pytest.raises(Refusal, match="撤销"):
        actions.appoint(account=person, post=post, by=SECURITY, at=later)
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        "identity.create_post",
        "identity.appoint",
        "identity.hand_over",
        "identity.end_holding",
        "identity.close_post",
    ]
    assert set(AuditEntry.objects.values_list("place", flat=True)) == {COMMITTEE}


def test_open_work_goes_with_the_post(at, person, body, monkeypatch):
    monkeypatch.setattr(openwork, "_kinds", {})
    openwork.register_open_work(
        "identity.body", "机构", lambda post: Body.objects.filter(pk=post.body_id).order_by("pk")
    )
    openwork.register_open_work("identity.none", "没有", lambda post: Body.objects.none())
    post = actions.create_post(body=body, role=Role.COMMITTEE, title="委员", by=SYSTEM, at=at)
    actions.appoint(account=person, post=post, by=SECURITY, at=at)
    (work,) = openwork.open_work_of_post(post=post)
    assert (work.kind, work.label, work.count, work.first) == ("identity.body", "机构", 1, ("东门社区",))
    successor = Account.objects.create(username="li")
    actions.hand_over(post=post, to_account=successor, by=SECURITY, at=at)
    assert last_entry().detail["open_work"] == {"identity.body": 1}
    assert openwork.open_work_of_post(post=post) == (work,)
    actions.end_holding(post=post, why="x", by=SECURITY, at=at)
    with pytest.raises(Refusal) as refused:
        actions.close_post(post=post, why="x", by=SYSTEM, at=at)
    assert refused.value.code == "identity.post_has_work"


def test_open_work_is_counted_beyond_what_is_listed(body, monkeypatch):
    monkeypatch.setattr(openwork, "_kinds", {})
    openwork.register_open_work("identity.account", "账号", lambda post: Account.objects.order_by("username"))
    Account.objects.bulk_create(Account(username=f"n{number:02}") for number in range(25))
    post = Post.objects.create(body=body, role=Role.COMMITTEE, title="x", division_code=COMMITTEE)
    (work,) = openwork.open_work_of_post(post=post)
    assert (work.count, len(work.first), work.first[0]) == (25, 20, "n00")


def test_a_post_is_held_by_one_and_given_to_one_who_can_work(at, person):
    post = post_for(Role.COMMITTEE, COMMITTEE)
    actions.appoint(account=person, post=post, by=SECURITY, at=at)
    other = Account.objects.create(username="li", is_active=False)
    for code, call in {
        "identity.post_held": lambda: actions.appoint(account=person, post=post, by=SECURITY, at=at),
        "identity.same_holder": lambda: actions.hand_over(post=post, to_account=person, by=SECURITY, at=at),
        "identity.account_inactive": lambda: actions.hand_over(
            post=post, to_account=other, by=SECURITY, at=at
        ),
        "identity.post_vacant": lambda: actions.end_holding(
            post=post_for(Role.DEPARTMENT), why="x", by=SECURITY, at=at
        ),
    }.items():
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code


def test_administrators_are_told_apart_in_words(at):
    holder = account_for(Role.SYSTEM_ADMIN)
    for role in (Role.AUDIT_ADMIN, Role.COMMITTEE):
        with pytest.raises(Refusal) as refused:
            actions.appoint(account=holder, post=post_for(role), by=SECURITY, at=at)
        assert refused.value.code == "identity.administrators_apart"


def test_a_race_ends_in_words(at, person, monkeypatch):
    post = post_for(Role.COMMITTEE, COMMITTEE)
    actions.appoint(account=person, post=post, by=SECURITY, at=at)
    other = Account.objects.create(username="li")
    monkeypatch.setattr("linli.base.identity.actions.holdings._holding_of", lambda post: None)
    before = AuditEntry.objects.count()
    with pytest.raises(Refusal) as refused:
        actions.appoint(account=other, post=post, by=SECURITY, at=at)
    assert refused.value.code == "identity.changed_meanwhile"
    assert AuditEntry.objects.count() == before


def test_posts_fit_their_bodies(at, body):
    make = {"body": body, "title": "x", "by": SYSTEM, "at": at}
    for code, fields in {
        "identity.role_of_body": {"role": Role.DEPARTMENT},
        "identity.post_outside_body": {"role": Role.COMMITTEE, "division_code": "350802001002"},
        "identity.code": {"role": Role.COMMITTEE, "division_code": "35080200100"},
        "identity.grid": {"role": Role.GRID_OFFICER, "grid_suffix": "1"},
        "identity.grid_only_for_officers": {"role": Role.COMMITTEE, "grid_suffix": "001"},
    }.items():
        with pytest.raises(Refusal) as refused:
            actions.create_post(**make, **fields)
        assert refused.value.code == code
    post = actions.create_post(**make, role=Role.GRID_OFFICER, grid_suffix="012")
    assert post.prefix == f"{COMMITTEE}G012"


def test_a_body_is_made_once(at):
    make = {"kind": BodyKind.DEPARTMENT, "name": "民政局", "division_code": "350802", "by": SYSTEM, "at": at}
    actions.create_body(**make)
    with pytest.raises(Refusal) as refused:
        actions.create_body(**make)
    assert refused.value.code == "identity.body_exists"


@pytest.mark.parametrize("by", [SECURITY, AUDIT, actor(Role.DISTRICT_OFFICE)], ids=lambda by: by.role)
def test_keeping_accounts_is_the_system_administrators(at, person, body, by):
    post = post_for(Role.COMMITTEE, COMMITTEE)
    for call in (
        lambda: actions.open_account(username="li", display_name="", by=by, at=at),
        lambda: actions.reset_passphrase(account=person, why="x", by=by, at=at),
        lambda: actions.deactivate_account(account=person, why="x", by=by, at=at),
        lambda: actions.reactivate_account(account=person, why="x", by=by, at=at),
        lambda: actions.create_body(kind=BodyKind.DEPARTMENT, name="x", division_code="350802", by=by, at=at),
        lambda: actions.create_post(body=body, role=Role.COMMITTEE, title="x", by=by, at=at),
        lambda: actions.close_post(post=post, why="x", by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("by", [SYSTEM, AUDIT, actor(Role.DISTRICT_OFFICE)], ids=lambda by: by.role)
def test_granting_and_unlocking_is_the_security_administrators(at, person, by):
    post = post_for(Role.COMMITTEE, COMMITTEE)
    for call in (
        lambda: actions.appoint(account=person, post=post, by=by, at=at),
        lambda: actions.hand_over(post=post, to_account=person, by=by, at=at),
        lambda: actions.end_holding(post=post, why="x", by=by, at=at),
        lambda: actions.reset_second_factor(account=person, why="x", by=by, at=at),
        lambda: actions.unlock_account(account=person, why="x", by=by, at=at),
        lambda: actions.link_single_sign_on(account=person, subject="x", by=by, at=at),
        lambda: actions.unlink_single_sign_on(account=person, by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert not AuditEntry.objects.exists()


def test_nobody_grants_or_resets_for_themselves(at):
    for role, call in {
        Role.SYSTEM_ADMIN: lambda me, by: actions.reset_passphrase(account=me, why="x", by=by, at=at),
        Role.SECURITY_ADMIN: lambda me, by: actions.reset_second_factor(account=me, why="x", by=by, at=at),
    }.items():
        me = account_for(role)
        by = queries.actor_of(me, queries.posts_held(account_id=me.pk), None)
        with pytest.raises(NotAllowed) as refused:
            call(me, by)
        assert refused.value.code == "identity.oneself"


def test_administrators_stay_in_their_own_place(at, person):
    elsewhere = post_for(Role.COMMITTEE, "350803001001")
    for call in (
        lambda: actions.appoint(account=person, post=elsewhere, by=SECURITY, at=at),
        lambda: actions.end_holding(post=elsewhere, why="x", by=SECURITY, at=at),
        lambda: actions.close_post(post=elsewhere, why="x", by=SYSTEM, at=at),
        lambda: actions.create_post(body=elsewhere.body, role=Role.COMMITTEE, title="x", by=SYSTEM, at=at),
        lambda: actions.create_body(kind=BodyKind.OPERATOR, name="x", division_code="", by=SYSTEM, at=at),
    ):
        with pytest.raises(NotAllowed) as refused:
            call()
        assert refused.value.code == "identity.out_of_scope"


def test_an_administrator_of_a_district_has_no_hold_on_somebody_of_the_city(at):
    account = account_for(Role.COMMITTEE, COMMITTEE)
    wider = post_for(Role.DEPARTMENT, "3508")
    Holding.objects.create(account=account, post=wider, role=wider.role, began_at=at)
    for call in (
        lambda: actions.reset_passphrase(account=account, why="x", by=SYSTEM, at=at),
        lambda: actions.deactivate_account(account=account, why="x", by=SYSTEM, at=at),
        lambda: actions.reset_second_factor(account=account, why="x", by=SECURITY, at=at),
        lambda: actions.unlock_account(account=account, why="x", by=SECURITY, at=at),
        lambda: actions.link_single_sign_on(account=account, subject="x", by=SECURITY, at=at),
    ):
        with pytest.raises(NotAllowed) as refused:
            call()
        assert refused.value.code == "identity.beyond_scope"
    city = actor(Role.SECURITY_ADMIN, "3508")
    assert actions.reset_second_factor(account=account, why="x", by=city, at=at) == 1


def test_unlocking_lifts_the_wait(at, person):
    for _try in range(5):
        throttle.note_failure(at=at, name="wang", address="10.0.0.1")
    assert queries.waiting_accounts(SECURITY.scope, at=at) == [person]
    actions.unlock_account(account=person, why="本人来电", by=SECURITY, at=at)
    assert queries.waiting_accounts(SECURITY.scope, at=at) == []
    assert not throttle.waiting_time(at=at, name="wang")


def test_single_sign_on_is_one_person_one_account(at, person):
    other = Account.objects.create(username="li")
    actions.link_single_sign_on(account=person, subject="sub-1", by=SECURITY, at=at)
    with pytest.raises(Refusal) as refused:
        actions.link_single_sign_on(account=other, subject="sub-1", by=SECURITY, at=at)
    assert refused.value.code == "identity.subject_taken"
    actions.link_single_sign_on(account=person, subject="sub-2", by=SECURITY, at=at)
    assert queries.single_sign_on_subject(person) == "sub-2"
    actions.unlink_single_sign_on(account=person, by=SECURITY, at=at)
    assert not SocialAccount.objects.exists()
    assert "sub-" not in str(list(AuditEntry.objects.values_list("detail", "subject", "why")))


def test_switching_is_for_posts_one_holds(at):
    account = account_for(Role.COMMITTEE, COMMITTEE)
    second = post_for(Role.SUB_DISTRICT, "350802001")
    by = queries.actor_of(account, queries.posts_held(account_id=account.pk), None)
    with pytest.raises(NotFound):
        actions.switch_post(account=account, post_id=second.pk, by=by, at=at)
    actions.appoint(account=account, post=second, by=SECURITY, at=at)
    actions.switch_post(account=account, post_id=second.pk, by=by, at=at)
    entry = last_entry()
    assert (entry.verb, entry.post_id, entry.place) == ("identity.switch_post", by.post_id, "350802001")
