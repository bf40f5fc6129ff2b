"""A value that a phone brought: in the clear, and what it was asked for."""

from linli.base.crypto.opened import cipher
from linli.base.scope import Scope
from linli.visits import refusals
from linli.visits.models import CollectedValue, CollectionTask


def clear(value: CollectedValue) -> str:
    """The value as it was entered, nothing when its time is over. Raises SubjectGone for somebody forgotten."""
    if not value.sealed:
        return value.value
    return cipher().open(value.subject, value.element, bytes(value.sealed))


def purpose_of(value: CollectedValue) -> str:
    """The purpose for which the value was asked."""
    household = value.envelope.household
    assert household is not None  # values come with visits only
    tasks = CollectionTask.objects.in_scope(Scope(value.place)).filter(household=household)
    for task in tasks.select_related("collection").order_by("-collection__closes_date", "id"):
        if value.element in task.collection.elements:
            return task.collection.purpose
    raise refusals.not_there()
