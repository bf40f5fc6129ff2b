"""Pages about places: browsing as of a day, profiles, search; one literal number of queries each."""

import pytest
from django.test import Client
from django.utils import translation

from linli.base.identity.states import Role
from linli.territory.actions import record_figure
from linli.territory.models import CommunityFigure
from tests.factories import login
from tests.territory.lists import AFTER, AT, BEFORE, BY, D2000, D2010, put_in_force

pytestmark = pytest.mark.django_db
CODE = "350802001001"
# Session, account, posts held, and whatever else comes before a view; measured on a page that reads nothing.
PLACE_QUERIES = 6
COMMUNITY_QUERIES = 6
FIND_QUERIES = 2


@pytest.fixture
def before_views(client: Client, django_assert_num_queries):
    """The number of queries every page makes before its view begins."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        client.get("/places/find/")
        with CaptureQueriesContext(connection) as made:
            client.get("/places/find/")
        return len(made)

    return count


def committees(number: int) -> dict[str, str]:
    rows = {code: name for code, name in BEFORE.items() if len(code) < 12}
    return rows | {f"350802001{one:03}": f"第{one}社区居委会" for one in range(1, number + 1)}


def test_the_first_page_is_ones_own_place(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.SUB_DISTRICT, "350802001")
    page = client.get("/places/")
    assert page.status_code == 200
    assert "<h1>东城街道</h1>" in page.text
    assert "东门社区居委会" in page.text
    assert "<h1>全国</h1>" in client.get("/places/?all=1").text


def test_without_a_list_the_page_says_what_to_do(client):
    login(client, Role.SYSTEM_ADMIN, "")
    assert "这一天还没有区划清单" in client.get("/places/").text


@pytest.mark.parametrize("number", [1, 3])
def test_a_place_makes_the_same_number_of_queries_for_one_row_and_for_three(
    client, before_views, django_assert_num_queries, number
):
    put_in_force(committees(number), D2000)
    login(client, Role.DISTRICT_OFFICE)
    common = before_views()
    with django_assert_num_queries(common + PLACE_QUERIES):
        page = client.get("/places/350802001/")
    assert page.text.count('<th scope="row"><a href="/places/350802001') == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_community_makes_the_same_number_of_queries_for_one_figure_and_for_three(
    client, before_views, django_assert_num_queries, number
):
    put_in_force(BEFORE, D2000)
    for element, value in [("residents", 5000), ("area", "1.5"), ("kind", "urban")][:number]:
        record_figure(
            division_code=CODE, element=element, value=value, source="台账", valid_from=D2010, by=BY, at=AT
        )
    login(client, Role.DISTRICT_OFFICE)
    common = before_views()
    with django_assert_num_queries(common + COMMUNITY_QUERIES):
        page = client.get(f"/places/{CODE}/")
    assert page.text.count("台账") == 2 * number


@pytest.mark.parametrize("number", [1, 3])
def test_the_search_page_makes_the_same_number_of_queries(
    client, before_views, django_assert_num_queries, number
):
    put_in_force(committees(number), D2000)
    login(client, Role.DISTRICT_OFFICE)
    common = before_views()
    with django_assert_num_queries(common + FIND_QUERIES):
        page = client.get("/places/find/?q=第")
    assert page.text.count('<th scope="row">') == number


def test_a_page_as_of_an_earlier_day_shows_what_was_then(client):
    put_in_force(BEFORE, D2000)
    put_in_force(AFTER, D2010, "新版")
    login(client, Role.DISTRICT_OFFICE)
    then = client.get("/places/350802001/?as_of=2005-05-01").text
    now = client.get("/places/350802001/").text
    assert "莲东社区居委会" in then
    assert "莲东社区居委会" not in now
    assert "北安社区居委会" in now
    # Links keep the day.
    assert f"/places/{CODE}/?as_of=2005-05-01" in then


def test_a_division_that_is_gone_says_where_it_went(client):
    put_in_force(BEFORE, D2000)
    put_in_force(AFTER, D2010, "新版")
    login(client, Role.DISTRICT_OFFICE)
    page = client.get("/places/350802001004/").text
    assert "没有这个区划。它存在的时段和变动见下面的沿革。" in page
    assert "/places/350802002002/" in page
    assert "名称相同，上级不同" in page


def test_an_unknown_code_is_not_there(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.DISTRICT_OFFICE)
    assert client.get("/places/999999/").status_code == 404
    assert client.get("/places/12345/").status_code == 404


def test_a_table_is_filtered_sorted_and_paged(client):
    put_in_force({**committees(3), **{f"350802001{one}": f"村{one}村委会" for one in range(200, 270)}}, D2000)
    login(client, Role.DISTRICT_OFFICE)
    page = client.get("/places/350802001/").text
    assert "第 1–50 条，共 73 条" in page
    assert 'href="?page=2"' in page
    villages = client.get("/places/350802001/?kind=villagers&q=村23&sort=-code").text
    assert "共 10 条" in villages
    assert villages.index("村239") < villages.index("村230")
    assert client.get("/places/350802001/?sort=nonsense&kind=x&page=99").status_code == 200


def test_the_profile_shows_unknown_as_unknown_and_each_source(client):
    put_in_force(BEFORE, D2000)
    record_figure(
        division_code=CODE, element="residents", value=501, source="台账甲", valid_from=D2010, by=BY, at=AT
    )
    login(client, Role.AUDITOR)
    page = client.get(f"/places/{CODE}/").text
    assert "501 人" in page
    assert "台账甲" in page
    assert page.count('class="state unknown"') == 5
    assert '<form method="post"' not in page.split('id="main"')[1]
    earlier = client.get(f"/places/{CODE}/?as_of=2005-05-01").text
    assert earlier.count('class="state unknown"') == 6


def test_recording_a_figure(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.COMMITTEE, CODE)
    filled = {
        "element": "kind",
        "value": "村改居",
        "source": "区民政局批复",
        "valid_from": "2010-01-01",
        "valid_to": "",
    }
    answer = client.post(f"/places/{CODE}/figures/", filled)
    assert answer.status_code == 303
    assert CommunityFigure.objects.get().value == "converted"
    assert "村改居" in client.get(answer["Location"]).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "许多"}, "“居民人数”不能是“许多”"),
        ({"source": ""}, "id_source"),
        ({"valid_from": "1990-01-01"}, "时没有代码为"),
        ({"valid_to": "2009-01-01"}, "截止日必须晚于起始日"),
    ],
)
def test_a_wrong_figure_comes_back_with_what_is_wrong(client, wrong, words):
    put_in_force(BEFORE, D2000)
    login(client, Role.COMMITTEE, CODE)
    filled = {
        "element": "residents",
        "value": "5000",
        "source": "台账",
        "valid_from": "2010-01-01",
        "valid_to": "",
    }
    answer = client.post(f"/places/{CODE}/figures/", {**filled, **wrong})
    assert answer.status_code == 422
    assert "有几处需要改正" in answer.text
    assert words in answer.text
    assert not CommunityFigure.objects.exists()


def test_another_committees_community_is_out_of_reach(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.COMMITTEE, "350802001002")
    assert client.get(f"/places/{CODE}/").status_code == 200
    assert client.post(f"/places/{CODE}/figures/", {}).status_code == 403


def test_the_box_gets_options_and_everybody_else_a_page(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.DISTRICT_OFFICE)
    options = client.get("/places/find/?q=东门", headers={"HX-Request": "true"}).text
    assert options.strip().startswith('<li role="option" id="hit-350802001001"')
    assert f'data-href="/places/{CODE}/"' in options
    assert "福建省 / 龙岩市 / 新罗区 / 东城街道" in options
    page = client.get("/places/find/?q=dm").text
    assert "<h1>找区划</h1>" in page
    assert "东门社区居委会" in page
    assert "没有“查无此地”" in client.get("/places/find/?q=查无此地").text
    assert client.get("/places/find/?q=东门&in=abc").status_code == 200


def test_pages_in_english(client):
    put_in_force(BEFORE, D2000)
    login(client, Role.DISTRICT_OFFICE)
    # The language a request asks for stays with the thread; the tests that follow want theirs back.
    with translation.override("zh-hans", deactivate=True):
        client.post("/language/", {"language": "en", "next": "/"})
        for path in ("/places/350802001/", f"/places/{CODE}/", "/places/find/?q=x", "/places/editions/"):
            page = client.get(path)
            assert page.status_code == 200
            assert "Divisions" in page.text or "divisions" in page.text
