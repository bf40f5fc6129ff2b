"""What a card is called: as much of the name as the gate gave."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from linli.register.gate import SubjectRead
from linli.register.states import SubjectKind


def title_of(read: SubjectRead) -> str:
    """A name, or the kind of subject where the purpose shows none."""
    return _TITLES[read.kind](read) or _KINDS[read.kind]()


def lede_of(read: SubjectRead) -> str:
    """A line under the title: what kind of card this is."""
    return _KINDS[read.kind]()


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
