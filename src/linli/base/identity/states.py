"""Roles and kinds of bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post is there for. The three administrators are kept apart by a database constraint."""

    DISTRICT_OFFICE = "district_office", _("区社区办")
    DEPARTMENT = "department", _("职能部门")
    SUB_DISTRICT = "sub_district", _("街道（镇）经办人")
    COMMITTEE = "committee", _("居委会工作人员")
    GRID_OFFICER = "grid_officer", _("网格员")
    AUDITOR = "auditor", _("审计员")
    RESIDENT = "resident", _("居民")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATOR_ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
# Roles that may meet personal data: a second factor is not a choice for them.
PERSONAL_DATA_ROLES = (
    Role.DISTRICT_OFFICE,
    Role.DEPARTMENT,
    Role.SUB_DISTRICT,
    Role.COMMITTEE,
    Role.GRID_OFFICER,
    Role.AUDITOR,
    Role.SECURITY_ADMIN,
    Role.AUDIT_ADMIN,
)
# The system administrator sees no residents but opens accounts: the same lock for that door.
SECOND_FACTOR_ROLES = (*PERSONAL_DATA_ROLES, Role.SYSTEM_ADMIN)


class BodyKind(models.TextChoices):
    """Kinds of bodies that posts belong to."""

    COMMUNITY_OFFICE = "community_office", _("社区建设领导小组办公室")
    DEPARTMENT = "department", _("职能部门")
    SUB_DISTRICT_OFFICE = "sub_district_office", _("街道办事处或镇政府")
    RESIDENTS_COMMITTEE = "residents_committee", _("居民委员会")
    OPERATOR = "operator", _("平台运行单位")
    RESIDENTS = "residents", _("居民")


# Which bodies may have which posts: a committee's officer cannot be appointed in a department.
ROLES_OF_BODY = {
    BodyKind.COMMUNITY_OFFICE: (Role.DISTRICT_OFFICE, Role.AUDITOR),
    BodyKind.DEPARTMENT: (Role.DEPARTMENT, Role.AUDITOR),
    BodyKind.SUB_DISTRICT_OFFICE: (Role.SUB_DISTRICT, Role.AUDITOR),
    BodyKind.RESIDENTS_COMMITTEE: (Role.COMMITTEE, Role.GRID_OFFICER),
    BodyKind.OPERATOR: (Role.AUDITOR, *ADMINISTRATOR_ROLES),
    BodyKind.RESIDENTS: (Role.RESIDENT,),
}


class SetUp(models.TextChoices):
    """What an account still has to do before its posts give it anything."""

    DONE = "", _("已就绪")
    PASSPHRASE = "passphrase", _("须先改口令")
    SECOND_FACTOR = "second_factor", _("须先设第二重验证")
