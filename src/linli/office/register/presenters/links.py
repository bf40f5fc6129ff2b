"""The people and things around a subject, as links, and what can be done from its card."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.identity.actor import Actor
from linli.base.reading.rules import STANDING_ROLES
from linli.office.register.reading import Axes, read_people
from linli.office.register.views.common import COUNTERS, KEEPERS
from linli.register.gate import Connection, SubjectRead, around
from linli.register.gate.places import Whereabouts
from linli.register.states import SubjectKind

NAMES = {
    SubjectKind.PERSON: "register:person",
    SubjectKind.HOUSEHOLD: "register:household",
    SubjectKind.DWELLING: "register:dwelling",
    SubjectKind.ORGANISATION: "register:organisation",
    SubjectKind.THING: "register:thing",
}
# (role, inward) -> what the other one is to the subject of the card.
ROLES = {
    ("self.household", False): gettext_lazy("所在户"),
    ("self.household", True): gettext_lazy("成员"),
    ("self.dwelling", False): gettext_lazy("住房"),
    ("self.dwelling", True): gettext_lazy("住户"),
    ("self.spouse", False): gettext_lazy("配偶"),
    ("self.spouse", True): gettext_lazy("配偶"),
    ("self.father", False): gettext_lazy("父亲"),
    ("self.father", True): gettext_lazy("子女"),
    ("self.mother", False): gettext_lazy("母亲"),
    ("self.mother", True): gettext_lazy("子女"),
    ("self.guardian", False): gettext_lazy("监护人"),
    ("self.guardian", True): gettext_lazy("被监护人"),
    ("self.carer", False): gettext_lazy("照料人"),
    ("self.carer", True): gettext_lazy("被照料的人"),
    ("self.supporter", False): gettext_lazy("赡养、抚养人"),
    ("self.supporter", True): gettext_lazy("被赡养、抚养的人"),
    ("self.emergency_contact", False): gettext_lazy("紧急联系人"),
    ("self.emergency_contact", True): gettext_lazy("以本人为紧急联系人"),
    ("household.head", False): gettext_lazy("户主"),
    ("household.head", True): gettext_lazy("任户主的户"),
    ("household.dwelling", False): gettext_lazy("住房"),
    ("household.dwelling", True): gettext_lazy("住着的户"),
    ("household.contact", False): gettext_lazy("联系人"),
    ("household.contact", True): gettext_lazy("任联系人的户"),
    ("dwelling.owner", False): gettext_lazy("产权人"),
    ("dwelling.owner", True): gettext_lazy("拥有的房屋"),
    ("dwelling.tenant", False): gettext_lazy("承租人"),
    ("dwelling.tenant", True): gettext_lazy("租住的房屋"),
    ("dwelling.keeper", False): gettext_lazy("代管人"),
    ("dwelling.keeper", True): gettext_lazy("代管的房屋"),
    ("org.legal_representative", False): gettext_lazy("法定代表人"),
    ("org.legal_representative", True): gettext_lazy("任法定代表人的单位"),
    ("org.contact", False): gettext_lazy("联系人"),
    ("org.contact", True): gettext_lazy("任联系人的单位"),
    ("org.dwelling", False): gettext_lazy("所在房屋"),
    ("org.dwelling", True): gettext_lazy("所驻单位"),
    ("thing.owner", False): gettext_lazy("物主"),
    ("thing.owner", True): gettext_lazy("拥有的物品"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One connection."""

    name: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Connections of one sort, with words for when there are none."""

    anchor: str
    title: str
    links: tuple[Link, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Act:
    """A button on the card."""

    href: str
    name: str


def links_of(request: HttpRequest, where: Whereabouts, axes: Axes) -> list[Group]:
    """People around the subject with their masked names, then homes, organisations and things."""
    found = around(where, on=axes.on or timezone.localdate(), known=axes.known)
    people = [one for one in found if one.kind == SubjectKind.PERSON]
    others = [one for one in found if one.kind != SubjectKind.PERSON]
    names = _names(request, where, people)
    inside = [(one, names[one.subject]) for one in people if one.subject in names]
    outside = len({one.subject for one in people} - names.keys())
    kin = tuple(_link(one, _name(read)) for one, read in inside)
    if outside:
        kin = (*kin, Link(_("另有 %(count)d 人不在您的管辖范围内") % {"count": outside}, "", ""))
    places = tuple(_link(one, str(KINDS[one.kind])) for one in others)
    groups = [Group("people-around", _("相关的人"), _merged(kin), _("没有登记。"))]
    groups.append(Group("things-around", _("户、住房、单位和物品"), _merged(places), _("没有登记。")))
    return groups


def _names(request: HttpRequest, where: Whereabouts, people: Sequence[Connection]) -> dict[UUID, SubjectRead]:
    from linli.register.gate.places import whereabouts

    scope = request.actor.scope  # type: ignore[attr-defined]
    found = whereabouts(one.subject for one in people)
    inside = [id_ for id_, one in found.items() if scope.covers(one.place)]
    read = read_people(request, inside)
    if read is None:
        return {id_: SubjectRead(id_, SubjectKind.PERSON, "", None) for id_ in inside}
    return {one.subject: one for one in read.subjects}


def _name(read: SubjectRead) -> str:
    if read.withheld:
        return _("须先经批准的居民")
    return read.text("self.name") or _("居民")


def _link(one: Connection, name: str) -> Link:
    return Link(
        name, str(ROLES.get((one.role, one.inward), one.role)), reverse(NAMES[one.kind], args=[one.subject])
    )


def _merged(links: Sequence[Link]) -> tuple[Link, ...]:
    """One line for each target: head and member of the same household stand together."""
    words: dict[tuple[str, str], list[str]] = {}
    for link in links:
        words.setdefault((link.href, link.name), []).append(link.words)
    return tuple(
        Link(name, _("、").join(dict.fromkeys(word for word in said if word)), href)
        for (href, name), said in words.items()
    )


KINDS = {
    SubjectKind.HOUSEHOLD: gettext_lazy("这一户"),
    SubjectKind.DWELLING: gettext_lazy("住房"),
    SubjectKind.ORGANISATION: gettext_lazy("这个单位"),
    SubjectKind.THING: gettext_lazy("物品"),
}


def acts_of(by: Actor, where: Whereabouts) -> list[Act]:
    """What the acting post can do from here."""
    acts = []
    if where.kind == SubjectKind.DWELLING:
        acts.append(Act(reverse("register:building-of", args=[where.subject]), _("看整栋楼")))
    if where.kind in (SubjectKind.PERSON, SubjectKind.HOUSEHOLD) and by.role in KEEPERS:
        acts.append(Act(reverse("register:changes", args=[where.subject]), _("登记变动")))
    if where.kind == SubjectKind.PERSON and by.role in COUNTERS:
        acts.append(Act(reverse("register:code", args=[where.subject]), _("给居民登录码")))
    return acts


def ways_of(by: Actor, subject: UUID) -> list[Link]:
    """How somebody comes to read what needs an approval."""
    ways = [
        Link(
            _("申请查阅这一份登记"),
            _("由上级或另一个人批准，写明用途和期限。"),
            reverse("reading:ask-one", args=[subject]),
        )
    ]
    if by.role in STANDING_ROLES:
        ways.append(
            Link(
                _("申请岗位常设的查阅"),
                _("本网格、本社区的日常工作常要看的，申请一次，到期再续。"),
                reverse("reading:ask-standing"),
            )
        )
    ways.append(
        Link(
            _("紧急查阅"),
            _("人命关天、来不及等批准的，先看后报：15 分钟，上级复核，本人知道。"),
            reverse("reading:glass"),
        )
    )
    return ways
