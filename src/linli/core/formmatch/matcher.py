"""Fields of a form -> elements of a catalogue, each with a score, its reasons, and whether a person must be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from .accept import EXACT, Evidence, judge
from .catalogue import Catalogue
from .evidence import Shown, shown
from .labels import squeeze
from .memory import NO_VOTES, Confirmation, Memory, Place, Votes
from .model import NONE, Candidate, Form, Match
from .placing import LABEL, SUBJECT, Placed, place
from .reading import Asked, Reader, Sense
from .scoring import Scorer, Scores
from .subject import OF_ORGANISATIONS, PERSON

RANKED, DISTINCT = 5, 3
# Bytes of the digest of a form's labels.
DIGEST = 16
# From which share on a confirmed property is taken for what a label asks, and how like it such a label is at most.
MOSTLY, LEARNT = 0.6, 0.94
# Scores this close are the same.
EQUALLY = 0.005


class Matcher:
    """Matches forms against one catalogue, with or without a memory of confirmed forms."""

    def __init__(self, catalogue: Catalogue, memory: Memory | None = None) -> None:
        self.catalogue = catalogue
        self.memory = memory or Memory()
        self.reader = Reader(catalogue)
        self.scorer = Scorer(catalogue)

    def match(self, form: Form) -> tuple[Match, ...]:
        """An answer for every field, in the form's order."""
        placed = self._place(form)
        places = _places(form, placed)
        return tuple(self._answer(form, i, one, places[i]) for i, one in enumerate(placed))

    def confirmations(self, form: Form, accepted: Iterable[tuple[str, ...]]) -> list[Confirmation]:
        """A form with its right answers, as memory keeps them; an empty answer is left out."""
        places = _places(form, self._place(form))
        return [
            Confirmation(at, form.form_id, answer)
            for at, answer in zip(places, accepted, strict=True)
            if answer
        ]

    def _place(self, form: Form) -> list[Placed]:
        asked = [self._learnt(self.reader.read(one), form) for one in form.fields]
        return place(asked, self.catalogue, self.reader.name)

    def _learnt(self, asked: Asked, form: Form) -> Asked:
        """What was confirmed for such a label tells where people begin and end, as the words do."""
        best = asked.best
        if not self.memory or (best and best.likeness >= EXACT):
            return asked
        rest = asked.person.rest if asked.person else ""
        votes = self.memory.of_label(Place(asked.label.core, "", "", form.department, rest=rest))
        shares = votes.shares(lambda element: (self.scorer.prop(element),))
        prop = max(shares, key=lambda name: shares[name], default=NONE)
        if prop == NONE or shares[prop] < MOSTLY:
            return asked
        trust = votes.forms / (votes.forms + 1.0) * votes.likeness**4
        return self.reader.learnt(asked, prop, LEARNT * shares[prop] * trust)

    def _answer(self, form: Form, i: int, one: Placed, at: Place) -> Match:
        field = form.fields[i]
        shows = shown(field.values, field.options or one.asked.label.options, field.kinds)
        scores, senses = self.scorer.by_words(one)
        self.scorer.by_values(scores, one, shows)
        by_label = self.memory.of_label(at) if self.memory else NO_VOTES
        by_place = self.memory.of_place(at) if self.memory else NO_VOTES
        ranked = self._ranked(self.scorer.by_memory(dict(scores), one, by_label, by_place), senses)
        best = ranked[0].element
        seen = self._evidence(one, best, scores, senses.get(best), by_label, by_place, shows)
        verdict = judge(seen)
        return Match(
            form.form_id,
            i,
            field.label,
            ranked,
            best != NONE and verdict.auto,
            verdict.confidence,
            one.how,
            verdict.doubts,
        )

    def _ranked(self, scores: Scores, senses: Mapping[str, Sense]) -> tuple[Candidate, ...]:
        """Best first; the second and third place go to other properties, so that a person sees real choices."""
        ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0] == NONE, pair[0]))
        first: list[Candidate] = []
        later: list[Candidate] = []
        props: set[str] = set()
        for element, score in ordered:
            prop = self.scorer.prop(element)
            by = senses[element].phrase if element in senses else ""
            (later if prop in props else first).append(Candidate(element, round(score, 4), by))
            props.add(prop)
        rest = sorted([*first[DISTINCT:], *later], key=lambda one: -one.score)
        return tuple([*first[:DISTINCT], *rest][:RANKED])

    def _evidence(
        self,
        one: Placed,
        best: str,
        scores: Scores,
        sense: Sense | None,
        by_label: Votes,
        by_place: Votes,
        shows: Shown,
    ) -> Evidence:
        prop = self.scorer.prop(best)
        return Evidence(
            likeness=scores.get(best, 0.0),
            is_none=best == NONE,
            is_personal=best != NONE and self.catalogue.is_personal(prop),
            is_sure=one.is_sure,
            is_named=one.how == LABEL,
            repeats=one.repeats,
            is_vague=one.asked.is_vague,
            is_compound=one.asked.label.is_compound,
            is_qualified=bool(sense and sense.is_qualified),
            is_loose=bool(sense and sense.is_loose),
            is_elsewhere=self._is_elsewhere(one, prop),
            has_rival=self._has_rival(one, prop),
            section_known=one.asked.section_known,
            label_votes=by_label,
            label_share=self.scorer.shares(one, by_label).get(prop, 0.0),
            place_votes=by_place,
            place_share=by_place.shares().get(best, 0.0),
            has_equal=self._has_equal(best, scores),
            values=self.scorer.weight(best, shows),
        )

    def _is_elsewhere(self, one: Placed, prop: str) -> bool:
        """True for what belongs to an organisation in a form about a person, and to a person in any other form."""
        if one.about == PERSON:
            return self.catalogue.prop_name(prop) in OF_ORGANISATIONS
        return self.catalogue.is_personal(prop) and one.how == SUBJECT

    def _has_equal(self, best: str, scores: Scores) -> bool:
        """True where another property is found by the same words just as well."""
        prop, score = self.scorer.prop(best), scores.get(best, 0.0)
        return any(
            other >= score - EQUALLY and self.scorer.prop(element) != prop
            for element, other in scores.items()
            if element not in (best, NONE)
        )

    def _has_rival(self, one: Placed, prop: str) -> bool:
        """True where a bracket of the label is the name of something else."""
        return any(prop not in self.catalogue.phrases.get(note, (prop,)) for note in one.asked.label.notes)


def _places(form: Form, placed: list[Placed]) -> list[Place]:
    """Where each field stands, as memory knows it."""
    digest = blake2b(squeeze(form.title).encode(), digest_size=DIGEST)
    found = []
    for one in placed:
        label, best, person = one.asked.label.core, one.asked.best, one.asked.person
        digest.update(f"\n{one.asked.section}\t{label}".encode())
        heading = one.asked.section or (best.word if best else "")
        rest = person.rest if person else ""
        found.append(Place(label, heading, one.about, form.department, digest.hexdigest(), rest))
    return found
