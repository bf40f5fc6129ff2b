"""Downloading attachments."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from linli.base.access import STAFF, access
from linli.base.attachments.queries import attachment_for
from linli.base.attachments.store import path_of


@access(roles=STAFF, personal=True)
@require_GET
def download(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """The file, as a download that no browser runs or guesses at; only inside the acting post's scope."""
    found = attachment_for(attachment_id=attachment_id, by=request.actor)  # type: ignore[attr-defined]
    answer = FileResponse(
        path_of(found.sha256).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
