"""The control number as a QR code, drawn into the page."""

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr_of(number: str) -> SafeString:
    """An inline SVG of the number: digits and hyphens only, so that any reader shows them as they stand."""
    drawn = segno.make_qr(number, error="m").svg_inline(
        scale=3, border=2, svgclass="", lineclass="", omitsize=True
    )
    label = _("准入编号 %(number)s 的二维码") % {"number": number}
    # The drawing is made by the library from digits; nothing anybody typed is in it.
    return format_html('<div class="qr" role="img" aria-label="{}">{}</div>', label, mark_safe(drawn))  # noqa: S308
