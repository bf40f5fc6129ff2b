"""Grids by OGC API - Features: by day, bounds and page; and they open in GDAL."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from linli.grids.actions import adopt
from linli.grids.models import Grid, GridPlan
from tests.grids.setting import WEST, clerk, new_draft, new_ground

ITEMS = "/api/v1/ogc/collections/grids/items"
READ = """
import json, sys, pyogrio
meta, _fids, shapes, fields = pyogrio.raw.read("OAPIF:" + sys.argv[1], layer="grids")
names = [str(name) for name in meta["fields"]]
print(json.dumps({"count": len(shapes), "codes": sorted(fields[names.index("code")].tolist()), "crs": meta["crs"]}))
"""


def in_force(at) -> GridPlan:
    plan = new_draft(new_ground(at), at)
    return adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)


@pytest.fixture
def plan(db, at) -> GridPlan:
    return in_force(at)


def get(client, at, **query):
    answer = client.get(ITEMS, {"datetime": at.date().isoformat(), **query})
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_the_landing_page_leads_everywhere(client, db):
    answer = client.get(reverse("api:ogc")).json()
    for link in answer["links"]:
        assert client.get(link["href"].removeprefix("http://testserver")).status_code == 200
    assert {link["rel"] for link in answer["links"]} == {"self", "service-desc", "conformance", "data"}


def test_items_come_page_by_page(client, plan, at):
    first = get(client, at, limit=2)
    assert (first["numberMatched"], first["numberReturned"]) == (plan.grid_count, 2)
    seen = [feature["id"] for feature in first["features"]]
    page = first
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        page = client.get(following[0].removeprefix("http://testserver")).json()
        seen += [feature["id"] for feature in page["features"]]
    assert seen == list(Grid.objects.order_by("code").values_list("code", flat=True))


def test_items_are_of_a_day(client, plan, at):
    assert get(client, at)["numberMatched"] == plan.grid_count
    before = (at.date() - timedelta(days=1)).isoformat()
    assert client.get(ITEMS, {"datetime": before}).json()["numberMatched"] == 0
    assert client.get(ITEMS, {"datetime": f"../{before}"}).json()["numberMatched"] == 0
    assert client.get(ITEMS, {"datetime": f"{before}/.."}).json()["numberMatched"] == plan.grid_count


def test_items_are_of_a_view(client, plan, at):
    grid = Grid.objects.order_by("code").first()
    spot = f"{grid.lon},{grid.lat},{grid.lon},{grid.lat}"
    assert grid.code in [feature["id"] for feature in get(client, at, bbox=spot)["features"]]
    assert get(client, at, bbox="10,10,11,11")["numberMatched"] == 0
    assert {f["properties"]["community"] for f in get(client, at, community=WEST)["features"]} == {WEST}


@pytest.mark.parametrize(
    "query",
    [{"bbox": "1,2,3"}, {"bbox": "a,b,c,d"}, {"limit": "0"}, {"datetime": "gestern"}, {"colour": "red"}],
)
def test_what_cannot_be_read_is_a_bad_request(client, db, query):
    assert client.get(ITEMS, query).status_code == 400


def test_one_item(client, plan, at):
    code = Grid.objects.order_by("code").first().code
    answer = client.get(f"{ITEMS}/{code}", {"datetime": at.date().isoformat()})
    assert answer.json()["properties"]["code"] == code
    assert answer.json()["properties"]["valid_to"] is None
    assert client.get(f"{ITEMS}/999").status_code == 404


def test_nothing_of_officers_or_people_is_told(client, plan, at):
    told = set(get(client, at)["features"][0]["properties"])
    assert told == {"code", "community", "kind", "name", "households", "valid_from", "valid_to"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_gdal_opens_it(live_server, at):
    plan = in_force(at - timedelta(days=30 * 365))
    read = subprocess.run(
        [sys.executable, "-c", READ, f"{live_server.url}/api/v1/ogc"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    found = json.loads(read.stdout)
    assert found["count"] == plan.grid_count
    assert found["codes"] == list(Grid.objects.order_by("code").values_list("code", flat=True))
    assert "4326" in found["crs"] or "CRS84" in found["crs"]
