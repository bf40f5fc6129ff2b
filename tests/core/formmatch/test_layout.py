"""Forms as offices draw them: what they ask for, and under which headings."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.formmatch.layout import (
    DocumentError,
    Layout,
    Sheet,
    form_record,
    read_layout,
    sheets_of_document,
)
from tests.core.formmatch.drawing import as_docx, draw

pytestmark = pytest.mark.one_database


def laid(*drawings: str) -> Layout:
    return read_layout([draw(drawing).sheet(f"表{i}") for i, drawing in enumerate(drawings)])


def asks(*drawings: str) -> list[tuple[str, str]]:
    return [(field.group, field.label) for field in laid(*drawings).fields]


def test_labels_beside_blanks_are_fields() -> None:
    assert asks("姓名|_|性别|_\n住址|_|<|<") == [("", "姓名"), ("", "性别"), ("", "住址")]


def test_a_title_is_no_field() -> None:
    layout = laid("居民信息登记表|<|<|<\n姓名|_|性别|_")
    assert layout.title == "居民信息登记表"
    assert [field.label for field in layout.fields] == ["姓名", "性别"]


def test_headers_of_several_levels_become_headings_of_their_columns() -> None:
    assert asks("序号|配偶|<|备注\n^|姓名|电话|^\n_|_|_|_") == [
        ("", "序号"),
        ("配偶", "姓名"),
        ("配偶", "电话"),
        ("", "备注"),
    ]


def test_men_beside_women_are_headings_and_a_man_on_a_list_is_none() -> None:
    heads = "单位|总人口|<|<|备注\n^|合计|男|女|^\n_|_|_|_|_"
    assert asks(heads)[1:4] == [("总人口", "合计"), ("总人口", "男"), ("总人口", "女")]
    card = "总户数|_|总人口|_\n其中：男性|_|女性|_"
    assert [label for _group, label in asks(card)] == ["总户数", "总人口", "其中：男性", "女性"]
    rows = "序号|项目|数量\n1|常住人口|_\n2|其中：男性|_\n3|女性|_"
    assert [label for _group, label in asks(rows)] == ["常住人口", "其中：男性", "女性"]
    filled = "姓名|性别|民族\n林大山|男|汉族\n王小妹|女|汉族"
    assert [label for _group, label in asks(filled)] == ["姓名", "性别", "民族"]


def test_a_heading_set_downwards_gathers_what_is_beside_it() -> None:
    found = asks("父/亲|姓名|_|电话|_\n^|单位|_|<|<\n母/亲|姓名|_|电话|_\n^|单位|_|<|<")
    assert found == [
        ("父亲", "姓名"),
        ("父亲", "电话"),
        ("父亲", "单位"),
        ("母亲", "姓名"),
        ("母亲", "电话"),
        ("母亲", "单位"),
    ]


def test_a_roster_inside_a_card_is_found_and_what_follows_it_too() -> None:
    layout = laid("户主|_|<|<\n家庭成员|<|<|<\n姓名|性别|关系|电话\n_|_|_|_\n_|_|_|_\n备注|_|<|<")
    assert [(field.label, field.in_roster) for field in layout.fields] == [
        ("户主", False),
        ("姓名", True),
        ("性别", True),
        ("关系", True),
        ("电话", True),
        ("备注", False),
    ]
    assert {field.group for field in layout.fields if field.in_roster} == {"家庭成员"}


def test_answers_inside_a_cell_are_options_and_no_fields() -> None:
    fields = laid("性别|□男 □女|户口|①农业 ②非农业\n是否低保|是÷否|政治面貌：□群众 □党员|<").fields
    assert [(field.label, field.options) for field in fields] == [
        ("性别", ("男", "女")),
        ("户口", ("农业", "非农业")),
        ("是否低保", ("是", "否")),
        ("政治面貌", ("群众", "党员")),
    ]


def test_a_unit_in_a_cell_of_its_own_belongs_to_the_blank_before_it() -> None:
    fields = laid("身高|_|cm|年收入|_|万元\n建筑面积（㎡）|_|<|层高：____米|<|<").fields
    assert [(field.label, field.unit) for field in fields] == [
        ("身高", "cm"),
        ("年收入", "万元"),
        ("建筑面积（㎡）", "m2"),
        ("层高", "米"),
    ]


def test_blanks_inside_a_line_are_fields_and_the_unit_of_the_sheet_is_not() -> None:
    layout = laid(
        "统计表|<|<\n填报单位：______ 填报日期：  年  月  日|<|<\n单位：万元|<|<\n"
        "姓名|电话|金额\n_|_|_\n审核人：____|<|<"
    )
    assert [field.label for field in layout.fields] == [
        "填报单位",
        "填报日期",
        "姓名",
        "电话",
        "金额",
        "审核人",
    ]


def test_notes_signatures_and_photographs_ask_for_nothing() -> None:
    layout = laid(
        "姓名|_|照片\n性别|_|^\n社区意见|_|<\n申请人签名：      年  月  日|<|<\n"
        "填表说明：本表一式两份，由社区留存。|<|<"
    )
    assert [field.label for field in layout.fields] == ["姓名", "性别"]


def test_rows_of_values_are_examples_of_their_columns() -> None:
    layout = laid("姓名|手机号码|建档日期\n林小梅|13800000001|2024-01-05\n陈志强|13800000002|2024-02-06")
    assert [field.label for field in layout.fields] == ["姓名", "手机号码", "建档日期"]
    assert layout.fields[1].values == ("13800000001", "13800000002")
    assert layout.unit_of_row == "row"


def test_a_filled_card_is_read_as_the_form_it_was() -> None:
    fields = laid("姓名|林小梅|性别|女\n联系电话|13800000001|民族|汉族").fields
    assert [field.label for field in fields] == ["姓名", "性别", "联系电话", "民族"]
    assert fields[0].values == ("林小梅",)


def test_every_field_says_where_its_label_and_its_blank_are() -> None:
    field = laid("登记表|<|<|<\n姓名|_|性别|_").fields[1]
    assert (field.sheet, field.at, field.value_at) == ("表0", (1, 2), (1, 3))


def test_two_sheets_of_one_title_are_one_form_with_the_sheets_named() -> None:
    layout = laid("人员表|<\n姓名|_", "人员表|<\n姓名|_")
    assert layout.title == "人员表"
    assert [(field.sheet, field.label) for field in layout.fields] == [("表0", "姓名"), ("表1", "姓名")]


def test_two_thousand_fields_are_read() -> None:
    header = "|".join(f"指标{i}" for i in range(2000))
    assert len(laid(f"{header}\n{'|'.join('_' * 2000)}").fields) == 2000


@pytest.mark.parametrize("drawing", ["_", "_|_\n_|_", "说明：本表无需填写|<"])
def test_a_sheet_that_asks_for_nothing_has_no_fields(drawing: str) -> None:
    assert laid(drawing).fields == ()


def test_no_sheet_at_all_is_a_form_without_fields() -> None:
    assert read_layout([]).fields == ()


def test_a_document_of_lines_only_is_read() -> None:
    sheets = sheets_of_document(as_docx("报名表", "姓名：______ 性别：□男 □女", "特长______"))
    layout = read_layout(sheets)
    assert layout.title == "报名表"
    assert [field.label for field in layout.fields] == ["姓名", "性别", "特长"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a document"])
def test_bytes_that_are_no_document_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        sheets_of_document(data)


def test_the_record_of_a_form_is_what_matching_takes() -> None:
    record = form_record("f1", laid("家庭情况|<\n年收入|_"), dept="民政")
    assert record["form_id"] == "f1"
    assert record["dept"] == "民政"
    assert record["fields"][0]["label"] == "年收入"


def test_question_lists_have_groups_repeats_and_answers() -> None:
    survey = Sheet.of_rows(
        "survey",
        [
            ["type", "name", "label"],
            ["start", "start", ""],
            ["begin_group", "g", "基本信息"],
            ["text", "n", "姓名"],
            ["select_one yn", "d", "是否低保"],
            ["end_group", "", ""],
            ["begin repeat", "r", "家庭成员"],
            ["integer", "a", "年龄"],
            ["end repeat", "", ""],
            ["note", "x", "谢谢"],
        ],
    )
    choices = Sheet.of_rows("choices", [["list_name", "name", "label"], ["yn", "y", "是"], ["yn", "n", "否"]])
    layout = read_layout([survey, choices])
    assert [(field.group, field.label, field.in_roster, field.options) for field in layout.fields] == [
        ("基本信息", "姓名", False, ()),
        ("基本信息", "是否低保", False, ("是", "否")),
        ("家庭成员", "年龄", True, ()),
    ]


def test_labels_are_counted_once() -> None:
    counted = Counter(label for _, label in asks("姓名|_|<|<\n电话|_|电话|_"))
    assert counted == {"姓名": 1, "电话": 2}


def test_a_table_of_figures_asks_for_every_row_in_every_column() -> None:
    layout = laid("财务状况表|<|<\n项目|年初数|年末数\n货币资金|_|_\n应收账款|_|_")
    assert [field.label for field in layout.fields] == [
        "货币资金 年初数",
        "货币资金 年末数",
        "应收账款 年初数",
        "应收账款 年末数",
    ]
    assert layout.fields[1].value_at == (2, 2)


def test_units_and_line_numbers_of_a_table_of_figures_are_no_figures() -> None:
    fields = laid(
        "社区基本情况统计表|<|<|<\n指标名称|计量单位|代码|数量\n总户数|户|01|_\n其中：低保户|户|02|_"
    ).fields
    assert [(field.label, field.unit) for field in fields] == [("总户数", "户"), ("其中：低保户", "户")]


def test_coded_answers_and_boxes_for_digits_are_blanks() -> None:
    fields = laid("性别|1男 2女 9未说明的性别 □|出生日期|□□□□ □□ □□\n手术|1无 2有：名称____|<|<").fields
    assert [(field.label, field.options[:2]) for field in fields] == [
        ("性别", ("男", "女")),
        ("出生日期", ()),
        ("手术", ("无", "有：名称")),
    ]


def test_the_number_of_an_attachment_is_not_its_title() -> None:
    assert laid("附件1|<\n登记台账|<\n姓名|电话\n_|_").title == "登记台账"


def test_what_a_line_says_is_no_header() -> None:
    layout = laid("花名册|<|<\n单位：永兴社区居民委员会|<|<\n姓名|电话|备注\n_|_|_")
    assert [field.label for field in layout.fields] == ["姓名", "电话", "备注"]


TEXTS = st.sampled_from(
    [
        "",
        "姓名",
        "父亲",
        "家\n庭",
        "家庭成员情况",
        "□男 □女",
        "元",
        "12",
        "备注：见附件",
        "身份证号",
        "：",
        "____",
        "项目",
        "1无 2有",
    ]
)
SPANS = st.lists(st.tuples(*[st.integers(0, 5)] * 2, *[st.integers(0, 2)] * 2), max_size=4)


@given(st.lists(st.lists(TEXTS, max_size=6), max_size=7), SPANS)
def test_any_table_is_read_without_an_error(rows: list[list[str]], spans: list[tuple[int, ...]]) -> None:
    taken: set[tuple[int, int]] = set()
    merged = []
    for top, left, down, right in spans:
        covered = {(r, c) for r in range(top, top + down + 1) for c in range(left, left + right + 1)}
        if not covered & taken:
            taken |= covered
            merged.append((top, left, top + down, left + right))
    layout = read_layout([Sheet.of_rows("s", rows, merged)])
    assert all(field.label for field in layout.fields)
    assert {field.label for field in read_layout([Sheet.of_rows("s", rows, merged)]).fields} == {
        field.label for field in layout.fields
    }


def test_values_of_a_filled_form_are_not_written_out_only_what_they_are_of() -> None:
    layout = laid("姓名|手机号码\n林小梅|13800000001\n陈志强|13800000002")
    record = form_record("f", layout)
    assert "林小梅" not in str(record)
    assert "13800000001" not in str(record)
    assert "手机号码" in record["fields"][1]["kinds"]


def test_content_controls_of_word_are_looked_into() -> None:
    import io

    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document(io.BytesIO(as_docx("报名表", draw("姓名|_|电话|_"))))
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>特长：____</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    made = io.BytesIO()
    document.save(made)
    labels = [field.label for field in read_layout(sheets_of_document(made.getvalue())).fields]
    assert labels == ["特长", "姓名", "电话"]
