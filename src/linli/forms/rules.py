"""Who may bring in forms and confirm their fields."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role

READERS = frozenset({Role.DEPARTMENT, Role.DISTRICT_OFFICE})
MOST_BYTES = 5 * 2**20
MOST_FIELDS = 2_000
ENOUGH_DEPARTMENTS = 2
"""An indicator that so many departments ask for is proposed for the catalogue."""


def post_of(by: Actor) -> Post:
    """The acting post with its body. Raises NotAllowed for anybody without one, and for other roles."""
    post = Post.objects.select_related("body").filter(pk=by.post_id).first() if by.post_id else None
    if post is None or by.role not in READERS:
        raise NotAllowed(
            "forms.not_allowed", _("您的岗位不能读入或确认表格。"), _("请换用部门或区社区办的岗位。")
        )
    return post


def may_promote(by: Actor) -> bool:
    """Propose an indicator for the catalogue: the district's community office."""
    return by.role == Role.DISTRICT_OFFICE
