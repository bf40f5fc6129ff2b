from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding, Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.rights import codes, queries
from linli.rights.actions import end_access, hand_out_code, redeem_code
from linli.rights.models import AccessCode, ResidentAccount
from linli.rights.states import Proof
from tests.audited import assert_audited
from tests.factories import actor

pytestmark = pytest.mark.django_db
DONGMEN = "350802001001"
OFFICER = actor(Role.COMMITTEE, DONGMEN)
NOBODY = Actor.nobody()
EVERYWHERE = Scope("")


def hand_out(subject, at, by=OFFICER, **changed):
    given = {
        "division_code": DONGMEN,
        "birth_date": date(1980, 5, 1),
        "proof": Proof.IDENTITY_CARD,
        **changed,
    }
    return hand_out_code(subject_id=subject, by=by, at=at, **given)


def refusal_code(call) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_a_code_from_the_counter_opens_the_persons_own_record_and_is_used_up(at):
    subject = uuid4()
    with assert_audited("rights.hand_out_code") as written:
        new = hand_out(subject, at)
    assert new.code not in str(written[0].detail)
    account = redeem_code(code=new.code.upper().replace("-", " "), by=NOBODY, at=at + timedelta(days=2))
    assert queries.own_record(account.pk) == queries.OwnRecord(subject, DONGMEN)
    assert refusal_code(lambda: redeem_code(code=new.code, by=NOBODY, at=at)) == "rights.code_wrong"


def test_the_code_itself_is_stored_nowhere(at):
    new = hand_out(uuid4(), at)
    row = AccessCode.objects.in_scope(EVERYWHERE).values().get()
    plain = new.code.replace("-", "")
    assert all(plain not in str(value) and new.code not in str(value) for value in row.values())


def test_a_code_works_for_seven_days(at):
    new = hand_out(uuid4(), at)
    late = at + timedelta(days=7)
    assert refusal_code(lambda: redeem_code(code=new.code, by=NOBODY, at=late)) == "rights.code_expired"


def test_a_new_code_makes_the_older_one_worthless(at):
    subject = uuid4()
    first, second = hand_out(subject, at), hand_out(subject, at)
    assert refusal_code(lambda: redeem_code(code=first.code, by=NOBODY, at=at)) == "rights.code_wrong"
    assert redeem_code(code=second.code, by=NOBODY, at=at)


def test_whoever_comes_with_a_new_code_has_lost_the_old_key(at):
    subject = uuid4()
    account = redeem_code(code=hand_out(subject, at).code, by=NOBODY, at=at)
    Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={})
    again = redeem_code(code=hand_out(subject, at).code, by=NOBODY, at=at)
    assert again.pk == account.pk
    assert not Authenticator.objects.filter(user=account).exists()
    assert ResidentAccount.objects.in_scope(EVERYWHERE).count() == 1


def test_a_guessed_code_opens_nothing(at):
    hand_out(uuid4(), at)
    for guess in ("", "aaaa-bbbb-cccc", "350802198005010011", "' or 1=1 --", "٣٤٥", "a" * 4000):
        assert (
            refusal_code(lambda guess=guess: redeem_code(code=guess, by=NOBODY, at=at)) == "rights.code_wrong"
        )


def test_the_account_holds_the_post_of_a_resident_of_the_place_and_bears_no_name(at):
    account = redeem_code(code=hand_out(uuid4(), at).code, by=NOBODY, at=at)
    holding = Holding.objects.select_related("post").get(account=account)
    assert (holding.role, holding.post.division_code) == (Role.RESIDENT, DONGMEN)
    assert account.display_name == "居民本人"
    assert not account.has_usable_password()


@pytest.mark.parametrize("role", [Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SYSTEM_ADMIN, Role.RESIDENT])
def test_only_posts_that_meet_residents_hand_out_codes(at, role):
    with pytest.raises(NotAllowed):
        hand_out(uuid4(), at, by=actor(role))


def test_a_committee_hands_out_no_codes_for_people_of_another_community(at):
    with pytest.raises(NotAllowed):
        hand_out(uuid4(), at, by=actor(Role.COMMITTEE, "350802001003"))


def test_a_child_gets_no_code_until_its_fourteenth_birthday(at):
    born = date(2012, 11, 25)
    assert refusal_code(lambda: hand_out(uuid4(), at, birth_date=born)) == "rights.child"
    assert hand_out(uuid4(), at, birth_date=date(2012, 11, 24))


def test_ended_access_closes_account_post_and_code(at):
    subject = uuid4()
    account = redeem_code(code=hand_out(subject, at).code, by=NOBODY, at=at)
    code = hand_out(subject, at)
    ended = end_access(subject_id=subject, division_code=DONGMEN, why="过世", by=OFFICER, at=at)
    account.refresh_from_db()
    assert (ended, account.is_active) == (1, False)
    assert Post.objects.get(holdings__account=account).closed_at == at
    assert queries.own_record(account.pk) is None
    assert refusal_code(lambda: redeem_code(code=code.code, by=NOBODY, at=at)) == "rights.code_wrong"


def test_a_demo_lists_a_code_that_is_renewed_when_used(at, settings):
    settings.DEMO = True
    subject = uuid4()
    hand_out(subject, at, is_demo=True)
    (first,) = queries.demo_codes(at=at)
    redeem_code(code=first.code, by=NOBODY, at=at)
    (second,) = queries.demo_codes(at=at)
    assert first.code != second.code
    assert redeem_code(code=second.code, by=NOBODY, at=at).is_demo


def test_outside_a_demo_no_code_can_be_listed(at):
    assert refusal_code(lambda: hand_out(uuid4(), at, is_demo=True)) == "rights.demo_only"


def test_the_database_holds_one_open_code_a_person(at):
    subject = uuid4()
    hand_out(subject, at)
    row = AccessCode.objects.in_scope(EVERYWHERE).get()
    row.pk, row.digest, row._state.adding = uuid4(), codes.digest("another"), True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
