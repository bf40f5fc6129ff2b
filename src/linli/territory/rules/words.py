"""Sentences of refusals about figures."""

from django.utils.translation import gettext_lazy as _

NO_SOURCE = _("数据要写明来源。")
NO_PERIOD = _("截止日必须晚于起始日。")
NO_DIVISION = _("%(day)s 时没有代码为 %(place)s 的区划。")
