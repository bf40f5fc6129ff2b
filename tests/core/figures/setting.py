"""The product's own catalogue, as far as these tests speak of it."""

from linli.catalogue.queries import reference
from linli.core.scopes import vocabulary_of_elements

SEED = reference()
VOCABULARY = vocabulary_of_elements(SEED.elements, SEED.code_lists)
KNOWN = frozenset(one.code for one in SEED.elements)
