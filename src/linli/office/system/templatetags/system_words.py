"""Moments in words."""

from django import template

from linli.office.system.presenters import moment

register = template.Library()
register.filter("moment", moment)
