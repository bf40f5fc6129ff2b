"""In words: what something was read for, and what a form was admitted as."""

from django.utils.translation import gettext as _

from linli.mandates.models import Mandate

MOST = 100


def reason_of(mandate: Mandate) -> str:
    """Which request it was read for. The control number is the purpose's code: reasons hold no long numbers."""
    return f"填报《{mandate.title[:MOST]}》"


def note_of(mandate: Mandate) -> str:
    """What is printed on every page of the form: its control number and until when it holds."""
    told = {"number": mandate.control_number, "day": mandate.ends_date}
    return _("准入编号 %(number)s，有效期至 %(day)s（不含）") % told
