"""The supplied catalogue: large enough, complete, free of faults; and that the checks find planted ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import linli.catalogue
from linli.core.elements import (
    Basis,
    Derivation,
    Element,
    Fault,
    Information,
    Mask,
    Publish,
    Retention,
    SeedError,
    Sensitivity,
    Store,
    Subject,
    Trigger,
    ValueKind,
    ValueType,
    Words,
    element_from_record,
    element_to_record,
    faults_of_catalogue,
    faults_of_property,
    load_directory,
)
from linli.core.elements.check import faults_of_element
from linli.core.elements.kinds import GUARDED, PEOPLE
from linli.core.elements.parse import parse_basis, parse_retention, parse_type

SEED = load_directory(Path(linli.catalogue.__file__).parent / "seed")


def prop(code: str):
    return SEED.properties[code]


def test_it_is_large_enough():
    assert len(SEED.properties) >= 222
    assert len(SEED.roles) >= 35
    assert len({one.code for one in SEED.elements}) == len(SEED.elements)


def test_it_has_no_faults():
    assert faults_of_catalogue(SEED) == ()


@pytest.mark.parametrize(
    "code",
    [
        "self.id_number",
        "self.spouse.name",
        "self.household.head.name",
        "org.legal_representative.name",
        "dwelling.owner.name",
    ],
)
def test_elements_the_product_speaks_of(code: str):
    assert code in {one.code for one in SEED.elements}


def test_nothing_supplied_is_unused():
    used = {
        "laws": {basis.law for own in SEED.properties.values() for basis in own.basis},
        "purposes": {one for own in SEED.properties.values() for one in own.purposes},
        "departments": {one for own in SEED.properties.values() for one in (own.owner, own.steward)},
        "code_lists": {own.type.code_list for own in SEED.properties.values()} - {""},
        "roles": {one.role.code for one in SEED.elements},
    }
    unused = {name: set(getattr(SEED, name)) - codes for name, codes in used.items()}
    assert not any(unused.values()), unused


def test_every_property_says_everything():
    for own in SEED.properties.values():
        assert own.names.zh, own.code
        assert own.names.en, own.code
        assert own.owner, own.code
        assert own.steward, own.code
        assert own.group, own.code
        assert own.purposes, own.code
        assert own.basis, own.code
    named = sum(bool(own.aliases) for own in SEED.properties.values())
    assert named / len(SEED.properties) > 0.7


def test_national_lists_name_standard_and_edition():
    known = {one.code: (one.standard, one.edition, len(one.items)) for one in SEED.code_lists.values()}
    assert known["sex"] == ("GB/T 2261.1", "2003", 4)
    assert known["marital"] == ("GB/T 2261.2", "2003", 8)
    assert known["ethnicity"] == ("GB/T 3304", "1991", 56)
    assert known["education"][:2] == ("GB/T 4658", "2006")
    assert known["relationship"][:2] == ("GB/T 4761", "2008")
    assert "political" not in known


def test_no_party_list_is_supplied_and_membership_is_the_branchs_alone():
    held = [one for one in SEED.elements if one.property.information is Information.PARTY_MEMBERSHIP]
    assert {one.role.code for one in held} == {"branch.member"}
    assert {one.property.store for one in held} == {Store.PARTY_BRANCH}


def test_identity_numbers_stand_on_few_role_paths():
    on = {one.role.code for one in SEED.elements if one.property.code == "id_number"}
    assert on < {one.role.code for one in SEED.elements if one.property.code == "name"}
    assert not on & {"grid.officer", "case.reporter", "self.emergency_contact"}


def test_articles_are_numbers_or_left_open():
    articles = {basis.article for own in SEED.properties.values() for basis in own.basis}
    assert "" in articles
    assert all(article.isdigit() for article in articles - {""})


def test_records_keep_everything():
    for one in SEED.elements:
        assert element_from_record(element_to_record(one)) == one


def test_somebody_in_a_post_is_kept_by_the_post():
    by_code = {one.code: one for one in SEED.elements}
    assert by_code["self.name"].property.retention.trigger is Trigger.LEFT
    assert by_code["grid.officer.name"].property.retention.trigger is Trigger.POST_ENDED
    assert "resident_register" not in by_code["grid.officer.name"].property.purposes


def test_names_on_role_paths():
    by_code = {one.code: one for one in SEED.elements}
    assert by_code["self.name"].names == Words("姓名", "Name")
    assert by_code["self.spouse.name"].names == Words("配偶的姓名", "Spouse: name")
    assert by_code["self.id_number"].masked("35080219900101001X") == "3508**********001X"
    assert by_code["self.id_number"].masked(None) == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"basis": ()}, "no_basis"),
        ({"purposes": ()}, "no_purpose"),
        ({"retention": Retention(Trigger.STANDING)}, "kept_for_ever"),
        ({"retention": Retention(Trigger.LEFT)}, "months_without_trigger"),
        ({"mask": Mask.NONE}, "guarded_without_mask"),
        ({"publish": Publish.OPEN}, "personal_is_published"),
        ({"publish": Publish.DISCLOSED}, "guarded_is_disclosed"),
        ({"sensitivity": Sensitivity.SEALED, "publish": Publish.COUNTS}, "sealed_is_counted"),
        ({"information": Information.HEALTH, "sensitivity": Sensitivity.PERSONAL}, "not_guarded"),
        ({"type": ValueType(ValueKind.CODE)}, "code_without_list"),
        ({"store": Store.PARTY_BRANCH}, "membership_outside_branch"),
        ({"definition": Words("", "")}, "no_definition"),
        ({"steward": ""}, "no_owner"),
    ],
)
def test_planted_faults_of_a_property_are_found(changes, code: str):
    own = replace(prop("id_number"), **changes)
    assert code in {fault.code for fault in faults_of_property(own)}


def test_identifying_values_need_a_mask():
    own = replace(prop("phone"), mask=Mask.NONE)
    assert Fault("identifying_without_mask", "phone") in faults_of_property(own)


def test_planted_faults_beside_others_are_found():
    def faults(*elements: Element) -> set[str]:
        properties = {one.property.code: one.property for one in elements}
        return {
            one.code for one in faults_of_catalogue(replace(SEED, properties=properties, elements=elements))
        }

    role, name = SEED.roles["self"], prop("name")
    again = replace(prop("phone"), aliases=("姓名",))
    assert "name_means_two_things" in faults(Element(role, name), Element(role, again))
    assert "unknown_law" in faults(Element(role, replace(name, basis=(Basis("made_up_law"),))))
    assert "unknown_purpose" in faults(Element(role, replace(name, purposes=("curiosity",))))
    assert "unknown_department" in faults(Element(role, replace(name, owner="nobody")))
    assert "unknown_source" in faults(Element(role, prop("age")))
    circle = replace(name, derivation=Derivation(("name",), Words("自己", "itself")))
    assert "derived_from_itself" in faults(Element(role, circle))
    assert "banned_religion" in faults(Element(role, replace(name, names=Words("宗教信仰", "x"))))


def test_a_list_that_smuggles_a_ban_in_is_found():
    sex = SEED.code_lists["sex"]
    smuggled = replace(sex, items=(*sex.items, replace(sex.items[0], names=Words("佛教徒", "Buddhist"))))
    seed = replace(SEED, code_lists={**SEED.code_lists, "sex": smuggled})
    assert "banned_religion" in {one.code for one in faults_of_catalogue(seed)}


def test_people_need_protection():
    role = SEED.roles["self"]
    assert role.subject in PEOPLE
    open_one = replace(prop("org_name"), information=Information.IDENTITY)
    assert "person_without_protection" in {one.code for one in faults_of_element(Element(role, open_one))}
    on_branch = Element(SEED.roles["branch.member"], prop("name"))
    assert "store_differs" in {one.code for one in faults_of_element(on_branch)}


def test_sensitive_properties_have_all_they_need():
    guarded = [own for own in SEED.properties.values() if own.sensitivity in GUARDED]
    assert len(guarded) > 60
    assert all(own.basis and own.purposes and own.retention.months is not None for own in guarded)
    assert prop("ethnicity") in guarded
    assert prop("household_size") not in guarded
    assert SEED.roles["household"].subject is Subject.HOUSEHOLD


@pytest.mark.parametrize(
    ("months", "start", "gone"),
    [
        (24, date(2026, 11, 24), date(2028, 11, 24)),
        (1, date(2026, 1, 31), date(2026, 2, 28)),
        (1, date(2026, 12, 31), date(2027, 1, 31)),
        (12, date(2024, 2, 29), date(2025, 2, 28)),
        (0, date(2026, 5, 5), date(2026, 5, 5)),
        (13, date(2026, 11, 30), date(2027, 12, 30)),
    ],
)
def test_deletion_dates(months: int, start: date, gone: date):
    assert Retention(Trigger.LEFT, months).deletion_date(start) == gone
    assert Retention(Trigger.STANDING).deletion_date(start) is None


def test_notations():
    assert parse_type("decimal(2) m2", "", "x") == ValueType(ValueKind.DECIMAL, decimals=2, unit="m2")
    assert parse_type("code(sex)", "", "x").code_list == "sex"
    assert parse_basis("pipl 28", "x") == Basis("pipl", "28")
    assert parse_retention("left+24", "x") == Retention(Trigger.LEFT, 24)


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("laws.yaml", "pipl: {name: [一], from: 2021-11-01}", "needs_both_languages"),
        ("laws.yaml", "[1, 2]", "not_a_mapping"),
        ("laws.yaml", "a: [", "not_yaml"),
        (
            "roles.yaml",
            "roles: {self: {subject: person, zh: 本人, en: Person}}\nsets: {}",
            "needs_a_definition",
        ),
        ("roles.yaml", "sets: {}", "missing"),
    ],
)
def test_slips_in_files_are_named(tmp_path: Path, file: str, text: str, code: str):
    for name in ("laws.yaml", "purposes.yaml", "departments.yaml", "roles.yaml"):
        (tmp_path / name).write_text(
            "{}" if name != "roles.yaml" else "roles: {}\nsets: {}", encoding="utf-8"
        )
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load_directory(tmp_path)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("type: text(x", "bad_type"),
        ("type: colour", "unknown_word"),
        ("keep: for ever", "bad_retention"),
        ("basis: pipl article 6", "bad_basis"),
        ("sensitivity: secret", "unknown_word"),
        ('"on": [nobody]', "unknown_role"),
    ],
)
def test_slips_in_a_property_are_named(tmp_path: Path, line: str, code: str):
    for name in ("laws.yaml", "purposes.yaml", "departments.yaml"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    roles = "roles: {self: {subject: person, zh: 本人 — 居民, en: Person — resident}}\nsets: {}"
    (tmp_path / "roles.yaml").write_text(roles, encoding="utf-8")
    (tmp_path / "properties").mkdir()
    parts = {
        "zh": "姓名 — 户口登记的姓名",
        "en": "Name — as registered",
        "type": "text(50)",
        "information": "identity",
        "sensitivity": "personal",
        "basis": "pipl 6",
        "purposes": "contact",
        "owner": "police",
        "keep": "left+24",
        "changes": "rare",
        "publish": "never",
        '"on"': "[self]",
    }
    key, _colon, value = line.partition(": ")
    text = "".join(f"    {name}: {one}\n" for name, one in {**parts, key: value}.items())
    (tmp_path / "properties" / "a.yaml").write_text(
        f"group: g\nproperties:\n  name:\n{text}", encoding="utf-8"
    )
    with pytest.raises(SeedError) as caught:
        load_directory(tmp_path)
    assert caught.value.code == code
    assert "a.yaml name" in caught.value.where
