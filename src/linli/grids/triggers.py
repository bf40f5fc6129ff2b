"""What constraints over one row cannot say, on both databases."""

from linli.base.append_only import migration_steps

CLOSED = ("grids_planchange",)
install, remove = migration_steps(CLOSED)
