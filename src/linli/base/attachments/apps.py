"""App registration."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "linli.base.attachments"
    label = "attachments"
