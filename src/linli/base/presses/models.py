"""Presses that were answered, or are being answered, by page and content."""

from typing import ClassVar

from django.db import models


class Press(models.Model):
    """A form sent from one rendering of a page with one content; `location` is empty until it has been answered.

    The digest is salted with the session's key and the page's token: what was sent cannot be guessed from it.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
    location = models.CharField(max_length=2000, blank=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        indexes = [models.Index(fields=["at"], name="press_by_time")]

    def __str__(self) -> str:
        return self.digest[:12]
