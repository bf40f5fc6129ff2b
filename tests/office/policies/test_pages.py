"""The pages of the policy packs, as staff of district 350802 see them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from linli.base.identity.states import Role
from linli.office.policies import asking
from linli.policies.models import PolicyOverride
from linli.policies.queries import rulebook
from tests.factories import login
from tests.policies.setting import set_value

pytestmark = pytest.mark.django_db
RULE = "/policies/rules/wage.minimum/"
FORM = {
    "way": "amount",
    "amount": "６００",
    "division_code": "350802",
    "valid_from": "2009-01-01",
    "document_name": "新罗区关于调整标准的通知",
}


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture(autouse=True)
def demo(settings) -> None:
    """The factories' accounts are demo accounts: signed in without a second factor, in a demo only."""
    settings.DEMO = True


@pytest.fixture
def clerk(client: Client) -> Client:
    login(client, Role.DISTRICT_OFFICE)
    return client


def test_index_shows_value_document_scope_and_since(clerk: Client) -> None:
    page = text(clerk, "/policies/?as_of=2008-07-01")
    for words in (
        "不低于855元/月",
        "社区建设调查报告（甲）",
        "龙岩市新罗区 350802",
        "2008年2月起",
        "不低于100平方米",
        "福建省 35",
    ):
        assert words in page
    assert "每个网格的户数" not in page
    assert "<caption>350802 在 2008年7月1日 的规定，共 19 条</caption>" in page


def test_index_filters_chooses_and_counts_proposals(clerk: Client) -> None:
    assert "共 1 条" in text(clerk, "/policies/?as_of=2008-07-01&q=补贴下限&guarantee=people&q=最低工资")
    money = text(clerk, "/policies/?as_of=2009-07-01&guarantee=money")
    assert "当地最低工资" not in money
    assert "发展基金" not in money
    assert "300万元/年" in text(clerk, "/policies/?as_of=2009-07-01&guarantee=money&proposed=1")
    assert "300户左右" in text(clerk, "/policies/?as_of=2013-07-01&pack=county_b")
    assert "没有符合条件的规定" in text(clerk, "/policies/?q=没有这条")


def test_a_place_is_called_by_its_name_where_the_list_of_divisions_has_it(
    clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "names", lambda codes, day: {"350802001001": "东门社区居委会"})
    for address in ("/policies/", RULE):
        assert "东门社区居委会 350802001001G07" in text(clerk, f"{address}?place=350802001001G07")


def test_refusals_are_words_on_the_page(clerk: Client) -> None:
    assert "“nowhere”不是区划代码" in text(clerk, "/policies/?place=nowhere")
    assert "没有名为“zzz”的政策包" in text(clerk, "/policies/?pack=zzz")
    assert "没有名为“zzz”的政策包" in text(clerk, f"{RULE}?pack=zzz")
    assert "没有名为“zzz”的政策包" in text(clerk, "/policies/compare/?b=zzz")
    assert "没有“wage.maximum”这条规则" in text(clerk, "/policies/rules/wage.maximum/", 404)
    assert "“nowhere”不是区划代码" in text(clerk, f"{RULE}?place=nowhere")


def test_pages_ask_the_same_few_queries_with_one_and_with_three_rows(clerk: Client) -> None:
    def queries(address: str) -> tuple[int, int]:
        """All queries of the page, and those that read this room's table."""
        with CaptureQueriesContext(connection) as found:
            text(clerk, address)
        return len(found), sum("policies_policyoverride" in query["sql"] for query in found)

    counted = []
    for year in (2009, 2010, 2011):
        set_value(valid_from=date(year, 1, 1), valid_to=date(year + 1, 1, 1))
        text(clerk, "/policies/")  # builds the rulebook anew
        counted.append([queries("/policies/"), queries(RULE), queries("/policies/compare/")])
    assert counted[0] == counted[2]
    assert [own for _all, own in counted[0]] == [1, 2, 1]


def test_rule_page_works_out_a_schedule_and_says_how(clerk: Client) -> None:
    page = text(clerk, "/policies/rules/office_funds.per_year/?as_of=2008-07-01&residents=5000")
    assert "不低于1万元/年" in page
    assert "社区居民人数5,000人，属于“5,000人及以上”一档" in page
    open_page = text(clerk, "/policies/rules/office_funds.per_year/?as_of=2008-07-01")
    assert "不足5,000人：8,000元/年；5,000人及以上：1万元/年" in open_page
    wrong = text(clerk, "/policies/rules/office_funds.per_year/?as_of=2008-07-01&residents=-1")
    assert "不能是负数" in wrong


