"""Writes of the room: keyword-only, with `by` and `at`, one transaction and one audit entry each."""

from linli.forms.actions.answer import answer_field, answer_figure
from linli.forms.actions.indicators import adopt, promote
from linli.forms.actions.read import read_form
from linli.forms.actions.shape import FormShape, shape_form

__all__ = ["FormShape", "adopt", "answer_field", "answer_figure", "promote", "read_form", "shape_form"]
