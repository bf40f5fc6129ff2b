"""Elements as rows and facts of the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linli.catalogue.queries import Proposal, VersionRow
from linli.catalogue.wording import (
    INFORMATION,
    MASKS,
    PUBLISHING,
    SENSITIVITIES,
    STORES,
    SUBJECTS,
    VOLATILITIES,
    language,
    said,
)
from linli.catalogue.words import basis_words, department_words, keep_words, purposes_words, type_words
from linli.core.elements import CodeList, Element, Mask, Sensitivity, Store
from linli.core.elements.search import initials_of

SAMPLES = {
    Mask.NAME: "张小丽",
    Mask.ID_NUMBER: "35080219900101001X",
    Mask.DOCUMENT: "E12345678",
    Mask.PHONE: "13812345678",
    Mask.EMAIL: "zhang@example.org",
    Mask.ACCOUNT: "6222021234567890123",
    Mask.ADDRESS: "东城街道和平路12号3单元501室",
    Mask.YEAR: "1985-03-12",
    Mask.AMOUNT: "3250",
}
"""Made-up values, to show what a mask leaves."""


@dataclass(frozen=True, slots=True)
class Row:
    """One element in a list."""

    code: str
    name: str
    role: str
    sensitivity: str
    tag: str
    basis: str
    owner: str
    keep: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one element, in words."""

    code: str
    name: str
    other_name: str
    definition: str
    subject: str
    role: str
    role_definition: str
    information: str
    type: str
    standard: str
    sensitivity: str
    guarded: bool
    basis: list[tuple[str, bool]]
    purposes: list[str]
    owner: str
    steward: str
    keep: str
    changes: str
    mask: str
    mask_from: str
    mask_to: str
    derivation: str
    publish: str
    aliases: str
    initials: str
    store: str
    number: int


def row_of(one: Element) -> Row:
    """For the list."""
    own = one.property
    return Row(
        code=one.code,
        name=said(one.names),
        role=said(one.role.names),
        sensitivity=str(SENSITIVITIES[own.sensitivity]),
        tag=tag_of(own.sensitivity),
        basis=basis_words(own.basis[0]) if own.basis else "",
        owner=department_words(own.owner),
        keep=keep_words(own.retention),
    )


def tag_of(sensitivity: Sensitivity) -> str:
    """The look of a label; its words say the same."""
    return {Sensitivity.SENSITIVE: "warn", Sensitivity.SEALED: "short"}.get(sensitivity, "")


def facts_of(one: Element, listed: CodeList | None) -> Facts:
    """For the element's page and the proposal's."""
    own, role = one.property, one.role
    sample = SAMPLES.get(own.mask, "")
    return Facts(
        code=one.code,
        name=said(one.names),
        other_name=one.names.zh if language() == "en" else one.names.en,
        definition=said(own.definition),
        subject=str(SUBJECTS[role.subject]),
        role=said(role.names),
        role_definition=said(role.definition),
        information=str(INFORMATION[own.information]),
        type=type_words(own, listed),
        standard=own.type.standard,
        sensitivity=str(SENSITIVITIES[own.sensitivity]),
        guarded=bool(tag_of(own.sensitivity)),
        basis=[(basis_words(basis), basis.article_is_open) for basis in own.basis],
        purposes=list(purposes_words(own.purposes).values()),
        owner=department_words(own.owner),
        steward=department_words(own.steward),
        keep=keep_words(own.retention),
        changes=str(VOLATILITIES[own.volatility]),
        mask=str(MASKS[own.mask]),
        mask_from=sample,
        mask_to=one.masked(sample) if sample else "",
        derivation=said(own.derivation.words) if own.derivation else "",
        publish=str(PUBLISHING[own.publish]),
        aliases=_("、").join(own.aliases),
        initials=initials_of(own.names.zh),
        store=str(STORES[own.store]) if own.store is not Store.REGISTER else "",
        number=one.number,
    )


def changed_words(parts: Iterable[str]) -> str:
    """Names of the parts of an element that a version changes."""
    names = {
        "names": _("名称"),
        "definition": _("定义"),
        "type": _("类型"),
        "information": _("信息类别"),
        "sensitivity": _("敏感级别"),
        "basis": _("法律依据"),
        "purposes": _("用途"),
        "owner": _("责任部门"),
        "steward": _("管理部门"),
        "retention": _("保存期限"),
        "volatility": _("变化快慢"),
        "mask": _("遮蔽规则"),
        "publish": _("公开规则"),
        "derivation": _("推算方法"),
        "aliases": _("别名"),
    }
    return _("、").join(names[part] for part in parts if part in names)


@dataclass(frozen=True, slots=True)
class Told:
    """One version in the history."""

    row: VersionRow
    stage: str
    origin: str
    changed: str


def told(rows: Iterable[VersionRow]) -> list[Told]:
    """The history in words."""
    return [
        Told(one, str(one.stage.label), str(one.origin.label), changed_words(one.changed)) for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal in the queue."""

    proposal: Proposal
    name: str
    kind: str
    tag: str
    sensitivity: str
    changed: str
    own: bool


def waiting(rows: Iterable[Proposal], account_id: Any) -> list[Waiting]:
    """The queue; one's own proposals are marked, since somebody else has to decide."""
    return [
        Waiting(
            proposal=one,
            name=said(one.element.names),
            kind=_("修改") if one.number > 1 else _("新增"),
            tag=tag_of(one.element.property.sensitivity),
            sensitivity=str(SENSITIVITIES[one.element.property.sensitivity]),
            changed=changed_words(one.changed),
            own=one.proposed_by == account_id,
        )
        for one in rows
    ]
