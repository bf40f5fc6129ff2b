"""Chapter one: why, when and how the survey was made, and who answered."""

from linli.core.tabulate.dates import date_words
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import ALWAYS, Sentence, above, equals
from linli.core.tabulate.words import Words
from linli.reports.compose.making import NAME, SUB_DISTRICT, Making, who

_DAY = Column(Words("日期", "Day"))


def add_background(making: Making) -> None:
    """The chapter 调查背景."""
    _figures(making)
    survey = making.inputs.survey
    facts = {
        "place": making.inputs.place,
        "survey": survey.name,
        "opens": date_words(survey.opens_date),
        "closes": date_words(survey.closes_date),
    }
    making.heading("background", 1, "调查背景", "Background")
    making.paragraph("background.how", _HOW, facts)
    making.paragraph("background.answers", _ANSWERS)
    making.paragraph("background.reading", _READING)


def _figures(making: Making) -> None:
    survey = making.inputs.survey
    asked = [one for one in making.communities if one.code in set(survey.asked)]
    answered = set(survey.answered)
    query = "surveys.completeness"
    making.count("survey.asked", Words("调查社区", "Communities asked"), asked, query=query)
    making.count(
        "survey.answered",
        Words("已报送社区", "Communities that answered"),
        [one for one in asked if one.code in answered],
        query=query,
    )
    making.count(
        "survey.missing",
        Words("未报送社区", "Communities that did not answer"),
        [one for one in asked if one.code not in answered],
        query=query,
    )
    making.share("survey.response", Words("报送率", "Response"), "survey.answered", "survey.asked")
    visits = tuple(
        (*who(making.by_code[code])[1:], day) for code, day in survey.visits if code in making.by_code
    )
    making.rows_figure(
        "survey.visits",
        Words("实地走访", "Site visits"),
        (NAME, SUB_DISTRICT, _DAY),
        visits,
        query="surveys.visits",
    )
    talks = tuple(
        (*who(making.by_code[code])[1:], place, day)
        for code, place, day in survey.talks
        if code in making.by_code
    )
    making.rows_figure(
        "survey.talks",
        Words("座谈会", "Talks held"),
        (NAME, SUB_DISTRICT, Column(Words("地点", "Place")), _DAY),
        talks,
        query="surveys.talks",
    )
    visited = {code for code, _ in survey.visits}
    making.count(
        "survey.visited",
        Words("走访社区", "Communities visited"),
        [one for one in making.communities if one.code in visited],
        query="surveys.visits",
    )
    making.stated("survey.departments")


_HOW = (
    Sentence(
        ALWAYS,
        "为摸清{@place}社区建设底数，找准薄弱环节，{@opens}至{@closes}组织开展了“{@survey}”。"
        "调查采取查阅台账、实地走访、座谈了解三种方式，覆盖{survey.asked}社区。",
        "To establish the state of community building in {@place} and where it falls short, the survey "
        '"{@survey}" was carried out from {@opens} to {@closes}. It used three ways, records, site visits '
        "and talks, and covered {survey.asked} {survey.asked#community|communities}.",
    ),
    Sentence(
        above("survey.departments"),
        "共有{survey.departments}部门参加。",
        "{survey.departments} {survey.departments#department|departments} took part.",
    ),
    Sentence(
        above("survey.visited"),
        "实地走访了{survey.visited}社区。",
        "{survey.visited} {survey.visited#community was|communities were} visited.",
    ),
    Sentence(
        above("survey.talks"),
        "召开座谈会{survey.talks:n}次。",
        "{survey.talks:n} {survey.talks#talk was|talks were} held.",
    ),
)
_ANSWERS = (
    Sentence(
        equals("survey.missing", 0),
        "{survey.asked}社区全部按要求报送了调查表。",
        "All {survey.asked} communities returned the questionnaire.",
    ),
    Sentence(
        above("survey.missing"),
        "已有{survey.answered}社区报送调查表，报送率{survey.response}；尚有{survey.missing}社区未报送，"
        "其数据在本报告中一律列为“未知”，不计为达标。",
        "{survey.answered} {survey.answered#community|communities} ({survey.response}) returned the "
        "questionnaire; {survey.missing} {survey.missing#has|have} not, and {survey.missing#is|are} counted "
        "as unknown in this report, never as meeting a standard.",
    ),
)
_READING = (
    Sentence(
        ALWAYS,
        "本报告中的每一个数据均注明查询名称、数据日期和所依据的记录数，可逐条核对。",
        "Every number in this report carries the name of its query, the day it is true for and the count of "
        "records behind it, and can be checked line by line.",
    ),
)
