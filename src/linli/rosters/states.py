"""Where an import, a doubt and a proposed change stand, and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """The steps of one roster."""

    UPLOADED = "uploaded", _("待核对列")
    MAPPED = "mapped", _("待预演")
    CHECKED = "checked", _("已预演")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")


# From state -> states that may follow. Correcting the columns leads back to MAPPED.
TRANSITIONS = {
    ImportState.UPLOADED: (ImportState.MAPPED, ImportState.DISCARDED),
    ImportState.MAPPED: (ImportState.MAPPED, ImportState.CHECKED, ImportState.DONE, ImportState.DISCARDED),
    ImportState.CHECKED: (ImportState.MAPPED, ImportState.CHECKED, ImportState.DONE, ImportState.DISCARDED),
    ImportState.DONE: (ImportState.UNDONE,),
    ImportState.UNDONE: (),
    ImportState.DISCARDED: (),
}
WITH_FILE = (ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKED)


class RosterKind(models.TextChoices):
    """What the rows of a roster are about."""

    PEOPLE = "people", _("居民名册")
    ORGANISATIONS = "organisations", _("单位名册")


class DoubtState(models.TextChoices):
    """A pair that may be one person."""

    OPEN = "open", _("待判断")
    SEEN_ONCE = "seen_once", _("待第二人复核")
    SAME = "same", _("同一个人，已合并")
    DIFFERENT = "different", _("不是同一个人")
    SPLIT = "split", _("已拆开")
    WITHDRAWN = "withdrawn", _("随导入撤销")
    SETTLED = "settled", _("已随别的合并解决")


OPEN_DOUBTS = (DoubtState.OPEN, DoubtState.SEEN_ONCE)


class ChangeKind(models.TextChoices):
    """A change in life that a source reports."""

    MOVED = "moved", _("搬家")
    DIED = "died", _("去世")
    MARRIED = "married", _("婚姻状况变化")
    RENAMED = "renamed", _("改名")
    MOVED_OUT = "moved_out", _("迁出")
    NEW_HEAD = "new_head", _("换户主")
    SPLIT = "split", _("分户")
    BORN = "born", _("出生")


class ChangeState(models.TextChoices):
    """What a person said to it."""

    OPEN = "open", _("待人确认")
    ACCEPTED = "accepted", _("已登记")
    DECLINED = "declined", _("未采纳")
    WITHDRAWN = "withdrawn", _("随导入撤销")
