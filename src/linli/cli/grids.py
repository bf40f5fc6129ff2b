"""`linli grids`: units from maps, a plan for them, and a plan in force adjusted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.base.errors import Refusal
from linli.cli.grids_words import fault_words, report_lines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from linli.core.gridding import Units
    from linli.core.gridding.compiled import Kernels

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="写入的文件 · file to write",
)
JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON · print JSON")
TOLERANCE = click.option(
    "--tolerance",
    type=click.FloatRange(0.01, 0.5),
    default=0.10,
    show_default=True,
    help="户数可偏离均值的比例 · how far from the mean a grid may be",
)


@click.group(short_help="网格划分 · Communities into grids")
def grids() -> None:
    """网格划分：每格约 300 户，以街巷为界 · Communities into grids of about 300 households, bounded by streets."""


@grids.command(short_help="划分网格 · divide into grids")
@click.argument("units", type=EXISTING)
@OUTPUT
@click.option(
    "--seed",
    type=click.IntRange(0, 2**62),
    default=1,
    show_default=True,
    help="随机种子；同样的输入和种子得同样的方案 · same input and seed, same plan",
)
@click.option(
    "--effort",
    type=click.Choice(["draft", "quick", "standard", "thorough"]),
    default="standard",
    show_default=True,
    help="用多少工夫 · how long to search",
)
@TOLERANCE
@JSON
def plan(units: Path, output: Path, seed: int, effort: str, tolerance: float, as_json: bool) -> None:
    """划分网格 · Divide communities into grids.

    UNITS 为 .npz 单元文件；PLAN 为 .npy，每个单元一个网格号，顺序同文件。每个网格连成一片、不跨社区。

    UNITS is a file of units (.npz); PLAN (.npy) holds the number of a grid for each unit, in file order. Every grid is
    in one piece and in one community. Printed: the measures, the best any plan could reach, and why grids are out.
    """
    from linli.core.gridding import EFFORTS, areas_of, plan_units, report_on

    city = read_units(units)
    areas = tuple(areas_of(city))
    made = plan_units(
        city, seed=seed, tolerance=tolerance, effort=EFFORTS[effort], kernels=kernels(), areas=areas
    )
    write_plan(made, output)
    show(report_on(city, made, tolerance, areas), city, as_json=as_json, tolerance=tolerance)


def kernels() -> "Kernels":
    """The compiled kernels; says so when they are compiled now."""
    from linli.base.kernels import grid_kernels

    return grid_kernels(
        lambda: click.echo(
            "首次运行：编译计算内核，约十几秒 · first run: compiling, some fifteen seconds", err=True
        )
    )


def read_units(path: Path) -> "Units":
    """The units of a file, or a refusal in words."""
    from linli.core.gridding import Units, UnitsFault

    try:
        return Units.of(read_arrays(path))
    except UnitsFault as fault:
        raise Refusal(
            f"grids.{fault.code}", fault_words(fault.code), file=path.name, **fault.params
        ) from fault


def read_arrays(path: Path) -> "dict[str, NDArray[Any]]":
    """The arrays of an .npz file; none with Python objects in them."""
    import zipfile
    import zlib

    import numpy as np

    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                raise Refusal("grids.not_npz", fault_words("not_npz"), file=path.name)
            file.seek(0)
            stored = np.load(file, allow_pickle=False)
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise Refusal("grids.damaged", fault_words("damaged"), file=path.name) from error


def write_plan(plan: "NDArray[np.int64]", path: Path) -> None:
    """Labels per unit, under exactly this name."""
    import numpy as np

    try:
        with path.open("wb") as file:
            np.save(file, plan)
    except OSError as error:
        raise Refusal("grids.not_writable", fault_words("not_writable"), file=path.name) from error


def show(report: Any, units: "Units", *, as_json: bool, tolerance: float, **more: Any) -> None:
    """Print a report as lines in both languages, or as data."""
    if as_json:
        from dataclasses import asdict

        click.echo(json.dumps({**asdict(report), "tolerance": tolerance, **more}, ensure_ascii=False))
        return
    for line in report_lines(report, units, tolerance):
        click.echo(line)


@grids.command(short_help="调整现行方案 · adjust a plan in force")
@click.argument("units", type=EXISTING)
@click.argument("old", type=EXISTING)
@OUTPUT
@click.option("--seed", type=click.IntRange(0, 2**62), default=1, show_default=True, help="随机种子 · seed")
@TOLERANCE
@JSON
def adjust(units: Path, old: Path, output: Path, seed: int, tolerance: float, as_json: bool) -> None:
    """按现有户数调整现行方案，换格的住户尽量少 · Adjust the plan in force, moving few homes.

    OLD 为 .npy，每个单元现在的网格号，新楼为 -1。网格号留给住户最多的一片；没有变化的社区不动。

    OLD (.npy) holds the present grid of each unit, -1 for new buildings. A number stays with the piece that keeps most
    homes; communities whose plan still stands are left as they are.
    """
    from linli.core.gridding import UnitsFault, adjust_plan, report_on

    city = read_units(units)
    labels = read_labels(old)
    try:
        made = adjust_plan(city, labels, seed=seed, tolerance=tolerance, kernels=kernels())
    except UnitsFault as fault:
        raise Refusal(f"grids.{fault.code}", fault_words(fault.code), **fault.params) from fault
    write_plan(made.plan, output)
    share = made.moved / made.homes if made.homes else 0.0
    changed = [int(city.names[community]) for community in made.changed]
    if not as_json:
        click.echo(
            f"{made.moved} 户换网格，占 {share:.2%}；涉及 {len(changed)} 个社区，{made.left} 处未动 · "
            f"{made.moved} households change grid, {share:.2%}; in {len(changed)} communities, {made.left} left alone"
        )
    more = {
        "moved": made.moved,
        "moved_share": share,
        "changed": changed,
        "left": made.left,
        "broken": made.broken,
    }
    show(report_on(city, made.plan, tolerance), city, as_json=as_json, tolerance=tolerance, **more)


def read_labels(path: Path) -> "NDArray[Any]":
    """The labels of a plan."""
    import numpy as np

    try:
        with path.open("rb") as file:
            made: NDArray[Any] = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise Refusal("grids.not_npy", fault_words("not_npy"), file=path.name) from error
    if not isinstance(made, np.ndarray):
        raise Refusal("grids.not_npy", fault_words("not_npy"), file=path.name)
    return made


@grids.command("units", short_help="由地图生成单元 · make units from maps")
@click.option("--streets", type=EXISTING, required=True, help="街巷 · streets")
@click.option(
    "--buildings",
    type=EXISTING,
    required=True,
    help="楼栋，可带户数或层数 · buildings, with households or floors",
)
@click.option("--communities", type=EXISTING, required=True, help="社区边界 · borders of communities")
@OUTPUT
@click.option(
    "--split-towers",
    is_flag=True,
    help="超过 330 户的楼按单元门拆分 · split buildings of over 330 households by entrance",
)
@JSON
def make_units(
    streets: Path, buildings: Path, communities: Path, output: Path, split_towers: bool, as_json: bool
) -> None:
    """由街巷、楼栋和社区边界生成划分单元 · Make units from streets, buildings and the borders of communities.

    可读 OSM PBF、GeoJSON、GeoPackage、Shapefile；三者可以是同一份 PBF。没有户数时按占地面积和层数估计。

    Reads OSM PBF, GeoJSON, GeoPackage and Shapefile; one PBF may serve for all three. Where the file gives no
    households they are estimated from footprint and floors.
    """
    from linli.grids.maps.units import units_from

    try:
        arrays, told = units_from(streets, buildings, communities, split=split_towers)
    except Refusal as refusal:  # said in both languages here
        words = fault_words(refusal.code.removeprefix("grids."))
        raise Refusal(refusal.code, words, **refusal.params) from refusal
    _write_units(arrays, output)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(
        f"{told['units']} 个单元，{told['households']} 户，{told['communities']} 个社区 · {told['units']} units, "
        f"{told['households']} households, {told['communities']} communities"
    )
    click.echo(
        f"不在任何社区的楼栋 {told['outside']}，架桥 {told['bridges']}，修正的面 {told['mended']} · "
        f"outside every community {told['outside']}, bridges {told['bridges']}, polygons mended {told['mended']}"
    )
    if told["estimated"]:
        click.echo(
            f"户数为估计；{told['floors_unknown']} 栋未注层数，按 {told['floors_assumed']:g} 层 · "
            f"households are estimated; {told['floors_unknown']} buildings without floors are taken as "
            f"{told['floors_assumed']:g}"
        )


def _write_units(arrays: "dict[str, NDArray[Any]]", path: Path) -> None:
    import numpy as np

    try:
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    except OSError as error:
        raise Refusal("grids.not_writable", fault_words("not_writable"), file=path.name) from error


@grids.command(short_help="每日运行 · the daily run")
def daily() -> None:
    """每日运行，可重复 · The daily run; may be run again.

    今天起施行的方案：更新住房档案的网格，未办任务转到新网格，撤销的网格不再有网格员；再清点当天的住房和人口。漏跑的日子会补上。
    Where a plan begins today: the record follows, open tasks go to the new grids, grids that are no more have no
    officer. Then the homes and people of the day are counted. Days that were missed are made up for, except counts.
    """
    from linli.cli.ready import set_up_database

    set_up_database()
    from django.utils import timezone

    from linli.base.identity.actor import Actor
    from linli.grids.actions import begin_terms, count_day
    from linli.register.queries import districts

    for district in districts():
        by, at = Actor.system("linli grids daily", district), timezone.now()
        begun = begin_terms(district=district, by=by, at=at)
        counted = count_day(place=district, by=by, at=at)
        click.echo(
            f"{district}：{begun.communities} 个社区换方案，{begun.homes} 套住房补登网格，清点 {counted} 个社区 · "
            f"{begun.communities} communities changed plan, {begun.homes} homes told, {counted} communities counted"
        )
