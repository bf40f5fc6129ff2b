"""The columns of a roster as the import kit reads cells, by the catalogue's definition of their elements."""

from datetime import date

from linli.base.imports.columns import Choice, Column, Kind
from linli.catalogue import queries as catalogue
from linli.core.elements import Element, ValueKind

KINDS = {
    ValueKind.DATE: Kind.DATE,
    ValueKind.YES_NO: Kind.YES_NO,
    ValueKind.INTEGER: Kind.INTEGER,
    ValueKind.DECIMAL: Kind.DECIMAL,
    ValueKind.CODE: Kind.CHOICE,
    ValueKind.IDENTIFIER: Kind.IDENTITY,
}
LONGEST = 300


def column_of(element: Element, heading: str, as_of: date) -> Column:
    """How cells of this element are read. A telephone number may be a number: its eleven digits survive that."""
    kind = KINDS.get(element.property.type.kind, Kind.TEXT)
    choices = _choices(element, as_of)
    if kind is Kind.CHOICE and not choices:
        kind = Kind.TEXT
    return Column(
        element.code,
        (heading or element.code,),
        kind,
        required=False,
        max_length=element.property.type.length or LONGEST,
        choices=choices,
    )


def _choices(element: Element, as_of: date) -> tuple[Choice, ...]:
    code = element.property.type.code_list
    found = catalogue.code_list(code, as_of) if code else None
    if found is None:
        return ()
    more: dict[str, tuple[str, ...]] = EXTRA.get(code, {})
    return tuple(
        Choice(item.code, (item.names.zh, item.names.en, *more.get(item.code, ()))) for item in found.items
    )


# Words that clerks write for items of the national lists.
EXTRA: dict[str, dict[str, tuple[str, ...]]] = {
    "sex": {"1": ("男", "M"), "2": ("女", "F")},
    "relationship": {"02": ("户主本人",), "10": ("妻子", "丈夫"), "20": ("儿子",), "30": ("女儿",)},
}
