"""App registration."""

from django.apps import AppConfig


class OfficePoliciesConfig(AppConfig):
    """Pages of the policy packs."""

    name = "linli.office.policies"
    label = "office_policies"
