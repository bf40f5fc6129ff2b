"""A photo: drawn anew here too, whatever the phone did with it."""

from linli.base.attachments.actions import attach
from linli.base.errors import Refusal
from linli.core.sync import Outcome, Reason
from linli.visits.applying.context import Applied, Incoming, NotUsable
from linli.visits.bodies import Unreadable, read_photo
from linli.visits.models import Photo
from linli.visits.queries.devices import in_community

IMAGES = ("image/jpeg", "image/png")


def apply_photo(incoming: Incoming) -> Applied:
    """Keep the picture without anything that came along with it. Raises NotUsable for what is no photo."""
    try:
        body = read_photo(incoming.body)
    except Unreadable as error:
        raise NotUsable(Reason.UNREADABLE) from error
    try:
        kept = attach(
            by=in_community(incoming.by),
            at=incoming.at,
            division_code=incoming.code,
            name="photo.jpg",
            content=body.content,
        )
    except Refusal as error:
        raise NotUsable(Reason.BAD_PHOTO, str(error)) from error
    if kept.media_type not in IMAGES:
        raise NotUsable(Reason.BAD_PHOTO)
    row = Photo(
        district=incoming.district,
        place=incoming.place,
        envelope_id=incoming.envelope_id,
        for_entry=body.for_entry,
        attachment=kept,
    )
    return Applied(Outcome.TAKEN, None, [row])
