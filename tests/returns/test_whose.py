"""Nobody's value on another person's row: namesakes, shared telephones, people who married again."""

from datetime import date
from random import Random
from uuid import UUID

import pytest

from linli.base.scope import Scope
from linli.register.drafts import FactDraft, new_subject
from linli.register.models import Fact
from linli.register.states import SubjectKind
from linli.returns.models import FilledRow, Filling, Report

from .making import HERE, admitted, filled, put

HEADS = {
    "姓名": "self.name",
    "联系电话": "self.phone",
    "配偶姓名": "self.spouse.name",
    "配偶电话": "self.spouse.phone",
    "户主姓名": "self.household.head.name",
}
NAMES, WIVES, PHONES = ("林大山", "陈阿水"), ("王小妹", "张阿英"), ("13800130001", "13800130002")
Expected = dict[UUID, dict[str, UUID | None]]


def couple(draw: Random, married_again: bool) -> Expected:
    """A husband and a wife in one home, perhaps with a wife before her; whose value belongs in which cell."""
    home = new_subject(SubjectKind.DWELLING, HERE, "001")
    house = new_subject(SubjectKind.HOUSEHOLD, HERE, "001")
    him, her, before = (new_subject(SubjectKind.PERSON, HERE, "001") for _ in range(3))
    facts = [
        FactDraft(house.id, "household.dwelling", object=home.id),
        FactDraft(house.id, "household.head", object=him.id),
        FactDraft(him.id, "self.spouse", object=her.id, valid_from=date(2005, 1, 1)),
        FactDraft(her.id, "self.spouse", object=him.id, valid_from=date(2005, 1, 1)),
    ]
    people = [(him, draw.choice(NAMES), "1"), (her, draw.choice(WIVES), "2")]
    if married_again:
        years = {"valid_from": date(1975, 1, 1), "valid_to": date(2004, 1, 1)}
        facts += [
            FactDraft(him.id, "self.spouse", object=before.id, **years),
            FactDraft(before.id, "self.spouse", object=him.id, **years),
        ]
        people.append((before, draw.choice(WIVES), "2"))
    phone = draw.choice(PHONES)
    for one, name, sex in people:
        facts += [
            FactDraft(one.id, "self.name", name),
            FactDraft(one.id, "self.sex", sex),
            FactDraft(one.id, "self.birth_date", "1950-03-02"),
            FactDraft(one.id, "self.phone", phone),
            FactDraft(one.id, "self.household", object=house.id),
        ]
    put(facts, (home, house, *(one for one, _name, _sex in people)))
    told: Expected = {}
    for one, spouse in ((him, her), (her, him)) + (((before, None),) if married_again else ()):
        other = spouse.id if spouse else None
        told[one.id] = {
            "姓名": one.id, "联系电话": one.id, "配偶姓名": other, "配偶电话": other, "户主姓名": him.id,
        }  # fmt: skip
    return told


def owners_of(report: Report) -> Expected:
    """Whose fact stands in each cell of each row."""
    filling = Filling.objects.get(report=report, number=report.number)
    labels = dict(report.mandate.form.fields.values_list("position", "label"))
    facts = dict(Fact.objects.in_scope(Scope("")).values_list("id", "subject_id"))
    return {
        row.subject: {
            labels[position]: facts.get(row.fact(index)) if row.fact(index) else None
            for index, position in enumerate(filling.fields)
            if labels[position] in HEADS
        }
        for row in FilledRow.objects.in_scope(Scope("")).filter(filling=filling)
    }


@pytest.mark.parametrize("seed", range(4))
def test_every_cell_is_of_the_person_it_should_be_of(who, seed: int):
    draw = Random(seed)
    expected: Expected = {}
    for number in range(6):
        expected |= couple(draw, married_again=number % 3 == 0)
    assert owners_of(filled(admitted(who, heads=HEADS), who)) == expected
