"""What the product says when it will not do a thing: always a reason and, where there is one, a remedy."""

from typing import Any


class Refusal(Exception):
    """A domain refusal, shown to people in words.

    `code` is stable (``room.reason``) and is what tests and the API compare; `message` and `remedy` are
    translatable texts whose ``%(name)s`` slots are filled from `params`.
    """

    status = 409

    def __init__(self, code: str, message: Any, remedy: Any = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self._message = message
        self._remedy = remedy
        self.params = params

    @property
    def message(self) -> str:
        """The reason in the language in force."""
        return str(self._message) % self.params if self.params else str(self._message)

    @property
    def remedy(self) -> str:
        """What to do about it, in the language in force; may be empty."""
        return str(self._remedy) % self.params if self.params else str(self._remedy)

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.remedy) if part)


class NotAllowed(Refusal):
    """The acting post may not do this, or not in this place."""

    status = 403


class NotFound(Refusal):
    """The thing is not there, or not inside the acting post's scope (the two are told apart to nobody)."""

    status = 404
