"""What the room says when it will not record something. No refusal repeats a value."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal

VALUE_TEXTS: dict[str, Any] = {
    "empty": _("没有内容。"),
    "too_long": _("内容太长。"),
    "control_character": _("含有控制字符。"),
    "unknown_code": _("代码不在代码表里。"),
    "not_a_day": _("不是一个日子，应写成 2026-11-24。"),
    "born_in_the_future": _("出生日期在登记日之后。"),
    "born_too_long_ago": _("出生日期在 130 年以前。"),
    "dead_in_the_future": _("死亡日期在登记日之后。"),
    "not_yes_no": _("应为“是”或“否”。"),
    "not_a_number": _("不是一个数。"),
    "number_is_a_float": _("号码被当成了数字，末尾几位已经丢失。"),
    "not_a_place": _("不是社区的 12 位代码或网格的 3 位编号。"),
    "points_to_subject": _("应指向一个登记对象，而不是一个值。"),
    "needs_a_value": _("应为一个值，而不是指向一个登记对象。"),
    "wrong_kind": _("指向的对象类别不对。"),
    "period_is_empty": _("失效日不晚于生效日。"),
    "points_to_itself": _("指向了自己。"),
}


def not_allowed() -> Refusal:
    """The acting post may not write there."""
    return NotAllowed(
        "register.not_allowed", _("这个岗位不能在这里登记。"), _("请由负责这个社区的岗位登记。")
    )


def subject_unknown() -> Refusal:
    """No such subject, or not in scope."""
    return NotFound("register.subject_unknown", _("没有找到这个登记对象，或者它不在您的管辖范围内。"))


def entry_unknown() -> Refusal:
    """No such entry, or not in scope."""
    return NotFound("register.entry_unknown", _("没有找到这次登记，或者它不在您的管辖范围内。"))


def element_unknown(element: str, position: int) -> Refusal:
    """Nobody has admitted the element."""
    return Refusal(
        "register.element_unknown",
        _("第 %(position)s 项：数据元 %(element)s 没有准入，不能登记。"),
        _("请先在数据元目录中提出并准入。"),
        element=element,
        position=position,
    )


def element_of_other_kind(element: str, position: int) -> Refusal:
    """An element of a dwelling, say, recorded for a person."""
    return Refusal(
        "register.element_of_other_kind",
        _("第 %(position)s 项：数据元 %(element)s 不属于这类登记对象。"),
        element=element,
        position=position,
    )


def bad_value(element: str, position: int, code: str) -> Refusal:
    """A value that cannot be what it is said to be."""
    return Refusal(
        f"register.{code}",
        _("第 %(position)s 项 %(element)s：%(reason)s"),
        _("请核对后再登记；这一批没有登记任何内容。"),
        element=element,
        position=position,
        reason=VALUE_TEXTS[code],
    )


def correction_unknown(position: int) -> Refusal:
    """What is to be corrected is not there, belongs to somebody else, or no longer counts."""
    return Refusal(
        "register.correction_unknown",
        _("第 %(position)s 项：要更正的内容不存在、已经更正过，或不属于这个对象。"),
        _("请重新打开记录，按现在的内容更正。"),
        position=position,
    )


def source_unknown() -> Refusal:
    """No such source."""
    return Refusal("register.source_unknown", _("没有这个来源。"), _("请先在来源表中登记。"))


def purpose_unknown() -> Refusal:
    """No such purpose in the catalogue."""
    return Refusal("register.purpose_unknown", _("没有这个用途。"), _("请从数据元目录的用途中选择。"))


def nothing_to_record() -> Refusal:
    """No facts."""
    return Refusal("register.nothing_to_record", _("没有要登记的内容。"))


def several_districts() -> Refusal:
    """One entry belongs to one district."""
    return Refusal(
        "register.several_districts", _("一次登记只能属于一个区（县）。"), _("请按区（县）分开登记。")
    )
