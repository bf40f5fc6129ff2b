"""Many forms, fewer questions: fields that ask the same are one, and nothing else is."""

from linli.core.formmatch import NONE, Field, Form, Matcher
from linli.core.formmatch.merging import Ask, asks, confirmed, inside, merged

from .small import CATALOGUE

MATCHER = Matcher(CATALOGUE)


def is_name(element: str) -> bool:
    return element.endswith(".name")


def asked(form_id: str, labels: str, department: str = "民政局") -> tuple[Ask, ...]:
    form = Form(
        form_id, tuple(Field(label) for label in labels.split()), department=department, kind="ledger"
    )
    return asks(form, MATCHER.match(form), is_name)


def test_two_departments_that_ask_for_the_same_element_ask_once() -> None:
    both = [*asked("a", "姓名 性别 出生日期"), *asked("b", "姓名 公民身份号码 性别", "公安局")]

    assert {key[1] for key in merged(both)} == {
        "self.name", "self.sex", "self.birth_date", "self.id_number",
    }  # fmt: skip


def test_a_label_that_repeats_is_merged_by_whose_it_is_but_may_not_be_filled_without_asking() -> None:
    form = asked("a", "女方姓名 身份证号 男方姓名 身份证号")

    assert form[1].key != form[3].key
    assert form[1].question
    assert form[3].question
    assert form[3].element == "husband.id_number"


def test_own_indicators_of_two_departments_stay_apart_until_somebody_joins_them() -> None:
    both = [*asked("a", "姓名 享受年度"), *asked("b", "姓名 享受年度", "公安局")]

    assert len(merged(both)) == 3
    assert len(merged([*asked("a", "姓名 享受年度"), *asked("c", "姓名 享受年度")])) == 2


def test_an_answer_holds_for_the_same_question_and_for_no_other() -> None:
    forms = [asked(one, "女方姓名 身份证号 男方姓名 身份证号") for one in "ab"]
    other = asked("c", "本人姓名 身份证号 男方姓名 身份证号")
    answers = {forms[0][1].question: "wife.id_number"}

    settled = confirmed([*forms[0], *forms[1], *other], answers)

    assert [one.element for one in settled if one.i == 1] == [
        "wife.id_number",
        "wife.id_number",
        other[1].element,
    ]
    assert [bool(one.question) for one in settled if one.i == 1] == [False, False, True]


def test_an_answer_of_none_makes_it_the_departments_own_indicator() -> None:
    (_name, own) = asked("a", "姓名 享受年度")

    (settled,) = confirmed([own], {own.question: NONE})

    assert settled.key == ("indicator", "民政局", "", "享受年度")
    assert settled.element == ""


def test_a_form_is_inside_another_only_where_its_rows_are_too() -> None:
    by_form = {"few": asked("few", "姓名 性别"), "many": asked("many", "姓名 性别 民族", "公安局")}

    (one,) = inside(by_form, lambda _one, _other: True)

    assert (one.form_id, one.other, one.is_same) == ("few", "many", False)
    assert inside(by_form, lambda _one, _other: False) == ()
