"""The divisions of the demo: one city, 龙岩市, in force from 2000 on."""

from datetime import date, datetime
from pathlib import Path

from linli.base.identity.actor import Actor
from linli.territory.actions import activate_edition, load_edition
from linli.territory.models import Edition
from linli.territory.rules.reading import read_list_file

BUNDLED = Path(__file__).parent / "data" / "divisions_3508.csv"
BUNDLED_NAME = "龙岩市（随程序附带）"
BUNDLED_SOURCE = "统计用区划代码 2023 年版"
IN_FORCE_FROM = date(2000, 1, 1)


def load_demo(*, by: Actor, at: datetime) -> int:
    """Load the bundled city and put it in force; returns its edition. Does nothing when a list is there already."""
    there = Edition.objects.order_by("pk").first()
    if there is not None:
        return there.pk
    done = load_edition(
        files=[read_list_file(BUNDLED)],
        name=BUNDLED_NAME,
        source=BUNDLED_SOURCE,
        list_date=date(2023, 6, 30),
        by=by,
        at=at,
    )
    activate_edition(edition_id=done.edition_id, valid_from=IN_FORCE_FROM, by=by, at=at, why="演示数据")
    return done.edition_id
