"""The page for residents: what may be held, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.catalogue.queries import OWN, HeldClass
from linli.catalogue.wording import BANNED, INFORMATION, PUBLISHING, SENSITIVITIES, STORES, laws_words, said
from linli.catalogue.words import basis_words, department_words, keep_words, purposes_words
from linli.core.elements import Banned, Element, Information, Property, Store
from linli.core.elements.kinds import GUARDED
from linli.office.catalogue.presenters import tag_of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may be held."""

    name: str
    definition: str
    whose: str
    why: str
    basis: str
    keep: str
    owner: str
    care: str
    tag: str
    publish: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of information."""

    anchor: str
    title: str
    note: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Never:
    """One class that is never held, with the laws behind it."""

    name: str
    rule: str


def chapters(classes: Iterable[HeldClass]) -> list[Chapter]:
    """In the order of the closed list of classes; one line a property, however many role paths it stands on."""
    order = [*(one.value for one in Information), OWN]
    held_ones = sorted(classes, key=lambda one: order.index(one.information))
    words = purposes_words(
        code for held in held_ones for element in held.elements for code in element.property.purposes
    )
    made = []
    for held in held_ones:
        title, note = _heading(held)
        made.append(Chapter(held.information, title, note, _items(held.elements, words)))
    return made


def _heading(held: HeldClass) -> tuple[str, str]:
    if held.information == OWN:
        return _("部门自己的指标"), _(
            "目录里没有、部门在经准入的表上自己询问的。只用于这个部门的这些事项，别处查不到。"
        )
    own = held.elements[0].property
    note = _("只存放在：%(store)s") % {"store": STORES[own.store]} if own.store is not Store.REGISTER else ""
    return str(INFORMATION[own.information]), note


def _items(elements: Iterable[Element], words: Mapping[str, str]) -> list[Item]:
    whose: dict[str, list[str]] = {}
    owned: dict[str, Property] = {}
    for one in elements:
        owned.setdefault(one.property.code, one.property)
        whose.setdefault(one.property.code, []).append(said(one.role.names))
    return [_item(own, whose[code], words) for code, own in owned.items()]


def _item(own: Property, whose: list[str], words: Mapping[str, str]) -> Item:
    return Item(
        name=said(own.names),
        definition=said(own.definition),
        whose=_("、").join(whose),
        why=_("；").join(words[code] for code in own.purposes),
        basis=_("、").join(basis_words(basis) for basis in own.basis),
        keep=keep_words(own.retention),
        owner=department_words(own.owner),
        care=str(SENSITIVITIES[own.sensitivity]) if own.sensitivity in GUARDED else "",
        tag=tag_of(own.sensitivity),
        publish=str(PUBLISHING[own.publish]),
    )


def never_held() -> list[Never]:
    """The red lines."""
    return [Never(str(BANNED[banned]), laws_words(banned)) for banned in Banned]
