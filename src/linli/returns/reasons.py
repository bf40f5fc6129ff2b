"""The reason that stands in the reading log beside everything read for a mandate."""

from linli.mandates.models import Mandate

MOST = 100


def reason_of(mandate: Mandate) -> str:
    """Which request it was read for. The control number is the purpose's code: reasons hold no long numbers."""
    return f"填报《{mandate.title[:MOST]}》"
