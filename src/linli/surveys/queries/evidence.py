"""Notes of records read, visits and talks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.attachments.models import Attachment
from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.surveys.models import Evidence, EvidencePhoto


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """A photo of a note."""

    attachment_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceInfo:
    """One note. `way` is records, visit or talk; `present` counts people by role (`states.PresentRole`)."""

    id: UUID
    division_code: str
    way: str
    place: str
    day: date
    present: Mapping[str, int]
    text: str
    recorded_at: datetime
    label: str
    photos: tuple[PhotoInfo, ...]


def photo(campaign_id: UUID, code: str, attachment_id: UUID) -> Attachment:
    """A photo of a note that is still part of the survey of this community. Raises NotFound. One query."""
    found = (
        EvidencePhoto.objects.filter(
            attachment_id=attachment_id,
            evidence__campaign_id=campaign_id,
            evidence__division_code=code,
            evidence__removed_at=None,
        )
        .select_related("attachment")
        .order_by("id")
        .first()
    )
    if found is None:
        raise NotFound("surveys.photo_unknown", _("没有这张照片。"))
    return found.attachment


def visits(campaign_id: UUID, *, scope: Scope) -> tuple[EvidenceInfo, ...]:
    """The notes of a campaign in scope, by community, the latest day first. Two queries."""
    rows = Evidence.objects.in_scope(scope).filter(campaign_id=campaign_id, removed_at=None)
    rows = rows.order_by("division_code", "-day", "-id")
    photos: dict[UUID, list[PhotoInfo]] = {}
    found = (
        EvidencePhoto.objects.filter(evidence__in=rows.order_by().values("id"))
        .order_by("id")
        .values_list("evidence_id", "attachment_id", "attachment__name")
    )
    for evidence_id, attachment_id, name in found:
        photos.setdefault(evidence_id, []).append(PhotoInfo(attachment_id, name))
    return tuple(
        EvidenceInfo(
            id=row.id,
            division_code=row.division_code,
            way=row.way,
            place=row.place,
            day=row.day,
            present=row.present,
            text=row.text,
            recorded_at=row.recorded_at,
            label=row.label,
            photos=tuple(photos.get(row.id, ())),
        )
        for row in rows
    )
