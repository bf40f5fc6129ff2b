"""Reading a submission: XML from outside, so without DTD or entities; then as the app's own visits are."""

import json
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from linli.field.openrosa.names import BASE, FORM, element_of
from linli.register.elements import kind_of
from linli.register.states import SubjectKind

XML_MOST = 1 << 20


class NotASubmission(ValueError):
    """No submission of our form. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Submission:
    """A visit: the instance's id, the form's version, the body as the app would send it, the names of its photos."""

    entry: UUID
    version: int
    body: bytes
    photos: tuple[str, ...]

    def photo_entry(self, name: str) -> UUID:
        """The id of a photo's own entry: the same whenever the same submission is sent."""
        return uuid5(self.entry, name)


def read_submission(raw: bytes, dwelling_of: dict[str, str]) -> Submission:
    """The submission. `dwelling_of` maps households of the grid to their dwellings. Raises NotASubmission."""
    if len(raw) > XML_MOST:
        raise NotASubmission("too_long")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotASubmission("not_xml") from error
    if root.get("id") != FORM:
        raise NotASubmission("other_form")
    household = _text(root, "household")
    body = {
        "household": household,
        "outcome": _text(root, "outcome"),
        "seconds": 0,
        "values": [*_home_values(root, household, dwelling_of), *_person_values(root)],
    }
    photo = _text(root, "photo")
    return Submission(
        entry=_instance(root),
        version=int(root.get("version") or 0) % 2**31,
        body=json.dumps(body, ensure_ascii=False, sort_keys=True).encode(),
        photos=(photo,) if photo else (),
    )


def _instance(root: Element) -> UUID:
    for one in root.iter():
        if _local(one) == "instanceID":
            try:
                return UUID((one.text or "").removeprefix("uuid:"))
            except ValueError as error:
                raise NotASubmission("no_instance_id") from error
    raise NotASubmission("no_instance_id")


def _home_values(root: Element, household: str, dwelling_of: dict[str, str]) -> list[dict[str, str]]:
    found = []
    for group in _children(root, "home"):
        for element, base, value in _answers(group):
            is_home = kind_of(element) == SubjectKind.DWELLING
            subject = dwelling_of.get(household, household) if is_home else household
            found.append({"subject": subject, "element": element, "base": base, "value": value})
    return found


def _person_values(root: Element) -> list[dict[str, str]]:
    return [
        {"subject": _text(group, "who"), "element": element, "base": base, "value": value}
        for group in _children(root, "person")
        for element, base, value in _answers(group)
    ]


def _answers(group: Element) -> list[tuple[str, str, str]]:
    told = {_local(one): (one.text or "").strip() for one in group}
    return [
        (element_of(name), told.get(BASE + name, ""), value)
        for name, value in told.items()
        if value and "__" in name and not name.startswith(BASE)
    ]


def _children(root: Element, name: str) -> list[Element]:
    return [one for one in root if _local(one) == name]


def _text(root: Element, name: str) -> str:
    return next(((one.text or "").strip() for one in _children(root, name)), "")


def _local(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]
