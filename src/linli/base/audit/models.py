"""The audit trail: entries are appended, never edited; each carries the hash of the one before it."""

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models.expressions import Value
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from linli.base.audit.chain import canonical
from linli.base.scope import ScopedQuerySet

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField


class CanonicalJSONField(TextField):
    """A JSON object kept as the exact text that was hashed (a JSON column would reformat numbers and keys)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The object; a text that is no JSON (somebody changed it) is shown as it is, under one key."""
        try:
            return json.loads(value)
        except (TypeError, ValueError):
            return {"unreadable": str(value)}

    def get_prep_value(self, value: Any) -> Any:
        """The canonical text of an object; texts are taken to be canonical already."""
        return value if isinstance(value, str) else canonical(value)


class AuditEntry(models.Model):
    """One action: who, in which post, did what, to which object, where, when, why.

    The key is the place in the chain, not a UUID: the order is what the trail is about. Triggers refuse
    UPDATE, DELETE and any INSERT that is not the next link (see `guards`).
    """

    seq = models.BigAutoField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    account_id = models.UUIDField(_("账号"), null=True)
    post_id = models.UUIDField(_("岗位"), null=True)
    actor_label = models.CharField(_("以何身份"), max_length=200)
    verb = models.CharField(_("动作"), max_length=64)
    subject = models.CharField(_("对象"), max_length=200)
    place = models.CharField(_("地点"), max_length=16, blank=True)
    why = models.TextField(_("理由"), blank=True)
    detail = CanonicalJSONField(_("详情"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    # The database computes these from hashed columns, for the filters of the trail's page.
    room = models.GeneratedField(
        expression=Substr("verb", 1, StrIndex("verb", Value(".")) - 1),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    district = models.GeneratedField(
        expression=Substr("place", 1, 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    sub_district = models.GeneratedField(
        expression=Substr("place", 1, 9), output_field=models.CharField(max_length=9), db_persist=True
    )
    objects = ScopedQuerySet["AuditEntry"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"account_id": "who acted; a pseudonymous reference, never a name"}

    class Meta:
        verbose_name = _("审计记录")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__contains="."), name="audit_verb_is_room_dot_verb"
            ),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_seq_from_one"),
        ]
        indexes = [
            models.Index(fields=["at", "seq"], name="audit_by_time"),
            models.Index(fields=["room", "at", "seq"], name="audit_by_room"),
            models.Index(fields=["verb", "at", "seq"], name="audit_by_verb"),
            models.Index(fields=["post_id", "at", "seq"], name="audit_by_post"),
            models.Index(fields=["district", "at", "seq"], name="audit_by_district"),
            models.Index(fields=["sub_district", "at", "seq"], name="audit_by_sub_district"),
            models.Index(fields=["subject", "at", "seq"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"


class AuditHead(models.Model):
    """Where the trail ends: one row that a trigger moves on with each entry, so that a cut-off end shows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("审计轨迹末端")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"
