"""Small lists of divisions, and the way from a list to an edition in force."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from linli.base.identity.actor import Actor
from linli.territory.actions import activate_edition, load_edition
from linli.territory.models import Division
from linli.territory.rules.listing import ListFile

BY = Actor.system("tests")
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
D2000, D2010, D2020 = date(2000, 1, 1), date(2010, 1, 1), date(2020, 1, 1)

BEFORE = {
    "35": "福建省",
    "3508": "龙岩市",
    "350802": "新罗区",
    "350802001": "东城街道",
    "350802001001": "东门社区居委会",
    "350802001002": "北关社区居委会",
    "350802001003": "西安社区居委会",
    "350802001004": "莲东社区居委会",
    "350802002": "南城街道",
    "350802002001": "溪南社区居委会",
    "350802002200": "和平村委会",
}
# 东门 renamed, 北关 and 西安 merged into 北安, 莲东 moved to the other sub-district.
AFTER = {
    **{
        code: name
        for code, name in BEFORE.items()
        if code not in {"350802001002", "350802001003", "350802001004"}
    },
    "350802001001": "东门苑社区居委会",
    "350802001005": "北安社区居委会",
    "350802002002": "莲东社区居委会",
}


def as_file(rows: Mapping[str, str] | str, name: str = "list.csv") -> ListFile:
    """A list in the form it is loaded from."""
    text = rows if isinstance(rows, str) else "".join(f"{code},{name}\n" for code, name in rows.items())
    return ListFile(name, text.encode(), "utf-8-sig")


def load(rows: Mapping[str, str] | str, name: str = "清单", **options) -> int:
    """Load a list; returns the edition."""
    return load_edition(files=[as_file(rows)], name=name, source="测试", by=BY, at=AT, **options).edition_id


def put_in_force(rows: Mapping[str, str], day: date, name: str = "清单") -> int:
    """Load a list and activate it from a day; returns the edition."""
    edition = load(rows, name)
    activate_edition(edition_id=edition, valid_from=day, by=BY, at=AT, why="测试")
    return edition


def on(day: date) -> dict[str, str]:
    """Codes and names in force on a day."""
    return dict(Division.objects.as_of(day).order_by("code").values_list("code", "name"))
