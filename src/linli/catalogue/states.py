"""Where a version comes from, what was decided about it, and how far it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Supplied with the product, or proposed by somebody."""

    SEED = "seed", _("随产品提供")
    PERSON = "person", _("由人提出")


class Verdict(models.TextChoices):
    """The second person's answer to a proposal."""

    ADMITTED = "admitted", _("准入")
    REJECTED = "rejected", _("不准入")


class Stage(models.TextChoices):
    """How far a version has come; worked out from the rows, never stored."""

    PROPOSED = "proposed", _("待准入")
    REJECTED = "rejected", _("未准入")
    COMING = "coming", _("已准入，尚未起用")
    IN_FORCE = "in_force", _("在用")
    REPLACED = "replaced", _("已被新版本取代")
    RETIRED = "retired", _("已停用")


# What may follow what. Nothing leads back: a retired element returns as a new proposal.
TRANSITIONS: dict[Stage, tuple[Stage, ...]] = {
    Stage.PROPOSED: (Stage.COMING, Stage.IN_FORCE, Stage.REJECTED),
    Stage.COMING: (Stage.IN_FORCE, Stage.RETIRED),
    Stage.IN_FORCE: (Stage.REPLACED, Stage.RETIRED),
    Stage.REJECTED: (),
    Stage.REPLACED: (),
    Stage.RETIRED: (),
}
