"""The room: composing from the survey, editing, stating figures, freezing, making files again."""

import zlib
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from linli.base.attachments import store
from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.core.tabulate import payload
from linli.core.tabulate.spans import plain
from linli.reports import actions, queries
from linli.reports.models import FrozenReport, ParagraphEdit, Rendition, Report, StatedFigure
from linli.reports.queries.contents import composed as content_of
from linli.reports.states import Form, ReportState
from linli.surveys.actions import record_answers
from tests.factories import actor

from .setting import CLERK, DISTRICT, ELSEWHERE, OFFICE, THEN, composed, handed_in

pytestmark = pytest.mark.django_db
LATER = THEN + timedelta(days=3)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(report, by=OFFICE):
    return queries.reading(by=by, report_id=report.pk)


def edit(report, text, **changes):
    arguments = {"by": OFFICE, "at": LATER, "report_id": report.pk, "key": "premises.areas", "language": "zh"}
    return actions.edit_paragraph(text=text, **{**arguments, **changes})


def freeze(report, **changes):
    digest = read(report).content_digest
    return actions.freeze_report(
        **{"by": OFFICE, "at": LATER, "report_id": report.pk, "digest": digest, **changes}
    )


def test_the_report_from_the_survey_has_report_as_answers(report):
    figures = read(report).content.figures
    expected = {
        "communities.all": 45, "communities.converted": 12, "offices.met": 33, "offices.none": 6, "offices.small": 6,
        "offices.mean_area": 240, "stipend.chief.due": 855, "stipend.member.gap": 241, "centres.all": 47,
        "facilities.total": 6413, "facilities.sum": 4264, "jobless.placed": 4070, "new.needed": 14,
    }  # fmt: skip
    assert {code: figures.value(code) for code in expected} == expected
    assert figures["chiefs.mean_age"].written("zh").text == "47.97岁"
    assert figures["chiefs.upper_secondary_share"].written("zh").text == "81.01%"


def test_the_facility_table_is_flagged_on_real_input(report):
    assert [(check.code, check.difference) for check in read(report).content.warnings] == [
        ("facilities.kinds", 2149),
        ("facilities.kinds_and_centres", 2102),
    ]
    assert report.flagged == 2


def test_figures_agree_with_the_scoreboard(report):
    from linli.guarantees import queries as guarantees

    sums = guarantees.roll_up((report.campaign_id,), DISTRICT)[report.campaign_id]
    figures = read(report).content.figures
    for guarantee, tally in sums.guarantees.items():
        assert figures.value(f"guarantees.{guarantee}.met") == tally.met
        assert figures.value(f"guarantees.{guarantee}.short") == tally.short
    waived = figures.value("costs.once")
    assert waived == sums.cost_once


def test_communities_that_have_not_handed_in_are_unknown():
    report = composed(handed_in(leave_out=5), stated=False)
    figures = read(report).content.figures
    assert figures.value("survey.missing") == 5
    assert figures.value("guarantees.place.unknown") == 5
    assert figures["communities.residents"].unknown == 5


def test_composing_again_renews_the_draft_and_leaves_one(report):
    again = actions.compose_report(by=OFFICE, at=LATER, campaign_id=report.campaign_id, place=DISTRICT)
    assert again.pk == report.pk
    assert again.digest == report.digest
    assert Report.objects.count() == 1


@pytest.mark.parametrize("who", [CLERK, ELSEWHERE, actor(Role.AUDITOR, DISTRICT)])
def test_others_may_not_write(report, who):
    with pytest.raises(NotAllowed):
        actions.compose_report(by=who, at=LATER, campaign_id=report.campaign_id, place=DISTRICT)
    with pytest.raises((NotAllowed, NotFound)):
        edit(report, "另一种写法。", by=who)


def test_a_clerk_reads_the_districts_report_and_another_district_does_not(report):
    assert read(report, CLERK).row.id == report.pk
    assert [row.id for row in queries.reports(by=CLERK, as_of=LATER.date())] == [report.pk]
    with pytest.raises(NotFound):
        read(report, ELSEWHERE)
    assert queries.reports(by=ELSEWHERE, as_of=LATER.date()) == ()


def test_nothing_handed_in_is_a_refusal_in_words():
    campaign = handed_in(leave_out=45)
    with pytest.raises(Refusal) as refused:
        actions.compose_report(by=OFFICE, at=LATER, campaign_id=campaign, place=DISTRICT)
    assert refused.value.code == "reports.nothing_handed_in"


