"""Models: foreign keys point down, personal fields are declared, each has a glossary row."""

import re

import pytest
from django.apps import apps

from tests.house.house import FLOORS, ROOT

pytestmark = pytest.mark.one_database
FLOOR = {app: height for height, row in enumerate(FLOORS) for app in row}


def our_models():
    return [m for m in apps.get_models() if m.__module__.startswith("linli.")]


def test_there_are_models_to_look_at():
    assert len(our_models()) > 8


def test_foreign_keys_point_down():
    upward = []
    for model in our_models():
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None)
            if target is None or field.auto_created:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here != there and FLOOR[there] >= FLOOR[here]:
                upward.append(f"{model._meta.label}.{field.name} -> {there}")
    assert upward == []


def test_each_model_declares_its_personal_fields():
    undeclared = [m._meta.label for m in our_models() if "PersonalData" not in vars(m)]
    assert undeclared == []


def test_declared_personal_fields_exist_and_say_why():
    wrong = []
    for model in our_models():
        names = {field.name for field in model._meta.get_fields()} | {f.attname for f in model._meta.fields}
        for field, why in model.PersonalData.fields.items():
            if field not in names or len(why) < 10:
                wrong.append(f"{model._meta.label}.{field}: {why!r}")
    assert wrong == []


def test_each_model_has_one_glossary_row():
    words = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/glossary").glob("*.md"))
    listed = re.findall(r"`([a-z_]+\.[A-Za-z]+)`", words)
    models = [m._meta.label for m in our_models()]
    assert {m for m in models if listed.count(m) != 1} == set()


def test_the_glossary_names_no_model_that_is_gone():
    words = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/glossary").glob("*.md"))
    listed = set(re.findall(r"`([a-z_]+\.[A-Za-z]+)`", words))
    known = {m._meta.label for m in our_models()}
    assert listed - known == set()


def test_large_tables_have_time_ordered_ids_and_a_district():
    large = {"surveys.Value", "guarantees.Finding", "guarantees.Standing"} | {
        f"register.{name}"
        for name in ("Subject", "Entry", "Fact", "Lookup", "Person", "Household", "Dwelling", "Relation")
    }
    large |= {"reading.Reading", "reading.ReadingSubject", "sharing.Exchange", "sharing.ExportSubject"}
    for model in our_models():
        if model._meta.label in large:
            assert model._meta.pk.get_internal_type() in ("UUIDField", "CompactUUIDField"), model._meta.label
            assert "district" in {field.name for field in model._meta.fields}, model._meta.label
