"""Who may load and activate editions, and why a load or an activation is refused."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.territory.rules.listing import Problem
from linli.territory.states import RowReason

MANAGERS = frozenset({Role.SYSTEM_ADMIN})
SHOWN_PROBLEMS = 20


def may_manage(by: Actor) -> None:
    """Only a system administrator, or the product itself, loads and activates lists; `NotAllowed` otherwise."""
    if not (by.is_system or by.role in MANAGERS):
        raise NotAllowed("territory.not_allowed", _("只有系统管理员可以载入、启用区划版本。"))


def problem_in_words(problem: Problem) -> str:
    """One line that names the row and what is wrong with it."""
    return str(
        _("第 %(row)s 行（%(code)s %(name)s）：%(reason)s")
        % {
            "row": problem.row,
            "code": problem.code,
            "name": problem.name,
            "reason": RowReason(problem.reason).label,
        }
    )


class BadRows(Refusal):
    """Some rows are not sound; the list is refused as a whole."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = self.problems[:SHOWN_PROBLEMS]
        super().__init__(
            "territory.bad_rows",
            _("清单有 %(count)s 行不合格，没有载入。%(rows)s"),
            _("改正这些行后再载入；或在载入时选择“略去不合格的行”。"),
            count=len(self.problems),
            rows="；".join(problem_in_words(problem) for problem in shown),
        )


class EmptyList(Refusal):
    """There is no sound row at all."""

    def __init__(self) -> None:
        super().__init__(
            "territory.empty_list",
            _("文件中没有一行区划。"),
            _("请用每行“代码,名称”的 CSV 文件，例如：350802,新罗区。"),
        )


class NotReadable(Refusal):
    """The file is no list."""

    WORDS = {
        "text": _("这不是文本文件：不是 UTF-8，也不是 GB18030 编码。"),
        "gzip": _("压缩文件打不开，可能没有传完。"),
        "size": _("文件解压后超过 256 MB，不会是区划清单。"),
        "rows": _("文件超过 300 万行，不会是区划清单。"),
    }

    def __init__(self, reason: str) -> None:
        super().__init__(
            "territory.not_readable", self.WORDS[reason], _("请用 CSV 文件，或用 gzip 压缩的 CSV 文件。")
        )
        self.reason = reason


class AlreadyLoaded(Refusal):
    """The same rows are there already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "territory.already_loaded",
            _("同样的清单已经载入过（%(name)s），没有改动任何内容。"),
            _("可以直接启用该版本。"),
            name=name,
        )


class LoadOvertaken(Refusal):
    """Another load began while this one was running."""

    def __init__(self) -> None:
        super().__init__(
            "territory.load_overtaken",
            _("另一次载入已经开始，这一次已停止，没有留下内容。"),
            _("等它结束后再试。"),
        )


class NotInactive(Refusal):
    """The edition is being loaded, is in force, or was."""

    def __init__(self) -> None:
        super().__init__("territory.not_inactive", _("只有已载入、未启用的版本可以这样做。"))


class NotReady(Refusal):
    """The edition cannot be activated: it is still loading, or is in force already."""

    def __init__(self, state: str) -> None:
        super().__init__("territory.not_ready", _("该版本目前是“%(state)s”，不能启用。"), state=state)


class NoReason(Refusal):
    """An activation must say why."""

    def __init__(self) -> None:
        super().__init__(
            "territory.no_reason", _("启用区划版本要写明理由。"), _("例如：民政部门公布的新版清单。")
        )
