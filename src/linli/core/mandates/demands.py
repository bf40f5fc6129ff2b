"""What may never be demanded of a community, recognised in the words of an application.

The classes are red lines: economic targets, revenue quotas and illegal charges are never admissible, the sale of
insurance and subscriptions by quota is the abuse that survey report B names, and certificates that communities
must not be asked for are on the list of 民发〔2020〕20号 (annex, first batch of twenty). Words that take a thing
back ("clear up illegal charges") do not count as asking for it.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from linli.core.mandates.demand_words import ASKED, CERTIFICATES, HARMLESS, TAKEN_BACK


class Demand(StrEnum):
    """The classes; their words live in the room."""

    ECONOMIC_TARGET = "economic_target"
    REVENUE_QUOTA = "revenue_quota"
    CHARGE = "charge"
    INSURANCE_QUOTA = "insurance_quota"
    SUBSCRIPTION_QUOTA = "subscription_quota"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class DemandFinding:
    """A demand and the words that make it one; `item` names the certificate."""

    demand: Demand
    words: str
    item: str = ""


_TAKEN_BACK = re.compile("|".join(TAKEN_BACK))
_HARMLESS = re.compile("|".join(HARMLESS))
_CLAUSE = re.compile(r"[。；;！!？?\n，,]")
_ASKED = {Demand(name): [re.compile(pattern) for pattern in patterns] for name, patterns in ASKED.items()}
_CERTIFICATES = {item: re.compile(pattern) for item, pattern in CERTIFICATES.items()}
_CERTIFIES = re.compile("出具|开具|开立|盖章|开(一份|个|张)?证明|证明")


def demands_in(*texts: str) -> tuple[DemandFinding, ...]:
    """What the texts of an application (title, plan, fields) demand that may not be demanded. Each class once."""
    found: dict[tuple[Demand, str], DemandFinding] = {}
    for text in texts:
        for clause in _clauses(text):
            for finding in _in_clause(clause):
                found.setdefault((finding.demand, finding.item), finding)
    return tuple(found.values())


def _clauses(text: str) -> list[str]:
    tidy = re.sub(r"[ \t\u3000]", "", unicodedata.normalize("NFKC", text))
    return [clause for clause in _CLAUSE.split(tidy) if clause]


def _in_clause(clause: str) -> list[DemandFinding]:
    if _TAKEN_BACK.search(clause):
        return []
    bare = _HARMLESS.sub("", clause)
    found = []
    for demand, patterns in _ASKED.items():
        hit = next((match for pattern in patterns if (match := pattern.search(bare))), None)
        if hit:
            found.append(DemandFinding(demand, hit[0]))
    if _CERTIFIES.search(bare):
        for item, pattern in _CERTIFICATES.items():
            hit = pattern.search(bare)
            if hit:
                found.append(DemandFinding(Demand.CERTIFICATE, hit[0], item))
    return found
