"""What is said about a map file that cannot be used."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal

FAULTS = {
    "not_map": (
        _("%(file)s 不是可读的地图文件。"),
        _("请用 OSM PBF、GeoJSON、GeoPackage 或 Shapefile（压缩成 zip）。"),
    ),
    "no_shapes": (
        _("%(file)s 是表格，里面没有几何图形。"),
        _("请用 OSM PBF、GeoJSON、GeoPackage 或 Shapefile（压缩成 zip）。"),
    ),
    "damaged_map": (_("%(file)s 已损坏或不完整。"), _("请重新导出或下载这份文件。")),
    "not_finite": (_("%(file)s 含有不是数的坐标。"), _("请在地图软件里检查几何图形后重新导出。")),
    "no_communities": (_("%(file)s 没有社区的边界面。"), _("请提供社区边界的多边形。")),
    "no_crs": (
        _("%(file)s 未注明坐标系，也不像经纬度。"),
        _("请导出为 CGCS2000 或 WGS 84 经纬度，或附上坐标系说明（.prj）。"),
    ),
    "wrong_crs": (_("%(file)s 的坐标与所注坐标系不符。"), _("请核对坐标系后重新导出。")),
    "elsewhere": (
        _("%(file)s 与社区边界不在一处，坐标系很可能有误。"),
        _("请把三份文件导出为同一坐标系。"),
    ),
    "negative_homes": (_("%(file)s 有 %(count)s 栋楼的户数为负。"), _("请改正户数后重新导出。")),
    "no_codes": (
        _("%(file)s 第 %(row)s 个社区既没有 12 位区划代码，名称“%(name)s”也对不上任何社区。"),
        _("请给每个社区加一列 code，填 12 位区划代码。"),
    ),
    "code_twice": (
        _("%(file)s 有两个社区的代码都是 %(division)s。"),
        _("请把同一社区的各片合成一个多边形。"),
    ),
    "code_elsewhere": (
        _("%(file)s 的社区 %(division)s 不在 %(place)s 之内。"),
        _("请只提供本范围内的社区，或改由上一级来划分。"),
    ),
    "no_plan_columns": (
        _("%(file)s 里没有“网格”列和“小区”（或“道路”）列。"),
        _("请在表头写明：社区、小区、道路、楼栋、网格。"),
    ),
    "no_buildings": (_("%(file)s 在社区范围内没有一栋楼。"), _("请检查楼栋文件的范围和坐标系。")),
}


def refuse(code: str, path: Path | str, **params: Any) -> Refusal:
    """A refusal about a file."""
    message, remedy = FAULTS[code]
    return Refusal(f"grids.{code}", message, remedy, file=Path(path).name, **params)
