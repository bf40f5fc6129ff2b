"""How often rosters err. Shares between 0 and 1, by roster where rosters differ."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

ROSTERS = ("police", "civil", "labour", "health", "grid")


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Shares of rows with each error. `times(2.5)` makes every error two and a half times as frequent (0.6 at most)."""

    number_missing: float = 0.012
    number_missing_grid: float = 0.22
    number_masked: float = 0.015
    number_fragment: float = 0.004
    number_legacy: float = 0.006
    number_slip: float = 0.006
    number_swap: float = 0.003
    number_of_family: float = 0.0015
    number_spaced: float = 0.006
    name_homophone: float = 0.006
    name_look_alike: float = 0.003
    name_traditional: float = 0.003
    name_dropped: float = 0.0015
    name_order: float = 0.0006
    newborn_unnamed: float = 0.35
    sex_wrong: float = 0.004
    birth_missing: float = 0.006
    birth_missing_grid: float = 0.10
    birth_slip: float = 0.003
    birth_swap: float = 0.0015
    birth_lunar: float = 0.006
    birth_first_of: float = 0.005
    phone_missing: float = 0.24
    phone_old: float = 0.05
    phone_slip: float = 0.004
    phone_of_family: float = 0.05
    address_missing: float = 0.03
    address_missing_labour: float = 0.40
    address_old: float = 0.30
    doubled: float = 0.01

    def times(self, factor: float) -> ErrorRates:
        """All errors `factor` times as frequent, none above 0.6."""
        return replace(
            self, **{field.name: min(0.6, getattr(self, field.name) * factor) for field in fields(self)}
        )


USUAL = ErrorRates()
HARD = USUAL.times(2.5)
