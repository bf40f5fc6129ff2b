"""The projection of people and households."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField
from linli.register.models.places import Dwelling
from linli.register.models.projected import Projected
from linli.register.states import HouseholdStatus, Status


class Household(Projected):
    """People who live together. `size` counts the members who live here now."""

    head = models.ForeignKey(
        "Person",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="heads",
        db_index=False,
        db_constraint=False,
        verbose_name=_("户主"),
    )
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.DO_NOTHING, null=True, related_name="households", verbose_name=_("住房")
    )
    household_type = models.CharField(_("户别"), max_length=20, blank=True)
    size = models.PositiveIntegerField(_("人数"), default=0)
    status = models.CharField(_("状态"), max_length=10, choices=HouseholdStatus.choices)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "head": "who heads the household, as a pseudonymous id",
            "household_type": "family or collective household, from the household register",
        }

    class Meta:
        verbose_name = _("户")
        constraints = [
            models.CheckConstraint(
                condition=Q(size=0, status="empty") | Q(size__gt=0, status="live"),
                name="household_is_live_with_members",
            )
        ]
        indexes = [models.Index(fields=["division_code", "grid", "id"], name="household_by_grid")]

    def __str__(self) -> str:
        return f"{self.division_code} {self.id}"


class Person(Projected):
    """A resident as the record has them now. Identifiers stand here as masks; the facts that hold them are named.

    Codes stand here only where the catalogue calls them personal, never where it calls them sensitive or sealed.
    """

    name_mask = models.CharField(_("姓名（遮蔽）"), max_length=60, blank=True)
    name_fact = CompactUUIDField(null=True)
    number_mask = models.CharField(_("身份证号（遮蔽）"), max_length=40, blank=True)
    number_fact = CompactUUIDField(null=True)
    # True where the number's own check digit and birth date are right.
    number_sound = models.BooleanField(default=False)
    phone_mask = models.CharField(_("电话（遮蔽）"), max_length=30, blank=True)
    phone_fact = CompactUUIDField(null=True)
    sex = models.CharField(_("性别"), max_length=1, blank=True)
    birth_date = models.DateField(_("出生日期"), null=True)
    death_date = models.DateField(_("死亡日期"), null=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices)
    household = models.ForeignKey(
        Household, on_delete=models.DO_NOTHING, null=True, related_name="members", verbose_name=_("所在户")
    )
    relationship = models.CharField(_("与户主关系"), max_length=4, blank=True)
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.DO_NOTHING, null=True, related_name="people", verbose_name=_("住房")
    )
    education = models.CharField(_("文化程度"), max_length=4, blank=True)
    marital_status = models.CharField(_("婚姻状况"), max_length=4, blank=True)
    nationality = models.CharField(_("国籍"), max_length=40, blank=True)
    hukou_type = models.CharField(_("户口性质"), max_length=4, blank=True)
    registered_here = models.CharField(_("人户一致"), max_length=4, blank=True)
    inflow_reason = models.CharField(_("流入原因"), max_length=4, blank=True)
    lodging_type = models.CharField(_("居所类型"), max_length=4, blank=True)
    employment_status = models.CharField(_("就业状况"), max_length=4, blank=True)
    # Elements on which sources disagree today.
    conflicts = models.PositiveSmallIntegerField(_("不一致项"), default=0)
    # Which these are: codes set apart by spaces; None in a row from before this was kept, until it is refreshed.
    disputed = models.TextField(_("不一致的数据元"), null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "name_mask": "first letter of the name, for lists",
            "number_mask": "place of first registration and last four digits, for lists",
            "phone_mask": "first three and last four digits, for lists",
            "sex": "from the rosters, for lists and statistics",
            "birth_date": "from the rosters, for ages and the protection of minors",
            "death_date": "from the rosters, ends what is done for the person",
            "status": "whether the person lives here",
            "household": "whom the person lives with, as pseudonymous ids",
            "relationship": "relationship to the head of household",
            "dwelling": "where the person lives, as a pseudonymous id",
            "education": "code for statistics by place",
            "marital_status": "code for statistics by place",
            "nationality": "for statistics by place",
            "hukou_type": "code for statistics by place",
            "registered_here": "code for statistics by place",
            "inflow_reason": "code for statistics by place",
            "lodging_type": "code for statistics by place",
            "employment_status": "code for statistics by place",
            "disputed": "on which elements sources disagree, so that they are asked again; no value",
        }

    class Meta:
        verbose_name = _("居民")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="person_status_known"),
            models.CheckConstraint(
                condition=~Q(status="dead") | Q(household=None), name="person_dead_is_in_no_household"
            ),
        ]
        indexes = [models.Index(fields=["division_code", "grid", "id"], name="person_by_grid")]

    def __str__(self) -> str:
        return f"{self.name_mask} {self.id}"
