"""The register of handlers: which function does which kind of job. Rooms register theirs in `tasks.py`."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from linli.base.jobs.runner import JobRun

Handler = Callable[["JobRun"], dict[str, Any] | None]
HANDLERS: dict[str, Handler] = {}
IDEMPOTENT: set[str] = set()


def job_handler(kind: str, *, idempotent: bool = False) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind (``room.verb``).

    It returns its result as JSON; ``{"href": "/reports/1/", "words": "..."}`` shows as a link with a sentence.
    An `idempotent` handler may be run again from the start when its worker died in the middle; others are not.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        if idempotent:
            IDEMPOTENT.add(kind)
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The handler of a kind. LookupError when no room has one."""
    if kind not in HANDLERS:
        _import_all_tasks()
    if kind not in HANDLERS:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    return HANDLERS[kind]


def may_run_again(kind: str) -> bool:
    """True when the handler of a kind is idempotent."""
    if kind not in HANDLERS:
        _import_all_tasks()
    return kind in IDEMPOTENT


@functools.cache
def _import_all_tasks() -> None:
    """Import every room's `tasks.py`. On first need, so that commands without jobs start quickly."""
    autodiscover_modules("tasks")
