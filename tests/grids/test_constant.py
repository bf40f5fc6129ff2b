"""Every list page of the grids takes the same number of queries with one row and with three."""

import pytest

from linli.base.identity.states import Role
from linli.grids.actions import adjust, adopt, create_plan
from linli.grids.generated import Town
from tests.factories import login
from tests.grids.setting import SUB_DISTRICT, WEST, clerk, new_draft, new_ground

pytestmark = pytest.mark.django_db


class Place:
    """A community with so many grids (300 households each), a plan in force and a draft after it."""

    def __init__(self, grids: int, at) -> None:
        buildings = [("花园", "", str(number + 1), 50) for number in range(6 * grids)]
        town = Town({WEST: "东门社区"}, columns=grids, rows=1, buildings={WEST: buildings})
        self.ground = new_ground(at, town)
        plan = new_draft(self.ground, at)
        self.in_force = adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
        draft = create_plan(ground_id=self.ground.pk, name="二", follows=plan, by=clerk(), at=at)
        self.draft = adjust(plan_id=draft.pk, version=0, by=clerk(), at=at)
        assert self.in_force.grid_count == grids


@pytest.fixture
def staff(client):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    return client


def counts(client, django_assert_num_queries, queries: int, where: str) -> str:
    """The page a second time, when what is kept in memory is there."""
    client.get(where)
    with django_assert_num_queries(queries):
        answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()
