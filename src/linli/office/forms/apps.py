"""App registration."""

from django.apps import AppConfig


class OfficeFormsConfig(AppConfig):
    name = "linli.office.forms"
    label = "office_forms"