def test_rule_page_shows_the_timeline_and_what_a_floor_rests_on(clerk: Client) -> None:
    page = text(clerk, "/policies/rules/committee.term/?as_of=2026-11-24")
    assert "1990年1月1日 – 2018年12月29日前" in page
    assert "没有施行中的数值" in page
    floor = text(clerk, "/policies/rules/stipend.chief_floor/?as_of=2008-07-01")
    assert "当地最低工资 570元/月 × 150%" in floor
    lieu = text(clerk, "/policies/rules/payment_in_lieu.share/?as_of=2009-07-01")
    assert "2%至5%" in lieu
    assert "建议，尚未施行" in lieu
    assert "只有建议" in text(clerk, "/policies/rules/development_fund.city/?as_of=2009-07-01")


def test_compare_page_says_what_pack_b_would_change(clerk: Client) -> None:
    page = text(clerk, "/policies/compare/?as_of=2013-07-01")
    assert "提高200平方米" in page
    assert "有 7 条不同，17 条相同" in page
    assert "没有规定" in page
    assert "两边没有不同" in text(clerk, "/policies/compare/?as_of=2013-07-01&a=&b=xinluo")
    given = text(clerk, "/policies/compare/?as_of=2013-07-01&residents=4000")
    assert "不低于8,000元/年" in given


def test_pages_in_english(clerk: Client) -> None:
    clerk.post("/language/", {"language": "en", "next": "/"})
    page = text(clerk, "/policies/?as_of=2008-07-01")
    assert "at least 855 yuan a month" in page
    assert "Survey report A on community building" in page
    assert "19 rules in 350802 on 1 Jul 2008" in page
    assert "below 5,000 people: 8,000 yuan a year; 5,000 people and above: 10,000 yuan a year" in page
    assert "higher by 200 m²" in text(clerk, "/policies/compare/?as_of=2013-07-01")
    rule = text(clerk, "/policies/rules/stipend.chief_floor/?as_of=2008-07-01")
    assert "local minimum wage 570 yuan a month × 150%" in rule
    assert "Set the district's own value" in rule
    translation.deactivate()


