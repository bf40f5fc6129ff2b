"""The tables of these pages."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.reading.models import DeletionProof
from linli.base.reading.queries import AlarmLine, ApprovalLine, ObjectionLine, PurposeTerms, SessionLine
from linli.base.reading.states import AlarmKind, ReviewVerdict, Stage
from linli.base.workdays import Due, YearUnknown, working_days_left
from linli.catalogue.words import department_words
from linli.office.reading.presenters.parts import Cell, Table, Words, days_left, moment
from linli.sharing.queries import AgreementLine, OrderLine
from linli.sharing.states import OrderStage
from linli.sharing.states import Stage as AgreementStage

GOOD = {Stage.IN_FORCE, AgreementStage.IN_FORCE, OrderStage.READY}
BAD = {Stage.REFUSED, AgreementStage.REFUSED, OrderStage.REFUSED}
WAITS = {Stage.ASKED, AgreementStage.ASKED, OrderStage.WAITING}


def stage_cell(stage: Stage | AgreementStage | OrderStage) -> Cell:
    """A stage in words, with its look."""
    look = "met" if stage in GOOD else "short" if stage in BAD else "warn" if stage in WAITS else ""
    return Cell(str(stage.label), look=look)


def approvals(id_: str, title: str, lines: Iterable[ApprovalLine], words: Words, empty: str) -> Table:
    """Approvals, asked for or to be decided."""
    rows = [
        (
            Cell(line.label, str(line.kind.label), reverse("reading:approval", args=[line.id])),
            Cell(words.purpose(line.purpose), _("、").join(str(one.label) for one in line.classes)),
            Cell(line.reason),
            Cell(str(line.valid_from), f"– {line.valid_to}"),
            stage_cell(line.stage),
        )
        for line in lines
    ]
    head = (_("谁申请"), _("用途和类别"), _("理由"), _("期限"), _("办到哪一步"))
    return Table(id_, title, head, rows, empty)


def sessions(lines: Iterable[SessionLine], today: date) -> Table:
    """Break-glass sessions with the clock of their review."""
    rows = [
        (
            Cell(line.label, line.place, reverse("reading:session", args=[line.id])),
            Cell(moment(line.opened_at)),
            Cell(line.reason),
            Cell(_("%(readings)s次，%(people)s人") % {"readings": line.readings, "people": line.people}),
            review_cell(line.due, line.verdict, today),
        )
        for line in lines
    ]
    head = (_("谁启用"), _("时间"), _("理由"), _("查阅了"), _("复核"))
    empty = _("没有要复核的紧急查阅。下级岗位启用后会立刻出现在这里。")
    return Table("sessions", _("紧急查阅的复核"), head, rows, empty)


def review_cell(due: Due, verdict: ReviewVerdict | None, today: date) -> Cell:
    """How long is left, in working days; a year whose holidays are not known is said."""
    if verdict is not None:
        look = "met" if verdict == ReviewVerdict.JUSTIFIED else "short"
        return Cell(str(verdict.label), look=look)
    if due.day is None:
        return Cell(
            _("待复核"),
            _("%(year)s年的放假安排还没有，期限算不出来。") % {"year": due.unknown_year},
            look="warn",
        )
    try:
        left = working_days_left(today, due.day)
    except YearUnknown:
        return Cell(_("待复核"), _("期限 %(day)s") % {"day": due.day}, look="warn")
    if left < 0:
        return Cell(_("已超期"), _("期限 %(day)s") % {"day": due.day}, look="short")
    return Cell(_("还剩%(days)s个工作日") % {"days": left}, _("期限 %(day)s") % {"day": due.day}, look="warn")


def alarms(lines: Iterable[AlarmLine]) -> Table:
    """Alarms: numbers about posts, never about residents."""
    rows = [
        (
            Cell(line.label, line.place, reverse("reading:alarm", args=[line.id])),
            Cell(str(line.day)),
            Cell(str(line.kind.label)),
            looks_cell(line),
            Cell(str(line.verdict.label), line.words) if line.verdict else Cell(_("待处理"), look="warn"),
        )
        for line in lines
    ]
    head = (_("哪个岗位"), _("日期"), _("情况"), _("人数"), _("处理"))
    return Table("alarms", _("查阅提醒"), head, rows, _("没有提醒。每天会核对前一天的查阅记录。"))


def looks_cell(line: AlarmLine) -> Cell:
    """How many, against the usual."""
    if line.kind == AlarmKind.BREAK_GLASS:
        return Cell("—")
    usual = _("本岗位平时每天%(usual)s人") % {"usual": line.usual} if line.usual is not None else ""
    return Cell(str(line.looks), usual)


def objections(lines: Iterable[ObjectionLine], words: Words) -> Table:
    """Objections with their clock."""
    rows = [
        (
            Cell(line.words[:60], moment(line.made_at), reverse("reading:objection", args=[line.id])),
            Cell(line.reader, moment(line.read_at)),
            Cell(words.purpose(line.purpose), line.reason),
            Cell(str(line.verdict.label), look="met") if line.verdict else days_left(line.days_left),
        )
        for line in lines
    ]
    head = (_("居民说"), _("谁查阅的"), _("为什么查"), _("答复"))
    empty = _("没有异议。居民在自己的页面或窗口提出后会出现在这里。")
    return Table("objections", _("居民的异议"), head, rows, empty)


def agreements(lines: Iterable[AgreementLine], words: Words) -> Table:
    """Sharing agreements."""
    rows = [
        (
            Cell(line.number, line.label, reverse("reading:agreement", args=[line.id])),
            Cell(f"{department_words(line.provider)} → {department_words(line.receiver)}"),
            Cell(words.purpose(line.purpose), words.elements(line.elements)),
            Cell(str(line.valid_from), f"– {line.valid_to}"),
            Cell(str(line.exchanges)),
            stage_cell(line.stage),
        )
        for line in lines
    ]
    head = (_("协议"), _("谁给谁"), _("用途和内容"), _("期限"), _("已答复"), _("办到哪一步"))
    empty = _("还没有共享协议。没有协议，部门系统的查询一律拒绝。")
    return Table("agreements", _("部门之间的共享协议"), head, rows, empty)


def orders(id_: str, title: str, lines: Iterable[OrderLine], words: Words, empty: str) -> Table:
    """Exports."""
    rows = [
        (
            Cell(line.title, line.label, reverse("reading:export", args=[line.id])),
            Cell(words.purpose(line.purpose), line.reason),
            Cell(words.elements(line.elements)),
            Cell(str(line.people)),
            Cell(moment(line.expires_at)),
            stage_cell(line.stage),
        )
        for line in lines
    ]
    head = (_("名单"), _("用途和理由"), _("内容"), _("人数"), _("到期"), _("办到哪一步"))
    return Table(id_, title, head, rows, empty)


def purposes(lines: Iterable[PurposeTerms], language: str, today: date) -> Table:
    """The register of purposes."""
    rows = [
        (
            Cell(line.name(language), line.code, reverse("reading:purpose", args=[line.code])),
            Cell(line.basis(language)),
            Cell(str(line.valid_from), f"– {line.valid_to}"),
            Cell(_("延后%(days)s天") % {"days": line.delay_days} if line.delay_days else _("当日")),
            Cell(_("在有效期内"), look="met") if line.is_in_force(today) else Cell(_("已终止"), look="short"),
        )
        for line in lines
    ]
    head = (_("用途"), _("法律依据"), _("期限"), _("告知本人"), _("办到哪一步"))
    empty = _("还没有用途。请运行 linli reading load 装入随产品提供的用途。")
    return Table("purposes", _("查阅用途登记"), head, rows, empty)


def deletions(rows_: Iterable[DeletionProof]) -> Table:
    """Proofs of deletion."""
    rows = [
        (
            Cell(str(row.day)),
            Cell(row.held_class, row.rule),
            Cell(str(row.count)),
            Cell(row.digest[:16] + "…"),
        )
        for row in rows_
    ]
    head = (_("日期"), _("删除了什么"), _("数量"), _("摘要"))
    empty = _("还没有删除过。到了保存期限，每天的任务会删除并在这里留下证明。")
    return Table("deletions", _("按保存期限删除的证明"), head, rows, empty)


def purpose_links(choices: Iterable[tuple[str, str]]) -> Table:
    """The purposes in force, to choose one."""
    rows = [(Cell(name, code, reverse("reading:ask-export", args=[code])),) for code, name in choices]
    empty = _("还没有用途。请运行 linli reading load 装入随产品提供的用途。")
    return Table("choose", _("选一个用途"), (_("用途"),), rows, empty)
