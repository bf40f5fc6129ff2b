"""What can be wrong with a questionnaire file, as codes with the place of the slip."""

from typing import Final

BAD_YAML: Final = "bad_yaml"
MISSING: Final = "missing"
UNKNOWN_KEY: Final = "unknown_key"
BAD_TYPE: Final = "bad_type"
BAD_CODE: Final = "bad_code"
DUPLICATE: Final = "duplicate"
UNKNOWN_CHOICES: Final = "unknown_choices"
BOUNDS: Final = "bounds"
BAD_RULE: Final = "bad_rule"


class QuestionnaireError(Exception):
    """A questionnaire that cannot be read. `where` is the path in the file: ``sections[2].questions[0].type``."""

    def __init__(self, code: str, where: str, detail: str = "") -> None:
        self.code = code
        self.where = where
        self.detail = detail
        super().__init__(f"{where}: {code}" + (f" ({detail})" if detail else ""))


class RuleError(Exception):
    """A check's expression that is not allowed or does not fit its names; the message says which part."""
