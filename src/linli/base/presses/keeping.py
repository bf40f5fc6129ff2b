"""Which press is the first of its kind, and what the first one was answered."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from linli.base.presses.models import Press

KEPT = timedelta(days=1)
# A press without an answer for this long was cut off, and nobody is at it any more.
CUT_OFF = timedelta(seconds=60)


def begin(digest: str, *, at: datetime) -> bool:
    """Whether this press is the first of its kind; one that was cut off is taken over. One writing transaction."""
    try:
        with transaction.atomic():
            Press.objects.filter(pk=digest, location="", at__lt=at - CUT_OFF).delete()
            Press.objects.create(digest=digest, at=at)
    except IntegrityError:
        return False
    if digest.startswith("0"):  # now and then, so that no press pays for all of them
        Press.objects.filter(at__lt=at - KEPT).delete()
    return True


def answered(digest: str) -> str:
    """Where the first press led; empty while it is being carried out."""
    return Press.objects.filter(pk=digest).values_list("location", flat=True).first() or ""


def finish(digest: str, location: str) -> None:
    """Keep where it led. A press that led nowhere did nothing and may be repeated."""
    mine = Press.objects.filter(pk=digest)
    if location:
        mine.update(location=location)
    else:
        mine.delete()
