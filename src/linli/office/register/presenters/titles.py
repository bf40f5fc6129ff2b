"""What a card is called: as much of the name as the gate gave."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from linli.office.register.presenters.links import ROLES, Group
from linli.register.gate import SubjectRead
from linli.register.states import SubjectKind


def title_of(read: SubjectRead) -> str:
    """A name, or the kind of subject where the purpose shows none."""
    return _TITLES[read.kind](read) or _KINDS[read.kind]()


def lede_of(read: SubjectRead, title: str) -> str:
    """A line under the title: what kind of card this is; nothing where the title says just that."""
    kind = _KINDS[read.kind]()
    return "" if kind == title else kind


def household_of(groups: Sequence[Group]) -> str:
    """A household is called by the masked name of its head; nothing where none is named."""
    head = str(ROLES["household.head", False])
    for link in (link for group in groups for link in group.links):
        if link.href and head in link.words.split(_("、")):
            return _("%(name)s一户") % {"name": link.name}
    return ""


_KINDS: dict[SubjectKind, Callable[[], str]] = {
    SubjectKind.PERSON: lambda: _("居民"),
    SubjectKind.HOUSEHOLD: lambda: _("一户"),
    SubjectKind.DWELLING: lambda: _("住房"),
    SubjectKind.ORGANISATION: lambda: _("这个单位"),
    SubjectKind.THING: lambda: _("部件"),
}
_TITLES: dict[SubjectKind, Callable[[SubjectRead], str]] = {
    SubjectKind.PERSON: lambda read: read.text("self.name"),
    SubjectKind.HOUSEHOLD: lambda read: "",
    SubjectKind.DWELLING: lambda read: read.text("dwelling.dwelling_address"),
    SubjectKind.ORGANISATION: lambda read: read.text("org.org_name"),
    SubjectKind.THING: lambda read: read.text("thing.facility_name"),
}
