"""What was sent, and what it said, is written once: the database refuses to change or remove it."""

from linli.base.append_only import migration_steps

install, remove = migration_steps(("visits_envelope", "visits_collectedvalue"))
