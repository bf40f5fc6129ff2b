"""The catalogue's elements as words for conditions: for scopes that people write."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from linli.catalogue.queries.catalogue import Catalogue, catalogue
from linli.catalogue.queries.code_lists import words_of_lists
from linli.core.elements import CodeItem, CodeList, Words
from linli.core.scopes import Vocabulary, vocabulary_of_elements

_held: list[tuple[Catalogue, Vocabulary]] = []


def vocabulary(as_of: date) -> Vocabulary:
    """Elements in force on a day with their code lists. One query more than the catalogue's when it has changed."""
    of = catalogue(as_of)
    if not _held or _held[0][0] is not of:
        listed = {one.property.type.code_list for one in of.shared} - {""}
        _held[:] = [(of, vocabulary_of_elements(of.shared, _lists(words_of_lists(listed, as_of))))]
    return _held[0][1]


# The record takes no value outside its list, so that every list is complete for what is compared here.
def _lists(words: Mapping[str, Mapping[str, Words]]) -> Mapping[str, CodeList]:
    nameless = Words("", "")
    return MappingProxyType(
        {
            code: CodeList(
                code, nameless, "", "", tuple(CodeItem(item, named) for item, named in items.items())
            )
            for code, items in words.items()
        }
    )
