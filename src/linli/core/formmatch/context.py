"""Whose a bare label is: the run after somebody's name, what the form has already asked, what the form is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

# The role of somebody whom a label names by a word that is not known.
STRANGER = "?"


@dataclass(slots=True)
class Sequence:
    """The state while the fields of a form are read from first to last.

    `subject` is the role of whoever the form is about, `explicit` how often each role is named by labels that ask
    for more than a name, `has` tells whether the catalogue has a property for a role, `has_subject` whether the
    form names the person it is about.
    """

    subject: str
    has: Callable[[str, str], bool]
    has_subject: bool = True
    explicit: dict[str, int] = field(default_factory=dict)
    run: str = ""
    run_is_open: bool = False
    run_by_title: bool = False
    named: list[str] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def start(self, role: str, by_title: bool = False) -> None:
        """Somebody was named, by their name or only by a title: what follows without a name may be theirs."""
        self.run, self.run_is_open, self.run_by_title = role, False, by_title
        if role not in self.named:
            self.named.append(role)

    def stop(self) -> None:
        """Something that is about nobody stands here: a run ends."""
        self.run, self.run_is_open = "", False

    def owner(self, prop: str, identifies: bool, contacts: bool = False) -> tuple[str, bool]:
        """The role that a bare property belongs to, and whether that is beyond doubt.

        A run is somebody's block only when something that identifies a person follows the name at once; otherwise
        the form has named them in passing. After a title alone only a way to contact them is surely theirs.
        Doubt is left where anybody else who was named could be meant as well, and where the subject or the person
        has been asked the same already.
        """
        subject_has = (self.subject, prop) in self.asked
        if self.run == STRANGER:
            return self.subject, False
        if not self.run or self.run == self.subject:
            return self.subject, not subject_has and not self._others(prop)
        if (self.run, prop) in self.asked:
            self.run_is_open = False
            return self.subject, False
        if self.explicit.get(self.run, 0):
            return (
                (self.run, False) if subject_has else (self.subject, self._others(prop) <= 1 and identifies)
            )
        if not self.has(self.run, prop):
            return self.subject, not subject_has
        if self.run_is_open or identifies:
            self.run_is_open = True
            return self.run, contacts or not self.run_by_title
        passing = self.run
        if not self.has_subject:
            return passing, False
        self.stop()
        return (passing, False) if subject_has else (self.subject, False)

    def _others(self, prop: str) -> int:
        """How many of the people named so far could be meant by a bare label."""
        return sum(role != self.subject and self.has(role, prop) for role in self.named)
