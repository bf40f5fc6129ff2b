"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    """The room of the one record."""

    name = "linli.register"
    label = "register"
    verbose_name = _("人房物组织台账")
