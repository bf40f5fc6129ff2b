"""App registration."""

from django.apps import AppConfig


class OfficeReportsConfig(AppConfig):
    name = "linli.office.reports"
    label = "office_reports"
