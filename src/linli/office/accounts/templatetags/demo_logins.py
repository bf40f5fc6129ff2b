"""The logins that a demo's sign-in page offers."""

from django import template

from linli.base.identity.demo import DemoLogin, demo_logins

register = template.Library()


@register.simple_tag(name="demo_logins")
def logins() -> list[DemoLogin]:
    """All demo logins; empty outside a demo."""
    return demo_logins()
