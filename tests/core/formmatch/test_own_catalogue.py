"""The elements that the product supplies, as forms ask for them."""

from pathlib import Path

import pytest

import linli.catalogue
from linli.core.elements import load_directory
from linli.core.formmatch import Field, Form, Matcher, catalogue_of_elements

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    seed = load_directory(Path(linli.catalogue.__file__).parent / "seed")
    return Matcher(catalogue_of_elements(seed.elements))


def found(matcher: Matcher, labels: str) -> list[tuple[str, bool]]:
    fields = tuple(Field(one.rpartition(">")[2], one.rpartition(">")[0]) for one in labels.split())
    return [(one.ranked[0].element, one.auto) for one in matcher.match(Form("f", fields))]


def test_a_residents_card_is_filled_from_the_supplied_elements(matcher: Matcher) -> None:
    labels = "姓名 身份证号 现居住地 户号 家庭成员情况>姓名 家庭成员情况>身份证号 家庭年收入 备注"
    assert found(matcher, labels) == [
        ("self.name", True),
        ("self.id_number", True),
        ("self.residence_address", True),
        ("household.household_number", True),
        ("self.household.member.name", True),
        ("self.household.member.id_number", True),
        ("household.household_income_yearly", True),
        ("record.record_remark", True),
    ]


def test_one_label_means_another_thing_in_a_form_about_another_thing(matcher: Matcher) -> None:
    firm = found(matcher, "企业名称 统一社会信用代码 法人身份证号 联系电话 经度")
    assert [element for element, _ in firm] == [
        "org.org_name",
        "org.credit_code",
        "org.legal_representative.id_number",
        "org.org_phone",
        "org.longitude",
    ]


def test_a_label_that_two_things_answer_alike_is_asked(matcher: Matcher) -> None:
    # A floor area is kept of a dwelling and of a building.
    element, is_accepted = found(matcher, "楼栋号 单元号 房间号 建筑面积")[3]
    assert element.endswith(".floor_area")
    assert not is_accepted


def test_where_there_is_no_husband_he_is_the_spouse(matcher: Matcher) -> None:
    assert [element for element, _ in found(matcher, "姓名 丈夫姓名 丈夫身份证号")] == [
        "self.name",
        "self.spouse.name",
        "self.spouse.id_number",
    ]
