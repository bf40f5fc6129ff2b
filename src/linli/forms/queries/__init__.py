"""Reads of the room."""

from linli.forms.queries.forms import FormRow, fields_of, form, forms_of
from linli.forms.queries.matching import element_names, matcher, record_of
from linli.forms.queries.picture import picture

__all__ = ["FormRow", "element_names", "fields_of", "form", "forms_of", "matcher", "picture", "record_of"]
