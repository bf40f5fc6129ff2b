"""Words of the field that several chapters use."""

from typing import Final

from linli.core.tabulate.units import PIECE, YEAR, YUAN, Unit
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Guarantee, OfficeTenure, State

GUARANTEES: Final = {
    Guarantee.PEOPLE: Words("管事有人", "People to run things"),
    Guarantee.PLACE: Words("议事有场", "A place to meet"),
    Guarantee.MONEY: Words("办事有钱", "Money to act"),
    Guarantee.NETWORK: Words("服务有网", "A network of services"),
    Guarantee.RULES: Words("理事有章", "Rules to go by"),
}
STATES: Final = {
    State.MET: Words("达标", "Met"),
    State.SHORT: Words("未达标", "Short"),
    State.UNKNOWN: Words("未知", "Unknown"),
}
TENURES: Final = {
    OfficeTenure.OWN: Words("自有", "own"),
    OfficeTenure.BORROWED: Words("借用", "borrowed"),
    OfficeTenure.RENTED: Words("租用", "rented"),
    OfficeTenure.NONE: Words("没有", "none"),
}
# What closing a gap pays for: by part where the rule is paid in several parts, else by rule.
COSTS: Final = {
    "people.posts_filled": Words("配齐空缺岗位", "filling the vacant posts"),
    "stipend.chief_floor": Words("补足主任、副主任补贴", "stipends of chiefs and deputies made up"),
    "stipend.member_floor": Words("补足专职委员补贴", "stipends of full-time members made up"),
    "building.unit_cost": Words("新建、扩建办公用房", "offices built or enlarged"),
    "office_charges.infrastructure": Words("城市基础设施配套费", "infrastructure charge"),
    "office_charges.civil_defence": Words("人防易地建设费", "civil defence charge"),
    "new_office.city_subsidy": Words("新建用房市级补助", "city subsidy for new offices"),
    "office_funds.per_year": Words("补足办公经费", "office funds made up"),
    "staff_funds.total": Words("补足人员经费", "staff funds made up"),
    "network.officer_per_grid": Words("配齐网格员", "an officer for every grid"),
}
# Figures that no community answers for and that a writer may state for the district, with where they come from.
STATABLE: Final[dict[str, tuple[Words, Unit]]] = {
    "survey.departments": (Words("参加调查的部门", "Departments that took part"), PIECE),
    "centres.district": (Words("区级服务中心", "Service centres of the district"), PIECE),
    "centres.sub_district": (
        Words("街道（镇）级服务中心", "Service centres of sub-districts and towns"),
        PIECE,
    ),
    "invested.since": (Words("投入起始年份", "Year from which the money is counted"), YEAR),
    "invested.yearly": (Words("近年平均每年投入", "Money put in each year lately"), YUAN),
}
