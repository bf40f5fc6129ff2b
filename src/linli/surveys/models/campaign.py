"""Campaigns, and holds placed on them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import Scope, prefix_range
from linli.surveys.states import CampaignState


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns by place. A campaign lies in a scope when either contains the other."""

    def touching(self, scope: Scope) -> Self:
        """Campaigns that ask inside `scope`, or whose area contains it."""
        if scope.is_everything:
            return self
        outer = [scope.prefix[:length] for length in range(len(scope.prefix))]
        return self.filter(Q(**prefix_range("prefix", scope.prefix)) | Q(prefix__in=outer))


class Campaign(models.Model):
    """One survey: a questionnaire, the places asked (a prefix of the division code), and its days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True, blank=True)
    questionnaire = models.CharField(_("问卷"), max_length=40)
    version = models.PositiveIntegerField(_("问卷版本"))
    # The questionnaire as it was when the campaign was made; later versions of the file do not change it.
    definition = models.TextField()
    title_zh = models.CharField(_("中文名称"), max_length=200)
    title_en = models.CharField(_("英文名称"), max_length=200)
    prefix = models.CharField(_("调查范围"), max_length=12, blank=True, db_index=True)
    opens_date = models.DateField(_("开始日期"))
    closes_date = models.DateField(_("截止日期"))
    state = models.CharField(
        _("状态"), max_length=8, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    asked = models.PositiveIntegerField(_("调查的社区数"), default=0)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    objects: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("调查")
        indexes = [models.Index(fields=["-opens_date", "-id"], name="campaign_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_date__gte=F("opens_date")), name="campaign_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CampaignState.values), name="campaign_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT) | Q(opened_at__isnull=False),
                name="campaign_open_since_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=CampaignState.CLOSED) | Q(closed_at__isnull=False),
                name="campaign_closed_since_a_moment",
            ),
            models.CheckConstraint(condition=~Q(title_zh=Value("")), name="campaign_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title_zh


class Hold(models.Model):
    """A lock placed by hand, with its reason: on a whole campaign, or on one community's return."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True, blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="holds")
    community_return = models.ForeignKey(
        "surveys.Return", on_delete=models.CASCADE, related_name="holds", null=True
    )
    why = models.CharField(_("原因"), max_length=500)
    placed_at = models.DateTimeField()
    placed_by_post_id = models.UUIDField(null=True)
    placed_by_label = models.CharField(max_length=200)
    released_at = models.DateTimeField(null=True)
    released_by_post_id = models.UUIDField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("锁定")
        constraints = [
            models.CheckConstraint(condition=~Q(why=Value("")), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(released_at__gte=F("placed_at")),
                name="hold_released_after_it_was_placed",
            ),
            models.UniqueConstraint(
                fields=["campaign", "community_return"],
                condition=Q(released_at=None),
                name="hold_one_in_force_on_a_return",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(released_at=None, community_return=None),
                name="hold_one_in_force_on_a_campaign",
            ),
        ]

    def __str__(self) -> str:
        return self.why
