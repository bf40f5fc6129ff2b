"""Reads: the packs, districts' own values, and the rulebook of both."""

from linli.policies.queries.overrides import (
    OverrideRow,
    effective_entries,
    override_rows,
    override_to_withdraw,
)
from linli.policies.queries.packs import pack_rulebook, policy_directory
from linli.policies.queries.rulebook import rulebook

__all__ = [
    "OverrideRow",
    "effective_entries",
    "override_rows",
    "override_to_withdraw",
    "pack_rulebook",
    "policy_directory",
    "rulebook",
]