def test_district_office_sets_a_value_and_withdraws_it(clerk: Client) -> None:
    response = clerk.post(f"{RULE}override/", FORM)
    assert response.status_code == 303
    page = text(clerk, response["Location"])
    assert "600元/月" in page
    assert "350802（本地数值）" in page
    assert "新罗区关于调整标准的通知" in page
    row = PolicyOverride.objects.get()
    assert rulebook().value("stipend.chief_floor", "350802", date(2009, 1, 1)).amount == 900
    gone = clerk.post(
        f"/policies/overrides/{row.pk}/withdraw/", {"valid_to": "2009-01-01", "why": "录入有误"}
    )
    assert gone.status_code == 303
    page = text(clerk, gone["Location"])
    assert "从未施行" in page
    assert "录入有误" in page
    assert rulebook().value("wage.minimum", "350802", date(2009, 1, 1)).amount == 570


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": ""}, "数值：请填写。"),
        ({"amount": "六百"}, "“六百”不是数"),
        ({"valid_from": ""}, "从哪一天起施行"),
        ({"document_name": ""}, "文件名称"),
        ({"valid_to": "2008-01-01"}, "终止日不在起始日之后"),
        ({"division_code": "350821"}, "只有本区社区办"),
        ({"way": "range", "minimum": "5", "maximum": "4"}, "范围的上限小于下限"),
        ({"way": "steps"}, "数值的写法"),
    ],
)
def test_a_form_that_cannot_stand_comes_back_with_what_was_typed(
    clerk: Client, changes: dict[str, str], words: str
) -> None:
    response = clerk.post(f"{RULE}override/", FORM | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert "有几处需要改正" in page
    assert words in page
    assert "新罗区关于调整标准的通知" in page or not (FORM | changes)["document_name"]
    assert PolicyOverride.objects.count() == 0


def test_steps_ranges_shares_and_ratios_can_be_set(clerk: Client) -> None:
    steps = {
        "way": "steps",
        "from_0": "0",
        "step_0": "12,000",
        "from_1": "8,000",
        "step_1": "15,000",
        "boundary": "below",
    }
    base = {key: value for key, value in FORM.items() if key not in ("way", "amount")}
    day = date(2009, 1, 1)

    def post(rule: str, changes: dict[str, str]) -> None:
        response = clerk.post(f"/policies/rules/{rule}/override/?as_of=2009-07-01", base | changes)
        assert response.status_code == 303, response.content.decode()

    post("office_funds.per_year", steps)
    due = [rulebook().value("office_funds.per_year", "350802", day, residents=n).amount for n in (8000, 8001)]
    assert due == [12_000, 15_000]
    post("payment_in_lieu.share", {"way": "range", "minimum": "3", "maximum": "4%"})
    lieu = rulebook().value("payment_in_lieu.share", "350802", day)
    assert (lieu.minimum, lieu.maximum) == (Decimal("0.03"), Decimal("0.04"))
    post("stipend.chief_floor", {"way": "ratio", "ratio": "200"})
    assert rulebook().value("stipend.chief_floor", "350802", day).amount == 1140
    post("reserved_premises.floor_area", {"way": "steps", "step_0": "4", "from_1": "50000", "step_1": "2"})
    area = rulebook().value("reserved_premises.floor_area", "350802", day, estate_floor_area=60_000)
    assert area.amount == 2200
    assert "4%" in text(clerk, "/policies/rules/reserved_premises.floor_area/?as_of=2009-07-01")


def test_a_district_asks_for_other_facilities_than_the_document(clerk: Client) -> None:
    address = "/policies/rules/new_office.facilities/"
    assert "警务室" in text(clerk, f"{address}?as_of=2009-07-01")
    base = {key: value for key, value in FORM.items() if key not in ("way", "amount")} | {"way": "list"}
    none = clerk.post(f"{address}override/?as_of=2009-07-01", base)
    assert none.status_code == 422
    assert "至少要有一样设施" in none.content.decode()
    wanted = {"thing_service_centre": "1", "thing_reading_room": "2", "thing_parking": "0"}
    assert clerk.post(f"{address}override/?as_of=2009-07-01", base | wanted).status_code == 303
    held = rulebook().value("new_office.facilities", "350802", date(2009, 1, 1)).value
    assert [(item.code, item.count) for item in held.items] == [("service_centre", 1), ("reading_room", 2)]
    page = text(clerk, f"{address}?as_of=2009-07-01")
    assert 'name="thing_parking"' in page  # what is not asked for now can be asked for again


@pytest.mark.parametrize(
    "role", [Role.SUB_DISTRICT, Role.COMMITTEE, Role.DEPARTMENT, Role.AUDITOR, Role.SYSTEM_ADMIN]
)
def test_others_read_but_do_not_set(client: Client, role: Role) -> None:
    row = set_value()
    login(client, role, "350802")
    page = text(client, f"{RULE}?place=350802&as_of=2009-07-01")
    assert "600元/月" in page
    assert "为本区另定数值" not in page
    assert "撤回这个数值" not in page
    assert client.post(f"{RULE}override/", FORM).status_code == 403
    assert client.post(f"/policies/overrides/{row.pk}/withdraw/", {}).status_code == 403
    assert PolicyOverride.objects.count() == 1


def test_another_districts_office_reads_but_cannot_withdraw(client: Client) -> None:
    row = set_value()
    login(client, Role.DISTRICT_OFFICE, "350821")
    page = text(client, f"{RULE}?place=350802&as_of=2009-07-01")
    assert "撤回这个数值" not in page
    answer = {"valid_to": "2010-01-01", "why": "误操作"}
    assert client.post(f"/policies/overrides/{row.pk}/withdraw/", answer).status_code == 404
    assert PolicyOverride.objects.count() == 1


def test_incomplete_withdrawal_is_refused_in_words(clerk: Client) -> None:
    row = set_value()
    response = clerk.post(f"/policies/overrides/{row.pk}/withdraw/", {"valid_to": "2010-01-01"})
    assert response.status_code == 409
    assert "撤回要写明从哪一天起、为什么" in response.content.decode()


def test_residents_and_strangers_are_sent_away(client: Client) -> None:
    assert client.get("/policies/").status_code == 302
    login(client, Role.RESIDENT, "350802001001")
    assert client.get("/policies/").status_code == 403
