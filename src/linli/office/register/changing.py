"""From a change's form to the register's own action: one call each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.office.register.forms import changes as shapes
from linli.register import actions
from linli.register.drafts import EntryDraft, FactDraft, SubjectDraft, new_subject
from linli.register.gate.finding import find_by_name, find_by_number, find_dwelling
from linli.register.gate.places import Whereabouts
from linli.register.states import Method, SubjectKind

COMMUNITY, DISTRICT = 12, 6
PURPOSE = "resident_register"
P, H = SubjectKind.PERSON, SubjectKind.HOUSEHOLD


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose change, what the form said, who records it and when."""

    where: Whereabouts
    data: Mapping[str, Any]
    by: Actor
    at: datetime
    form: forms.Form

    @property
    def common(self) -> dict[str, Any]:
        """What every action takes."""
        return {"why": self.data["why"], "by": self.by, "at": self.at}

    @property
    def household(self) -> UUID:
        """The household that the change is about."""
        found = self.where.subject if self.where.kind == H else self.where.household
        if found is None:
            raise Refusal("register.no_household", _("这个人没有登记在任何一户里。"))
        return found

    def person(self, name: str) -> UUID | None:
        """A member chosen in the form."""
        return UUID(self.data[name]) if self.data.get(name) else None

    def new(self, kind: SubjectKind) -> SubjectDraft:
        """A new subject at the same place."""
        code, _mark, grid = self.where.place.partition("G")
        return new_subject(kind, code[:COMMUNITY], grid)


def _birth(asked: Asked) -> None:
    data = asked.data
    actions.birth(
        child=asked.new(P),
        name=data["name"],
        sex=data["sex"],
        born=data["born"],
        mother=asked.person("mother"),
        father=asked.person("father"),
        household=asked.household,
        relationship=data["relationship"],
        **asked.common,
    )


def _death(asked: Asked) -> None:
    actions.death(
        person=asked.where.subject, died=asked.data["died"], new_head=asked.person("new_head"), **asked.common
    )


def _move_out(asked: Asked) -> None:
    data = asked.data
    actions.move_out(
        people=[UUID(one) for one in data["people"]],
        left=data["left"],
        to=data["to"],
        new_head=asked.person("new_head"),
        **asked.common,
    )


def _move_in(asked: Asked) -> None:
    """Somebody on record already is brought here; anybody else is recorded first. Both or neither."""
    data = asked.data
    with transaction.atomic():
        known = _known(asked)
        fresh = [] if known else [asked.new(P)]
        person = known or fresh[0].id
        said = {"relationship_to_head": data["relationship"]}
        if fresh:
            said |= {"name": data["name"], "sex": data["sex"], "birth_date": data["born"].isoformat()}
        if fresh and data["number"]:
            said["id_number"] = data["number"]
        actions.record(
            entry=EntryDraft("committee", Method.LIFECYCLE, data["came"], PURPOSE, data["why"]),
            facts=[FactDraft(person, f"self.{code}", value) for code, value in said.items()],
            subjects=fresh,
            by=asked.by,
            at=asked.at,
        )
        actions.move_in(
            people=[person],
            came=data["came"],
            household=asked.household,
            moved_from=data["moved_from"],
            **asked.common,
        )


def _known(asked: Asked) -> UUID | None:
    """The person of the district who holds the number; the name typed must be theirs, so that nobody fishes."""
    number, name = asked.data["number"], asked.data["name"]
    if not number:
        return None
    district = Scope(asked.where.place[:DISTRICT])
    found = find_by_number(number, district).subjects
    if not found:
        return None
    named = [one for one in found if one in find_by_name(name, district).subjects]
    if len(named) != 1:
        raise Refusal(
            "register.number_of_another",
            _("这个号码登记的是另一个姓名。"),
            _("请核对证件；确实无误的，先到“更正”里改正原来的登记。"),
        )
    return named[0]


def _move_within(asked: Asked) -> None:
    actions.move_within(
        household=asked.household,
        dwelling=_dwelling(asked),
        moved=asked.data["moved"],
        **asked.common,
    )


def _dwelling(asked: Asked) -> UUID:
    found = find_dwelling(asked.data["address"], asked.by.scope)
    if len(found) != 1:
        words = _("没有登记这个住处。") if not found else _("这个地址对得上不止一处住房。")
        raise Refusal("register.dwelling_unclear", words, _("请写全小区、楼栋、单元和房号。"))
    return found[0]


def _marriage(asked: Asked) -> None:
    found = find_by_number(asked.data["partner"], asked.by.scope).subjects
    if len(found) != 1:
        raise Refusal(
            "register.partner_unclear", _("没有找到登记了这个号码的人。"), _("请核对号码，或先登记对方迁入。")
        )
    actions.marriage(one=asked.where.subject, other=found[0], married=asked.data["married"], **asked.common)


def _new_head(asked: Asked) -> None:
    form = asked.form
    assert isinstance(form, shapes.NewHeadForm)
    actions.new_head(
        household=asked.household,
        head=UUID(asked.data["head"]),
        relationships={UUID(one): code for one, code in form.relationships.items()},
        since=asked.data["since"],
        **asked.common,
    )


def _split(asked: Asked) -> None:
    data = asked.data
    actions.split_household(
        household=asked.household,
        leaving=[UUID(one) for one in data["people"]],
        new=asked.new(H),
        head=UUID(data["head"]),
        since=data["since"],
        dwelling=_dwelling(asked) if data["address"] else None,
        new_head_of_rest=asked.person("new_head"),
        **asked.common,
    )


def _rename(asked: Asked) -> None:
    actions.rename(
        person=asked.where.subject, name=asked.data["name"], since=asked.data["since"], **asked.common
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of change: its words, for which kinds of subjects, its form and what records it."""

    code: str
    name: Any
    words: Any
    kinds: frozenset[SubjectKind]
    form: type[shapes.ChangeForm]
    record: Callable[[Asked], None]


CHANGES: Mapping[str, Change] = {
    one.code: one
    for one in (
        Change("birth", _("孩子出生"), _("孩子登记到这一户。"), frozenset({H}), shapes.BirthForm, _birth),
        Change("death", _("死亡"), _("记下日期；户主去世的，换户主。"), frozenset({P}), shapes.DeathForm, _death),
        Change("move-in", _("迁入"), _("登记新来的人，住进这一户。"), frozenset({H}), shapes.MoveInForm, _move_in),
        Change("move-out", _("迁出"), _("一人或几人离开本地。"), frozenset({P, H}), shapes.MoveOutForm, _move_out),
        Change(
            "move-within",
            _("本地搬家"),
            _("全户搬到本地另一处住房。"),
            frozenset({P, H}),
            shapes.MoveWithinForm,
            _move_within,
        ),
        Change("marriage", _("结婚"), _("两人都已登记。"), frozenset({P}), shapes.MarriageForm, _marriage),
        Change("new-head", _("换户主"), _("户里另一人任户主。"), frozenset({H}), shapes.NewHeadForm, _new_head),
        Change("split", _("分户"), _("几人另立一户。"), frozenset({H}), shapes.SplitForm, _split),
        Change("rename", _("改名"), _("从变更登记那天起用新名。"), frozenset({P}), shapes.RenameForm, _rename),
    )
}  # fmt: skip
