"""Tables of agreements, parties' keys, exchanges and exports."""

from linli.sharing.models.agreement import Agreement, AgreementDecision, AgreementEnd
from linli.sharing.models.exchange import Exchange, PartyKey
from linli.sharing.models.export import ExportCopy, ExportDecision, ExportOrder, ExportSubject

__all__ = [
    "Agreement",
    "AgreementDecision",
    "AgreementEnd",
    "Exchange",
    "ExportCopy",
    "ExportDecision",
    "ExportOrder",
    "ExportSubject",
    "PartyKey",
]
