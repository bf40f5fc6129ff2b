"""值类型 · Value types of the field: numbers that identify, with their verdicts."""

from linli.core.kinds.credit_code import (
    CreditCode,
    CreditVerdict,
    credit_check,
    organisation_check,
    read_credit_code,
    registration_check,
    same_organisation,
)
from linli.core.kinds.id_number import IdNumber, Verdict, check_letter, read_id_number

__all__ = [
    "CreditCode",
    "CreditVerdict",
    "IdNumber",
    "Verdict",
    "check_letter",
    "credit_check",
    "organisation_check",
    "read_credit_code",
    "read_id_number",
    "registration_check",
    "same_organisation",
]
