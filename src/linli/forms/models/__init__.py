"""Tables: a form as it was sent, its fields with what they were matched with, and what the catalogue does not have."""

from linli.forms.models.form import Form, FormField
from linli.forms.models.indicator import LocalIndicator

__all__ = ["Form", "FormField", "LocalIndicator"]
