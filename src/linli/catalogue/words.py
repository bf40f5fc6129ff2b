"""Parts of an element in sentences, for pages and the command line."""

from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from linli.base.reading.queries import purposes_named
from linli.catalogue.queries import reference
from linli.catalogue.wording import KINDS, TRIGGERS, UNITS, said, titled
from linli.core.elements import Basis, CodeList, Property, Retention


def department_words(code: str) -> str:
    """A department by name."""
    found = reference().departments.get(code)
    return said(found.names) if found else code


def basis_words(basis: Basis) -> str:
    """The law, its article where it is certain, and from when the law applies."""
    law = reference().laws[basis.law]
    if basis.article:
        return _("《%(law)s》第%(article)s条") % {"law": said(law.names), "article": basis.article}
    return titled(said(law.names))


def keep_words(retention: Retention) -> str:
    """How long, counted from when."""
    trigger = str(TRIGGERS[retention.trigger])
    if retention.months is None:
        return trigger
    if retention.months % 12 == 0:
        years = retention.months // 12
        length = ngettext("%(count)s 年", "%(count)s 年", years) % {"count": years}
    else:
        length = ngettext("%(count)s 个月", "%(count)s 个月", retention.months) % {"count": retention.months}
    return _("%(trigger)s保存 %(length)s") % {"length": length, "trigger": trigger}


def type_words(own: Property, listed: CodeList | None) -> str:
    """Kind, length, decimals, unit and list in one line."""
    kind = own.type
    told = [str(KINDS[kind.kind])]
    if kind.length:
        told.append(_("最长 %(length)s 个字符") % {"length": kind.length})
    if kind.decimals is not None:
        told.append(_("%(count)s 位小数") % {"count": kind.decimals})
    if kind.unit:
        told.append(_("单位：%(unit)s") % {"unit": UNITS.get(kind.unit, kind.unit)})
    if listed is not None:
        told += [said(listed.names), list_standard(listed)]
    elif kind.code_list:
        told.append(kind.code_list)
    return _("，").join(told)


def list_standard(listed: CodeList) -> str:
    """The standard with its edition; our own short lists say so."""
    if listed.standard == "邻里":
        return _("自编短表，第%(edition)s版") % {"edition": listed.edition}
    return f"{listed.standard}-{listed.edition}"


def purposes_words(codes: Iterable[str]) -> dict[str, str]:
    """Purposes, in words a resident understands: the catalogue's, and requests of departments. At most one query."""
    known, wanted = reference().purposes, list(dict.fromkeys(codes))
    requests = purposes_named(code for code in wanted if code not in known)
    language = get_language() or ""
    return {
        code: said(known[code].names)
        if code in known
        else requests[code].name(language)
        if code in requests
        else code
        for code in wanted
    }
