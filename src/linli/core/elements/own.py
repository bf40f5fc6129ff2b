"""What a department asks that the catalogue does not have, as an element of its own: named and shaped by its form.

Such an element serves the department's admitted requests and nothing else. What kind of value it has, and how carefully
it is handled, is read from the words on the form, the more careful reading where they leave room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import Information, Publish, Sensitivity, Trigger, ValueKind, Volatility
from .masks import Mask
from .model import Basis, CodeItem, CodeList, Property, Retention, ValueType, Words

PREFIX = "own_"
KEPT_MONTHS = 12
"""Until so long after the last request that asks for it has ended. The product's own choice of a year."""
TEXT_LENGTH, NAME_LENGTH = 200, 80
LIST_STANDARD, LIST_EDITION = "部门表格", "1"
FEWEST_OPTIONS, MOST_OPTIONS = 2, 60
YES_NO = (frozenset({"是", "否"}), frozenset({"有", "无"}), frozenset({"有", "没有"}))
ASKS_WHETHER = re.compile(r"是否|有无|有没有")
DAY = re.compile(r"(日期|年月日)$")
AMOUNT = frozenset(
    {"元", "万元", "亩", "公顷", "平方米", "平米", "㎡", "公斤", "千克", "吨", "%", "公里", "米"}
)
NUMBER = frozenset(
    {"人", "个", "户", "次", "名", "件", "套", "间", "辆", "头", "只", "棵", "岁", "年", "天", "月"}
)

# From the words of a label to what it tells. The first that fits counts; each is sensitive by article 28 of the
# Personal Information Protection Law, or guarded by the catalogue's own rule.
TELLS: tuple[tuple[re.Pattern[str], Information], ...] = (
    (re.compile(r"残疾|残障|伤残|残级|视障|听障"), Information.DISABILITY),
    (
        re.compile(
            r"病|症|医|药|健康|体检|疫苗|接种|孕|妊娠|产检|节育|失能|精神|智力|护理|血压|血糖|血型|过敏|康复|残"
        ),
        Information.HEALTH,
    ),
    (
        re.compile(r"矫正|刑|犯|判决|吸毒|戒毒|涉毒|涉案|违法|处罚|安置帮教|羁押|上访|信访"),
        Information.JUSTICE,
    ),
    (
        re.compile(
            r"收入|工资|薪|存款|账号|账户|卡号|银行|债|贷款|补贴|补助|津贴|救助|低保|特困|保险|参保|缴费|养老金|退休金|金额|财产|资产|税"
        ),
        Information.FINANCE,
    ),
)
# What a text is: its kind and its mask, by the label.
TEXTS: tuple[tuple[re.Pattern[str], ValueKind, Mask], ...] = (
    (re.compile(r"账号|卡号|账户"), ValueKind.IDENTIFIER, Mask.ACCOUNT),
    (re.compile(r"证号|证件号|证书号|身份证|编号|号码$"), ValueKind.IDENTIFIER, Mask.DOCUMENT),
    (re.compile(r"电话|手机|联系方式"), ValueKind.PHONE, Mask.PHONE),
    (re.compile(r"地址|住址|住所"), ValueKind.ADDRESS, Mask.ADDRESS),
    (re.compile(r"姓名|名字|联系人|户主|监护人|干部|责任人|负责人|帮扶人"), ValueKind.TEXT, Mask.NAME),
)


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as its department asks it. `id` names it for good, `body` is the department's id, `owner` its code in the
    catalogue; `purposes` are the requests that ask for it, the newest first.
    """

    id: str
    label: str
    unit: str
    options: tuple[str, ...]
    body: str
    owner: str
    document: str
    purposes: tuple[str, ...]
    changes: Volatility


def own_code(id_: str) -> str:
    """The code of the property."""
    return f"{PREFIX}{id_}"


def is_own_code(element: str) -> bool:
    """Whether an element is a department's own."""
    return element.rpartition(".")[2].startswith(PREFIX)


def own_property(asked: OwnField) -> Property:
    """The property that a department's field becomes. It is about people until proved otherwise: sealed and masked."""
    label = asked.label.strip()[:NAME_LENGTH]
    type_, mask = _shape(asked)
    tells = next((told for words, told in TELLS if words.search(label)), None)
    is_sensitive = tells is not None
    return Property(
        code=own_code(asked.id),
        names=Words(label, label),
        definition=Words(
            f"“{label}”：目录里没有的一栏，由提出的部门在自己的表上询问，只用于该部门经准入的事项",
            f"“{label}”: a field that the catalogue does not have, asked by one department on its own forms and used "
            "for its admitted requests only",
        ),
        type=type_,
        information=tells or Information.SERVICE_RECORD,
        sensitivity=Sensitivity.SENSITIVE if is_sensitive else Sensitivity.PERSONAL,
        basis=(Basis("pipl", "13", note=Words(asked.document, asked.document)),),
        purposes=asked.purposes,
        owner=asked.owner,
        steward=asked.owner,
        retention=Retention(Trigger.PURPOSE_ENDED, KEPT_MONTHS),
        volatility=asked.changes,
        mask=Mask.WITHHELD if is_sensitive and mask is Mask.NONE else mask,
        publish=Publish.NEVER,
        group="own",
        own_of=asked.body,
    )


def own_list(asked: OwnField) -> CodeList | None:
    """The answers that the form offers, as a list; None where it offers none, or only yes and no."""
    told = tuple(dict.fromkeys(one.strip() for one in asked.options if one.strip()))
    if not FEWEST_OPTIONS <= len(told) <= MOST_OPTIONS or _is_yes_no(told):
        return None
    if any(len(one) > NAME_LENGTH for one in told):
        return None
    items = tuple(CodeItem(str(number), Words(one, one)) for number, one in enumerate(told, 1))
    name = asked.label.strip()[:NAME_LENGTH]
    return CodeList(_list_code(asked.id), Words(name, name), LIST_STANDARD, LIST_EDITION, items)


def _list_code(id_: str) -> str:
    return f"own-{id_}"


def _is_yes_no(options: Sequence[str]) -> bool:
    return frozenset(options) in YES_NO


def _shape(asked: OwnField) -> tuple[ValueType, Mask]:
    label, unit = asked.label.strip(), asked.unit.strip()
    options = [one.strip() for one in asked.options if one.strip()]
    if _is_yes_no(options) or (not options and ASKS_WHETHER.match(label)):
        return ValueType(ValueKind.YES_NO), Mask.NONE
    if own_list(asked) is not None:
        return ValueType(ValueKind.CODE, code_list=_list_code(asked.id)), Mask.NONE
    for words, kind, mask in TEXTS:
        if words.search(label):
            return ValueType(kind, length=TEXT_LENGTH), mask
    if DAY.search(label):
        return ValueType(ValueKind.DATE), Mask.YEAR
    if unit in AMOUNT:
        return ValueType(ValueKind.DECIMAL, decimals=2, unit=unit), Mask.AMOUNT
    if unit in NUMBER:
        return ValueType(ValueKind.INTEGER, unit=unit), Mask.NONE
    return ValueType(ValueKind.TEXT, length=TEXT_LENGTH), Mask.NONE
