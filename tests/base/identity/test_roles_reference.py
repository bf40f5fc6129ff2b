"""The page of roles lists every role, and says of each whether it needs a second factor."""

import re
from pathlib import Path

from django.utils.translation import override

from linli.base.identity.states import SECOND_FACTOR_ROLES, Role

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "roles.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \| (required|by choice) \|$", re.M)


def test_every_role_is_listed_as_it_is():
    listed = ROW.findall(PAGE.read_text(encoding="utf-8"))
    expected = []
    for role in Role:
        with override("zh-hans"):
            chinese = str(role.label)
        factor = "required" if role in SECOND_FACTOR_ROLES else "by choice"
        expected.append((role.value, chinese, factor))
    assert [(value, chinese, factor) for value, chinese, _name, factor in listed] == expected


def test_english_names_are_those_of_the_pages():
    for value, _chinese, english, _factor in ROW.findall(PAGE.read_text(encoding="utf-8")):
        with override("en"):
            label = str(Role(value).label)
        assert english.split()[0].lower() == label.split()[0].lower()
