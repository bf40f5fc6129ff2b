"""What is not recorded as a change in life, in words."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal


def date_in_future() -> Refusal:
    """A change that has not happened yet."""
    return Refusal("register.date_in_future", _("变动的日子还没有到。"), _("请在发生之后登记，或核对日期。"))


def dead() -> Refusal:
    """The dead neither move nor marry."""
    return Refusal(
        "register.person_is_dead",
        _("其中有人已登记为死亡，不能再登记这项变动。"),
        _("如果死亡登记有误，请先撤销那次登记。"),
    )


def household_without_head() -> Refusal:
    """People would be left without a head of household."""
    return Refusal(
        "register.household_without_head",
        _("这样登记后，户里还有人，却没有户主。"),
        _("请从留下的成员中指定新户主。"),
    )


def death_before_birth() -> Refusal:
    """Died before being born."""
    return Refusal("register.death_before_birth", _("死亡日期早于出生日期。"), _("请核对两个日期。"))


def dead_already() -> Refusal:
    """Dead already."""
    return Refusal("register.dead_already", _("这个人已经登记为死亡。"))


def parent_too_young() -> Refusal:
    """A parent younger than twelve at the birth, or dead long before it."""
    return Refusal(
        "register.parent_cannot_be",
        _("按出生日期，这个人不可能是孩子的父亲或母亲。"),
        _("请核对父母是谁，以及各自的出生日期。"),
    )


def married_already() -> Refusal:
    """One of the two is on record as married to somebody else."""
    return Refusal(
        "register.married_already",
        _("其中一人登记为与别人有婚姻关系。"),
        _("请先登记离婚或丧偶，或更正原来的登记。"),
    )


def too_young_to_marry() -> Refusal:
    """Below the age of marriage (Civil Code, article 1047: 22 for men, 20 for women)."""
    return Refusal(
        "register.too_young_to_marry", _("其中一人在结婚日未到法定婚龄。"), _("请核对结婚日期和出生日期。")
    )


def with_oneself() -> Refusal:
    """Marrying oneself."""
    return Refusal("register.with_oneself", _("不能与自己登记婚姻。"))


def not_a_member() -> Refusal:
    """Named as a member of a household that the person is not in."""
    return Refusal(
        "register.not_a_member", _("其中有人不是这一户的成员。"), _("请重新打开这一户，按现在的成员登记。")
    )


def lives_there_already() -> Refusal:
    """Moving to where one lives."""
    return Refusal("register.lives_there_already", _("已经住在那里了。"))


def moved_before_birth() -> Refusal:
    """Something happened to somebody before they were born."""
    return Refusal("register.before_birth", _("变动的日子早于其中一人的出生日期。"), _("请核对日期。"))


def nobody_named() -> Refusal:
    """No people given."""
    return Refusal("register.nobody_named", _("没有指明是哪些人。"))
