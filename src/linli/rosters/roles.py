"""What a roster may speak of: the role paths whose elements are read, and whose words name somebody else."""

from collections.abc import Iterable

from linli.catalogue import queries as catalogue
from linli.core.elements import Element, Sensitivity, Store
from linli.core.elements.folding import chinese_of
from linli.core.rosters import Candidate, candidates_of
from linli.rosters.states import RosterKind

# In this order: a bare heading belongs to the first role that has the property.
ROLES = {
    RosterKind.PEOPLE: (
        "self",
        "household",
        "community",
        "dwelling",
        "building",
        "grid",
        "self.household.head",
    ),
    RosterKind.ORGANISATIONS: ("org", "community", "grid", "org.legal_representative"),
}
# Only these of the roles that help to place a row; what else the catalogue knows of them is no roster's business.
PLACING = frozenset(
    {
        "community.community_name",
        "community.division_code",
        "community.street_name",
        "grid.grid_name",
        "grid.grid_code",
        "building.estate_name",
        "building.building_number",
        "dwelling.building_number",
        "dwelling.unit_number",
        "dwelling.floor_number",
        "dwelling.room_number",
        "self.household.head.name",
        "self.household.head.id_number",
    }
)
WHOLE = {
    RosterKind.PEOPLE: ("self", "household"),
    RosterKind.ORGANISATIONS: ("org", "org.legal_representative"),
}
# What rosters call things beyond the names of the catalogue.
ALSO = {
    "self.name": ("居民姓名", "人员姓名", "成员姓名", "村民姓名"),
    "self.id_number": ("身份证", "证件号", "身份证件号码", "公民身份证号", "居民身份证号"),
    "self.relationship_to_head": ("关系", "家庭关系"),
    "self.residence_address": ("地址", "详细地址", "居住详址", "实际居住地址", "住所地址", "常住地址"),
    "self.mobile": ("手机电话", "联系手机"),
    "household.household_number": ("户编码", "家庭户号", "户籍号"),
    "community.community_name": ("所属社区", "所在社区", "社区居委会", "村居", "社区名"),
    "community.division_code": ("社区代码", "社区编码", "村居代码", "居委会代码"),
    "community.street_name": ("所属街道", "镇街", "街道乡镇"),
    "grid.grid_code": ("网格号",),
    "org.org_name": ("公司名称", "单位全称", "商铺名称"),
    "org.legal_representative.name": ("法定代表人", "法人姓名", "法人代表", "负责人姓名", "经营者姓名"),
}


def readable(kind: RosterKind, department: str, elements: Iterable[Element]) -> list[Element]:
    """The elements a roster of this kind may bring when `department` brings it, in the order of the catalogue.

    Sealed elements come from their owner department alone; derived ones are worked out, never brought.
    """
    whole = WHOLE[kind]
    return [
        one
        for one in elements
        if (one.role.code in whole or one.code in PLACING)
        and one.role.store is Store.REGISTER
        and one.property.store is Store.REGISTER
        and one.property.derivation is None
        and (one.property.sensitivity is not Sensitivity.SEALED or one.property.owner == department)
    ]


def candidates(kind: RosterKind, department: str, view: catalogue.Catalogue) -> tuple[Candidate, ...]:
    """What columns may hold, for `core.rosters.recognise`."""

    return candidates_of(
        readable(kind, department, view.shared),
        ROLES[kind],
        lambda code: catalogue.code_list(code, view.as_of),
        ALSO,
    )


def others(view: catalogue.Catalogue, kind: RosterKind) -> tuple[str, ...]:
    """Words for people and bodies that the rows are not about."""
    mine = {*ROLES[kind]}
    names = {one.role.names.zh for one in view.shared if one.role.code not in mine}
    return tuple(sorted({chinese_of(name) for name in names} - {""}))
