"""Changing keys while the system works: nothing is unreadable or unfindable for a moment."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto.opened import LiveKeyStore, algorithm, cipher
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import parts
from linli.register.models import Subject
from linli.register.projection.lookups import reindex
from linli.register.queries.keys import index_rows

Progress = Callable[[int], None]
BATCH = 1_000
ROUNDS = 5


def rotate_wrapping_key(*, by: Actor, at: datetime, progress: Progress | None = None) -> int:
    """Wrap every person's key by a new wrapping key and retire the old ones. Answers how many people's keys.

    Sealed values are not touched: they are sealed with people's own keys. Refusal: register.not_allowed.
    """
    store = _store(by)
    ring = store.keyring.with_new_wrapping_key(algorithm())
    number = ring.wrapping[-1].number
    with audited(by=by, at=at, verb="register.rotate_wrapping_key", subject=f"crypto.WrappingKey:{number}"):
        ring.save(store.ring_path)
    done = 0
    for done in store.rewrap(ring, BATCH):
        if progress is not None:
            progress(done)
    store.keyring.retired(wrapping=number - 1).save(store.ring_path)
    with audited(
        by=by,
        at=at,
        verb="register.retire_wrapping_keys",
        subject=f"crypto.WrappingKey:{number}",
        detail={"keys": done},
    ):
        pass
    return done


def rotate_index_key(*, by: Actor, at: datetime, progress: Progress | None = None) -> int:
    """Make the blind index anew under a new key, a batch a transaction, then retire the old ones.

    Look-ups try all keys until then. Answers how many subjects were gone through. Refusals: register.not_allowed,
    register.index_keeps_changing.
    """
    store = _store(by)
    ring = store.keyring.with_new_index_key()
    number = ring.index[-1].number
    with audited(by=by, at=at, verb="register.rotate_index_key", subject=f"crypto.IndexKey:{number}"):
        ring.save(store.ring_path)
    done = 0
    for _round in range(ROUNDS):
        done += _reindex_all(done, progress)
        # A writer that had read the old key before may have added rows since; they are found in another round.
        if not any(index_rows(key.number) for key in ring.index[:-1]):
            break
    else:
        raise Refusal(
            "register.index_keeps_changing",
            _("索引仍在用旧密钥写入，旧密钥没有停用。"),
            _("请确认所有进程都已更新，再运行一次。"),
        )
    store.keyring.retired(index=number - 1).save(store.ring_path)
    with audited(
        by=by,
        at=at,
        verb="register.retire_index_keys",
        subject=f"crypto.IndexKey:{number}",
        detail={"subjects": done},
    ):
        pass
    return done


def _reindex_all(before: int, progress: Progress | None) -> int:
    rows = Subject.objects.in_scope(EVERYWHERE).filter(forgotten_at=None).order_by("id")
    done = 0
    for part in parts(rows.values_list("id", flat=True).iterator(chunk_size=BATCH), BATCH):
        found = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=part)
        with transaction.atomic():
            reindex(part, dict(found.values_list("id", "district")))
        done += len(part)
        if progress is not None:
            progress(before + done)
    return done


def _store(by: Actor) -> LiveKeyStore:
    """The store; keys are changed at the machine, by the product's command line."""
    store = cipher().store
    if not by.is_system or not isinstance(store, LiveKeyStore):
        raise refusals.not_allowed()
    return store
