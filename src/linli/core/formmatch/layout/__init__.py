"""版式 · Layout: workbooks, documents and question lists as fields with their places."""

from .drawn import DrawnCell, DrawnSheet, FieldAt, drawn, sheet_of_record, sheet_record
from .fields import Reading
from .frames import sheets_of_frames
from .laid import LaidField
from .read import Layout, form_record, read_layout
from .sheet import ABOVE, Cell, Sheet
from .word import DocumentError, sheets_of_document
from .xlsform import fields_of_xlsform, is_xlsform

__all__ = [
    "ABOVE",
    "Cell",
    "DocumentError",
    "DrawnCell",
    "DrawnSheet",
    "FieldAt",
    "LaidField",
    "Layout",
    "Reading",
    "Sheet",
    "drawn",
    "fields_of_xlsform",
    "form_record",
    "is_xlsform",
    "read_layout",
    "sheet_of_record",
    "sheet_record",
    "sheets_of_document",
    "sheets_of_frames",
]
