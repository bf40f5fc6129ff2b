"""A district with three communities, and rosters as departments send them. Numbers are of nobody (area 350899)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.kinds import check_letter
from linli.core.rosters import Reason
from linli.register.actions import load_sources
from linli.rosters import actions
from linli.rosters.columns import of_plain
from linli.rosters.models import Roster
from linli.rosters.states import RosterKind
from tests.catalogue.setting import load, small_seed
from tests.territory.lists import put_in_force

AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 24)
DISTRICT = "350802"
DONGMEN, DONGBAO, BEIMEN = "350802001001", "350802001003", "350802002001"
DIVISIONS = {
    "35": "福建省",
    "3508": "龙岩市",
    "350802": "新罗区",
    "350803": "永定区",
    "350802001": "东城街道",
    "350802002": "南城街道",
    DONGMEN: "东门社区居委会",
    DONGBAO: "东宝社区居委会",
    BEIMEN: "北门社区居委会",
}
ELEMENTS = [
    "self.name",
    "self.former_name",
    "self.sex",
    "self.birth_date",
    "self.id_number",
    "self.id_document_number",
    "self.mobile",
    "self.phone",
    "self.education",
    "self.marital_status",
    "self.marriage_date",
    "self.moved_out_date",
    "self.moved_in_date",
    "self.relationship_to_head",
    "self.residence_address",
    "self.is_deceased",
    "self.death_date",
    "household.household_number",
    "household.household_type",
    "community.community_name",
    "community.division_code",
    "dwelling.building_number",
    "dwelling.unit_number",
    "dwelling.room_number",
    "dwelling.floor_number",
    "dwelling.dwelling_address",
    "building.estate_name",
    "org.org_name",
    "org.credit_code",
    "org.org_address",
    "org.org_phone",
    "self.father.name",
    "self.guardian.name",
    "self.guardian.phone",
    "org.legal_representative.name",
    "self.employer",
    "self.ethnicity",
    "self.correction_kind",
]
HEADINGS = ("姓名", "性别", "出生日期", "公民身份号码", "手机号码", "现住地址")


def set_up() -> None:
    """Catalogue, sources and divisions."""
    load(small_seed(*ELEMENTS))
    load_sources(by=Actor.system("install"), at=AT)
    put_in_force(DIVISIONS, date(2000, 1, 1))


def office(account: int = 21, prefix: str = DISTRICT) -> Actor:
    return Actor(UUID(int=account), UUID(int=account), Role.DISTRICT_OFFICE, Scope(prefix), "区社区办")


def committee(code: str = DONGMEN, account: int = 11) -> Actor:
    return Actor(UUID(int=account), UUID(int=account), Role.COMMITTEE, Scope(code), "东门社区居委会")


def number(birth: str, order: int = 1, *, male: bool = True) -> str:
    """A sound number of nobody: county part 99 was never given out."""
    first = f"350899{birth}{order * 2 + male:03d}"
    return first + check_letter(first)


def row(name: str, birth: str, order: int = 1, **changes: Any) -> dict[str, Any]:
    """A person as a roster has them."""
    male = changes.pop("male", True)
    values = {
        "姓名": name,
        "性别": "男" if male else "女",
        "出生日期": f"{birth[:4]}-{birth[4:6]}-{birth[6:]}",
        "公民身份号码": number(birth, order, male=male),
        "手机号码": f"160{order:08d}",
        "现住地址": f"龙岩市新罗区东城街道东门社区中山路12号锦绣花园3栋1单元{order % 9 + 1}02室",
    }
    return values | changes


LI = row("李建国", "19650312", 1)
WANG = row("王秀英", "19680704", 2, male=False, 现住地址=LI["现住地址"])
CHEN = row("陈志强", "19901130", 5)


def csv_file(rows: Iterable[Mapping[str, Any]], headings: Sequence[str] = HEADINGS, title: str = "") -> bytes:
    """A roster as a text table."""
    out = io.StringIO()
    writer = csv.writer(out)
    if title:
        writer.writerow([title])
    writer.writerow(headings)
    for one in rows:
        writer.writerow([one.get(heading, "") for heading in headings])
    return out.getvalue().encode("utf-8-sig")


def workbook(rows: Iterable[Mapping[str, Any]], headings: Sequence[str] = HEADINGS, title: str = "") -> bytes:
    """A roster as a workbook; numbers stay numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    if title:
        sheet.append([title])
    sheet.append(list(headings))
    for one in rows:
        sheet.append([one.get(heading) for heading in headings])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(
    file: bytes, *, source: str = "police", by: Actor | None = None, as_of: date = DAY, **more: Any
) -> Roster:
    """A roster with its columns as they were recognised."""
    by = by or office()
    made = actions.bring_roster(
        source=source,
        kind=more.get("kind", RosterKind.PEOPLE),
        as_of=as_of,
        file=file,
        name=more.get("name", "名册.csv"),
        by=by,
        at=more.get("at", AT),
    )
    return actions.choose_columns(
        roster_id=made.pk, chosen=more.get("chosen", {}), by=by, at=more.get("at", AT)
    )


def checked(file: bytes, **more: Any) -> Roster:
    """A roster after its dry run."""
    made = brought(file, **more)
    return actions.check_roster(roster_id=made.pk, by=more.get("by") or office(), at=more.get("at", AT))


def done(file: bytes, *, leave_out: bool = False, **more: Any) -> Roster:
    """A roster brought in."""
    made = checked(file, **more)
    return actions.run_roster(
        roster_id=made.pk, leave_out=leave_out, by=more.get("by") or office(), at=more.get("at", AT)
    )


def held(roster: Roster) -> dict[str, str]:
    """Heading -> element of a roster's columns."""
    return {column.heading: column.element for column in of_plain(roster.columns)}


def why(roster: Roster) -> dict[str, Reason]:
    """Heading -> why."""
    return {column.heading: column.reason for column in of_plain(roster.columns)}
