"""What the room says when it will not do something."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal


def not_an_officer() -> Refusal:
    """Only somebody with a grid of their own has a phone for it."""
    return NotAllowed(
        "visits.not_an_officer",
        _("走访手机由网格员启用，您当前的岗位没有网格。"),
        _("请切换到网格员岗位，或联系社区。"),
    )


def too_many_devices(most: int) -> Refusal:
    """A post has as many phones as it may have."""
    return Refusal(
        "visits.too_many_devices",
        _("这个岗位已经有 %(most)s 部在用的手机。"),
        _("请先把不用的手机挂失或停用；它里面没有发出的记录不会丢。"),
        most=most,
    )


def device_unknown() -> Refusal:
    """No such phone, or not in scope, or a wrong token."""
    return NotFound("visits.device_unknown", _("没有找到这部手机，或者它不在您的管辖范围内。"))


def device_not_accepted() -> Refusal:
    """The token is not one of ours."""
    return NotAllowed("visits.device_not_accepted", _("这部手机没有启用，请重新登录后启用。"))


def not_there() -> Refusal:
    """No such thing to decide, or not in scope."""
    return NotFound("visits.not_there", _("没有找到这一项，或者它不在您的管辖范围内。"))


def decided_already() -> Refusal:
    """Somebody was first."""
    return Refusal("visits.decided_already", _("这一项已经处理过了。"), _("请刷新页面查看处理结果。"))


def needs_why() -> Refusal:
    """A decision without a reason."""
    return Refusal("visits.needs_why", _("请写明理由。"))


def not_usable() -> Refusal:
    """An entry that cannot be used even when somebody wants to."""
    return Refusal(
        "visits.not_usable",
        _("这条记录无法采用：内容打不开，或其中有不合要求的值。"),
        _("请选“不采用”，并请网格员重新填写。"),
    )


def not_yours() -> Refusal:
    """Nobody decides about what they sent themselves."""
    return NotAllowed("visits.not_yours", _("自己提交的内容由别人核对。"))


def nothing_to_collect() -> Refusal:
    """A collection without elements, or without households."""
    return Refusal("visits.nothing_to_collect", _("没有要采集的数据元，或者这个范围里没有住户。"))


def element_not_for_purpose(name: str) -> Refusal:
    """The catalogue does not list the purpose for the element."""
    return Refusal(
        "visits.element_not_for_purpose",
        _("“%(name)s”不能用于所选的用途，不能采集。"),
        _("请换一个用途，或不采集这一项。"),
        name=name,
    )


def purpose_unknown() -> Refusal:
    """Not in the catalogue's list."""
    return Refusal("visits.purpose_unknown", _("用途登记里没有这个用途。"), _("请从登记的用途中选一个。"))
