"""The texts that the editor's scripts show, with slots in braces."""

import json

from django.utils.translation import gettext as _


def words() -> str:
    """All texts in the language in force, as JSON."""
    return json.dumps(_texts(), ensure_ascii=False)


def _texts() -> dict[str, str]:
    return {**_about_grids(), **_about_acts()}


def _about_grids() -> dict[str, str]:
    return {
        "fine": _("合适"),
        "own": _("专属网格"),
        "noGrid": _("未划入网格"),
        "low": _("偏少"),
        "high": _("偏多"),
        "whole": _("相连"),
        "pieces": _("断成 {n} 块"),
        "comma": _("，"),
        "semicolon": _("；"),
        "stop": _("。"),
        "none": _("没有"),
        "homes": _("{n} 户"),
        "units": _("{n} 处"),
        "gridHomes": _("网格 {grid} 有 {n} 户"),
        "chooseGrid": _("选网格 {grid}"),
        "ofGrids": _("{grids} 个网格中 {fine} 个合适（应有 {due} 个）"),
        "summary": _("本社区 {grids} 个网格中 {fine} 个合适，应有 {due} 个。"),
        "cutPerGrid": _("每格 {n} 折算米"),
        "nothingInForce": _("没有现行方案"),
        "unit": _("{unit} 号（{n} 户）"),
        "unitTitle": _("{unit} 号单元，{n} 户，属于网格 {grid}"),
        "newGrid": _("{digit} → 新建网格 {grid}（{after} 户）"),
        "giveTo": _("{digit} → 网格 {grid}：{before} 户变为 {after} 户"),
    }


def _about_acts() -> dict[str, str]:
    return {
        "noDraft": _("方案没有取到，请重新打开本页；还是不行，请用下面的表格修改。"),
        "tooFar": _("这里还看不见单元：请把地图拉近，看得见一个个单元时才能涂改。"),
        "refusedCommunity": _("没有改：网格不能跨社区。"),
        "restored": _("接着上次未保存的 {n} 处改动。"),
        "nothingLeft": _("本社区的网格都合适、都相连，没有要划的。"),
        "asking": _("正在重新划分所选网格……"),
        "lost": _("没有连上服务器。改动还在这个页面里，联网后再保存。"),
        "saving": _("正在保存……"),
        "saved": _("已保存为第 {version} 版。"),
        "versionNow": _("现在是第 {version} 版"),
    }
