"""Which data element a field asks for, where its label leaves no doubt."""

from datetime import date
from functools import lru_cache

from linli.catalogue import queries as catalogue
from linli.core.elements import Element

MOST_KEPT = 4


@lru_cache(maxsize=MOST_KEPT)
def _words(as_of: date, size: int) -> dict[str, str]:
    """Names and aliases of elements about the subject itself, to their codes; words two elements share are left out."""
    found: dict[str, set[str]] = {}
    for element in catalogue.catalogue(as_of).elements:
        if element.role.code in ("self", "household", "dwelling", "org"):
            for words in _said(element):
                found.setdefault(_tidy(words), set()).add(element.code)
    return {words: codes.pop() for words, codes in found.items() if len(codes) == 1}


def _said(element: Element) -> tuple[str, ...]:
    own = element.property
    return (element.names.zh, *((own.names.zh, *own.aliases) if element.role.code == "self" else ()))


def element_of(label: str, as_of: date) -> str:
    """The element's code; empty where the label does not settle it: then a person confirms it."""
    size = len(catalogue.catalogue(as_of).by_code)
    return _words(as_of, size).get(_tidy(label), "")


def _tidy(words: str) -> str:
    return "".join(words.split()).strip("：:*（）()")
