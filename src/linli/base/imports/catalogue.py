"""The texts of the problem codes. Each code says what is wrong and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_SAVE_AS_XLSX = _("请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”后再上传。")
_SPLIT = _("请删除数据下方和右侧的空白行列，或拆成几个文件分别上传。")
_AGAIN = _("请在 Excel 或 WPS 中打开并重新保存；如果打不开，请向提供文件的人重新索取。")
_SAFE = _("为安全起见不予打开。请在 Excel 或 WPS 中新建一个工作簿，把数据以“值”粘贴进去再上传。")


@dataclass(frozen=True)
class ProblemKind:
    """Reason and remedy of a code, with `%(name)s` slots. A `warning` does not stop an import."""

    reason: Any
    remedy: Any
    warning: bool = False


FILE_KINDS: dict[str, ProblemKind] = {
    "kind_empty": ProblemKind(_("文件是空的。"), _("请确认上传的是填好的那一份。")),
    "kind_encrypted": ProblemKind(_("工作簿设有打开密码。"), _("请取消密码后重新保存再上传。")),
    "kind_xlsx_macro": ProblemKind(_("工作簿中带有宏。"), _SAVE_AS_XLSX),
    "kind_xls_macro": ProblemKind(_("工作簿中带有宏。"), _SAVE_AS_XLSX),
    "kind_html": ProblemKind(_("这是一个网页，只是名字像表格。"), _SAVE_AS_XLSX),
    "kind_svg": ProblemKind(_("这是一张矢量图，不是表格。"), _("请上传 .xlsx、.xls 或 .csv 表格。")),
    "kind_xml": ProblemKind(_("这是一个 XML 文件，不是工作簿。"), _SAVE_AS_XLSX),
    "kind_xlsb": ProblemKind(_("这是二进制工作簿（.xlsb）。"), _SAVE_AS_XLSX),
    "kind_opendocument": ProblemKind(_("这是 OpenDocument 文件（.ods 等）。"), _SAVE_AS_XLSX),
    "kind_word": ProblemKind(_("这是 Word 文档，不是表格。"), _("请把其中的表格复制到工作簿中再上传。")),
    "kind_slides": ProblemKind(_("这是演示文稿，不是表格。"), _("请上传 .xlsx、.xls 或 .csv 表格。")),
    "kind_archive": ProblemKind(_("这是压缩包，不是表格。"), _("请解压后逐个上传其中的表格。")),
    "kind_pdf": ProblemKind(_("这是 PDF 文件，不是表格。"), _("请上传 .xlsx、.xls 或 .csv 表格。")),
    "kind_image": ProblemKind(_("这是图片，不是表格。"), _("请上传 .xlsx、.xls 或 .csv 表格。")),
    "kind_old_excel": ProblemKind(_("这是 1997 年以前的 Excel 格式。"), _SAVE_AS_XLSX),
    "kind_unknown": ProblemKind(_("按内容看，这不是 .xlsx、.xls 或 .csv 表格。"), _("请确认没有选错文件。")),
    "file_damaged": ProblemKind(_("文件不完整或已损坏，读不出来。"), _AGAIN),
    "file_too_big": ProblemKind(_("文件超过 %(most)s MB。"), _SPLIT),
    "workbook_unusual": ProblemKind(_("工作簿的写法（%(part)s）不常见，读取时可能漏掉数据。"), _SAVE_AS_XLSX),
    "zip_too_many_entries": ProblemKind(_("工作簿里有 %(count)s 个部件，超过 %(most)s 个。"), _SAFE),
    "zip_lies_about_size": ProblemKind(_("部件 %(part)s 展开后比标明的大。"), _SAFE),
    "zip_part_too_big": ProblemKind(_("部件 %(part)s 展开后有 %(size)s MB，超过 %(most)s MB。"), _SAFE),
    "zip_name_twice": ProblemKind(_("部件 %(part)s 出现了两次。"), _SAFE),
    "zip_too_big": ProblemKind(_("工作簿展开后超过 %(most)s MB。"), _SPLIT),
    "zip_bomb": ProblemKind(_("部件 %(part)s 很小，展开后却有 %(size)s MB。"), _SAFE),
    "zip_inside_zip": ProblemKind(_("工作簿里嵌有另一个文件（%(part)s）。"), _SAFE),
    "zip_path": ProblemKind(_("部件的名字“%(part)s”指向工作簿之外。"), _SAFE),
    "xml_entities": ProblemKind(_("部件 %(part)s 里有文档类型或实体声明。"), _SAFE),
    "too_many_rows": ProblemKind(_("行数超过 %(most)s 行。"), _SPLIT),
    "too_many_columns": ProblemKind(_("列数超过 %(most)s 列。"), _SPLIT),
    "too_many_cells": ProblemKind(_("单元格超过 %(most)s 个。"), _SPLIT),
    "too_many_sheets": ProblemKind(_("有 %(count)s 张工作表，超过 %(most)s 张。"), _SPLIT),
    "too_many_errors": ProblemKind(_("出错的单元格超过 %(most)s 个。"), _("请先改好公式再上传。")),
    "too_slow": ProblemKind(_("打开这个文件超过了 %(seconds)s 秒。"), _SPLIT),
    "too_much_memory": ProblemKind(_("打开这个文件需要的内存超过 %(most)s MB。"), _SPLIT),
    "csv_encoding": ProblemKind(
        _("从这一行起，文字编码与前面不一致（前面是 %(encoding)s）。"),
        _("请在 Excel 或 WPS 中打开，另存为“CSV UTF-8”或 .xlsx 后再上传。"),
    ),
    "csv_quotes": ProblemKind(_("引号没有成对。"), _("请补上或删去这一行的引号，或另存为 .xlsx 后再上传。")),
}

TABLE_KINDS: dict[str, ProblemKind] = {
    "sheet_missing": ProblemKind(
        _("没有找到工作表“%(wanted)s”；文件里有：%(found)s。"),
        _("请检查是否选错了文件，或改回工作表的名字。"),
    ),
    "sheet_empty": ProblemKind(_("工作表是空的。"), _("请确认上传的是填好的那一份。")),
    "sheet_unclear": ProblemKind(_("有几张工作表都像要导入的表：%(found)s。"), _("请只保留要导入的那一张。")),
    "header_missing": ProblemKind(
        _("前 %(searched)s 行里没有找到表头。应有的列：%(wanted)s。"), _("请补上表头，列名与模板一致。")
    ),
    "column_missing": ProblemKind(_("缺少“%(name)s”一列。"), _("请补上这一列，列名与模板一致。")),
    "column_extra": ProblemKind(
        _("不认识这一列，没有读取。"), _("如果其中有要导入的内容，请改用模板中的列名。"), warning=True
    ),
    "column_duplicated": ProblemKind(
        _("“%(name)s”一列出现了不止一次（%(columns)s 列）。"), _("请只保留其中一列。")
    ),
    "header_unit": ProblemKind(
        _("列名里的单位“%(found)s”与应填的单位“%(unit)s”对不上。"), _("请换算后改成应填的单位。")
    ),
    "no_rows": ProblemKind(_("表头下面没有数据。"), _("请填好数据再上传。")),
    "value_without_header": ProblemKind(
        _("这一列没有列名，却填有内容：“%(value)s”。"), _("请补上列名，或删去这些内容。")
    ),
    "key_twice": ProblemKind(
        _("“%(key)s”在第 %(first)s 行已经出现过。"), _("同一个对象只能有一行，请合并或删去其中一行。")
    ),
}

CELL_KINDS: dict[str, ProblemKind] = {
    "value_missing": ProblemKind(_("没有填写。"), _("请填写；确实没有的，请按填表说明处理。")),
    "cell_error": ProblemKind(_("单元格的值是错误 %(value)s。"), _("请改好公式，或直接填写数值。")),
    "formula_uncalculated": ProblemKind(
        _("公式还没有算出结果。"), _("请在 Excel 或 WPS 中打开并保存一次，或直接填写数值。")
    ),
    "text_too_long": ProblemKind(_("文字有 %(length)s 个字，超过 %(most)s 个。"), _("请缩短。")),
    "identity_numeric": ProblemKind(
        _("号码被当成了数字，末尾几位可能已经变了。"),
        _("请把这一列设为“文本”格式，再按证件重新填写，不要只改格式。"),
    ),
    "identity_damaged": ProblemKind(
        _("“%(value)s”是号码被当成数字后的样子，原来的号码已经丢失。"),
        _("请把这一列设为“文本”格式，再按证件重新填写。"),
    ),
    "text_is_date": ProblemKind(_("这里应填文字，却是日期。"), _("请把这一格设为“文本”格式后重新填写。")),
    "not_a_number": ProblemKind(_("“%(value)s”不是数字。"), _("请只填数字，例如 1234.5。")),
    "number_is_date": ProblemKind(
        _("这里应填数字，却被识别成日期 %(value)s。"), _("请把单元格格式改为“数值”后重新填写。")
    ),
    "number_separator": ProblemKind(
        _("“%(value)s”的千位分隔号位置不对，分不清是多少。"), _("请去掉逗号，小数点用“.”。")
    ),
    "percent_unexpected": ProblemKind(
        _("“%(value)s”是百分数，这里应填数字。"), _("请按列名要求的单位填写数字。")
    ),
    "unit_wrong": ProblemKind(
        _("“%(value)s”的单位与应填的单位“%(unit)s”对不上。"), _("请换算成应填的单位，只填数字。")
    ),
    "not_an_integer": ProblemKind(_("%(value)s 不是整数。"), _("请填整数。")),
    "too_many_places": ProblemKind(_("%(value)s 的小数超过 %(most)s 位。"), _("请四舍五入后填写。")),
    "too_small": ProblemKind(_("%(value)s 小于最小值 %(min)s。"), _("请核对后改正。")),
    "too_big": ProblemKind(_("%(value)s 大于最大值 %(max)s。"), _("请核对后改正。")),
    "not_a_percent": ProblemKind(_("“%(value)s”不是百分数。"), _("请写成 96%% 这样的百分数。")),
    "percent_ambiguous": ProblemKind(
        _("分不清 %(value)s 是百分之几，还是小数形式的比例。"), _("请带上百分号填写，例如 96%%。")
    ),
    "rate_out_of_range": ProblemKind(
        _("比例是 %(value)s，应在 %(min)s 到 %(max)s 之间。"), _("请核对后改正，并带上百分号，例如 96%%。")
    ),
    "not_a_date": ProblemKind(_("“%(value)s”不是日期。"), _("请写成 2008-03-15 或 2008年3月15日。")),
    "date_impossible": ProblemKind(_("没有 %(value)s 这一天。"), _("请核对月份和日子。")),
    "date_ambiguous": ProblemKind(
        _("分不清 %(value)s 是年份、日期还是别的数字。"), _("请写成 2008-03-15 或 2008年3月15日。")
    ),
    "date_no_day": ProblemKind(_("“%(value)s”没有写明是哪一天。"), _("请写到日，例如 2008-03-15。")),
    "date_no_month": ProblemKind(_("“%(value)s”没有写明是哪一月。"), _("请写到月，例如 2008-03。")),
    "date_too_early": ProblemKind(_("%(value)s 早于 %(min)s。"), _("请核对后改正。")),
    "date_too_late": ProblemKind(_("%(value)s 晚于 %(max)s。"), _("请核对后改正。")),
    "not_a_choice": ProblemKind(_("“%(value)s”不在可选的范围内。"), _("请从这些中选一个：%(choices)s。")),
    "not_yes_no": ProblemKind(_("“%(value)s”看不出是“是”还是“否”。"), _("请填“是”或“否”。")),
    "not_a_division": ProblemKind(_("“%(value)s”不是区划代码。"), _("请填 %(digits)s 位数字的区划代码。")),
    "division_out_of_scope": ProblemKind(
        _("区划代码 %(value)s 不在您管理的范围（%(within)s）内。"),
        _("请只填本辖区的区划，或请有权限的人导入。"),
    ),
}

TEMPLATE_KINDS: dict[str, ProblemKind] = {
    "template_unrecognised": ProblemKind(
        _("这不是从本系统下载的填报表，或其中的隐藏标记已被删去。"),
        _("请重新下载填报表，把内容抄进去再上传。"),
    ),
    "template_outdated": ProblemKind(
        _("这是旧版的填报表（%(found)s），现在的版本是 %(wanted)s。"),
        _("请下载新的填报表，把内容抄进去再上传。"),
    ),
    "template_other_campaign": ProblemKind(
        _("这是另一次调查的填报表。"), _("请到对应的调查里上传，或下载本次调查的填报表。")
    ),
    "template_other_place": ProblemKind(
        _("这是 %(found)s 的填报表，不是 %(wanted)s 的。"), _("请上传本单位的填报表。")
    ),
    "template_cell_missing": ProblemKind(
        _("没有找到“%(question)s”的填写位置，它可能已被删去。"), _("请重新下载填报表，把内容抄进去再上传。")
    ),
}

PROBLEMS: dict[str, ProblemKind] = {**FILE_KINDS, **TABLE_KINDS, **CELL_KINDS, **TEMPLATE_KINDS}
