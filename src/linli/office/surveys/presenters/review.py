"""What stands in the way of handing in, in words, each with a link to its question."""

from typing import Any

from django.utils.translation import gettext as _

from linli.core.questionnaire import CheckResult
from linli.office.surveys.presenters.fields import cell_name, question_name
from linli.surveys.fields import language, worded
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.review import OddValue, Review


def review_lines(info: ReturnInfo, found: Review) -> dict[str, Any]:
    """`missing` and `blocking` as (input name, words), `warnings` as (key, words, input name)."""
    return {
        "missing": [_missing(info, code) for code in found.missing],
        "blocking": [(_where(info, broken), _words(broken)) for broken in found.blocking],
        "warnings": [
            *(
                (
                    broken.key,
                    _words(broken),
                    _where(info, broken),
                )
                for broken in found.warnings
            ),
            *(
                (odd.key, _odd(info, odd), _place(info, odd.group, odd.row, odd.question))
                for odd in found.odd
            ),
        ],
    }


def _words(broken: CheckResult) -> str:
    words = str(broken.check.label.of(language()))
    return _("第 %(row)s 行：%(words)s") % {"row": broken.row, "words": words} if broken.row else words


def _where(info: ReturnInfo, broken: CheckResult) -> str:
    """The first question that a broken check reads."""
    return _place(info, broken.check.group, broken.row, min(broken.check.names))


def _place(info: ReturnInfo, group: str, row: int, question: str) -> str:
    return cell_name(group, str(row), question) if group else question_name(question)


def _missing(info: ReturnInfo, code: str) -> tuple[str, str]:
    """`group.column:row`, the code of a group, or of a question."""
    if "." in code:
        group, rest = code.split(".")
        column, row = rest.split(":")
        asked = info.questionnaire.groups[group].columns_by_code[column]
        title = info.questionnaire.groups[group].title.of(language())
        words = _("%(group)s，第 %(row)s 行：%(question)s") % {
            "group": title,
            "row": row,
            "question": asked.label.of(language()),
        }
        return cell_name(group, row, column), words
    if code in info.questionnaire.groups:
        return f"group-{code}", info.questionnaire.groups[code].title.of(language())
    return question_name(code), info.questionnaire.questions[code].label.of(language())


def _odd(info: ReturnInfo, odd: OddValue) -> str:
    asked = info.questionnaire.field(odd.question, odd.group)
    assert asked is not None  # the value was read with this questionnaire
    told = {
        "question": asked.label.of(language()),
        "value": worded(asked, odd.finding.value),
        "limit": worded(asked, odd.finding.limit),
    }
    if odd.finding.code == "unusually_small":
        return _("%(question)s：%(value)s，通常不少于 %(limit)s") % told
    return _("%(question)s：%(value)s，通常不多于 %(limit)s") % told
