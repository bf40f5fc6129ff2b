"""What a phone is given: this grid's current tasks, masked to what they need, and nothing else."""

from linli.visits.bundle.build import Bundle, build
from linli.visits.bundle.tasks import Ask, Home

__all__ = ["Ask", "Bundle", "Home", "build"]
