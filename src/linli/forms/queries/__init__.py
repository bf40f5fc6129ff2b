"""Reads of the room."""

from linli.forms.queries.forms import FormRow, fields_of, form, forms_of
from linli.forms.queries.indicators import (
    Growth,
    IndicatorGroup,
    IndicatorRow,
    growth,
    indicator_group,
    indicator_groups,
    placed_indicators,
)
from linli.forms.queries.matching import element_names, matcher, record_of
from linli.forms.queries.picture import picture

__all__ = [
    "FormRow",
    "Growth",
    "IndicatorGroup",
    "IndicatorRow",
    "element_names",
    "fields_of",
    "form",
    "forms_of",
    "growth",
    "indicator_group",
    "indicator_groups",
    "matcher",
    "picture",
    "placed_indicators",
    "record_of",
]
