"""Attaching files."""

import io
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base.attachments import store
from linli.base.attachments.models import Attachment
from linli.base.attachments.photos import redrawn
from linli.base.attachments.sniff import ALLOWED, IMAGES, media_type_of
from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope

EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png"}
NAME_LENGTH = 200
UNSAFE = re.compile(r'[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]+')


def attach(
    *, by: Actor, at: datetime, division_code: str, name: str, content: BinaryIO | bytes, why: str = ""
) -> Attachment:
    """Keep a file that somebody brings, for a place inside their scope.

    What it is is decided by its bytes. Photos are drawn anew without metadata; other documents are kept as
    they are. Refused: places outside the scope, empty and oversized files, and kinds that we do not take
    (web pages, SVG, programs, archives, HEIF).
    """
    if not by.scope.covers(division_code):
        raise NotAllowed("attachments.out_of_scope", _("这个地方不在您的管辖范围内，不能在此上传文件。"))
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    _check_size(file)
    media_type = media_type_of(file)
    _check_type(media_type)
    if media_type in IMAGES:
        file, media_type = redrawn(file)
    size = file.seek(0, io.SEEK_END)
    digest = store.keep(file)
    with audited(by=by, at=at, verb="attachments.attach", subject="", place=division_code, why=why) as entry:
        row = Attachment.objects.create(
            division_code=division_code,
            name=_safe_name(name, media_type),
            media_type=media_type,
            size=size,
            sha256=digest,
            created_at=at,
            post_id=by.post_id,
        )
        entry.subject = f"attachments.Attachment:{row.pk}"
        entry.detail = {"media_type": media_type, "size": row.size, "sha256": digest}
    return row


def erase(*, attachment_ids: Iterable[UUID], by: Actor, at: datetime, why: str) -> int:
    """Destroy files for good; a file that another attachment shares stays for that one. Answers how many rows.

    The bytes go when the transaction is through, so that nothing is lost by one that fails.
    """
    rows = Attachment.objects.in_scope(Scope("")).filter(pk__in=list(attachment_ids), erased_at=None)
    digests = sorted(set(rows.values_list("sha256", flat=True)))
    if not digests:
        return 0
    with audited(
        by=by, at=at, verb="attachments.erase", subject="attachments.Attachment:several", why=why
    ) as entry:
        done = rows.update(erased_at=at)
        entry.detail = {"attachments": done}
    transaction.on_commit(lambda: _remove(digests))
    return done


def _remove(digests: Iterable[str]) -> None:
    shared = set(
        Attachment.objects.in_scope(Scope(""))
        .filter(sha256__in=list(digests), erased_at=None)
        .values_list("sha256", flat=True)
    )
    for digest in digests:
        if digest not in shared:
            store.remove(digest)


def _check_size(file: BinaryIO) -> None:
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise Refusal("attachments.empty", _("文件是空的。"), _("请检查文件后重新选择。"))
    if size > settings.MAX_UPLOAD_BYTES:
        raise Refusal(
            "attachments.too_large",
            _("文件超过 %(limit)s MB。"),
            _("请压缩或拆分后再传。"),
            limit=settings.MAX_UPLOAD_BYTES // 2**20,
        )


def _check_type(media_type: str) -> None:
    if media_type == "image/heif":
        raise Refusal(
            "attachments.heif",
            _("这是 HEIC 或 AVIF 格式的照片，很多电脑打不开，这里不收。"),
            _("请在手机的相机设置里选“兼容性最佳”，或把照片另存为 JPEG。"),
        )
    if media_type == "text/html":
        raise Refusal(
            "attachments.markup",
            _("网页、SVG 和含有标记的文本不收：它们可能带有程序。"),
            _("图请存成 PNG 或 JPEG，文字请存成 PDF 或 Word。"),
        )
    if media_type not in ALLOWED:
        raise Refusal(
            "attachments.unknown_type",
            _("这种文件不收（按文件内容判断，与文件名无关）。"),
            _("可以上传：照片（JPEG、PNG、WebP、GIF）、PDF、Word、Excel、PowerPoint、纯文本。"),
        )


def _safe_name(name: str, media_type: str) -> str:
    """The last part of the name, without control characters; a picture's ending says what it is now."""
    stem = UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(" .") or "file"
    ending = EXTENSIONS.get(media_type)
    if ending and not stem.lower().endswith(ending):
        stem = f"{PurePosixPath(stem).stem[: NAME_LENGTH - len(ending)]}{ending}"
    return stem[-NAME_LENGTH:]
