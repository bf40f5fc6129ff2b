"""Problems of rosters that only this room knows."""

from django.utils.translation import gettext_lazy as _

from linli.base.imports.catalogue import ProblemKind
from linli.base.imports.problems import register_problems

_CHECK = _("请向来源部门核实后改正；没有改正之前，这个号码不登记。")
_LEAVE = _("请改正这一行，或在预演后选择“跳过有问题的行”。")

KINDS = {
    "rosters.no_heading": ProblemKind(
        _("前 %(searched)s 行里没有找到表头。"),
        _("请在数据上方补一行列名，例如：姓名、公民身份号码、现住地址。"),
    ),
    "rosters.not_a_row": ProblemKind(
        _("这一行像是合计、签名或说明，没有读取。"), _("如果它是一条记录，请补上姓名。"), warning=True
    ),
    "rosters.no_name": ProblemKind(_("没有姓名（名称），或其中没有文字。"), _LEAVE),
    "rosters.born_later": ProblemKind(_("出生日期 %(day)s 在将来。"), _LEAVE),
    "rosters.too_old": ProblemKind(_("按出生日期已有 %(years)s 岁，超过 130 岁。"), _LEAVE),
    "rosters.number_check": ProblemKind(_("身份号码的校验位或出生日期不对。"), _CHECK, warning=True),
    "rosters.number_masked": ProblemKind(
        _("身份号码被星号遮住了一部分，只用来比对，不登记。"), _("请索取完整号码。"), warning=True
    ),
    "rosters.number_fragment": ProblemKind(
        _("身份号码只有末几位，只用来比对，不登记。"), _("请索取完整号码。"), warning=True
    ),
    "rosters.number_malformed": ProblemKind(_("这不是身份号码。"), _CHECK, warning=True),
    "rosters.number_is_document": ProblemKind(
        _("这是护照或其他证件的号码，登记为“证件号码”。"), _("不需要处理。"), warning=True
    ),
    "rosters.number_legacy": ProblemKind(
        _("这是 15 位旧号码，按 18 位比对。"), _("请在下次更新时换成 18 位号码。"), warning=True
    ),
    "rosters.number_area": ProblemKind(
        _("身份号码开头的地区代码不在国家表里。"), _("请核实；号码照常登记。"), warning=True
    ),
    "rosters.number_contradicts": ProblemKind(
        _("身份号码里的出生日期或性别与这一行填写的不一致，可能是家人的号码。"), _CHECK, warning=True
    ),
    "rosters.number_shared": ProblemKind(
        _("与第 %(first)s 行是同一个身份号码，姓名却不同：一个号码不能属于两个人。"), _LEAVE
    ),
    "rosters.row_twice": ProblemKind(
        _("与第 %(first)s 行是同一个人，合为一人。"), _("不需要处理。"), warning=True
    ),
    "rosters.phone": ProblemKind(
        _("这不是电话号码，没有登记。"), _("请改成 11 位手机号码，或带区号的固定电话。"), warning=True
    ),
    "rosters.death_date": ProblemKind(
        _("死亡日期在将来，或早于出生日期，没有登记。"), _("请核实后改正。"), warning=True
    ),
    "rosters.credit_code": ProblemKind(
        _("统一社会信用代码的校验位不对，没有登记。"), _("请核实后改正。"), warning=True
    ),
    "rosters.no_head": ProblemKind(
        _("这一户 %(people)s 人里没有户主。"), _("请核实谁是户主；成员照常登记。"), warning=True
    ),
    "rosters.two_heads": ProblemKind(
        _("这一户有两个户主，另一个在第 %(first)s 行；只认先出现的一个。"),
        _("请核实谁是户主。"),
        warning=True,
    ),
    "rosters.crowd": ProblemKind(
        _("有 %(people)s 人住在同一套房里。"), _("如果不是集体宿舍，请核实地址。"), warning=True
    ),
    "rosters.other_district": ProblemKind(
        _("这像是别处的名册：有 %(count)s 行的地址在“%(name)s”，本区是“%(own)s”。"),
        _("请确认没有选错文件。"),
    ),
    "rosters.row_elsewhere": ProblemKind(_("这一行的地址在“%(name)s”，不在本区。"), _LEAVE),
    "rosters.unknown_community": ProblemKind(
        _("不认识这个社区名，按名册的范围登记。"), _("请写全社区名，或改填社区代码。"), warning=True
    ),
    "rosters.unknown_code": ProblemKind(_("没有这个社区代码。"), _("请对照区划代码改正。")),
    "rosters.outside": ProblemKind(
        _("这一行的社区不在您的管辖范围 %(within)s 之内。"), _("请删去这一行，或由它所在的地方导入。")
    ),
    "rosters.fewer_rows": ProblemKind(
        _("只有 %(now)s 行，这个来源上次有 %(before)s 行：可能只传来了半份。"),
        _("请核对原始名册的行数；不在名册里的人不会被删除。"),
        warning=True,
    ),
    "rosters.unreadable": ProblemKind(
        _("这一格的内容不是这一项应有的样子，没有登记。"), _("请核实后改正。"), warning=True
    ),
}


def register() -> None:
    """Make the texts known to the import kit."""
    register_problems(KINDS)
