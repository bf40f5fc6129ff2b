"""Code lists by the edition that held on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from linli.catalogue.models import CodeItem as CodeLine
from linli.catalogue.models import CodeListEdition
from linli.core.elements import CodeItem, CodeList, Words


def code_list(code: str, as_of: date) -> CodeList | None:
    """The edition in use on a day, with its items in order; None when there was none. Two queries."""
    row = (
        CodeListEdition.objects.filter(code=code, valid_from__lte=as_of)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=as_of))
        .order_by("-valid_from")
        .first()
    )
    return _of(row) if row is not None else None


def code_items(code: str, as_of: date) -> dict[str, Words]:
    """Code to name; empty for a list that was not in use on the day."""
    found = code_list(code, as_of)
    return {item.code: item.names for item in found.items} if found else {}


def words_of_lists(codes: Iterable[str], as_of: date) -> dict[str, dict[str, Words]]:
    """Code to name for several lists at once: for a card with many coded values. One query."""
    rows = (
        CodeLine.objects.filter(code_list__code__in=set(codes), code_list__valid_from__lte=as_of)
        .filter(Q(code_list__valid_to__isnull=True) | Q(code_list__valid_to__gt=as_of))
        .order_by("code_list__code", "code_list__valid_from", "position")
        .values_list("code_list__code", "code_list__valid_from", "code", "name_zh", "name_en")
    )
    found: dict[str, dict[str, Words]] = {}
    began: dict[str, date] = {}
    for listed, since, code, zh, en in rows:
        if began.get(listed) != since:  # a later edition in use replaces the earlier one whole
            began[listed], found[listed] = since, {}
        found[listed][code] = Words(zh, en)
    return found


def _of(row: CodeListEdition) -> CodeList:
    return CodeList(
        code=row.code,
        names=Words(row.name_zh, row.name_en),
        standard=row.standard,
        edition=row.edition,
        items=tuple(
            CodeItem(item.code, Words(item.name_zh, item.name_en)) for item in row.items.order_by("position")
        ),
        note=Words(row.note_zh, row.note_en),
    )
