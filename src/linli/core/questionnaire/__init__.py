"""调查问卷 · Questionnaires: what is asked, what an answer may be, the checks it must pass, what is missing."""

from linli.core.questionnaire.check import CheckResult, run_checks
from linli.core.questionnaire.completeness import (
    Completeness,
    Timeliness,
    TimelinessKind,
    completeness,
    timeliness,
)
from linli.core.questionnaire.errors import QuestionnaireError, RuleError
from linli.core.questionnaire.model import (
    Check,
    Choice,
    Column,
    Field,
    FieldType,
    Group,
    Label,
    Question,
    Questionnaire,
    Section,
    Severity,
    Value,
    Way,
)
from linli.core.questionnaire.parse import parse_questionnaire
from linli.core.questionnaire.values import Finding, check_value, decode_value, encode_value

__all__ = [
    "Check",
    "CheckResult",
    "Choice",
    "Column",
    "Completeness",
    "Field",
    "FieldType",
    "Finding",
    "Group",
    "Label",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "RuleError",
    "Section",
    "Severity",
    "Timeliness",
    "TimelinessKind",
    "Value",
    "Way",
    "check_value",
    "completeness",
    "decode_value",
    "encode_value",
    "parse_questionnaire",
    "run_checks",
    "timeliness",
]
