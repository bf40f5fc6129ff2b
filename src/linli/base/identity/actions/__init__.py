"""账号与岗位的办理 · Writes to accounts, posts, holdings and second factors; each leaves one audit entry."""

from linli.base.identity.actions.accounts import (
    NewAccount,
    deactivate_account,
    open_account,
    passphrase_changed,
    reactivate_account,
    reset_passphrase,
)
from linli.base.identity.actions.holdings import appoint, end_holding, hand_over
from linli.base.identity.actions.posts import close_post, create_body, create_post
from linli.base.identity.actions.security import (
    link_single_sign_on,
    reset_second_factor,
    unlink_single_sign_on,
    unlock_account,
)
from linli.base.identity.actions.sessions import end_other_sessions, end_session, signed_in, switch_post

__all__ = [
    "NewAccount",
    "appoint",
    "close_post",
    "create_body",
    "create_post",
    "deactivate_account",
    "end_holding",
    "end_other_sessions",
    "end_session",
    "hand_over",
    "link_single_sign_on",
    "open_account",
    "passphrase_changed",
    "reactivate_account",
    "reset_passphrase",
    "reset_second_factor",
    "signed_in",
    "switch_post",
    "unlink_single_sign_on",
    "unlock_account",
]
