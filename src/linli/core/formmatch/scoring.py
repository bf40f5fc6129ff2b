"""Scores of elements for one field: by the words of its label, by its values, by what was confirmed before."""

from __future__ import annotations

from collections import defaultdict

from .accept import EXACT
from .catalogue import Catalogue
from .context import STRANGER
from .evidence import Shown
from .memory import Votes
from .model import NONE
from .placing import SECTION, Placed
from .reading import Sense
from .subject import DWELLING, ORGANISATION, OTHER, PERSON

NONE_LEVEL, NONE_VAGUE = 0.4, 0.9
OTHER_ROLE, STRANGERS, OUT_OF_SECTION = 0.6, 0.5, 0.4
VALUES_SPEAK_FOR, VALUES_SPEAK_AGAINST, VALUES_ALONE = 0.25, 0.5, 0.6
# In a form about an organisation these properties of a person are asked of the organisation itself.
OF_THE_ORGANISATION = {"联系方式": "单位联系方式", "现住门(楼)详址": "单位地址"}
# How many voices it takes to move a label that is word for word a name in the catalogue half the way.
KEEPS_TO_WORDS = 4.0
# What a form of each kind may ask about beside people.
SUBJECTS = {
    PERSON: ("household", "record", "application", "community", "grid"),
    ORGANISATION: ("org", "record", "application", "community", "grid"),
    DWELLING: ("dwelling", "building", "estate", "record", "community", "grid"),
    OTHER: ("record", "application", "case", "community", "grid", "thing", "estate", "building"),
}
NOT_ABOUT = 0.97
Scores = dict[str, float]


class Scorer:
    """Scores for one catalogue. `senses` of an element says by which reading of the label it was found."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._own = {
            catalogue.prop_named(own): catalogue.prop_named(theirs)
            for own, theirs in OF_THE_ORGANISATION.items()
        }

    def by_words(self, one: Placed) -> tuple[Scores, dict[str, Sense]]:
        """By the label and whom it was found to be about."""
        scores: Scores = {NONE: NONE_VAGUE if one.asked.is_vague else NONE_LEVEL}
        senses: dict[str, Sense] = {}
        for sense in one.asked.senses:
            for role, factor in self._roles(one, sense):
                prop = self._own_prop(one, sense, role)
                element = self.catalogue.element(role, prop)
                score = sense.likeness * factor * self._fits(one, prop)
                if element and scores.get(element, 0.0) < score:
                    scores[element], senses[element] = score, sense
        return scores, senses

    def by_values(self, scores: Scores, one: Placed, seen: Shown) -> None:
        """Move scores by examples and by the answers that are offered."""
        if not seen.is_given:
            return
        for name in seen.kinds:
            element = self.catalogue.element(self.owner(one), self.catalogue.prop_named(name))
            if element:
                scores[element] = max(scores.get(element, 0.0), VALUES_ALONE)
        for element in [element for element in scores if element != NONE]:
            weight = self.weight(element, seen)
            scores[element] = (
                min(1.0, scores[element] + VALUES_SPEAK_FOR * weight)
                if weight > 0
                else scores[element] * (1 + VALUES_SPEAK_AGAINST * weight)
            )

    def weight(self, element: str, seen: Shown) -> float:
        """How far values speak for (1) or against (-1) an element."""
        return seen.weight(self.catalogue.prop_name(self.prop(element)))

    def by_memory(self, scores: Scores, one: Placed, by_label: Votes, by_place: Votes) -> Scores:
        """Mixed with what was confirmed: the more forms stand behind a vote, the more it counts."""
        if by_label.forms:
            scores = self._by_label(scores, one, by_label)
        if by_place.forms:
            heard = by_place.forms / (by_place.forms + 0.5)
            shares = by_place.shares()
            for element in {*scores, *shares}:
                scores[element] = (1 - heard) * scores.get(element, 0.0) + heard * shares.get(element, 0.0)
        return scores

    def _by_label(self, scores: Scores, one: Placed, votes: Votes) -> Scores:
        """Memory moves a property as a whole; whose it is stays as the form has it."""
        is_exact = max((score for element, score in scores.items() if element != NONE), default=0.0) >= EXACT
        if is_exact and votes.likeness < 1.0:
            return scores
        # Words of the catalogue itself give way to the habit of the same department or of several others.
        if is_exact:
            weight = votes.departments + votes.same_department * (1 + votes.forms)
            trust = weight / (weight + KEEPS_TO_WORDS)
        else:
            trust = votes.forms / (votes.forms + 1.0) * votes.likeness**4
        props = self.shares(one, votes)
        for prop in props:
            element = self.catalogue.element(self.owner(one), prop) if prop != NONE else None
            if element:
                scores.setdefault(element, 0.0)
        best_of: dict[str, float] = defaultdict(float)
        for element, score in scores.items():
            best_of[self.prop(element)] = max(best_of[self.prop(element)], score)
        mixed = {}
        for element, score in scores.items():
            prop = self.prop(element)
            among_roles = score / best_of[prop] if best_of[prop] else 1.0
            mixed[element] = (1 - trust) * score + trust * props.get(prop, 0.0) * among_roles
        return mixed

    def shares(self, one: Placed, votes: Votes) -> dict[str, float]:
        """Votes by property. In a form about an organisation its own phone is meant where others say phone."""

        def meant(element: str) -> tuple[str, ...]:
            prop = self.prop(element)
            return (prop, self._own.get(prop, prop)) if one.about == ORGANISATION else (prop,)

        return votes.shares(meant)

    def owner(self, one: Placed) -> str:
        """The role a field was found to belong to; the form's subject where an unknown word names somebody."""
        return one.owner if one.owner != STRANGER else self.catalogue.self_role

    def prop(self, element: str) -> str:
        """The property of an element; NONE, and what this catalogue does not know, stay as they are."""
        known = self.catalogue.by_id.get(element)
        return known.property if known else element

    def _fits(self, one: Placed, prop: str) -> float:
        """A little less for a thing that the form is not about, where the catalogue tells things apart."""
        subject = self.catalogue.subject_of(prop).split(".")[0]
        return 1.0 if not subject or subject in SUBJECTS[one.about] else NOT_ABOUT

    def _own_prop(self, one: Placed, sense: Sense, role: str) -> str:
        if one.about == ORGANISATION and not sense.role and role == self.catalogue.self_role:
            return self._own.get(sense.prop, sense.prop)
        return sense.prop

    def _roles(self, one: Placed, sense: Sense) -> list[tuple[str, float]]:
        """Roles a sense may be about, with the weight of each."""
        best = one.asked.best or sense
        named = one.owner if sense.word and sense.word == best.word else sense.role
        if named == STRANGER or (sense.word and not named):
            return [(self.catalogue.self_role, STRANGERS)]
        if sense.word:
            return [(named, 1.0)] if named == sense.role else [(named, 1.0), (sense.role, OTHER_ROLE)]
        found = {one.owner: 1.0} if one.owner != STRANGER else {}
        for role in (self.catalogue.self_role, one.run):
            if role and role != STRANGER:
                found.setdefault(role, OUT_OF_SECTION if one.how == SECTION else OTHER_ROLE)
        return list(found.items())
