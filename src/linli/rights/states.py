"""Proofs shown at the counter, and how a request for correction goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.TextChoices):
    """What the person showed before a code was handed to them."""

    IDENTITY_CARD = "identity_card", _("居民身份证")
    HOUSEHOLD_BOOKLET = "household_booklet", _("户口簿")
    OTHER_DOCUMENT = "other_document", _("其他有照片的证件")
    HOME_VISIT = "home_visit", _("上门核对证件")


class CorrectionState(models.TextChoices):
    """A request is open until somebody decides it or the resident takes it back."""

    OPEN = "open", _("等待答复")
    ACCEPTED = "accepted", _("已更正")
    REFUSED = "refused", _("未更正")
    WITHDRAWN = "withdrawn", _("已撤回")


MOVES = {
    CorrectionState.OPEN: {CorrectionState.ACCEPTED, CorrectionState.REFUSED, CorrectionState.WITHDRAWN},
    CorrectionState.ACCEPTED: set[CorrectionState](),
    CorrectionState.REFUSED: set[CorrectionState](),
    CorrectionState.WITHDRAWN: set[CorrectionState](),
}
