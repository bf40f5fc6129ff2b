"""The pages of the report: read, open a number, edit, state, freeze, take away; who may do what; how many queries."""

import io
import re
from datetime import timedelta
from html.parser import HTMLParser
from uuid import uuid4

import pypdf
import pytest
from django.urls import reverse

from linli.base.identity.states import Role
from linli.reports import actions, queries
from linli.reports.models import FrozenReport, ParagraphEdit, Report
from linli.reports.states import Form
from tests.factories import login
from tests.reports.setting import CLERK, DISTRICT, OFFICE, THEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(client):
    login(client, Role.DISTRICT_OFFICE, DISTRICT)
    return client


def url(name, report, *args):
    return reverse(f"reports:{name}", args=[report.pk, *args])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class Page(HTMLParser):
    """Links, ids, attributes and the order of headings of a page."""

    def __init__(self, answer) -> None:
        super().__init__()
        self.links, self.ids, self.attributes, self.headings = [], [], set(), []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.attributes |= set(known)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a" and "figure" in known.get("class", ""):
            self.links.append(known["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_the_list_tells_what_is_there(office, report):
    said = text(office.get(reverse("reports:index")))
    assert "350802调查报告" in said or "新罗区调查报告" in said
    assert "五个有调查" in said
    assert "草稿" in said


def test_an_empty_list_says_what_to_do(office):
    Report.objects.all().delete()
    assert "还没有报告" in text(office.get(reverse("reports:index")))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(
    office, report, rows, django_assert_num_queries
):
    for number in range(1, rows):
        twin = Report.objects.get(pk=report.pk)
        twin.pk, twin.as_of = uuid4(), report.as_of + timedelta(days=number)
        twin._state.adding = True
        twin.save(force_insert=True)
    office.get(reverse("reports:index"))
    with django_assert_num_queries(7):
        answer = office.get(reverse("reports:index"))
    assert answer.content.count(b'<th scope="row">') == rows


def test_the_report_reads_like_a_document(office, report):
    answer = office.get(url("report", report))
    said = text(answer)
    for words in (
        "一、调查背景",
        "（四）议事有场：办公用房情况",
        "附表一 无办公用房社区一览表",
        "图1 五项保障",
    ):
        assert words in said
    assert "填报的设施总数与各类之和：填报6,413，计算4,264，相差2,149" in said
    assert "相差2,102" in said


def test_the_page_has_nothing_inline_no_double_ids_and_headings_in_order(office, report):
    page = Page(office.get(url("report", report)))
    assert "style" not in page.attributes
    assert not {name for name in page.attributes if name.startswith("on")}
    assert len(page.ids) == len(set(page.ids))
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_every_number_opens_its_rows(office, report):
    links = set(Page(office.get(url("report", report))).links)
    assert len(links) > 120
    for link in sorted(links)[::10]:
        assert office.get(link).status_code == 200
    rows = text(office.get(url("rows", report, "offices.none") + "?language=zh"))
    assert "无办公用房社区" in rows
    assert "6个" in rows
    assert "查询 premises.offices；2009年1月5日；6条记录。" in rows
    for name in ("永兴", "东宝", "莲新", "北关"):
        assert name in rows


def test_the_panel_is_the_same_rows_without_the_page_around_them(office, report):
    panel = office.get(url("rows", report, "offices.none"), headers={"X-Panel": "rows"})
    assert "永兴" in text(panel)
    assert b"<html" not in panel.content
    assert panel["Vary"]


def test_a_number_that_is_not_there_is_not_found(office, report):
    assert office.get(url("rows", report, "nothing.here")).status_code == 404


def test_the_report_in_english_under_a_chinese_page(office, report):
    said = text(office.get(url("report", report) + "?language=en"))
    tight = re.sub(r" ([,.)])", r"\1", said.replace("( ", "("))
    assert "33 of the 45 communities (73%) have an office large enough" in tight
    assert "定稿" in said


def test_the_checks_page_shows_what_was_added(office, report):
    said = text(office.get(url("checks", report)))
    assert "不一致" in said
    assert "青少年教育场所 61" in said


@pytest.mark.parametrize("form", Form.values)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_can_be_taken_away(office, report, form, language):
    answer = office.get(url("download", report, language, form))
    assert answer.status_code == 200
    assert f'report-350802-2009-01-05-{language}.{form}"' in answer["Content-Disposition"]
    assert len(answer.content) > 20_000
    if form == "pdf":
        assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) > 5


@pytest.mark.parametrize("path", ["download/zh/doc", "download/fr/pdf"])
def test_other_forms_and_languages_are_not_found(office, report, path):
    _name, language, form = path.split("/")
    assert office.get(url("download", report, language, form)).status_code == 404


def test_a_large_report_asks_for_its_files_first(office, report):
    Report.objects.filter(pk=report.pk).update(communities=5_000)
    answer = office.get(url("download", report, "zh", "pdf"))
    assert answer.status_code == 409
    assert "请回到报告页面" in text(answer)
    assert "生成文件" in text(office.get(url("report", report)))
    actions.render_files(by=OFFICE, at=THEN, report_id=report.pk, languages=["zh"], forms=[Form.PDF])
    assert office.get(url("download", report, "zh", "pdf")).content.startswith(b"%PDF")


def test_a_paragraph_is_edited_and_shows_it(office, report):
    address = url("paragraph", report, "zh", "premises.areas")
    assert "{offices.met}" in office.get(address).content.decode()
    answer = office.post(address, {"text": "目前{offices.met}社区达标。", "based_on": ""})
    assert answer.status_code == 303
    assert answer["Location"].endswith("?language=zh#premises.areas")
    said = text(office.get(url("report", report)))
    assert re.search(r"目前 ?33个 ?社区达标。", said)
    assert "已修改" in said


def test_a_text_that_cannot_be_taken_comes_back_with_the_reason(office, report):
    address = url("paragraph", report, "zh", "premises.areas")
    for given, words, status in (
        ("有{没有}", "花括号", 409),
        ("", "这个字段", 422),
        ("有{nowhere}", "没有名为“nowhere”的数据", 409),
    ):
        answer = office.post(address, {"text": given, "based_on": ""})
        assert answer.status_code == status
        assert words in text(answer) or given == ""
        assert 'class="error-summary"' in answer.content.decode()
    assert not ParagraphEdit.objects.exists()


def test_two_writers_at_once_lose_nothing(office, report):
    address = url("paragraph", report, "zh", "premises.areas")
    office.post(address, {"text": "第一种写法。", "based_on": ""})
    answer = office.post(address, {"text": "第二种写法。", "based_on": ""})
    assert answer.status_code == 409
    assert "第二种写法。" in answer.content.decode()
    assert "刚刚由别人改过" in text(answer)


def test_going_back_to_the_generated_text(office, report):
    address = url("paragraph", report, "zh", "premises.areas")
    office.post(address, {"text": "第一种写法。", "based_on": ""})
    held = ParagraphEdit.objects.get()
    office.post(url("revert", report, "zh", "premises.areas"), {"based_on": str(held.pk)})
    assert "第一种写法" not in text(office.get(url("report", report)))


def test_figures_are_stated_with_their_source(office, report):
    form = office.get(url("stated", report)).content.decode()
    assert "区民政局填报" in form
    held = queries.stated_of(report.pk)
    fields = {f"value-{code}": one.value for code, one in held.items()}
    fields |= {f"source-{code}": one.source for code, one in held.items()}
    answer = office.post(
        url("stated", report), {**fields, "value-centres.district": "2", "source-centres.district": ""}
    )
    assert answer.status_code == 422
    assert "请写明数据来源" in text(answer)
    assert office.post(url("stated", report), {**fields, "value-centres.district": "2"}).status_code == 303
    found = queries.reading(by=OFFICE, report_id=report.pk)
    assert found.content.figures.value("centres.all") == 48


def test_the_figures_of_now_are_taken_on_demand(office, report):
    assert office.post(url("recompose", report)).status_code == 303


def test_freezing_asks_twice_and_then_holds(office, report):
    digest = queries.reading(by=OFFICE, report_id=report.pk).content_digest
    assert "核对有 2 处不一致" in text(office.get(url("freeze", report)))
    assert office.post(url("freeze", report), {"digest": digest}).status_code == 422
    answer = office.post(url("freeze", report), {"digest": digest, "sure": "on"})
    assert answer.status_code == 303
    said = text(office.get(url("report", report)))
    assert FrozenReport.objects.get().digest in said
    assert "修改这一段" not in said
    assert office.post(url("recompose", report)).status_code == 409


def test_composing_from_the_page(office, report):
    answer = office.post(reverse("reports:compose"), {"campaign": report.campaign_id, "place": DISTRICT})
    assert answer.status_code == 303
    assert answer["Location"] == url("report", report)
    assert office.post(reverse("reports:compose"), {"campaign": "x", "place": "110101"}).status_code == 422


def test_a_large_survey_is_composed_by_a_job(office, report, monkeypatch):
    monkeypatch.setattr("linli.office.reports.views.listing.MOST_AT_ONCE", 10)
    answer = office.post(reverse("reports:compose"), {"campaign": report.campaign_id, "place": DISTRICT})
    assert answer.status_code == 303
    page = office.get(answer["Location"])
    assert "编制调查报告" in text(page)
    assert 'hx-trigger="every 1s"' in page.content.decode() or "打开报告" in text(page)


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.SUB_DISTRICT, Role.AUDITOR])
def test_others_read_but_do_not_write(client, report, role):
    login(client, role, "350802001" if role == Role.SUB_DISTRICT else DISTRICT)
    answer = client.get(url("report", report))
    assert answer.status_code == 200
    assert "修改这一段" not in text(answer)
    for name, args in (
        ("recompose", ()),
        ("freeze", ()),
        ("stated", ()),
        ("paragraph", ("zh", "premises.areas")),
    ):
        assert client.post(url(name, report, *args)).status_code == 403


@pytest.mark.parametrize("name", ["report", "rows", "checks", "download"])
def test_another_district_finds_nothing(client, report, name):
    login(client, Role.DISTRICT_OFFICE, "350803")
    args = {"rows": ("offices.none",), "download": ("zh", "pdf")}.get(name, ())
    assert client.get(url(name, report, *args)).status_code == 404


def test_reading_takes_few_queries(office, report, django_assert_max_num_queries):
    office.get(url("report", report))
    with django_assert_max_num_queries(10):
        office.get(url("report", report))


def test_a_clerk_sees_the_same_report(report):
    ours, theirs = (queries.reading(by=by, report_id=report.pk).content for by in (OFFICE, CLERK))
    assert ours == theirs
