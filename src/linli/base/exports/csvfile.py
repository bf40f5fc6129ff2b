"""Text tables: UTF-8 with a byte order mark, so that Excel and WPS open them with the right characters."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from linli.base.exports.columns import FORMULA_STARTS, CellKind, ExportColumn, excel_value
from linli.base.exports.request import ExportRequest, too_many_rows


def csv_bytes(
    request: ExportRequest, columns: Sequence[ExportColumn], rows: Iterable[Sequence[Any]]
) -> bytes:
    """The table as CSV. Text that begins like a formula gets an apostrophe in front; numbers and dates are plain.

    A text table has no place for a watermark: the purpose stands in the audit entry of whoever calls this.
    Raises ExportRefused.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_guarded(column.title) for column in columns])
    for count, values in enumerate(rows, start=1):
        if count > request.row_cap:
            raise too_many_rows(request.row_cap)
        writer.writerow([_plain(value, column) for value, column in zip(values, columns, strict=True)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _plain(value: Any, column: ExportColumn) -> str:
    written = excel_value(value, column)
    if written is None:
        return ""
    if isinstance(written, datetime):
        return written.strftime("%Y-%m-%d %H:%M")
    if isinstance(written, date):
        return written.strftime("%Y-%m") if column.kind is CellKind.MONTH else written.isoformat()
    if isinstance(written, str):
        return written if column.is_number else _guarded(written)
    number = Decimal(repr(written))
    if column.kind is CellKind.PERCENT:
        return f"{(number * 100).normalize():f}%"
    return f"{number:f}"


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
