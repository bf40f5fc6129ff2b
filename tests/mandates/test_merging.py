"""How many different questions are behind the forms of several departments."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.scope import Scope
from linli.mandates import actions
from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries import merged_fields
from tests.mandates import making

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
NOBODY = {"unit": "person", "where": [], "measure": "count", "element": "", "within": ""}


def in_force(body: str, *fields: tuple[str, str]) -> Mandate:
    """A request of a body in force, with fields by label and element; `#` stands for one that counts people."""
    of, _made = Body.objects.get_or_create(
        name=body, division_code="350802", defaults={"kind": BodyKind.DEPARTMENT}
    )
    post = Post.objects.create(body=of, role=Role.DEPARTMENT, title="科员", division_code="350802")
    by = making.acting(post)
    draft = actions.draft(
        district="350802",
        application=making.application(title=f"{body}{len(fields)}"),
        by=by,
        at=making.AT,
    )
    sent, _grounds = actions.submit(mandate_id=draft.pk, by=by, at=making.AT)
    terms = actions.Terms(money_agreed=Decimal(100))
    made = actions.approve(
        mandate_id=sent.pk, version=sent.version, terms=terms, why="", by=making.office(), at=making.AT
    )
    made.fields.all().delete()
    for position, (label, element) in enumerate(fields, start=1):
        MandateField.objects.create(
            mandate=made,
            position=position,
            label=label,
            element="" if element == "#" else element,
            figure=NOBODY if element == "#" else None,
        )
    return made


def test_what_two_departments_ask_is_one_question():
    in_force("民政局", ("姓名", "self.name"), ("电话", "self.phone"), ("年龄", "self.age"))
    in_force("卫健局", ("居民姓名", "self.name"), ("出生日期", "self.birth_date"))
    whole, told = merged_fields(Scope("350802"), on=DAY)
    # Name, telephone, date of birth: an age is worked out from the latter.
    assert (whole.requests, whole.asked, whole.distinct, whole.cut) == (2, 5, 3, 40)
    assert told["民政局"].shared == 2  # the name, and the age that the other's date of birth serves
    assert told["卫健局"].shared == 1


def test_words_without_an_element_are_merged_within_their_department_alone():
    in_force("民政局", ("结对情况", ""))
    in_force("民政局", ("结对 情况", ""))
    in_force("卫健局", ("结对情况", ""))
    whole, told = merged_fields(Scope("350802"), on=DAY)
    assert (whole.asked, whole.distinct, whole.shared) == (3, 2, 0)
    assert told["民政局"].distinct == 1


def test_the_same_figure_is_one_question_whatever_it_is_called():
    in_force("民政局", ("常住人口", "#"))
    in_force("统计局", ("总人口", "#"))
    whole, _told = merged_fields(Scope("350802"), on=DAY)
    assert (whole.asked, whole.distinct, whole.shared) == (2, 1, 2)


def test_what_is_over_or_elsewhere_is_not_counted(django_assert_num_queries):
    in_force("民政局", ("姓名", "self.name"))
    with django_assert_num_queries(2):
        whole, _told = merged_fields(Scope("350802"), on=DAY)
    assert whole.asked == 1
    assert merged_fields(Scope("350803"), on=DAY)[0].asked == 0
    assert merged_fields(Scope("350802"), on=DAY + timedelta(days=400))[0].asked == 0
    for _more in range(3):
        in_force("卫健局", ("姓名", "self.name"))
    with django_assert_num_queries(2):
        merged_fields(Scope("350802"), on=DAY)
