"""值类型 · Value types of the field: numbers that identify, with their verdicts."""

from linli.core.kinds.id_number import IdNumber, Verdict, check_letter, read_id_number

__all__ = ["IdNumber", "Verdict", "check_letter", "read_id_number"]
