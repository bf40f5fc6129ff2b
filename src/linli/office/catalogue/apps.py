"""App registration."""

from django.apps import AppConfig


class OfficeCatalogueConfig(AppConfig):
    """Pages of the data-element catalogue."""

    name = "linli.office.catalogue"
    label = "office_catalogue"
