"""The completed form is handed in on the page of the return, and the page after it says what came of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.base.identity.states import Role
from linli.base.jobs.models import Job
from linli.base.jobs.runner import run_job
from linli.returns import queries
from linli.returns.models import Report
from tests.returns import making
from tests.returns.test_bring import edited, put

from .test_pages import client, text

pytestmark = pytest.mark.django_db


def hand_in(page, report: Report, data: bytes):
    report.refresh_from_db()
    file = SimpleUploadedFile("王小妹的表.xlsx", data)
    return page.post(reverse("returns:hand_in", args=[report.pk]), {"version": report.version, "file": file})


def opened(page, mandate) -> Report:
    page.post(reverse("returns:fill", args=[mandate.pk, mandate.starts_date.isoformat()]))
    return Report.objects.get(mandate=mandate)


def test_what_was_recorded_and_what_has_to_be_put_right(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    report = opened(committee, mandate)
    who = making.hands()
    assert "交回补填好的表" in text(committee.get(reverse("returns:return", args=[report.pk])))
    wrong = hand_in(committee, report, edited(report, who, put("王小妹", 就业状况="天知道")))
    assert wrong.status_code == 303
    told = text(committee.get(wrong.url))
    assert "登记表 第 4 行 F 列 就业状况 不在可选的内容里。 请从列出的内容中选择。" in told
    right = hand_in(committee, report, edited(report, who, put("王小妹", 就业状况="就业")))
    assert "登记了 1 个值，涉及 1 行。" in text(committee.get(right.url))
    street, department = (
        client(Role.SUB_DISTRICT, making.STREET),
        client(Role.DEPARTMENT, making.DISTRICT),
    )
    assert (street.get(right.url).status_code, department.get(right.url).status_code) == (200, 404)


def test_no_file_is_said_on_the_page(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    report = opened(committee, mandate)
    answer = committee.post(reverse("returns:hand_in", args=[report.pk]), {"version": report.version})
    assert "文件是空的。" in text(committee.get(answer.url))


def test_a_long_list_is_gone_through_by_a_job(mandate, monkeypatch):
    committee = client(Role.COMMITTEE, making.HERE)
    report = opened(committee, mandate)
    monkeypatch.setattr(queries, "is_long", lambda code: True)
    answer = hand_in(committee, report, edited(report, making.hands(), put("王小妹", 就业状况="就业")))
    job = Job.objects.get(kind="returns.take_in")
    assert answer.url == reverse("system:job", args=[job.pk])
    assert "王小妹" not in str(job.params)
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert "登记了 1 个值" in text(committee.get(job.result["href"]))


def test_cells_typed_one_after_the_other_are_one_line_of_the_history(mandate):
    committee = client(Role.COMMITTEE, making.HERE)
    report = opened(committee, mandate)
    position = mandate.form.fields.get(label="就业状况").position
    for number in (1, 2):
        report.refresh_from_db()
        href = reverse("returns:cell", args=[report.pk, 0, number, position])
        committee.post(href, {"version": report.version, "text": "1"})
    assert "补填2格" in text(committee.get(reverse("returns:return", args=[report.pk])))
