"""Who takes what out of the house, and what for."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.errors import Refusal

DEFAULT_ROW_CAP = 50_000


class ExportRefused(Refusal):
    """The export is not made. Codes: `exports.purpose_missing`, `exports.time_unaware`, `exports.too_many_rows`,
    `exports.text_too_long`, `exports.not_a_number`, `exports.row_length`."""

    status = 422


@dataclass(frozen=True)
class ExportRequest:
    """An export and its reason. `at` is aware; `filters` are (label, value) pairs as the page showed them.

    `row_cap` holds per sheet. Raises ExportRefused without a purpose.
    """

    purpose: str
    by_label: str
    at: datetime
    title: str
    filters: tuple[tuple[str, str], ...] = ()
    row_cap: int = DEFAULT_ROW_CAP

    def __post_init__(self) -> None:
        if not self.purpose.strip():
            raise ExportRefused(
                "exports.purpose_missing",
                gettext_lazy("没有写明导出的用途。"),
                gettext_lazy("请写明用途再导出。"),
            )
        if timezone.is_naive(self.at):
            raise ExportRefused("exports.time_unaware", gettext_lazy("导出时间没有时区。"))

    @property
    def at_shown(self) -> str:
        """The moment in the time zone in force, to the minute."""
        return timezone.localtime(self.at).strftime("%Y-%m-%d %H:%M")

    @property
    def watermark(self) -> str:
        """The line printed on each page."""
        return _("%(by)s 于 %(at)s 导出，用途：%(purpose)s") % {
            "by": self.by_label,
            "at": self.at_shown,
            "purpose": self.purpose,
        }


def too_many_rows(most: int) -> ExportRefused:
    """The refusal for a sheet beyond the cap."""
    return ExportRefused(
        "exports.too_many_rows",
        gettext_lazy("要导出的超过 %(most)s 行。"),
        gettext_lazy("请加上筛选条件，分几次导出。"),
        most=most,
    )
