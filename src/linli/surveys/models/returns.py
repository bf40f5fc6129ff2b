"""The return of one community in one campaign, its steps, and its answers in one piece."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.surveys.models.campaign import Campaign
from linli.surveys.states import COUNTED, ReturnState, Step


class Return(models.Model):
    """What one community hands in. Names are those of the day the campaign opened.

    `version` grows by one with every write of answers: the base of optimistic locking. The counters are kept by
    the actions so that lists of thousands of communities need no look at the answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="returns")
    division_code = models.CharField(_("社区代码"), max_length=12)
    name = models.CharField(_("社区"), max_length=100)
    sub_district_code = models.CharField(_("街道（镇）代码"), max_length=9)
    sub_district_name = models.CharField(_("街道（镇）"), max_length=100, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=ReturnState.choices, default=ReturnState.NOT_STARTED
    )
    # The draft belongs to the post: whoever holds it next goes on where this one stopped.
    holder_post_id = models.UUIDField(_("经办岗位"), null=True)
    version = models.PositiveIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(_("已答"), default=0)
    asked = models.PositiveSmallIntegerField(_("应答"))
    required_missing = models.PositiveSmallIntegerField(_("必答未答"), default=0)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    reviewed_at = models.DateTimeField(_("街道审核时间"), null=True)
    approved_at = models.DateTimeField(_("核定时间"), null=True)
    # Keys of the warnings that were confirmed at the last submission.
    confirmed = models.JSONField(default=list)
    objects = ScopedQuerySet["Return"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("社区答卷")
        indexes = [
            models.Index(fields=["district", "division_code"], name="return_by_place"),
            models.Index(fields=["holder_post_id", "state"], name="return_by_holder"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "division_code", "district"], name="return_one_per_community"
            ),
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="return_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(COUNTED)) | Q(submitted_at__isnull=False),
                name="return_counted_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ReturnState.APPROVED, approved_at__isnull=False)
                | (~Q(state=ReturnState.APPROVED) & Q(approved_at=None)),
                name="return_approved_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=F("asked")), name="return_answers_what_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(division_code__startswith=F("district"))
                & Q(division_code__startswith=F("sub_district_code")),
                name="return_code_inside_its_district",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {ReturnState(self.state).label}"


class ReturnStep(models.Model):
    """One move of a return, appended and never edited: what, from where to where, by which post, why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    community_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(_("步骤"), max_length=16, choices=Step.choices)
    from_state = models.CharField(max_length=12, choices=ReturnState.choices)
    to_state = models.CharField(max_length=12, choices=ReturnState.choices)
    version = models.PositiveIntegerField()
    why = models.CharField(_("理由"), max_length=1000, blank=True)
    at = models.DateTimeField(_("时间"))
    post_id = models.UUIDField(null=True)
    label = models.CharField(_("以何身份"), max_length=200)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("答卷流转")
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=Step.SEND_BACK) | ~Q(why=models.Value("")), name="step_back_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"


class AnswerSheet(models.Model):
    """The current answers of a return in one piece: a projection of its values that can be rebuilt from them.

    Reading 5,000 communities x 200 answers takes 5,000 rows instead of a million. See `queries.sheet` for the form.
    """

    community_return = models.OneToOneField(
        Return, on_delete=models.CASCADE, primary_key=True, related_name="sheet"
    )
    district = models.CharField(max_length=6)
    version = models.PositiveIntegerField()
    payload = models.JSONField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "payload": "age and education of committee members, without names"
        }

    class Meta:
        verbose_name = _("答卷内容")

    def __str__(self) -> str:
        return str(self.pk)
