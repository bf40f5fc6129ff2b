"""Files that people send as sheets: sniffed by bytes and held to limits before anything is read."""

from pathlib import Path
from typing import TYPE_CHECKING

from linli.base.errors import Refusal

if TYPE_CHECKING:
    from linli.base.imports.refused import Refused
    from linli.core.formmatch.layout import Sheet


def sheets_of_file(path: Path) -> "tuple[Sheet, ...]":
    """The visible sheets of a workbook, a text table or a Word document. Raises Refusal in words."""
    from linli.base.imports import child, guard, sniff, zipdir
    from linli.base.imports.limits import DEFAULT_LIMITS
    from linli.base.imports.refused import Refused
    from linli.core.formmatch.layout import sheets_of_frames

    data = path.read_bytes()
    try:
        if sniff.sniff(data, DEFAULT_LIMITS.entries) == "word":
            guard.check_directory(data, zipdir.read_directory(data, DEFAULT_LIMITS.entries), DEFAULT_LIMITS)
            return _document(data, path.name)
        return sheets_of_frames(child.frames(data, DEFAULT_LIMITS))
    except Refused as refused:
        raise _in_words(path.name, refused) from None


def _in_words(name: str, refused: "Refused") -> Refusal:
    """What is wrong with a file in both languages. Texts need the settings, but no database."""
    from linli.cli.root import set_up_django

    set_up_django()
    from django.utils import translation

    from linli.base.imports.problems import Problem, problem_text

    problem = Problem(name, refused.sheet, refused.row, refused.column, refused.code, refused.params)
    told = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told.append(str(problem_text(problem)))
    return Refusal(f"imports.{refused.code}", " · ".join(dict.fromkeys(told)))


def _document(data: bytes, name: str) -> "tuple[Sheet, ...]":
    from linli.core.formmatch.layout import DocumentError, sheets_of_document

    try:
        return sheets_of_document(data)
    except DocumentError as error:
        words = "%(file)s 不是完好的 Word 文件 · is no sound Word file"
        raise Refusal("forms.bad_document", words, file=name) from error