def test_an_edited_paragraph_keeps_its_figures_and_shows_when_one_has_changed(report):
    edit(report, "目前{offices.met}社区达标，仍有{offices.lacking}没有达标。")
    shown = read(report)
    block = next(b for b in shown.content.blocks if b.key == "premises.areas")
    assert plain(block.text.zh, shown.content.figures, "zh") == "目前33个社区达标，仍有12个没有达标。"
    assert block.edited == ("zh",)
    assert shown.edits["premises.areas", "zh"].review.stale == ()
    answers = {"350802001003": {"values": {"office_tenure": "own", "office_area": Decimal(150)}}}
    record_answers(campaign_id=report.campaign_id, answers=answers, by=OFFICE, at=LATER)
    actions.recompose_report(by=OFFICE, at=LATER, report_id=report.pk)
    stale = {one.code: (one.then, one.now) for one in read(report).edits["premises.areas", "zh"].review.stale}
    assert stale["offices.met"] == (33, 34)
    assert stale["offices.lacking"] == (12, 11)


def test_the_newer_text_of_somebody_else_is_not_overwritten(report):
    first = edit(report, "第一种写法。")
    with pytest.raises(Refusal) as refused:
        edit(report, "第二种写法。")
    assert refused.value.code == "reports.edited_meanwhile"
    edit(report, "第二种写法。", based_on=str(first.pk))
    assert ParagraphEdit.objects.filter(report=report).count() == 2


def test_going_back_shows_the_generated_text_and_keeps_the_history(report):
    before = read(report).content
    first = edit(report, "第一种写法。")
    actions.revert_paragraph(
        by=OFFICE, at=LATER, report_id=report.pk, key="premises.areas", language="zh", based_on=str(first.pk)
    )
    assert read(report).content == before
    assert ParagraphEdit.objects.get(pk=first.pk).text == "第一种写法。"
    edit(report, "又改一次。")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("   ", "reports.empty_text"), ("有{没有}。", "reports.bad_token"), ("有{nowhere}。", "reports.unknown_figure"),
        ("长" * 5001, "reports.too_long"), ("有{", "reports.bad_token"),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_taken_are_refused_with_a_reason(report, text, code):
    with pytest.raises(Refusal) as refused:
        edit(report, text)
    assert refused.value.code == code
    assert refused.value.message
    assert not ParagraphEdit.objects.exists()


def test_a_paragraph_that_is_not_there_cannot_be_edited(report):
    with pytest.raises(NotFound):
        edit(report, "文字。", key="nowhere")


@pytest.mark.parametrize(
    ("code", "value", "source", "refusal"),
    [
        ("centres.district", Decimal(1), " ", "reports.no_source"),
        ("centres.district", Decimal(-1), "某处", "reports.negative"),
        ("offices.met", Decimal(1), "某处", "reports.not_statable"),
    ],
)
def test_a_stated_figure_needs_a_source_and_a_sense(report, code, value, source, refusal):
    with pytest.raises(Refusal) as refused:
        actions.state_figure(by=OFFICE, at=LATER, report_id=report.pk, code=code, value=value, source=source)
    assert refused.value.code == refusal


def test_withdrawing_a_stated_figure_takes_it_out_of_the_report(report):
    actions.state_figure(
        by=OFFICE, at=LATER, report_id=report.pk, code="centres.district", value=None, source=""
    )
    figures = read(report).content.figures
    assert "centres.all" not in figures
    assert figures.value("centres.community") == 42
    assert StatedFigure.objects.filter(code="centres.district").count() == 2


