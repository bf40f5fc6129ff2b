"""Scopes on pages: what was read, how many that is, what was not understood and how to say it."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.scopes import Unit
from linli.mandates.queries import ScopeFault, ScopeRead
from linli.mandates.queries.scoping import FEW
from linli.register.scoped import ScopeCount


def language() -> str:
    """The language of the page."""
    return get_language() or "zh-hans"


def fault_in_words(fault: ScopeFault) -> str:
    """Which part was not understood, and how to say it."""
    told = {"part": fault.part, "names": _("、").join(fault.names)}
    if fault.code == "unknown_unit":
        return _("“%(part)s”不是可以填报的对象。请先写一个：人员、家庭户、房屋、单位、场所、设施。") % told
    if fault.code == "not_understood" and fault.names:
        return _("看不懂“%(part)s”：目录里没有这个名称。接近的有：%(names)s。写法如“年龄不小于80”。") % told
    if fault.code == "not_understood":
        return _("看不懂“%(part)s”：目录里没有这个名称。写法如“年龄不小于80”“性别为女”。") % told
    if fault.code == "no_comparison":
        return _("“%(part)s”没有说怎样比较。可以写：%(names)s、在…至…之间、有值、无值。") % told
    if fault.code == "unknown_value":
        return _("“%(part)s”不在代码表里。可以写：%(names)s。") % told
    if fault.code == "not_a_day":
        return _("“%(part)s”不是日期。请写成 2026-01-01。") % told
    return _("“%(part)s”的写法不对。请照例子重写这一个条件。") % told


@dataclass(frozen=True, slots=True)
class Counted:
    """How many subjects are in a scope, in words; `warns` where nobody is."""

    words: str
    warns: bool = False


def counted(count: ScopeCount | None, unit: Unit, *, shows_few: bool = False) -> Counted | None:
    """The count; few are not told exactly unless `shows_few`, since they could be somebody. Communities are nobody."""
    if count is None:
        return None
    number = count.subjects
    if number == 0:
        return Counted(
            _("在册没有人符合这个范围：0 %(unit)s。请核对条件和地点。") % {"unit": unit_word(unit)}, True
        )
    if number < FEW and not shows_few and unit is not Unit.PLACE:
        return Counted(_("在册不到 %(few)s %(unit)s。") % {"few": FEW, "unit": unit_word(unit)})
    told = {"number": f"{number:,}", "unit": unit_word(unit)}
    if count.is_exact:
        return Counted(_("在册 %(number)s %(unit)s。") % told)
    return Counted(_("在册最多 %(number)s %(unit)s：有的条件涉及封存的值，不打开就不能比较。") % told)


def unit_word(unit: Unit) -> str:
    """What is counted."""
    return {
        Unit.PERSON: _("人"),
        Unit.HOUSEHOLD: _("户"),
        Unit.HOUSE: _("处房屋"),
        Unit.ORGANISATION: _("个单位"),
        Unit.PLACE: _("个社区"),
        Unit.THING: _("处设施"),
    }[unit]


def read_in_words(read: ScopeRead) -> tuple[str, Counted | None]:
    """For the application page: the fault or nothing, and the count."""
    if read.fault is not None:
        return fault_in_words(read.fault), None
    if read.scope is None:
        return "", None
    if read.nobody:
        return "", Counted(
            _("这些条件互相排斥，不会有人符合：0 %(unit)s。") % {"unit": unit_word(read.scope.unit)}, True
        )
    return "", counted(read.count, read.scope.unit)
