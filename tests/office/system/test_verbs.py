"""Every act the trail can hold has words in both languages."""

import ast

from django.utils import translation

from linli.office.system.verbs import VERBS, words_of
from tests.house.house import name, python_files, tree


def literal_verbs():
    for path in python_files("src"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.Constant):
                yield str(node.value.value), name(path)


def test_every_verb_that_actions_write_has_words():
    assert [(verb, where) for verb, where in literal_verbs() if verb and verb not in VERBS] == []


def test_the_words_are_told_in_both_languages():
    assert words_of("territory.load_edition") == "载入区划版本"
    with translation.override("en"):
        assert words_of("territory.load_edition") == "Load an edition"
    assert words_of("somewhere.unknown") == "somewhere.unknown"
