"""App registration: in a demo only, so that its jobs are known."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "linli.demo"
    label = "demo"
