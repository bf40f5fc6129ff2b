"""Moments and verbs in words."""

from django import template

from linli.office.system.presenters import moment
from linli.office.system.verbs import words_of

register = template.Library()
register.filter("moment", moment)
register.filter("verb_words", words_of)
