"""What is compared between a database and its copy: rows per table, the audit root, the migrations."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from linli.base.audit.chain import GENESIS


@dataclass(frozen=True, slots=True)
class Facts:
    """Counted in one snapshot of one database."""

    counts: dict[str, int]
    audit_seq: int
    audit_count: int
    audit_sha256: str
    migrations: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return asdict(self) | {"migrations": list(self.migrations)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Facts":
        """From the manifest."""
        return cls(
            counts=dict(data["counts"]),
            audit_seq=int(data["audit_seq"]),
            audit_count=int(data["audit_count"]),
            audit_sha256=str(data["audit_sha256"]),
            migrations=tuple(data["migrations"]),
        )

    def differences(self, other: "Facts") -> list[str]:
        """What differs, a line each; empty when both are the same."""
        lines = [
            f"{table}: {self.counts.get(table)} != {other.counts.get(table)}"
            for table in sorted(self.counts.keys() | other.counts.keys())
            if self.counts.get(table) != other.counts.get(table)
        ]
        for name in ("audit_seq", "audit_count", "audit_sha256", "migrations"):
            if getattr(self, name) != getattr(other, name):
                lines.append(f"{name}: {getattr(self, name)} != {getattr(other, name)}")
        return lines


SQLITE_TABLES = (
    r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
)
POSTGRES_TABLES = (
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
)


def read_facts(cursor: CursorWrapper | Any, vendor: str) -> Facts:
    """Count everything through a cursor (of Django or of the driver) that sees one snapshot."""
    tables = tables_in(cursor, vendor)
    counts = {table: _one(cursor, f'SELECT COUNT(*) FROM "{table}"')[0] for table in tables}  # noqa: S608  # names from the database's own catalogue
    last = _one(cursor, "SELECT seq, digest FROM audit_auditentry ORDER BY seq DESC LIMIT 1")
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Facts(
        counts=counts,
        audit_seq=last[0] if last else 0,
        audit_count=counts["audit_auditentry"],
        audit_sha256=last[1] if last else GENESIS,
        migrations=tuple(f"{app}.{name}" for app, name in cursor.fetchall()),
    )


def tables_in(cursor: CursorWrapper | Any, vendor: str) -> list[str]:
    """Names of the tables, sorted."""
    cursor.execute(SQLITE_TABLES if vendor == "sqlite" else POSTGRES_TABLES)
    return sorted(row[0] for row in cursor.fetchall())


def _one(cursor: Any, sql: str) -> Any:
    cursor.execute(sql)
    return cursor.fetchone()
