"""Who acts: an account in a post, with that post's role and scope."""

from dataclasses import dataclass
from uuid import UUID

from linli.base.identity.states import Role
from linli.base.scope import NOWHERE, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """The `by` of every action. `account_id` and `post_id` are None for the system itself."""

    account_id: UUID | None
    post_id: UUID | None
    role: Role | None
    scope: Scope
    label: str

    @classmethod
    def system(cls, label: str = "system", prefix: str = "") -> "Actor":
        """The product acting by itself (a job, the command line), named by `label`."""
        return cls(account_id=None, post_id=None, role=None, scope=Scope(prefix), label=label)

    @classmethod
    def nobody(cls) -> "Actor":
        """Somebody who is not signed in."""
        return cls(account_id=None, post_id=None, role=None, scope=NOWHERE, label="-")

    @property
    def is_system(self) -> bool:
        """True for the product itself."""
        return self.account_id is None and self.role is None and not self.scope.is_nothing