def test_a_frozen_report_never_changes_and_is_made_again_byte_for_byte(report):
    edit(report, "目前{offices.met}社区达标。")
    frozen = freeze(report)
    made = actions.render_files(by=OFFICE, at=LATER, report_id=report.pk)
    assert {(row.language, row.form) for row in made} == {
        (lang, form) for lang in ("zh", "en") for form in Form
    }
    record_answers(
        campaign_id=report.campaign_id,
        answers={"350802001003": {"values": {"residents": 1}}},
        by=OFFICE,
        at=LATER,
    )
    shown = read(report)
    assert shown.content_digest == frozen.digest
    again = queries.remade(report.pk)
    assert len(again) == 8
    assert all(one.same and one.same_program for one in again)
    for name, call in (
        ("edit", lambda: edit(report, "不行。")),
        ("recompose", lambda: actions.recompose_report(by=OFFICE, at=LATER, report_id=report.pk)),
        ("freeze", lambda: freeze(report)),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == "reports.frozen", name


def test_freezing_keeps_rules_and_program(report):
    frozen = freeze(report)
    rules = {one["rule"]: one for one in frozen.standards}
    assert rules["stipend.chief_floor"]["minimum"] == "855"
    assert rules["office.floor_area"]["document"]
    assert frozen.engine["linli"]
    assert len(frozen.engine["code"]) == 64
    footing = " ".join(words.zh for words in read(report).content.footing)
    assert frozen.engine["code"][:12] in footing


def test_freezing_needs_the_content_that_was_seen_and_a_word_about_stale_texts(report):
    with pytest.raises(Refusal) as refused:
        freeze(report, digest="0" * 64)
    assert refused.value.code == "reports.changed_meanwhile"
    edit(report, "目前{offices.met}社区达标。")
    answers = {"350802001003": {"values": {"office_tenure": "own", "office_area": Decimal(150)}}}
    record_answers(campaign_id=report.campaign_id, answers=answers, by=OFFICE, at=LATER)
    actions.recompose_report(by=OFFICE, at=LATER, report_id=report.pk)
    with pytest.raises(Refusal) as refused:
        freeze(report)
    assert refused.value.code == "reports.stale_edits"
    assert freeze(report, accept_stale=True).digest


def test_after_freezing_a_new_draft_can_be_composed(report):
    freeze(report)
    fresh = actions.compose_report(by=OFFICE, at=LATER, campaign_id=report.campaign_id, place=DISTRICT)
    assert fresh.pk != report.pk
    assert fresh.state == ReportState.DRAFT


def test_a_damaged_payload_is_refused(report):
    Report.objects.filter(pk=report.pk).update(payload=zlib.compress(b"{}"))
    with pytest.raises(Refusal) as refused:
        read(report)
    assert refused.value.code == "reports.damaged"


def test_a_file_that_came_out_differently_is_noticed(report):
    freeze(report)
    (first,) = actions.render_files(
        by=OFFICE, at=LATER, report_id=report.pk, languages=["zh"], forms=[Form.HTML]
    )
    store.path_of(first.sha256).unlink()
    Rendition.objects.filter(pk=first.pk).update(sha256="0" * 64)
    with pytest.raises(Refusal) as refused:
        actions.render_files(by=OFFICE, at=LATER, report_id=report.pk, languages=["zh"], forms=[Form.HTML])
    assert refused.value.code == "reports.differs"
    assert not queries.remade(report.pk)[0].same


def test_every_write_leaves_one_entry(report):
    before = AuditEntry.objects.count()
    edit(report, "目前{offices.met}社区达标。")
    freeze(report)
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True))[before:]
    assert verbs == ["reports.edit_paragraph", "reports.freeze"]


def test_the_database_refuses_nonsense(report):
    rows = (
        lambda: Report.objects.filter(pk=report.pk).update(state="other"),
        lambda: Report.objects.filter(pk=report.pk).update(digest="short"),
        lambda: _copy(report),
        lambda: StatedFigure.objects.create(report=report, code="x", value=1, source="", stated_at=THEN, stated_by="x"),
        lambda: Rendition.objects.create(
            report=report, content_digest="0" * 64, language="zh", form="doc", sha256="0" * 64, size=1,
            engine_digest="0" * 64, made_at=THEN,
        ),
        lambda: ParagraphEdit.objects.create(
            report=report, key="k", language="fr", text="x", edited_at=THEN, edited_by="x"
        ),
        lambda: FrozenReport.objects.create(report=report, payload=b"", digest="x", frozen_at=THEN, frozen_by="x"),
    )  # fmt: skip
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            row()


def _copy(report):
    twin = Report.objects.get(pk=report.pk)
    twin.pk = uuid4()
    twin._state.adding = True
    twin.save(force_insert=True)


@pytest.mark.parametrize("place", [DISTRICT, "350802001"])
def test_the_count_of_queries_does_not_grow_with_the_communities(
    report, place, django_assert_max_num_queries
):
    with django_assert_max_num_queries(110):
        actions.compose_report(by=OFFICE, at=THEN, campaign_id=report.campaign_id, place=place)


def test_a_sub_districts_report_tells_of_its_own_communities(report):
    part = actions.compose_report(by=OFFICE, at=LATER, campaign_id=report.campaign_id, place="350802001")
    assert content_of(part).figures.value("communities.all") == 11


def test_the_payload_is_the_report(report):
    assert payload.digest(payload.dumps(content_of(report))) == report.digest
