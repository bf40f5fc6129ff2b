"""Figures in words for the system pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.backups.health import Health, Last

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the health page: what, how it stands in words, what to do."""

    name: str
    ok: bool
    words: str
    remedy: str = ""


def readings(found: Health) -> list[Reading]:
    """The health of the installation, worst to know last."""
    return [
        Reading(
            _("数据库"),
            True,
            _("%(engine)s，共 %(size)s")
            % {"engine": ENGINES[found.engine], "size": size(found.database_size)},
        ),
        _queue(found),
        Reading(
            _("磁盘"),
            found.disk_ok,
            _("剩余 %(free)s，共 %(total)s")
            % {"free": size(found.disk_free), "total": size(found.disk_total)},
            "" if found.disk_ok else _("空间不足：备份需要两倍于数据库的空间。请清理或扩容。"),
        ),
        _last(_("最近一次备份"), found.backup, _("请运行 linli backup，并定时运行。")),
        _last(_("最近一次恢复演练"), found.drill, _("请运行 linli backup drill：没有演练过的备份不算备份。")),
        _last(
            _("最近一次对外公布审计根"),
            found.root,
            _("请运行 linli audit root --published …，并把结果公布到机器之外。"),
        ),
    ]


def _queue(found: Health) -> Reading:
    counts = {"waiting": found.queue.waiting, "running": found.queue.running, "failed": found.queue.failed}
    words = _("等待 %(waiting)s 项，进行中 %(running)s 项，一天内未成功 %(failed)s 项") % counts
    remedy = (
        ""
        if found.queue_moves
        else _("任务在等而没有进程在做：请检查 linli serve 或 linli manage work 是否在运行。")
    )
    return Reading(_("任务队列"), found.queue_moves, words, remedy)


def _last(name: str, last: Last, remedy: str) -> Reading:
    if last.at is None:
        return Reading(name, False, _("从未做过"), remedy)
    words = moment(last.at)
    if not last.holds:
        return Reading(name, False, _("%(moment)s，没有通过") % {"moment": words}, remedy)
    return Reading(name, last.recent, words, "" if last.recent else remedy)


def moment(at: datetime | None) -> str:
    """Local day and time to the second."""
    if at is None:
        return "—"
    chinese = (get_language() or "").startswith("zh")
    return date_format(timezone.localtime(at), "Y年n月j日 H:i:s" if chinese else "j M Y H:i:s")


def size(count: float) -> str:
    """Bytes as KB, MB or GB."""
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1024 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    raise AssertionError("unreachable")


def details(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """An entry's detail as rows."""
    return [(key, str(value)) for key, value in detail.items()]
