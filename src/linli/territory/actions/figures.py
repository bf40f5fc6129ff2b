"""Recording figures of communities."""

from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.territory.models import CommunityFigure
from linli.territory.queries.divisions import division
from linli.territory.rules.figures import BadFigure, Given, as_text, known_element, may_record
from linli.territory.rules.words import NO_DIVISION, NO_PERIOD, NO_SOURCE


def record_figure(
    *,
    division_code: str,
    element: str,
    value: Given,
    source: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_to: date | None = None,
) -> UUID:
    """Append a figure of a community with its source and the days it is true for; returns its id.

    `value` None says that the figure is unknown from then on. A correction is a further figure: on a day that
    several cover, the one with the latest `valid_from` holds, of these the one recorded last.

    Raises `BadFigure`, `NotAllowed`.
    """
    may_record(by, division_code)
    known = known_element(element)
    text = as_text(known, value)
    if not source.strip():
        raise BadFigure("territory.figure_source", NO_SOURCE)
    if valid_to is not None and valid_to <= valid_from:
        raise BadFigure("territory.figure_period", NO_PERIOD)
    if division(division_code, valid_from) is None:
        raise BadFigure("territory.figure_division", NO_DIVISION, place=division_code, day=valid_from)
    with audited(
        by=by, at=at, verb="territory.record_figure", subject="territory.CommunityFigure", place=division_code
    ) as entry:
        figure = CommunityFigure.objects.create(
            district=division_code[:6],
            division_code=division_code,
            element=element,
            value=text,
            unit=known.unit,
            source=source.strip(),
            valid_from=valid_from,
            valid_to=valid_to,
            recorded_at=at,
            recorded_by=by.label,
        )
        entry.subject = f"territory.CommunityFigure:{figure.pk}"
        entry.detail = {"element": element, "value": text, "from": valid_from.isoformat()}
    return figure.pk
