"""`linli catalogue`: show one element, load what is supplied."""

import json

import pytest
from click.testing import CliRunner

from linli.catalogue.models import ElementVersion
from linli.cli.catalogue import catalogue
from tests.catalogue.setting import load, small_seed

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(catalogue, list(arguments))


def test_show_in_both_languages():
    load(small_seed("self.sex", "self.id_number"))
    answer = run("show", "self.id_number")
    assert answer.exit_code == 0
    for words in (
        "公民身份号码",
        "Citizen identity number",
        "《居民身份证法》第3条",
        "Resident Identity Card Law, art. 3",
    ):
        assert words in answer.output


@pytest.mark.parametrize("words", ["身份证号", "gmsfhm", "公民身份号码", "citizen identity number"])
def test_show_by_name_alias_and_initials(words: str):
    load(small_seed("self.sex", "self.id_number"))
    assert "self.id_number" in run("show", words).output.splitlines()[0]


def test_show_as_json_with_the_code_list():
    load(small_seed("self.sex"))
    data = json.loads(run("show", "self.sex", "--json").output)
    assert data["code"] == "self.sex"
    assert data["property"]["sensitivity"] == "personal"
    assert data["code_list"]["standard"] == "GB/T 2261.1"
    assert data["code_list"]["items"]["1"] == ["男性", "Male"]


def test_several_answers_are_listed_and_none_is_said():
    load(small_seed("self.phone", "self.spouse.phone"))
    answer = run("show", "联系方式")
    assert answer.exit_code == 1
    assert "self.spouse.phone" in answer.output
    answer = run("show", "鞋码")
    assert answer.exit_code == 1
    assert "the catalogue has no 鞋码" in answer.output


def test_the_catalogue_of_a_day_before_it_held():
    load(small_seed("self.sex"))
    assert run("show", "self.sex", "--as-of", "1999-01-01").exit_code == 1
    assert run("show", "self.sex", "--as-of", "first of May").exit_code == 2


def test_load_again_and_again():
    first, again = run("load"), run("load")
    assert "新数据元" in first.output
    assert "0 elements, 0 versions, 0 code lists added" in again.output
    assert ElementVersion.objects.count() > 600
