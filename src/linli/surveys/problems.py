"""Problems of uploaded tables that only this room knows."""

from django.utils.translation import gettext_lazy as _

from linli.base.imports.catalogue import ProblemKind
from linli.base.imports.problems import register_problems

KINDS = {
    "surveys.row_not_asked": ProblemKind(
        _("这次调查没有问社区 %(community)s。"), _("请核对社区代码，或删去这一行。")
    ),
    "surveys.row_approved": ProblemKind(
        _("这个社区的答卷已经核定，不能再改。"), _("请先由区社区办撤销核定，或删去对这一行的改动。")
    ),
}


def register() -> None:
    """Make the texts known to the import kit."""
    register_problems(KINDS)
