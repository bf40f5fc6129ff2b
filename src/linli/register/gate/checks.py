"""The checks of the gate, in order. Each lets pass or raises a refusal in words; taking any one away is noticed."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.reading import rules
from linli.base.reading.states import Act
from linli.core.elements import Element, Sensitivity, Store
from linli.register.elements import PARTS, PLACES, TYPED_LINKS
from linli.register.gate.asking import Ask, Known

REVEAL_MOST = 20
STRUCTURE = TYPED_LINKS | PLACES | PARTS.keys()
"""What holds the record together (who lives in which home): in the register by its own right, not the catalogue's."""
MOST_SUBJECTS = 500
NOT_FOUND = _("没有找到您要的登记，或者它不在您的管辖范围内。")


class NeedsApproval(NotAllowed):
    """Guarded data, and neither an approval nor a break-glass session."""


def is_reader(ask: Ask, known: Known) -> None:
    """Somebody in a post that may read residents' data; administrators and auditors may not."""
    rules.require_person(ask.by)


def is_in_duty(ask: Ask, known: Known) -> None:
    """The reader holds the post at this very moment, with this role and scope."""
    if not known.in_duty:
        raise NotAllowed("reading.not_in_duty", _("您现在不在这个岗位上任职。"))


def has_purpose(ask: Ask, known: Known) -> None:
    """The purpose is in the register, with a legal basis, and has not ended."""
    if known.terms is None:
        raise Refusal("reading.no_purpose", _("用途登记里没有这个用途。"), _("请从登记的用途中选一个。"))
    if not known.terms.is_in_force(ask.today):
        raise Refusal(
            "reading.purpose_ended",
            _("这个用途已经终止，或还没有起用。"),
            _("请选一个有效的用途，或由区社区办延长。"),
        )


def has_agreement(ask: Ask, known: Known) -> None:
    """A department's system reads under a sharing agreement that covers what, what for, where and when."""
    if not ask.from_system:
        return
    terms = ask.agreement
    if terms is None or not _is_covered(ask, known, terms.elements, terms.purpose):
        raise NotAllowed("reading.no_agreement", _("没有覆盖这次查询的共享协议，不能提供。"))
    if not terms.valid_from <= ask.today < terms.valid_to:
        raise NotAllowed("reading.agreement_ended", _("共享协议还没有生效，或已经到期。"))
    if terms.receiver != known.department or any(
        not rules.reaches(terms.place, one.place) for one in known.found.values()
    ):
        raise NotAllowed("reading.no_agreement", _("没有覆盖这次查询的共享协议，不能提供。"))


def is_within_request(ask: Ask, known: Known) -> None:
    """What is read for a department's request was admitted: these elements, in these places, on this day."""
    terms = ask.request
    if terms is None:
        return
    if not terms.valid_from <= ask.today < terms.valid_to:
        raise NotAllowed("reading.request_ended", _("这个准入事项还没有开始，或已经到期。"))
    asked = set(ask.elements) - STRUCTURE
    if terms.purpose != ask.purpose or not asked <= terms.elements or not _all_inside(terms.places, known):
        raise NotAllowed("reading.beyond_request", _("查阅的内容或地点超出了准入的范围。"))


def _all_inside(places: tuple[str, ...], known: Known) -> bool:
    return all(any(rules.reaches(place, one.place) for place in places) for one in known.found.values())


def _is_covered(ask: Ask, known: Known, elements: frozenset[str], purpose: str) -> bool:
    return set(ask.elements) <= elements and ask.purpose == purpose


def asks_within_bounds(ask: Ask, known: Known) -> None:
    """Somebody and something is asked for, and not more at once than a page shows."""
    if not ask.subjects or not ask.elements:
        raise Refusal("reading.nothing_asked", _("请选定要查阅的人和内容。"))
    if len(ask.subjects) > MOST_SUBJECTS and ask.act != Act.EXPORTED and ask.request is None:
        raise Refusal("reading.too_many", _("一次最多查阅%(most)s个对象。"), most=MOST_SUBJECTS)


