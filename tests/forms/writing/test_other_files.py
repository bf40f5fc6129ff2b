"""Documents, text tables, old workbooks and questionnaires given back filled."""

import io

import pytest
from docx import Document

from linli.forms.writing import Card, ledger, write_back
from tests.core.formmatch.drawing import as_csv, as_xls, as_xlsx, draw

from .setting import document, opened, places_in, texts_of

pytestmark = pytest.mark.one_database
LIST = "困难家庭|<|<\n序号|姓名|电话\n1|_|_\n2|_|_\n填表说明：如实填写。|<|<"


def by_label(content: bytes, name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in places_in(content, name):
        found.setdefault(place.label, place.position)
    return found


def test_a_document_is_filled_line_by_line_and_cell_by_cell():
    content = document()
    places = places_in(content, "表.docx")
    at = by_label(content, "表.docx")
    members = [place for place in places if place.in_roster]
    name, born = members[1].position, members[2].position
    card = Card(
        {at["填报单位"]: "东门社区", at["姓名"]: "陈一", at["婚姻状况"]: "已婚", at["性别"]: "女"},
        [{name: f"成员{number}", born: "1990-01-01"} for number in range(4)],
    )
    made = write_back(content, "表.docx", places, [card], note="准入编号 7")
    first, second = texts_of(made.content)
    assert first[0][:4] == ["姓名", "陈一", "性别", "女"]
    assert first[1][3] == "□未婚 ☑已婚"
    assert [row[:2] for row in second] == [["序号", "姓名"], *[[str(i + 1), f"成员{i}"] for i in range(4)]]
    written = Document(io.BytesIO(made.content))
    assert "填报单位：东门社区" in "\n".join(one.text for one in written.paragraphs)
    assert "准入编号 7" in "\n".join(one.text for one in written.sections[0].footer.paragraphs)


def test_a_second_household_is_a_second_copy_of_the_document():
    content = document()
    at = by_label(content, "表.docx")
    cards = [Card({at["姓名"]: name}) for name in ("陈一", "林二")]
    made = texts_of(write_back(content, "表.docx", places_in(content, "表.docx"), cards).content)
    assert [table[0][1] for table in made[::2]] == ["陈一", "林二"]


def test_a_text_table_keeps_its_encoding_and_guards_formulas():
    content = as_csv(draw(LIST))
    at = by_label(content, "表.csv")
    rows = [{at["姓名"]: name, at["电话"]: "+8613900000000"} for name in ("陈一", "林二", "黄三")]
    made = write_back(content, "表.csv", places_in(content, "表.csv"), [ledger(rows)])
    lines = made.content.decode("gb18030").splitlines()
    assert lines[2:5] == ["1,陈一,'+8613900000000", "2,林二,'+8613900000000", "3,黄三,'+8613900000000"]
    assert lines[5].startswith("填表说明")


def test_an_old_workbook_comes_back_in_todays_format_and_says_so():
    content = as_xls(draw(LIST))
    at = by_label(content, "表.xls")
    made = write_back(content, "表.xls", places_in(content, "表.xls"), [ledger([{at["姓名"]: "陈一"}])])
    assert made.name == "表.xlsx"
    assert len(made.lost) == 1
    assert opened(made.content)["Sheet1"]["B3"].value == "陈一"


def test_answers_to_a_questionnaire_are_a_table():
    questions = draw("type|name|label\ntext|name|姓名\ninteger|age|年龄")
    content = as_xlsx(questions, names=("survey",))
    places = places_in(content)
    made = write_back(
        content, "问卷.xlsx", places, [Card({places[0].position: "陈一", places[1].position: 80})]
    )
    sheet = opened(made.content).active
    assert [[cell.value for cell in row] for row in sheet] == [["姓名", "年龄"], ["陈一", 80]]
