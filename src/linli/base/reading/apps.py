"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Purposes of reading personal data and the trace that each reading leaves."""

    name = "linli.base.reading"
    label = "reading"
    verbose_name = _("查阅管理")
