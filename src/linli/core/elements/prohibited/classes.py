"""The prohibited classes, each with the rule that a refusal cites."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RED_LINES = "docs/explanation/what-we-never-hold.md"


class Banned(StrEnum):
    """What is never held on anybody, with the one exception that `recognise` makes for a party branch's own store."""

    POLITICAL_OPINION = "political_opinion"
    RELIGION = "religion"
    LOYALTY = "loyalty"
    SCORING = "scoring"
    BIOMETRIC = "biometric"
    MOVEMENT = "movement"
    AUTOMATED_DECISION = "automated_decision"


@dataclass(frozen=True, slots=True)
class Citation:
    """A law and its article; the article is empty where the whole law is meant."""

    law: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Ban:
    """One class: the section of the red lines, and the laws behind it."""

    banned: Banned
    section: str
    laws: tuple[Citation, ...]


PIPL, CONSTITUTION = "个人信息保护法", "宪法"
BANS = {
    ban.banned: ban
    for ban in (
        Ban(
            Banned.POLITICAL_OPINION,
            "1",
            (Citation(PIPL, "6"), Citation(PIPL, "34"), Citation(CONSTITUTION, "35")),
        ),
        Ban(
            Banned.RELIGION,
            "2",
            (Citation(PIPL, "28"), Citation(CONSTITUTION, "36"), Citation("宗教事务条例", "2")),
        ),
        Ban(Banned.LOYALTY, "3", (Citation(PIPL, "6"), Citation(PIPL, "34"), Citation(CONSTITUTION, "38"))),
        Ban(Banned.SCORING, "4", (Citation(PIPL, "6"), Citation(PIPL, "24"))),
        Ban(
            Banned.BIOMETRIC,
            "5",
            (Citation(PIPL, "26"), Citation(PIPL, "28"), Citation("人脸识别技术应用安全管理办法")),
        ),
        Ban(Banned.MOVEMENT, "6", (Citation(PIPL, "28"), Citation("民法典", "1032"))),
        Ban(Banned.AUTOMATED_DECISION, "7", (Citation(PIPL, "24"), Citation(PIPL, "55"))),
    )
}
