"""Where a ground and a plan stand, and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroundState(models.TextChoices):
    """A ground is read from its files once."""

    WAITING = "waiting", _("待载入")
    READY = "ready", _("已载入")


class PlanState(models.TextChoices):
    """The life of a plan."""

    DRAFT = "draft", _("草案")
    CONSULTING = "consulting", _("征求意见")
    ADOPTED = "adopted", _("已经采用")
    CLOSED = "closed", _("已被取代")
    WITHDRAWN = "withdrawn", _("已撤回")


# From state -> states that may follow. A plan that was consulted about may be worked on again.
TRANSITIONS = {
    PlanState.DRAFT: (PlanState.CONSULTING, PlanState.ADOPTED, PlanState.WITHDRAWN),
    PlanState.CONSULTING: (PlanState.DRAFT, PlanState.ADOPTED, PlanState.WITHDRAWN),
    PlanState.ADOPTED: (PlanState.CLOSED,),
    PlanState.CLOSED: (),
    PlanState.WITHDRAWN: (),
}
OPEN_STATES = (PlanState.DRAFT, PlanState.CONSULTING)


class GridKind(models.TextChoices):
    """What a grid is for."""

    BASE = "base", _("基础网格")
    SCHOOL = "school", _("学校专属网格")
    HOSPITAL = "hospital", _("医院专属网格")
    MARKET = "market", _("市场专属网格")
    PARK = "park", _("园区专属网格")
    OTHER = "other", _("其他专属网格")


class Effort(models.TextChoices):
    """How long the engine searches."""

    DRAFT = "draft", _("粗算")
    QUICK = "quick", _("快速")
    STANDARD = "standard", _("标准")
    THOROUGH = "thorough", _("细致")


class MapKind(models.TextChoices):
    """What a file of a ground holds."""

    STREETS = "streets", _("街巷")
    BUILDINGS = "buildings", _("楼栋")
    COMMUNITIES = "communities", _("社区边界")


class ChangeKind(models.TextChoices):
    """How labels of a draft changed."""

    PROPOSED = "proposed", _("计算方案")
    EDITED = "edited", _("手工调整")
    UNDONE = "undone", _("撤销一步")
    IMPORTED = "imported", _("导入方案")
    ADJUSTED = "adjusted", _("按现状调整")
    DEDICATED = "dedicated", _("划出专属网格")
    NUMBERED = "numbered", _("编定网格号")