def elements_are_held(ask: Ask, known: Known) -> None:
    """Every element is in force in the catalogue, and kept in the register (not in a party branch's store)."""
    for code, element in known.elements.items():
        if element is None and code in STRUCTURE:
            continue
        if element is None or Store.PARTY_BRANCH in (element.property.store, element.role.store):
            raise Refusal("reading.no_element", _("数据元目录里没有“%(element)s”，不能查阅。"), element=code)


def purpose_covers_elements(ask: Ask, known: Known) -> None:
    """The catalogue lists the purpose for every element; what is not about people has no such list to keep.

    An admitted request is a purpose of its own: what it may read is what was admitted, field by field.
    """
    if ask.request is not None:
        return
    wrong = [
        element
        for element in known.elements.values()
        if element and element.property.is_personal and ask.purpose not in element.property.purposes
    ]
    if wrong:
        raise NotAllowed(
            "reading.purpose_not_listed",
            _("“%(name)s”不能用于所选的用途。"),
            _("请换一个用途，或不查阅这一项。"),
            name=wrong[0].names.zh,
        )


def subjects_are_in_scope(ask: Ask, known: Known) -> None:
    """Every subject exists and lies inside the post's scope, or inside the reach of an open break-glass session."""
    for id_ in ask.subjects:
        one = known.found.get(id_)
        if one is None or not (ask.by.scope.covers(one.place) or _reached(known, one.place)):
            raise NotFound("reading.not_found", NOT_FOUND)


def _reached(known: Known, place: str) -> bool:
    return known.session is not None and rules.reaches(known.session.reach, place)


def sealed_are_the_owners(ask: Ask, known: Known) -> None:
    """Sealed values are read by the department that owns them, by no other, and break-glass does not open them."""
    for element in known.elements.values():
        if element is not None and _is_sealed(element) and element.property.owner != known.department:
            raise NotAllowed(
                "reading.sealed",
                _("“%(name)s”已封存，只有责任部门可以查阅。"),
                name=element.names.zh,
            )


def _is_sealed(element: Element) -> bool:
    return element.property.sensitivity is Sensitivity.SEALED


def guarded_are_approved(ask: Ask, known: Known) -> None:
    """Minors, people whose age is not known, and sensitive values: with an approval or under break-glass."""
    if ask.act in (Act.LISTED, Act.SEARCHED) or ask.request is not None:
        return  # a list leaves such rows out one by one: see `reading`
    for id_ in ask.subjects:
        one = known.found.get(id_)
        if one is not None and known.leave(one) is None:
            raise NeedsApproval(
                "reading.needs_approval",
                _("这次查阅涉及未成年人或敏感个人信息，须先经批准。"),
                _("请申请批准；情况紧急的，可以启用紧急查阅。"),
            )


def reveal_is_a_second_act(ask: Ask, known: Known) -> None:
    """Whole values are shown after a masked look of the same day, of a few people at a time."""
    if ask.act != Act.REVEALED:
        return
    if len(ask.subjects) > REVEAL_MOST:
        raise Refusal("reading.reveal_few", _("一次最多显示%(most)s人的完整内容。"), most=REVEAL_MOST)
    for one in known.found.values():
        if one.subject not in known.seen:
            raise Refusal(
                "reading.reveal_second", _("请先遮蔽查看，再显示完整内容。"), _("请打开这份登记后再试。")
            )


Check = Callable[[Ask, Known], None]
CHECKS: tuple[Check, ...] = (
    is_reader,
    is_in_duty,
    has_purpose,
    asks_within_bounds,
    elements_are_held,
    purpose_covers_elements,
    subjects_are_in_scope,
    has_agreement,
    is_within_request,
    sealed_are_the_owners,
    guarded_are_approved,
    reveal_is_a_second_act,
)
