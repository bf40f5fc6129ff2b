"""An admitted form is a purpose of its own: in the register of purposes, with the document it rests on and its end."""

from datetime import datetime, timedelta

from linli.base.identity.actor import Actor
from linli.base.reading.actions import PurposeDraft, change_purpose
from linli.mandates.models import Mandate

NAME_ZH, NAME_EN = 120, 200
BASIS, WHY = 600, 300


def purpose_code(mandate: Mandate) -> str:
    """The code under which residents see what was read for it: the control number says which request it was."""
    return f"mandate-{mandate.control_number or mandate.pk}"


def enter_purpose(mandate: Mandate, why: str, *, by: Actor, at: datetime) -> None:
    """Enter the purpose of a request that is admitted with a form; the officer who admits it answers for it."""
    if mandate.form_id is None or mandate.starts_date is None or mandate.ends_date is None:
        return
    if by.account_id is None:
        return  # nobody's word is no basis: such a mandate reads nothing
    basis = f"《{mandate.document_name}》{mandate.document_number}（{mandate.control_number}）"
    draft = PurposeDraft(
        code=purpose_code(mandate),
        name_zh=f"{mandate.body.name}：{mandate.title}"[:NAME_ZH],
        name_en=f"{mandate.body.name}: {mandate.title}"[:NAME_EN],
        basis_zh=basis[:BASIS],
        basis_en=basis[:BASIS],
        valid_from=mandate.starts_date,
        valid_to=mandate.ends_date + timedelta(days=mandate.due_days),
    )
    change_purpose(draft=draft, why=(why or str(mandate.control_number))[:WHY], by=by, at=at)
