"""The register of purposes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from linli.base.reading.models import Purpose


@dataclass(frozen=True, slots=True)
class PurposeTerms:
    """A purpose as its latest version says."""

    id: UUID
    code: str
    number: int
    name_zh: str
    name_en: str
    basis_zh: str
    basis_en: str
    valid_from: date
    valid_to: date
    delay_days: int
    delay_basis: str
    why: str
    recorded_at: datetime
    recorded_label: str

    def name(self, language: str) -> str:
        """The name in "en", else in Chinese."""
        return self.name_en if language.startswith("en") else self.name_zh

    def basis(self, language: str) -> str:
        """The legal basis in "en", else in Chinese."""
        return (self.basis_en if language.startswith("en") else "") or self.basis_zh

    def is_in_force(self, day: date) -> bool:
        """Whether data may be read for it on the day."""
        return self.valid_from <= day < self.valid_to


FIELDS = tuple(PurposeTerms.__slots__)


def purpose(code: str) -> PurposeTerms | None:
    """The latest version of one purpose; None when the register has no such purpose."""
    row = Purpose.objects.filter(code=code).order_by("-number").values_list(*FIELDS).first()
    return PurposeTerms(*row) if row else None


def purposes_named(codes: Iterable[str]) -> dict[str, PurposeTerms]:
    """The latest version of each of these purposes, by code. One query; none where nothing is asked."""
    wanted = set(codes)
    rows = Purpose.objects.filter(code__in=wanted).order_by("code", "number") if wanted else ()
    return {row.code: PurposeTerms(*(getattr(row, name) for name in FIELDS)) for row in rows}


def purposes(*, in_force_on: date | None = None) -> tuple[PurposeTerms, ...]:
    """The latest version of each purpose, by code; only those in force on a day if one is given."""
    latest = Purpose.objects.order_by().values("code").annotate(last=Max("number"))
    numbers = {row["code"]: row["last"] for row in latest}
    rows: QuerySet[Purpose] = Purpose.objects.order_by("code", "number")
    found = (PurposeTerms(*row) for row in rows.values_list(*FIELDS))
    return tuple(
        one
        for one in found
        if one.number == numbers.get(one.code) and (in_force_on is None or one.is_in_force(in_force_on))
    )
