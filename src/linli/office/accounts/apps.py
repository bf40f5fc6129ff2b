"""App registration."""

from django.apps import AppConfig


class OfficeAccountsConfig(AppConfig):
    name = "linli.office.accounts"
    label = "office_accounts"
