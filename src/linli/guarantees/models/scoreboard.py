"""When the answers of a campaign were last held against the rules, and by which state of the rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.surveys.models import Campaign


class Scoreboard(models.Model):
    """One per campaign. `day` is the day the rules are read for; `rules_digest` tells when they have changed since.

    `rules_known_at` is the moment whose state of districts' own values was used: a community that comes in later
    is held against the same rules as the others, until the whole campaign is assessed anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="scoreboard")
    day = models.DateField(_("规则所属日期"))
    rules_known_at = models.DateTimeField(_("规则截至"))
    rules_digest = models.CharField(max_length=64)
    assessed_at = models.DateTimeField(_("最近核对时间"))
    # Grows with every write; a long assessment sees by it which communities came in while it was reckoning.
    revision = models.PositiveIntegerField(default=0)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("五个有记分板")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day}"
