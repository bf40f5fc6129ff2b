"""App registration."""

from django.apps import AppConfig


class OfficeRegisterConfig(AppConfig):
    name = "linli.office.register"
    label = "office_register"
