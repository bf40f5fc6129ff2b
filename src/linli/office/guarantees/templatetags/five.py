"""The cell of one guarantee of one community."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from linli.office.guarantees.presenters.communities import Cell

register = template.Library()
# A page has hundreds of these; written in a template they take half of its time.
CELL = (
    '<td data-label="{}"><div class="five-cell"><a class="state {}" href="{}">{}</a> <span class="hint">{}</span>'
    '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
    '<rect class="track" width="100" height="10"/><rect class="met" width="{}" height="10"/>'
    '<rect class="short" x="{}" width="{}" height="10"/></svg></div></td>'
)


@register.simple_tag
def five_cell(cell: Cell) -> SafeString:
    """Words first, then the bar: what is met, what is short; the rest of the bar is unknown."""
    return format_html(
        CELL,
        cell.name,
        cell.state,
        cell.href,
        cell.words,
        cell.detail,
        cell.label,
        cell.met,
        cell.met,
        cell.short,
    )
