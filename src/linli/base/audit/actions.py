"""Writes about the trail itself."""

from datetime import datetime

from linli.base.audit.roots import Root
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor

PUBLISHED = "audit.publish_root"


def note_publication(*, root: Root, where: str, by: Actor, at: datetime) -> None:
    """Note in the trail that a root was published, and where, so that people can see how old the last one is."""
    detail = {"seq": root.seq, "count": root.count, "sha256": root.digest, "where": where}
    with audited(by=by, at=at, verb=PUBLISHED, subject=f"audit.Root:{root.day}", detail=detail):
        pass
