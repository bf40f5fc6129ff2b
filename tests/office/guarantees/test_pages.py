import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

import linli
from linli.base.audit.models import AuditEntry
from linli.base.identity.models import Account
from linli.base.identity.states import Role
from linli.guarantees.models import Scoreboard
from linli.office.guarantees import words
from linli.office.guarantees.presenters.costs import cost_cell
from tests.factories import login
from tests.guarantees.setting import OFFICE_60, OFFICE_240, demo_survey, hand_in, open_survey

pytestmark = pytest.mark.django_db
DONGMEN = "350802001001"
SOURCE = Path(linli.__file__).parent


@pytest.fixture
def office(client: Client) -> Client:
    login(client, Role.DISTRICT_OFFICE, "350802")
    return client


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_five_rows_of_the_district(office):
    demo_survey()
    page = office.get("/")
    assert page.status_code == 200
    said = text(page)
    for name in ("管事有人", "议事有场", "办事有钱", "服务有网", "理事有章"):
        assert name in said
    assert "33 / 45个社区达标（73%），6个没有用房，6个面积不足，有用房的平均240平方米" in said
    assert "最低每月700元，79人不足" in said
    assert "每月855元" in said


def test_every_step_from_the_place_to_the_answers(office):
    campaign = demo_survey()
    guarantee = office.get("/five/350802/place/?state=short")
    assert "用房差100平方米" in text(guarantee)
    rule = office.get("/five/350802/place/office.floor_area/?state=short")
    assert "东宝社区" in text(rule)
    finding = office.get("/five/350802001003/place/office.floor_area/")
    said = text(finding)
    assert "用房差100平方米" in said
    # Nobody has set what building costs here: the total is unknown, the charges are not.
    assert "补齐费用 未知，至少8800 元" in said.replace("8,800", "8800")
    assert "按规定新建一处：用地666.67平方米" in said
    assert "办公用房来源" in said
    assert "没有" in said
    stipends = office.get("/five/350802001001/people/stipend.chief_floor/")
    assert "差155" in text(stipends)
    assert Scoreboard.objects.get().campaign_id == campaign.pk


def test_a_committee_sees_its_own_community_and_what_to_do(client):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_60})
    login(client, Role.COMMITTEE, DONGMEN)
    said = text(client.get("/"))
    assert "本社区还差什么？" in said
    assert "用房差40平方米" in said
    assert "把用房缺口、可用地块和卡住的审批报给街道和区社区办。" in said
    assert client.get("/five/350802001002/").status_code == 403
    assert client.get("/five/350802/").status_code == 403


def test_a_sub_district_sees_its_communities_only(client):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_240})
    login(client, Role.SUB_DISTRICT, "350802001")
    said = text(client.get("/"))
    assert "东门社区" in said
    assert "溪南社区" not in said
    assert client.get("/five/350802002/").status_code == 403


def test_a_grid_officer_sees_the_community(client):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_240})
    account = login(client, Role.GRID_OFFICER, DONGMEN)
    account.holdings.get().post.__class__.objects.update(grid_suffix="001")
    assert "东门社区：还差什么？" in text(client.get("/"))


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.RESIDENT])
def test_posts_without_a_place_are_told_so(client, role):
    login(client, role, "350802")
    assert "这个岗位不看社区的数字" in text(client.get("/"))


def test_an_account_without_a_post_is_told_so(client):
    client.force_login(Account.objects.create(username="nobody"))
    assert "您现在没有岗位" in text(client.get("/"))


def test_nobody_is_sent_to_sign_in(client):
    assert client.get("/").status_code == 302


def test_without_a_survey_the_page_says_what_to_do(office, client):
    assert "开一次“五个有”调查" in text(office.get("/"))


def test_before_the_first_answer_the_page_says_so(office):
    open_survey()
    assert "还没有社区提交答案" in text(office.get("/"))


def test_sort_and_filter_are_in_the_address(office):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_60, "350802001002": OFFICE_240})
    short = text(office.get("/?place=short"))
    assert "东门社区" in short
    assert "东风社区" not in short.split("条形表示")[0].split("各社区")[1]
    named = text(office.get("/?q=溪南"))
    assert "溪南社区" in named
    assert "东门社区" not in named
    by_place = office.get("/?sort=-place").text
    assert by_place.index("东门社区") < by_place.index("东风社区")
    assert office.get("/?sort=-cost_yearly").status_code == 200
    assert office.get("/?sort=nonsense").status_code == 409
    assert office.get("/?place=nonsense").status_code == 409


def test_a_community_that_has_not_handed_in_is_unknown(office):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_240})
    assert "未知：还没有提交" in text(office.get("/"))
    assert "没有提交的不算达标，也不算零。" in text(office.get("/five/350802002001/"))
    assert "这个社区没有提交" in text(office.get("/five/350802002001/place/office.floor_area/"))


def test_an_address_that_is_not_there(office):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_240})
    for wrong in ("3508021", "350802x", "350802/love", "350802/place/no.such_rule", "350802001001/love"):
        assert office.get(f"/five/{wrong}/").status_code == 404, wrong
    assert office.get(f"/five/{DONGMEN}/place/")["Location"] == f"/five/{DONGMEN}/#place"


