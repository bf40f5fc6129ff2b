"""Proofs of deletion."""

from django.db.models import QuerySet

from linli.base.reading.models import DeletionProof
from linli.base.scope import Scope


def deletions(scope: Scope) -> QuerySet[DeletionProof]:
    """What was deleted in a place, latest first."""
    return DeletionProof.objects.in_scope(Scope(scope.prefix[:6]) if not scope.is_nothing else scope)
