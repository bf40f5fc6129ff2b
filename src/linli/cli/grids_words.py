"""What `linli grids` says: refusals and reports, in Chinese and English."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.core.gridding import PlanReport, Units

FAULTS = {
    "not_npz": "%(file)s 不是 .npz 文件 · is not an .npz file",
    "damaged": "%(file)s 已损坏或含有不能读取的数组 · is damaged, or holds arrays that are not numbers",
    "missing": "%(file)s 缺少数组：%(arrays)s · lacks the arrays %(arrays)s",
    "lengths": "%(file)s 的 %(array)s 有 %(found)s 项，应为 %(wanted)s 项 · "
    "%(array)s has %(found)s entries, %(wanted)s are wanted",
    "not_numbers": "%(file)s 的 %(array)s 不是一列数，或含有空值 · %(array)s is not a row of numbers, or has gaps",
    "not_whole": "%(file)s 的 %(array)s 须是整数 · %(array)s must be whole numbers",
    "empty": "%(file)s 没有单元 · holds no unit",
    "negative_households": "%(file)s 有 %(count)s 个单元的户数为负，第一个是第 %(first)s 号 · "
    "%(count)s units have fewer than 0 households, the first is number %(first)s",
    "negative_length": "%(file)s 第 %(first)s 条边界的长度为负 · border %(first)s has a length below 0",
    "border_ends": "%(file)s 的边界指向不存在的单元（共 %(units)s 个） · "
    "a border names a unit that is not there (there are %(units)s)",
    "street_class": "%(file)s 的街道等级须在 0 到 %(most)s 之间 · classes of streets go from 0 to %(most)s",
    "plan_length": "方案有 %(found)s 个标签，单元有 %(wanted)s 个 · "
    "the plan has %(found)s labels, there are %(wanted)s units",
    "plan_labels": "方案的标签须是整数 · labels of a plan must be whole numbers",
    "not_npy": "%(file)s 不是 .npy 文件 · is not an .npy file",
    "not_map": "%(file)s 不是可读的地图文件 · is not a map file that can be read",
    "damaged_map": "%(file)s 已损坏或不完整 · is damaged or cut off",
    "not_finite": "%(file)s 含有不是数的坐标 · holds coordinates that are not numbers",
    "no_communities": "%(file)s 没有社区的边界面 · holds no polygon of a community",
    "no_crs": "%(file)s 未注明坐标系，也不是经纬度 · names no coordinate system and does not look like degrees",
    "wrong_crs": "%(file)s 的坐标与所注坐标系不符 · its coordinates do not fit the system it names",
    "elsewhere": "%(file)s 与社区不在一处，坐标系有误 · "
    "does not lie where the communities are: wrong coordinate system",
    "negative_homes": "%(file)s 有 %(count)s 栋楼的户数为负 · %(count)s buildings have fewer than 0 households",
    "not_writable": "%(file)s 无法写入 · cannot be written",
}

REASONS = {
    "building": "第 {unit} 号单元一栋就超出；可按单元门拆分 · building {unit} alone is over the band; "
    "it may be split by entrance",
    "company": "第 {unit} 号单元与任何邻近楼栋都凑不到范围内 · no set of neighbours completes building {unit}",
    "homes": "社区的户数按格数分不匀 · the community's households do not divide by its grids",
    "island": "这一片与社区其余部分不相连 · this part touches nothing else of its community",
    "lumps": "边上的楼栋都太大，最小的 {smallest} 户 · every building at its border is too large, "
    "the smallest has {smallest} households",
    "neighbours": "移交任何一栋都会使相邻网格出范围 · whichever building is handed over, the neighbour is out",
    "search": "可移交一栋，但会断开或拆散街坊；可多搜一会儿 · one building could go over, "
    "but would break a grid or a block; a longer search may help",
}
FORCED = {
    "building": "第 {unit} 号单元 {homes} 户，一栋就超出 · building {unit} with {homes} households is over alone",
    "company": "第 {unit} 号单元 {homes} 户，凑不成一格 · building {unit} with {homes} households cannot be completed",
    "homes": "{homes} 户分不匀 · {homes} households do not divide evenly",
}
SHOWN = 40
FAR = 0.15  # of the usual grid


def fault_words(code: str) -> str:
    """The refusal for a fault of a file."""
    return FAULTS[code]


def report_lines(report: "PlanReport", units: "Units", tolerance: float) -> Iterator[str]:
    """Measures, ceiling and reasons, a line each."""
    m = report.measures
    yield (
        f"{m.grids} 个网格，应有 {m.due} 个；{m.in_band:.1%} 在均值 ±{tolerance:.0%} 内，最好可达 "
        f"{report.ceiling:.1%} · {m.grids} grids, {m.due} due; {m.in_band:.1%} within {tolerance:.0%} of the mean, "
        f"at best {report.ceiling:.1%}"
    )
    yield (
        f"边界代价每格 {m.priced_cut:.0f}，沿街 {m.street_share:.0%}，完整街坊 {m.blocks_whole:.0%} · "
        f"priced border {m.priced_cut:.0f} a grid, {m.street_share:.0%} along streets, "
        f"{m.blocks_whole:.0%} of small blocks whole"
    )
    yield from _uneven(units)
    for force in report.forced[:SHOWN]:
        words = FORCED[force.reason].format(unit=force.units[0], homes=force.homes)
        yield f"  社区 {units.names[force.community]} community: {words}"
    yield from _more(len(report.forced))
    for grid in report.out[:SHOWN]:
        words = REASONS[grid.reason].format(unit=grid.unit, smallest=grid.smallest)
        yield f"  网格 {grid.grid} grid: {grid.homes} 户 households, {grid.wanted} 为界 wanted; {words}"
    yield from _more(len(report.out))


def _uneven(units: "Units") -> Iterator[str]:
    """Communities whose even share is far from the usual one, because of their size alone."""
    from linli.core.gridding import TARGET

    due, means = units.due(), units.means()
    far = [c for c in range(units.communities) if abs(means[c] / TARGET - 1) > FAR]
    for c in far[:SHOWN]:
        homes = round(means[c] * due[c])
        yield (
            f"  社区 {units.names[c]} community: {homes} 户分 {due[c]} 格，每格约 {means[c]:.0f} 户 · "
            f"{homes} households make {due[c]} grids of about {means[c]:.0f}"
        )
    yield from _more(len(far))


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield f"  另有 {count - SHOWN} 项，见 --json · {count - SHOWN} more, see --json"
