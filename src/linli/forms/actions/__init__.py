"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.forms.actions.answer import answer_field
from linli.forms.actions.read import read_form

__all__ = ["answer_field", "read_form"]
