"""Small filters of the desk's pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from linli.core.sync import Reason
from linli.visits.states import REASON_WORDS

register = template.Library()


@register.filter
def reason_words(reason: str) -> Any:
    """Why an entry was set aside."""
    return REASON_WORDS[Reason(reason)]


@register.filter
def grid_words(place: str) -> str:
    """A grid as people say it: its number. The community is the page's own."""
    code, _mark, grid = place.partition("G")
    return _("第 %(grid)s 网格") % {"grid": grid} if grid else code


@register.filter
def numbers(detail: dict[str, Any]) -> str:
    """The numbers of a signal."""
    return _("、").join(str(value) for value in detail.values())


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key."""
    return found.get(key, ())
