"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """The room of the data-element catalogue."""

    name = "linli.catalogue"
    label = "catalogue"
    verbose_name = _("数据元目录")
