"""Files that people send as forms: sniffed by bytes, held to limits, workbooks opened in a child process."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.imports import guard, sniff, zipdir
from linli.base.imports.limits import DEFAULT_LIMITS
from linli.base.imports.problems import Problem
from linli.base.imports.process import child_frames
from linli.base.imports.reader import FileRefused
from linli.base.imports.refused import Refused
from linli.core.formmatch.layout import DocumentError, Sheet, sheets_of_document, sheets_of_frames


def sheets_of(data: bytes, name: str) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook, a text table or a Word document.

    Refusals: those of imports (zip bomb, password, macro workbook, not a table ...), forms.bad_document.
    """
    try:
        if sniff.sniff(data, DEFAULT_LIMITS.entries) == "word":
            guard.check_directory(data, zipdir.read_directory(data, DEFAULT_LIMITS.entries), DEFAULT_LIMITS)
            return _document(data, name)
        return sheets_of_frames(child_frames(data, DEFAULT_LIMITS))
    except Refused as refused:
        problem = Problem(name, refused.sheet, refused.row, refused.column, refused.code, refused.params)
        raise FileRefused(problem) from None


def _document(data: bytes, name: str) -> tuple[Sheet, ...]:
    try:
        return sheets_of_document(data)
    except DocumentError as error:
        raise Refusal("forms.bad_document", _("%(file)s 不是完好的 Word 文件。"), file=name) from error
