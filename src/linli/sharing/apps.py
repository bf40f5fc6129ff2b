"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    """The room of sharing agreements and exports of personal data."""

    name = "linli.sharing"
    label = "sharing"
    verbose_name = _("共享与导出")
