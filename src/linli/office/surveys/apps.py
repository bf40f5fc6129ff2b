"""App registration."""

from django.apps import AppConfig


class OfficeSurveysConfig(AppConfig):
    """Pages of survey campaigns."""

    name = "linli.office.surveys"
    label = "office_surveys"
