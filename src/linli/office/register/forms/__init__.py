"""Forms of the register pages. What they check is shape; what may be is the room's to say."""

from django import forms

from linli.ui.errors import error_summary


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def errors_of(form: forms.BaseForm | None) -> list[dict[str, str]]:
    """The form's errors for the summary on top: which field, what is wrong."""
    return error_summary(form)