def test_export_asks_what_for_and_leaves_a_trace(office):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_60, "350802001002": OFFICE_240})
    address = "/five/350802/export/?place=short"
    assert office.get(address).status_code == 200
    assert office.post(address, {"purpose": "", "kind": "csv"}).status_code == 422
    assert not AuditEntry.objects.filter(verb="guarantees.export").exists()
    made = office.post(address, {"purpose": "报区长办公会", "kind": "csv"})
    lines = made.content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert "东门社区" in lines[1]
    assert "用房差40平方米" in lines[1]
    entry = AuditEntry.objects.get(verb="guarantees.export")
    assert (entry.why, entry.detail) == ("报区长办公会", {"rows": 1, "shown": "place=short"})
    book = office.post(address, {"purpose": "报区长办公会", "kind": "xlsx"})
    assert book.content[:2] == b"PK"


def test_the_page_says_when_rules_have_changed_and_can_be_assessed_again(
    office, at, django_capture_on_commit_callbacks
):
    from datetime import date

    from linli.core.policy import Document
    from linli.policies.actions import override_value
    from tests.guarantees.setting import OFFICE

    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: OFFICE_240})
    assert "规定有过改动" not in text(office.get("/"))
    override_value(
        by=OFFICE,
        at=at,
        rule="office.floor_area",
        division_code="350802",
        term={"amount": "300"},
        valid_from=date(2008, 6, 1),
        document=Document(name="区里的文件"),
    )
    said = text(office.get("/"))
    assert "规定有过改动" in said
    assert "用房差" not in said
    # A community that comes in now is still held against the rules of the others.
    hand_in(campaign.pk, {"350802001002": {**OFFICE_240, "office_area": Decimal(250)}}, at=at)
    assert "用房差" not in text(office.get("/"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(f"/five/assess/{campaign.pk}/")
    assert answer.status_code == 303
    said = text(office.get("/"))
    assert "规定有过改动" not in said
    assert "用房差60平方米" in said


def test_nobody_else_may_have_it_assessed_again(client):
    campaign = open_survey()
    login(client, Role.SUB_DISTRICT, "350802001")
    assert client.post(f"/five/assess/{campaign.pk}/").status_code == 403


def own_words() -> set[str]:
    """Chinese message ids of this room and its pages, without those that have slots."""
    found = set()
    for package in ("guarantees", "office/guarantees"):
        with (SOURCE / package / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
            ids = [message.id for message in read_po(file, locale="en")]
        found |= {one for one in ids if isinstance(one, str) and len(one) > 2 and "%(" not in one}
    return found


def test_english_is_complete(office):
    demo_survey()
    office.post("/language/", {"language": "en", "next": "/"})
    addresses = ("/", "/five/350802/money/", "/five/350802/place/office.floor_area/", f"/five/{DONGMEN}/")
    pages = [text(office.get(address)) for address in addresses]
    assert "33 of 45 communities meet it (73%), 6 without an office, 6 too small, mean 240 m²" in pages[0]
    assert [word for page in pages for word in own_words() if word in page] == []


PLACE = {"longitude": Decimal("117.03"), "latitude": Decimal("25.08")}


def test_the_map_shows_where_the_communities_are_and_how_they_stand(office):
    campaign = open_survey()
    hand_in(campaign.pk, {DONGMEN: {**OFFICE_60, **PLACE}})
    whole = office.get("/five/350802/map/")
    assert "<svg" in whole.text
    assert "未达标" in text(whole)
    part = office.get("/five/350802/map/", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert part.text.strip() in whole.text
    assert "/five/350802/map/" in office.get("/").text


def test_the_map_says_what_to_do_when_nobody_has_given_a_position(office):
    hand_in(open_survey().pk, {DONGMEN: OFFICE_60})
    assert "还没有社区填报办公用房的经纬度" in text(office.get("/five/350802/map/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_map_takes_the_same_queries_whatever_the_number(office, number, django_assert_num_queries):
    campaign = open_survey()
    for code in ("350802001001", "350802001002", "350802002001")[:number]:
        hand_in(campaign.pk, {code: {**OFFICE_60, **PLACE}})
    office.get("/five/350802/map/")
    with django_assert_num_queries(16):
        office.get("/five/350802/map/")


def test_english_tells_one_from_many():
    with translation.override("en"):
        assert words.gap("money.received_on_time", Decimal(1)) == "1 payment late"
        assert words.gap("money.received_on_time", Decimal(2)) == "2 payments late"
        assert words.quantity(Decimal(1), "year") == "1 year"
        assert words.quantity(Decimal("1.5"), "grid") == "1.5 grids"
    assert words.gap("money.received_on_time", Decimal(1)) == "1笔迟到"


def test_costs_read_in_english_as_one_would_say_them():
    with translation.override("en"):
        assert cost_cell(Decimal(0), Decimal(3720), 0) == "3,720 yuan a year"
        assert words.quantity(Decimal(10_000), "yuan_per_year") == "10,000 yuan a year"
