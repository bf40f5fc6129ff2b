"""Finding out whether somebody changed the past. Streams: memory does not grow with the trail."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connections
from django.db.models import TextField
from django.db.models.functions import Cast

from linli.base.audit.chain import ChainCheck, Fault, Finding, Link
from linli.base.audit.guards import missing_guards
from linli.base.audit.models import AuditEntry, AuditHead
from linli.base.audit.roots import Root

CHUNK = 2_000
SHOWN = 100
FIELDS = (
    "seq",
    "at",
    "account_id",
    "post_id",
    "actor_label",
    "verb",
    "subject",
    "place",
    "why",
    "detail_text",
    "previous",
    "digest",
)


@dataclass(slots=True)
class Verdict:
    """What a check of the whole trail found. `findings` holds the first hundred of `faults`."""

    entries: int = 0
    roots: int = 0
    last_seq: int = 0
    last_digest: str = ""
    faults: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """True when nothing is wrong, as far as the roots that were given reach."""
        return self.faults == 0

    def add(self, finding: Finding) -> None:
        """Count a fault and keep it when it is among the first."""
        self.faults += 1
        if len(self.findings) < SHOWN:
            self.findings.append(finding)


def links(using: str = "default", chunk: int = CHUNK) -> Iterator[Link]:
    """All entries in the order of `seq`, as stored. Read in pieces, so that no snapshot or lock is held."""
    last = -(2**63)
    rows = AuditEntry.objects.using(using).annotate(detail_text=Cast("detail", TextField()))
    while True:
        piece = list(rows.filter(seq__gt=last).order_by("seq").values_list(*FIELDS)[:chunk])
        for row in piece:
            yield Link(*row)
        if len(piece) < chunk:
            return
        last = piece[-1][0]


def verify(
    roots: Sequence[Root] = (), *, using: str = "default", progress: Callable[[int, int], None] | None = None
) -> Verdict:
    """Recompute every digest, and hold the trail against its head, its triggers and the published roots.

    Without a root that has left the machine, a trail that was rebuilt from end to end, or cut off together
    with its head, looks whole: no program can tell from the inside.
    """
    verdict = Verdict(roots=len(roots))
    # The head is read first: entries added while we read can only make the trail longer than it says.
    head = AuditHead.objects.using(using).values_list("seq", "digest").first()
    total = AuditEntry.objects.using(using).count()
    watch = _Watch(roots, head)
    check = ChainCheck()
    for link in links(using):
        for finding in check.take(link):
            verdict.add(finding)
        watch.see(link, check.count)
        if progress and check.count % CHUNK == 0:
            progress(check.count, max(total, check.count))
    verdict.entries, verdict.last_seq, verdict.last_digest = check.count, check.seq, check.digest
    for finding in watch.findings(check.seq):
        verdict.add(finding)
    if AuditEntry.objects.using(using).filter(seq__lte=check.seq).count() != check.count:
        verdict.add(Finding(Fault.MISPLACED, check.seq, "count"))
    for name in missing_guards(connections[using]):
        verdict.add(Finding(Fault.GUARD, 0, name))
    return verdict


class _Watch:
    """Remembers the entries that the roots and the head speak of when they come by."""

    def __init__(self, roots: Sequence[Root], head: tuple[int, str] | None) -> None:
        self.roots = roots
        self.head = head
        self.wanted = {root.seq for root in roots if root.seq is not None} | ({head[0]} if head else set())
        self.bare = {root.digest for root in roots if root.seq is None}
        self.seen: dict[int, tuple[str, int]] = {}

    def see(self, link: Link, count: int) -> None:
        """Take note of an entry that somebody asked about."""
        if link.seq in self.wanted:
            self.seen[link.seq] = (link.digest, count)
        if self.bare:
            self.bare.discard(link.digest)

    def findings(self, last_seq: int) -> Iterator[Finding]:
        """What the roots and the head say against the trail."""
        for root in self.roots:
            yield from self._root(root, last_seq)
        if self.head is None and last_seq:
            yield Finding(Fault.HEAD, last_seq, "none")
        elif self.head:
            yield from self._head(*self.head, last_seq)

    def _root(self, root: Root, last_seq: int) -> Iterator[Finding]:
        if root.seq is None:
            if root.digest in self.bare:
                yield Finding(Fault.REBUILT, 0, str(root))
        elif root.seq > last_seq:
            yield Finding(Fault.TRUNCATED, root.seq, str(root))
        elif self.seen.get(root.seq) != (root.digest, root.count):
            yield Finding(Fault.REBUILT, root.seq, str(root))

    def _head(self, seq: int, digest: str, last_seq: int) -> Iterator[Finding]:
        if seq > last_seq:
            yield Finding(Fault.TRUNCATED, seq, digest)
        elif self.seen.get(seq, ("", 0))[0] != digest:
            yield Finding(Fault.HEAD, seq, digest)
