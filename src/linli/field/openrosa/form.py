"""The XForm of a grid: choose the home, how it went, what is to be asked of the home and of each person, a photo.

Written by hand against the ODK XForms specification; checked in tests by ODK Validate. What the phone knows comes in
two tables beside the form (homes.csv, people.csv) with the version that each answer rests on.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET  # building only; what comes from outside is read by defusedxml

from linli.field.openrosa.names import BASE, FORM, node
from linli.visits.states import VisitOutcome

H = "http://www.w3.org/1999/xhtml"
X = "http://www.w3.org/2002/xforms"
ORX = "http://openrosa.org/xforms"
JR = "http://openrosa.org/javarosa"
TYPES = {"integer": "int", "decimal": "decimal", "date": "date"}
HOMES, PEOPLE = "homes", "people"
for prefix, uri in (("h", H), ("", X), ("orx", ORX), ("jr", JR)):
    ET.register_namespace(prefix, uri)


def version_of(forms: Mapping[str, Any]) -> str:
    """Changes when what is asked changes: digits, as the specification wants."""
    asked = repr(sorted(forms["elements"].items())).encode()
    return str(int(hashlib.sha256(asked).hexdigest()[:12], 16))


def xform(forms: Mapping[str, Any], title: str, words: Mapping[str, str]) -> str:
    """The form as XML text. `forms` is that of the bundle, `words` the labels of our own questions."""
    elements = forms["elements"]
    home = [code for code in elements if not code.startswith("self.")]
    person = [code for code in elements if code.startswith("self.")]
    root = ET.Element(f"{{{H}}}html")
    head = ET.SubElement(root, f"{{{H}}}head")
    ET.SubElement(head, f"{{{H}}}title").text = title
    _model(ET.SubElement(head, f"{{{X}}}model"), forms, home, person)
    _body(ET.SubElement(root, f"{{{H}}}body"), forms, home, person, words)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _model(model: ET.Element, forms: Mapping[str, Any], home: Sequence[str], person: Sequence[str]) -> None:
    data = ET.SubElement(
        ET.SubElement(model, f"{{{X}}}instance"), f"{{{X}}}data", id=FORM, version=version_of(forms)
    )
    for name in ("household", "outcome"):
        ET.SubElement(data, f"{{{X}}}{name}")
    _nodes(ET.SubElement(data, f"{{{X}}}home"), home)
    if person:
        group = ET.SubElement(data, f"{{{X}}}person", {f"{{{JR}}}template": ""})
        ET.SubElement(group, f"{{{X}}}who")
        _nodes(group, person)
    ET.SubElement(data, f"{{{X}}}photo")
    ET.SubElement(ET.SubElement(data, f"{{{ORX}}}meta"), f"{{{ORX}}}instanceID")
    for table in (HOMES, PEOPLE):
        ET.SubElement(model, f"{{{X}}}instance", id=table, src=f"jr://file-csv/{table}.csv")
    _binds(model, forms, home, person)


def _nodes(parent: ET.Element, codes: Sequence[str]) -> None:
    for code in codes:
        ET.SubElement(parent, f"{{{X}}}{node(code)}")
        ET.SubElement(parent, f"{{{X}}}{BASE}{node(code)}")


def _binds(model: ET.Element, forms: Mapping[str, Any], home: Sequence[str], person: Sequence[str]) -> None:
    def bind(nodeset: str, kind: str = "string", **more: str) -> None:
        ET.SubElement(model, f"{{{X}}}bind", {"nodeset": nodeset, "type": kind, **more})

    done = "/data/outcome = 'done'"
    bind("/data/household", required="true()")
    bind("/data/outcome", required="true()")
    bind("/data/home", relevant=done)
    if person:
        bind("/data/person", relevant=done)
        bind("/data/person/who", required="true()")
    for group, codes, table, key in (
        ("home", home, HOMES, "/data/household"),
        ("person", person, PEOPLE, "current()/../who"),
    ):
        for code in codes:
            path = f"/data/{group}/{node(code)}"
            bind(path, TYPES.get(forms["elements"][code]["kind"], "string"))
            held = f"instance('{table}')/root/item[name = {key}]/{BASE}{node(code)}"
            bind(f"/data/{group}/{BASE}{node(code)}", calculate=held)
    bind("/data/photo", "binary")
    meta = {"readonly": "true()", f"{{{JR}}}preload": "uid"}
    ET.SubElement(
        model,
        f"{{{X}}}bind",
        {"nodeset": "/data/orx:meta/orx:instanceID", "type": "string", **meta},
    )


def _body(
    body: ET.Element,
    forms: Mapping[str, Any],
    home: Sequence[str],
    person: Sequence[str],
    words: Mapping[str, str],
) -> None:
    _listed(body, "/data/household", words["household"], f"instance('{HOMES}')/root/item")
    select = ET.SubElement(body, f"{{{X}}}select1", ref="/data/outcome")
    ET.SubElement(select, f"{{{X}}}label").text = words["outcome"]
    _items(select, [(one.value, str(one.label)) for one in VisitOutcome])
    _group(ET.SubElement(body, f"{{{X}}}group", ref="/data/home"), forms, home, "home", words["home"])
    if person:
        group = ET.SubElement(body, f"{{{X}}}group", ref="/data/person")
        ET.SubElement(group, f"{{{X}}}label").text = words["person"]
        repeat = ET.SubElement(group, f"{{{X}}}repeat", nodeset="/data/person")
        people = f"instance('{PEOPLE}')/root/item[household = /data/household]"
        _listed(repeat, "/data/person/who", words["who"], people)
        for code in person:
            _question(repeat, forms, code, f"/data/person/{node(code)}")
    upload = ET.SubElement(body, f"{{{X}}}upload", ref="/data/photo", mediatype="image/*")
    ET.SubElement(upload, f"{{{X}}}label").text = words["photo"]


def _group(group: ET.Element, forms: Mapping[str, Any], codes: Sequence[str], name: str, label: str) -> None:
    ET.SubElement(group, f"{{{X}}}label").text = label
    for code in codes:
        _question(group, forms, code, f"/data/{name}/{node(code)}")


def _question(parent: ET.Element, forms: Mapping[str, Any], code: str, ref: str) -> None:
    element = forms["elements"][code]
    label = f"{element['zh']} {element['en']}" + (f" ({element['unit']})" if element["unit"] else "")
    if element["kind"] == "yes_no":
        select = ET.SubElement(parent, f"{{{X}}}select1", ref=ref)
        ET.SubElement(select, f"{{{X}}}label").text = label
        _items(select, [("yes", "是 Yes"), ("no", "否 No")])
    elif element["kind"] == "code":
        select = ET.SubElement(parent, f"{{{X}}}select1", ref=ref)
        ET.SubElement(select, f"{{{X}}}label").text = label
        _items(select, [(item, f"{zh} {en}") for item, zh, en in forms["lists"].get(element["list"], [])])
    else:
        question = ET.SubElement(parent, f"{{{X}}}input", ref=ref)
        ET.SubElement(question, f"{{{X}}}label").text = label


def _listed(parent: ET.Element, ref: str, label: str, nodeset: str) -> None:
    select = ET.SubElement(parent, f"{{{X}}}select1", ref=ref)
    ET.SubElement(select, f"{{{X}}}label").text = label
    itemset = ET.SubElement(select, f"{{{X}}}itemset", nodeset=nodeset)
    ET.SubElement(itemset, f"{{{X}}}value", ref="name")
    ET.SubElement(itemset, f"{{{X}}}label", ref="label")


def _items(select: ET.Element, items: Sequence[tuple[str, str]]) -> None:
    for value, label in items:
        item = ET.SubElement(select, f"{{{X}}}item")
        ET.SubElement(item, f"{{{X}}}label").text = label
        ET.SubElement(item, f"{{{X}}}value").text = value
