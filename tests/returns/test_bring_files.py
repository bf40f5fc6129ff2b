"""Word documents and text tables are handed in like workbooks."""

import io

import docx
import pytest

from linli.forms.actions import answer_field, read_form
from linli.forms.models import Form, FormField
from linli.returns import actions
from linli.returns.files import filled_file

from .making import AT, Hands, admitted_form, family, filled
from .test_bring import LATER
from .test_fill import rows_of

HEADS = {"姓名": "self.name", "联系电话": "self.phone", "就业状况": "self.employment_status"}


def word() -> bytes:
    """A title, a table with headings and two empty rows, a place to sign."""
    made = docx.Document()
    made.add_paragraph("走访登记表")
    table = made.add_table(rows=3, cols=4)
    for at, head in enumerate(("序号", *HEADS)):
        table.cell(0, at).text = head
    made.add_paragraph("填表人签字：")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text_table() -> bytes:
    """Headings and nothing else."""
    return ",".join(("序号", *HEADS)).encode("utf-8-sig") + b"\r\n,,,\r\n"


def completed_word(data: bytes, name: str) -> bytes:
    book = docx.Document(io.BytesIO(data))
    row = next(row for row in book.tables[0].rows if row.cells[1].text == name)
    row.cells[3].text = "就业"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def completed_text(data: bytes, name: str) -> bytes:
    lines = data.decode("utf-8-sig").splitlines()
    told = [line.rstrip(",") + ",就业" if name in line else line for line in lines]
    return "\r\n".join(told).encode("utf-8-sig")


def brought_in(who: Hands, data: bytes, name: str) -> Form:
    made = read_form(data=data, name=name, by=who.department, at=AT)
    for field in FormField.objects.filter(form=made, label__in=HEADS):
        answer_field(
            form_id=made.pk,
            position=field.position,
            element=HEADS[field.label],
            by=who.department,
            at=AT,
        )
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("form", "name", "complete"),
    [(word(), "走访.docx", completed_word), (text_table(), "走访.csv", completed_text)],
    ids=["word", "csv"],
)
def test_what_was_added_by_hand_is_recorded(who, form, name, complete):
    home = family()
    report = filled(admitted_form(who, brought_in(who, form, name)), who)
    out = filled_file(report=report, number=1, by=who.committee, at=AT).content
    done = actions.bring(
        report_id=report.pk,
        version=report.version,
        data=complete(out, "王小妹"),
        name=name,
        by=who.committee,
        at=LATER,
    )
    assert (done.values, done.left) == (1, ())
    assert rows_of(done.report)[home.wife]["就业状况"] == "f"
    assert rows_of(done.report)[home.husband]["就业状况"] == "m"
