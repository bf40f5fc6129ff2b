"""Reads of attachments."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.attachments.models import Attachment
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor


def attachment_for(*, attachment_id: UUID, by: Actor) -> Attachment:
    """An attachment inside the scope of who asks. Raises `NotFound` for one outside, or destroyed, as for none."""
    found = Attachment.objects.in_scope(by.scope).filter(pk=attachment_id, erased_at=None).first()
    if found is None:
        raise NotFound("attachments.not_found", _("没有这个附件，或者它不在您的管辖范围内。"))
    return found
