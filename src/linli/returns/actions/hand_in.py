"""A community hands in the file that it filled; it is gone through at once, or by a job where that takes long."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto import vault
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.returns import rules
from linli.returns.actions.bring import NotBrought, bring
from linli.returns.actions.fill import Progress
from linli.returns.bringing.reading import Trouble
from linli.returns.models import HandedIn, Report
from linli.returns.states import HandingState, Step

TAKE_IN = "returns.take_in"
MOST_BYTES = 20 * 2**20
MOST_SAID = 200
"""So many troubles, and cells that were left, are kept and shown; who has more begins with these."""
FILE = "file"


def hand_in(*, report_id: UUID, version: int, data: bytes, by: Actor, at: datetime) -> HandedIn:
    """Take the file in, sealed. Refusals: returns.unknown, returns.not_allowed, returns.file_too_big, .file_empty."""
    report = Report.objects.in_scope(Scope("")).select_related("mandate").filter(pk=report_id).first()
    if report is None:
        raise NotFound("returns.unknown", _("没有这份填报，或者它不在您的范围内。"))
    rules.ensure(rules.may_take(Step.BRING, by, report))
    if not data:
        raise Refusal("returns.file_empty", _("文件是空的。"), _("请选择补填好的表再交。"))
    if len(data) > MOST_BYTES:
        raise Refusal("returns.file_too_big", _("文件超过%(most)sMB。"), most=MOST_BYTES // 2**20)
    made = HandedIn(
        id=uuid7(),
        report=report,
        community=report.community,
        report_version=version,
        at=at,
        label=by.label[:200],
    )
    subject = f"returns.Report:{report_id}"
    with audited(by=by, at=at, verb="returns.hand_in", subject=subject, place=report.community):
        _let_go(report)
        vault.new_key(made.pk)
        made.sealed = vault.seal_bytes(made.pk, FILE, data)
        made.save(force_insert=True)
    return made


def _let_go(report: Report) -> None:
    """Files of this return that still wait, of a job that was cancelled or broke off, go with their keys."""
    waiting = HandedIn.objects.in_scope(Scope("")).filter(report=report, state=HandingState.WAITING)
    for old in waiting.defer("sealed").order_by("id"):
        old.state, old.sealed = HandingState.REFUSED, None
        old.troubles = _plain([Trouble("", 0, "", "", str(_("之后又交了一份。")))])
        old.save(update_fields=["state", "sealed", "troubles"])
        transaction.on_commit(partial(vault.remove_key, old.pk))


def take_in(*, handed_id: UUID, by: Actor, at: datetime, progress: Progress | None = None) -> HandedIn:
    """Go through the file; what came of it is kept with the row, the file is not. Run again, it does nothing twice.

    `progress` as in `bring`. What is wrong with the file or the return is no refusal: it is what came of it.
    """
    rows = HandedIn.objects.in_scope(Scope("")).select_related("report__mandate__form")
    made = rows.filter(pk=handed_id).first()
    if made is None:
        raise NotFound("returns.unknown", _("没有这份填报，或者它不在您的范围内。"))
    if made.state != HandingState.WAITING:
        return made
    data = vault.open_bytes(made.pk, FILE, made.sealed)
    with transaction.atomic():
        _go_through(made, data, by, at, progress)
        made.sealed = None
        made.save()
        transaction.on_commit(lambda: vault.remove_key(made.pk))
    return made


def _go_through(made: HandedIn, data: bytes, by: Actor, at: datetime, progress: Progress | None) -> None:
    form = made.report.mandate.form
    # What a file is called may name somebody: in messages it goes by the name of the form.
    name = form.name if form is not None else ""
    try:
        with transaction.atomic():
            done = bring(
                report_id=made.report_id,
                version=made.report_version,
                data=data,
                name=name,
                by=by,
                at=at,
                progress=progress,
            )
    except NotBrought as refusal:
        made.state = HandingState.REFUSED
        made.troubles = _plain(refusal.troubles)
    except Refusal as refusal:
        made.state = HandingState.REFUSED
        made.troubles = _plain([Trouble("", 0, "", "", refusal.message, refusal.remedy)])
    else:
        made.state = HandingState.TAKEN
        made.values, made.rows, made.left = done.values, done.rows, _plain(done.left)


def _plain(troubles: Sequence[Trouble]) -> list[dict[str, object]]:
    return [asdict(one) for one in troubles[:MOST_SAID]]
