"""One name for each form a report is rendered to."""

from collections.abc import Callable
from typing import Final

from linli.core.tabulate.report import Report
from linli.reports.render.docx import docx_bytes
from linli.reports.render.html import html_bytes
from linli.reports.render.pdf import pdf_bytes
from linli.reports.render.xlsx import xlsx_bytes

RENDERERS: Final[dict[str, Callable[[Report], bytes]]] = {
    "pdf": pdf_bytes,
    "docx": docx_bytes,
    "xlsx": xlsx_bytes,
    "html": html_bytes,
}


def rendered(report: Report, form: str) -> bytes:
    """The report in its language as a file. KeyError for a form that does not exist."""
    return RENDERERS[form](report)
