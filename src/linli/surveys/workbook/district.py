"""Writing the table of a district: a row per community, a column per question."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.exports.template import template_bytes
from linli.base.exports.template_parts import FieldKind, FillField, FillTable, TemplateAbout
from linli.base.scope import Scope
from linli.surveys.fields import fill_field, language, to_cell
from linli.surveys.queries.answers import stream_answers
from linli.surveys.queries.campaigns import campaign, questionnaire_of
from linli.surveys.states import ReturnState
from linli.surveys.workbook.community import template_version

COMMUNITIES = "communities"
CODE, NAME = "_code", "_name"


def district_table(campaign_id: UUID, *, scope: Scope, at: datetime) -> bytes:
    """The table of the communities asked in scope, with the answers held filled in. Four queries."""
    info = campaign(campaign_id)
    questionnaire = questionnaire_of(campaign_id)
    questions = list(questionnaire.questions.values())
    known = tuple(
        {
            CODE: found.division_code,
            NAME: found.name,
            **{question.code: to_cell(question, found.value(question.code)) for question in questions},
        }
        for found in stream_answers(campaign_id, states=list(ReturnState))
        if scope.covers(found.division_code)
    )
    fields = (
        FillField(CODE, _("社区代码"), FieldKind.IDENTITY, locked=True),
        FillField(NAME, _("社区"), locked=True),
        *(fill_field(question, None) for question in questions),
    )
    about = TemplateAbout(
        version=template_version(questionnaire),
        campaign=str(campaign_id),
        place=scope.prefix,
        title=info.title.of(language()),
        place_label=_("全区汇总表（%(prefix)s）") % {"prefix": scope.prefix},
        instructions=(
            _("一个社区一行；空着的格不改变已有的内容。"),
            _("逐人、逐月的内容（居委会成员、经费）请用各社区自己的填报表。"),
        ),
    )
    table = FillTable(COMMUNITIES, _("社区汇总"), fields, known=known, blank_rows=0)
    return template_bytes(about, [table], at)
