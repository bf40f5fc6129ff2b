"""Where sealed values are found again: keyed digests, made anew from the ledger when the index key changes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField, uuid7
from linli.base.scope import PersonalQuerySet
from linli.register.models.subject import Subject


class Lookup(models.Model):
    """The blind index: under `blind` stands a subject that holds, or once held, the value of that field."""

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    field = models.CharField(max_length=16)
    blind = models.BinaryField()
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="lookups")

    objects = PersonalQuerySet["Lookup"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "blind": "keyed digest of an identifier; the key lies outside the database"
        }

    class Meta:
        verbose_name = _("盲索引")
        constraints = [
            models.UniqueConstraint(fields=["blind", "field", "subject", "district"], name="lookup_once")
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.subject_id}"
