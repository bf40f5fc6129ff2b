"""A report from the street."""

from linli.core.sync import Outcome, Reason
from linli.visits.applying.context import Applied, Incoming, NotUsable
from linli.visits.bodies import Unreadable, read_report
from linli.visits.models import FieldReport


def apply_report(incoming: Incoming) -> Applied:
    """Keep the report. Raises NotUsable."""
    try:
        body = read_report(incoming.body)
    except Unreadable as error:
        raise NotUsable(Reason.UNREADABLE) from error
    row = FieldReport(
        district=incoming.district,
        place=incoming.place,
        envelope_id=incoming.envelope_id,
        kind=body.kind,
        spot=body.spot,
        text=body.text,
    )
    return Applied(Outcome.TAKEN, None, [row])
