"""Long work asked for on the system pages."""

from typing import Any

from linli.base.audit.roots import parse_roots
from linli.base.audit.verify import verify
from linli.base.audit.words import finding_words, limits_words, verdict_words
from linli.base.errors import Refusal
from linli.base.jobs.runner import JobRun, job_handler

VERIFY_KIND = "audit.verify"


@job_handler(VERIFY_KIND, idempotent=True)
def verify_trail(run: JobRun) -> dict[str, Any]:
    """Check the whole trail; a trail that does not hold is a failure, in words."""
    verdict = verify(parse_roots(run.params.get("roots", "")), progress=run.progress)
    words = list(verdict_words(verdict))
    if not verdict.holds:
        first = " ".join(finding_words(finding) for finding in verdict.findings[:5])
        raise Refusal(
            "audit.broken", words[0].replace("%", "%%"), f"{first} {limits_words(verdict)}".replace("%", "%%")
        )
    return {"words": " ".join(words), "seq": verdict.last_seq, "sha256": verdict.last_digest}
