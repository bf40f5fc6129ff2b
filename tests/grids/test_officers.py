"""One officer for a grid, deputies while they are away, open work handed over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import OpenWork, adopt, assign, deputise, end_assignment, take_over
from linli.grids.models import Assignment, Deputy, Handover
from linli.grids.queries.officers import officer_rows, officers_on
from tests.factories import actor, post_for
from tests.grids.setting import WEST, clerk, new_draft

CODE = f"{WEST}001"


@pytest.fixture
def day(ground, at):
    plan = new_draft(ground, at)
    adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    return at.date()


@pytest.fixture
def posts(db):
    return [post_for(Role.GRID_OFFICER, WEST, title) for title in ("甲", "乙", "丙")]


def named(post, day, at, **more):
    return assign(grid_code=CODE, post_id=post.pk, valid_from=day, by=clerk(), at=at, **more)


def test_a_second_officer_is_refused_in_words_and_nothing_changes(day, posts, at):
    named(posts[0], day, at)
    with pytest.raises(Refusal, match="一个网格只有一名网格员") as refused:
        named(posts[1], day + timedelta(days=3), at)
    assert refused.value.code == "grids.has_officer"
    assert Assignment.objects.count() == 1


def test_a_replacement_hands_the_open_work_over(day, posts, at):
    named(posts[0], day, at)
    later = day + timedelta(days=10)
    named(posts[1], later, at, replace=True, work=OpenWork(300, 12, 96), note="三户约了周六")
    handed = Handover.objects.get()
    assert (handed.homes, handed.open_tasks, handed.minutes, handed.note) == (300, 12, 96, "三户约了周六")
    assert officers_on(WEST, later - timedelta(days=1))[CODE].endswith("甲")
    assert officers_on(WEST, later)[CODE].endswith("乙")
    with pytest.raises(NotAllowed):
        take_over(handover_id=handed.pk, by=actor(Role.GRID_OFFICER, f"{WEST}G001"), at=at)
    take_over(handover_id=handed.pk, by=clerk(), at=at)
    with pytest.raises(Refusal, match="已经确认过"):
        take_over(handover_id=handed.pk, by=clerk(), at=at)


def test_a_deputy_serves_while_the_officer_is_away(day, posts, at):
    named(posts[0], day, at)
    back = day + timedelta(days=5)
    deputise(
        grid_code=CODE, post_id=posts[1].pk, valid_from=day, valid_to=back, why="休假", by=clerk(), at=at
    )
    rows = {row.code: row for row in officer_rows(WEST, day)}
    assert rows[CODE].serving.endswith("乙")
    rows = {row.code: row for row in officer_rows(WEST, back)}
    assert rows[CODE].serving.endswith("甲")
    with pytest.raises(Refusal, match="已有代理"):
        deputise(
            grid_code=CODE, post_id=posts[2].pk, valid_from=day + timedelta(days=2),
            valid_to=back + timedelta(days=2), why="培训", by=clerk(), at=at,
        )  # fmt: skip


def test_posts_of_other_grids_and_roles_do_not_fit(day, at):
    other = post_for(Role.GRID_OFFICER, WEST)
    type(other).objects.filter(pk=other.pk).update(grid_suffix="002")
    for post in (other, post_for(Role.COMMITTEE, WEST), post_for(Role.GRID_OFFICER, "350802003001")):
        with pytest.raises(Refusal, match="这个岗位不能服务网格"):
            named(post, day, at)


def test_a_grid_that_is_not_there_has_no_officer(day, posts, at):
    with pytest.raises(Refusal, match="没有网格"):
        assign(grid_code=f"{WEST}877", post_id=posts[0].pk, valid_from=day, by=clerk(), at=at)


def test_an_assignment_ends_and_leaves_a_vacancy(day, posts, at):
    named(posts[0], day, at)
    end_assignment(grid_code=CODE, valid_to=day + timedelta(days=4), by=clerk(), at=at)
    assert CODE not in officers_on(WEST, day + timedelta(days=4))
    assert named(posts[1], day + timedelta(days=6), at).valid_to is None


def test_the_database_knows_one_officer_a_day(day, posts, at):
    first = named(posts[0], day, at)
    again = Assignment(
        district="350802", grid_code=CODE, post_id=posts[1].pk, officer="乙", valid_from=day + timedelta(days=1),
        valid_to=day + timedelta(days=2), assigned_at=at, assigned_by="x",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="one officer on a day"), transaction.atomic():
        Assignment.objects.bulk_create([again])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Assignment.objects.filter(pk=first.pk).update(valid_from=day + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM grids_assignment")


def test_the_database_knows_one_deputy_a_day(day, posts, at):
    end = day + timedelta(days=5)
    deputise(grid_code=CODE, post_id=posts[1].pk, valid_from=day, valid_to=end, why="休假", by=clerk(), at=at)
    again = Deputy(
        district="350802", grid_code=CODE, post_id=posts[2].pk, officer="丙", why="x", valid_from=day,
        valid_to=end, assigned_at=at, assigned_by="x",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="one deputy"), transaction.atomic():
        Deputy.objects.bulk_create([again])
