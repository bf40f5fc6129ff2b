"""A file as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BYTES = "application/octet-stream"


def as_file(content: bytes, name: str, media: str = BYTES, *, is_personal: bool = True) -> HttpResponse:
    """To be saved under its name, in any script. What may hold personal data is kept by no cache."""
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    if is_personal:
        answer["Cache-Control"] = "no-store"
    return answer
