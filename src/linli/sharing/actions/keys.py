"""Registering the public keys of departments' systems."""

import binascii
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.base.reading.queries import department_of_post
from linli.sharing.documents import fingerprint, read_public_key, write_public_key
from linli.sharing.models import PartyKey


def register_key(*, line: str, post_id: UUID, by: Actor, at: datetime) -> PartyKey:
    """A department's system signs with this key from now on; the holder of `post_id` answers for it.

    The security administrator registers it, from a line handed over on paper or medium. Refusals:
    sharing.not_security, sharing.no_key, sharing.no_officer, sharing.key_known.
    """
    if by.role != Role.SECURITY_ADMIN and not by.is_system:
        raise NotAllowed("sharing.not_security", _("部门系统的公钥由安全管理员登记。"))
    try:
        key = read_public_key(line)
    except (ValueError, binascii.Error) as error:
        raise Refusal("sharing.no_key", _("这不是一行 Ed25519 公钥。")) from error
    holding = Holding.objects.filter(
        post_id=post_id, ended_at=None, role=Role.DEPARTMENT, post__closed_at=None
    ).first()
    department = department_of_post(post_id)
    if holding is None or not department:
        raise Refusal("sharing.no_officer", _("这个岗位现在没有部门的人任职，或机构没有部门代码。"))
    if PartyKey.objects.filter(fingerprint=fingerprint(key)).exists():
        raise Refusal("sharing.key_known", _("这个公钥已经登记过。"))
    row = PartyKey(
        department=department,
        public_key=write_public_key(key),
        fingerprint=fingerprint(key),
        account_id=holding.account_id,
        post_id=post_id,
        registered_at=at,
    )
    with audited(
        by=by,
        at=at,
        verb="sharing.register_key",
        subject=f"sharing.PartyKey:{row.pk}",
        detail={"department": department, "fingerprint": row.fingerprint},
    ):
        row.save()
    return row


def end_key(*, key_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """From now on nothing signed with the key is answered."""
    if by.role != Role.SECURITY_ADMIN and not by.is_system:
        raise NotAllowed("sharing.not_security", _("部门系统的公钥由安全管理员登记。"))
    row = PartyKey.objects.filter(pk=key_id, ended_at=None).first()
    if row is None:
        raise NotFound("sharing.key_unknown", _("没有找到这个公钥，或者它已经停用。"))
    with audited(by=by, at=at, verb="sharing.end_key", subject=f"sharing.PartyKey:{row.pk}", why=why.strip()):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
