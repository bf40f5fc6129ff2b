"""Reads of agreements and exports."""

from linli.sharing.queries.agreements import (
    AgreementLine,
    Given,
    agreements,
    granted_to,
    open_agreements,
    terms_of,
)
from linli.sharing.queries.exports import OrderLine, order_people, orders_for, orders_to_decide

__all__ = [
    "AgreementLine",
    "Given",
    "OrderLine",
    "agreements",
    "granted_to",
    "open_agreements",
    "order_people",
    "orders_for",
    "orders_to_decide",
    "terms_of",
]
