"""A form as a file for machines, to be downloaded: with the control number where it has been admitted."""

import json
import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from linli.forms.models import Form, FormField
from linli.forms.schemas.jsonschema import json_schema_of
from linli.forms.schemas.questions import questions_of
from linli.forms.schemas.xlsform import xlsform_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


class Machine(StrEnum):
    """For phones and for systems."""

    XLSFORM = "xlsform"
    SCHEMA = "schema"


class MachineFile(NamedTuple):
    """A file with its name and media type."""

    name: str
    content: bytes
    media: str


def machine_file(form: Form, kind: Machine, as_of: date, *, number: str = "", note: str = "") -> MachineFile:
    """The form without a value in it. `number` is the control number of the request it was admitted with, `note` what
    stands first on a phone.
    """
    title = str(form)
    stem = NOT_IN_NAMES.sub("_", title).strip("_")[:80] or "form"
    questions = questions_of(FormField.objects.filter(form=form).order_by("position"), as_of)
    if kind is Machine.SCHEMA:
        schema = json_schema_of(title, questions, number=number)
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        return MachineFile(f"{stem}.schema.json", text.encode(), "application/schema+json")
    version = form.read_at.strftime("%Y%m%d%H%M%S")
    made = xlsform_of(title, f"linli_{form.pk.hex}", version, questions, note=note)
    return MachineFile(f"{stem}.xlsform.xlsx", made, XLSX)
