"""The catalogue's pages: browse, one element, propose, decide, retire, and what residents see."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.base.identity.states import Role
from linli.catalogue.models import Decision, ElementVersion, Retirement
from linli.catalogue.queries import element
from linli.core.elements import Retention, Trigger
from tests.catalogue.setting import AT, DAY, LATER, admitted, load, new_element, propose, small_seed, supplied
from tests.factories import account_for, login

pytestmark = pytest.mark.django_db
NEW = {
    "role_path": "self",
    "property_code": "hearing_aid_batteries",
    "name_zh": "助听器电池需要",
    "name_en": "Hearing aid batteries wanted",
    "definition_zh": "本人要求社区代购的助听器电池型号。",
    "definition_en": "The type of battery the person wants bought.",
    "aliases": "助听器电池、电池型号",
    "information": "disability",
    "kind": "text",
    "length": "50",
    "sensitivity": "sensitive",
    "law_0": "disabled",
    "article_0": "2",
    "law_1": "pipl",
    "article_1": "28",
    "purposes": ["care_for_disabled"],
    "owner": "disabled_federation",
    "steward": "sub_district_office",
    "trigger": "purpose_ended",
    "months": "6",
    "volatility": "yearly",
    "mask": "withheld",
    "publish": "never",
    "wished_from": "2026-12-01",
    "why": "代购服务需要知道型号",
}
CODE = "self.hearing_aid_batteries"


def text(client: Client, address: str, status: int = 200, language: str = "zh-hans") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def clerk(client: Client) -> Client:
    login(client, Role.DISTRICT_OFFICE)
    return client


@pytest.fixture
def colleague() -> Client:
    other = Client()
    other.force_login(account_for(Role.DISTRICT_OFFICE, username="colleague"))
    return other


@pytest.fixture
def bureau() -> Client:
    other = Client()
    other.force_login(account_for(Role.DEPARTMENT, username="bureau"))
    return other


def test_browse_shows_basis_owner_and_end(clerk: Client) -> None:
    load(small_seed("self.name", "self.id_number", "dwelling.floor_area"))
    page = text(clerk, "/catalogue/?as_of=2026-11-24")
    assert "2026年11月24日在用的数据元，共 3 个" in page
    for words in (
        "公民身份号码",
        "self.id_number",
        "《居民身份证法》第3条",
        "敏感个人信息",
        "公安",
        "搬离或去世后保存 2 年",
    ):
        assert words in page
    assert "长期保存（不涉及个人）" in page


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("q=身份证号", "self.id_number", "self.name<"),
        ("q=gmsfhm", "self.id_number", "dwelling.floor_area"),
        ("q=floor+area", "dwelling.floor_area", "self.id_number"),
        ("role=dwelling", "dwelling.floor_area", "self.id_number"),
        ("sensitivity=sensitive", "self.id_number", "dwelling.floor_area"),
        ("owner=natural_resources", "dwelling.floor_area", "self.id_number"),
    ],
)
def test_browse_filters(clerk: Client, asked: str, there: str, not_there: str) -> None:
    load(small_seed("self.name", "self.id_number", "dwelling.floor_area"))
    page = text(clerk, f"/catalogue/?{asked}")
    assert there in page
    assert not_there not in page


def test_browse_of_the_whole_catalogue_is_paged(clerk: Client) -> None:
    load()
    page = text(clerk, "/catalogue/?page=2&sensitivity=personal")
    assert "第 51–100 条" in page
    assert "sensitivity=personal&amp;page=3" in page


def test_an_empty_catalogue_says_what_to_do(clerk: Client) -> None:
    assert "linli catalogue load" in text(clerk, "/catalogue/")
    load(small_seed("self.name"))
    assert "目录里没有的，就不登记" in text(clerk, "/catalogue/?q=鞋码")


# Session, account, post and second factor are read on each page; the rest is the page's own.
@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/catalogue/", 4),
        ("/catalogue/?q=xm", 4),
        ("/catalogue/proposals/", 5),
        ("/catalogue/elements/self.name/", 5),
        ("/catalogue/elements/self.sex/", 7),
    ],
)
def test_pages_take_the_same_queries_for_one_row_and_for_three(
    clerk: Client, address: str, count: int
) -> None:
    load(small_seed("self.name", "self.sex"))
    propose()
    clerk.get(address)
    for more in (False, True):
        if more:
            load(small_seed("self.name", "self.sex", "self.phone", "self.spouse.name"))
            for code in ("batteries_left", "batteries_right"):
                propose(new_element(code=code))
            for code in ("self.name", "self.sex"):
                changed = supplied(code)
                longer = replace(changed.property, retention=Retention(Trigger.LEFT, 12))
                propose(replace(changed, property=longer))
            clerk.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(address).status_code == 200
        assert len(captured) == count, [one["sql"] for one in captured]


def test_the_public_page_takes_one_query(client: Client) -> None:
    load(small_seed("self.name", "self.phone", "self.sex"))
    client.get("/what-we-hold/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/what-we-hold/").status_code == 200
    assert len(captured) == 1


def test_an_elements_page_says_everything(clerk: Client) -> None:
    load(small_seed("self.sex", "self.id_number"))
    page = text(clerk, "/catalogue/elements/self.id_number/")
    for words in (
        "居民身份证上的十八位号码",
        "Citizen identity number",
        "身份证号",
        "gmsfhm",
        "GB 11643",
        "《个人信息保护法》第28条",
        "办理本人申请的事项",
        "35080219900101001X 显示为 3508**********001X",
        "不公开",
        "随产品提供",
        "第 1 版",
        "在用",
    ):
        assert words in page
    page = text(clerk, "/catalogue/elements/self.sex/")
    assert "代码表：GB/T 2261.1-2003，4 项" in page
    assert "未知的性别" in page
    assert "条款待责任部门核定" in page
    text(clerk, "/catalogue/elements/self.shoe_size/", 404)


def test_pages_in_english(clerk: Client) -> None:
    load(small_seed("self.sex", "self.spouse.id_number"))
    page = text(clerk, "/catalogue/", language="en")
    assert "What may be recorded, and on what grounds?" in page
    assert "Spouse: citizen identity number" in page
    page = text(clerk, "/catalogue/elements/self.spouse.id_number/", language="en")
    assert "Resident Identity Card Law, art. 3" in page
    assert "2 years after moving away or death" in page
    page = text(clerk, "/what-we-hold/", language="en")
    assert "What we hold and why" in page
    assert "Scores, grades or ranks of residents" in page
    assert "Personal Information Protection Law, art. 6, 24" in page


def test_a_department_proposes_and_the_office_admits(bureau: Client, clerk: Client) -> None:
    answer = bureau.post("/catalogue/propose/", NEW)
    row = ElementVersion.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/catalogue/proposals/{row.pk}/")
    page = text(bureau, f"/catalogue/proposals/{row.pk}/")
    assert "代购服务需要知道型号" in page
    assert "/admit/" not in page
    assert "助听器电池需要" in text(clerk, "/catalogue/proposals/")
    assert "/admit/" in text(clerk, f"/catalogue/proposals/{row.pk}/")
    answer = clerk.post(f"/catalogue/proposals/{row.pk}/admit/", {"holds_from": "2026-12-01", "why": ""})
    assert (answer.status_code, answer["Location"]) == (303, f"/catalogue/elements/{CODE}/")
    held = element(CODE, date(2026, 12, 1))
    assert held.property.aliases == ("助听器电池", "电池型号")
    assert [(one.law, one.article) for one in held.property.basis] == [("disabled", "2"), ("pipl", "28")]
    text(clerk, f"/catalogue/proposals/{row.pk}/", 404)
    assert "没有等待准入的数据元" in text(clerk, "/catalogue/proposals/")


def test_ones_own_proposal_waits_for_somebody_else(clerk: Client, colleague: Client) -> None:
    clerk.post("/catalogue/propose/", NEW)
    row = ElementVersion.objects.get()
    page = text(clerk, f"/catalogue/proposals/{row.pk}/")
    assert "须由区社区办的另一个人决定" in page
    assert "/admit/" not in page
    answer = clerk.post(f"/catalogue/proposals/{row.pk}/admit/", {"holds_from": "2026-12-01"})
    assert answer.status_code == 403
    assert "提出和准入须由两个人分别办理" in answer.content.decode()
    assert colleague.post(f"/catalogue/proposals/{row.pk}/admit/", {}).status_code == 303
    assert Decision.objects.get().holds_from == date(2026, 12, 1)


def test_turning_down_needs_a_reason(bureau: Client, clerk: Client) -> None:
    bureau.post("/catalogue/propose/", NEW)
    row = ElementVersion.objects.get()
    answer = clerk.post(f"/catalogue/proposals/{row.pk}/reject/", {"why": ""})
    assert answer.status_code == 422
    assert "没有写明不准入的理由" in answer.content.decode()
    answer = clerk.post(f"/catalogue/proposals/{row.pk}/reject/", {"why": "已有的辅具需求够用"})
    assert answer.status_code == 303
    page = text(bureau, f"/catalogue/elements/{CODE}/")
    assert "未准入" in page
    assert "已有的辅具需求够用" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"information": "religion"}, "所选类别“宗教信仰”永不采集"),
        ({"information": "scoring"}, "《个人信息保护法》第6、24条"),
        ({"name_zh": "政治面貌"}, "名称里的“政治”属于“政治观点和党派”"),
        ({"definition_zh": "记录本人每日行動軌跡。"}, "定义里的“轨迹”属于“个人行踪”"),
        ({"aliases": "信用分、打分"}, "红线第4条"),
        ({"name_en": "Face template"}, "红线第5条"),
    ],
)
def test_what_is_never_held_is_refused_in_words_with_the_rule(
    bureau: Client, changes: dict, words: str
) -> None:
    answer = bureau.post("/catalogue/propose/", NEW | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这个数据元永不采集" in page
    assert words in page
    assert "任何岗位都不能放开" in page
    assert "代购服务需要知道型号" in page  # nothing typed is lost
    assert ElementVersion.objects.count() == 0


def test_an_incomplete_form_links_to_its_fields(bureau: Client) -> None:
    answer = bureau.post("/catalogue/propose/", NEW | {"name_en": "", "property_code": "大写 X"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_name_en"' in page
    assert 'href="#id_property_code"' in page
    answer = bureau.post("/catalogue/propose/", NEW | {"law_0": "", "law_1": ""})
    assert answer.status_code == 422
    assert "个人信息须写明法律依据" in answer.content.decode()


def test_a_change_starts_from_what_is_in_force(bureau: Client, clerk: Client) -> None:
    load(small_seed("self.phone"))
    page = text(bureau, "/catalogue/propose/?code=self.phone")
    assert 'value="联系电话"' in page
    first = {
        "role_path": "self",
        "property_code": "phone",
        "name_zh": "联系电话",
        "name_en": "Telephone",
        "definition_zh": "最容易联系到的电话号码。",
        "definition_en": "The number that reaches the person best.",
        "aliases": "联系方式",
        "information": "contact",
        "kind": "phone",
        "length": "20",
        "sensitivity": "personal",
        "law_0": "pipl",
        "article_0": "13",
        "purposes": ["contact"],
        "owner": "community_office",
        "steward": "residents_committee",
        "months": "3",
        "trigger": "left",
        "mask": "phone",
    }
    answer = bureau.post("/catalogue/propose/?code=self.phone", NEW | first | {"law_1": "", "article_1": ""})
    assert answer.status_code == 303
    row = ElementVersion.objects.get(number=2)
    page = text(clerk, f"/catalogue/proposals/{row.pk}/")
    assert "这是修改，改了：" in page
    assert "保存期限" in page
    text(bureau, "/catalogue/propose/?code=self.shoe_size", 404)


def test_retire(clerk: Client) -> None:
    admitted(holds_from=DAY)
    assert "停用这个数据元" in text(clerk, f"/catalogue/elements/{CODE}/?as_of=2026-11-24")
    answer = clerk.post(f"/catalogue/elements/{CODE}/retire/", {"valid_to": "", "why": ""})
    assert answer.status_code == 422
    assert 'href="#id_valid_to"' in answer.content.decode()
    answer = clerk.post(f"/catalogue/elements/{CODE}/retire/", {"valid_to": "2020-01-01", "why": "早"})
    assert answer.status_code == 422
    assert "停用日早于起用日" in answer.content.decode()
    answer = clerk.post(f"/catalogue/elements/{CODE}/retire/", {"valid_to": "2027-01-01", "why": "不再代购"})
    assert answer.status_code == 303
    assert Retirement.objects.get().valid_to == LATER
    page = text(clerk, f"/catalogue/elements/{CODE}/?as_of=2027-02-01")
    assert "这个数据元不在用" in page
    assert "已停用" in page
    assert "不再代购" in page


@pytest.mark.parametrize("role", [Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER, Role.AUDITOR])
def test_others_read_and_do_nothing(client: Client, role: Role) -> None:
    load(small_seed("self.name"))
    row = propose()
    login(client, role, "350802001001" if role in {Role.COMMITTEE, Role.GRID_OFFICER} else "350802")
    assert "提出数据元" not in text(client, "/catalogue/")
    page = text(client, "/catalogue/elements/self.name/")
    assert "停用这个数据元" not in page
    assert "提出修改" not in page
    assert "/admit/" not in text(client, f"/catalogue/proposals/{row.pk}/")
    assert client.post("/catalogue/propose/", NEW).status_code == 403
    assert client.post(f"/catalogue/proposals/{row.pk}/admit/", {}).status_code == 403
    assert client.post(f"/catalogue/proposals/{row.pk}/reject/", {"why": "x"}).status_code == 403
    assert client.post("/catalogue/elements/self.name/retire/", {}).status_code == 403
    assert Decision.objects.filter(version=row).count() == 0


def test_a_department_does_not_decide(bureau: Client) -> None:
    row = propose()
    assert bureau.post(f"/catalogue/proposals/{row.pk}/admit/", {}).status_code == 403
    assert bureau.post(f"/catalogue/elements/{CODE}/retire/", {}).status_code == 403


def test_strangers_see_the_public_page_only(client: Client) -> None:
    load(small_seed("self.name"))
    assert client.get("/catalogue/").status_code == 302
    assert client.get("/what-we-hold/").status_code == 200
    login(client, Role.RESIDENT, "350802001001")
    assert client.get("/catalogue/").status_code == 403
    assert client.get("/what-we-hold/").status_code == 200


def test_what_we_hold_and_why(client: Client) -> None:
    load(
        small_seed(
            "self.name", "self.spouse.name", "self.disability_kind", "self.correction_kind", "org.org_name"
        )
    )
    page = text(client, "/what-we-hold/?as_of=2026-11-24")
    for words in (
        "我们保存什么、为什么",
        "2026年11月24日的情况",
        "共 3 项",
        "本人、配偶",
        "知道辖区住着谁，开具证明、通知事项",
        "《残疾人保障法》第2条",
        '<span class="tag warn">敏感个人信息</span>',
        '<span class="tag short">封存</span>',
        "我们永不保存的",
        "个人行踪",
        "《民法典》第1032条",
    ):
        assert words in page
    assert "单位名称" not in page
    assert "目前什么也不保存" in text(client, "/what-we-hold/?as_of=1999-01-01")
    assert str(AT.year) in page
