"""同一张表的两种机器写法 · The same form for machines: an XLSForm for phones, a JSON Schema for systems."""

from linli.forms.schemas.files import Machine, MachineFile, machine_file
from linli.forms.schemas.jsonschema import json_schema_of
from linli.forms.schemas.questions import Question, questions_of
from linli.forms.schemas.xlsform import xlsform_of

__all__ = [
    "Machine",
    "MachineFile",
    "Question",
    "json_schema_of",
    "machine_file",
    "questions_of",
    "xlsform_of",
]
