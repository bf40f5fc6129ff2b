"""The district's survey report, chapter by chapter."""

from linli.core.tabulate.blocks import NoteKind
from linli.core.tabulate.checks import row_checks
from linli.core.tabulate.report import Report
from linli.core.tabulate.words import Words
from linli.reports.compose.annexes import add_annexes
from linli.reports.compose.background import add_background
from linli.reports.compose.inputs import SurveyFigures
from linli.reports.compose.making import Making
from linli.reports.compose.money import add_money
from linli.reports.compose.network import add_network
from linli.reports.compose.overview import add_overview
from linli.reports.compose.people import add_people
from linli.reports.compose.premises import add_premises
from linli.reports.compose.problems import add_problems
from linli.reports.compose.proposals import add_proposals
from linli.reports.compose.selfgov import add_rules
from linli.reports.compose.work_done import add_work_done

_DEMO = Words(
    "演示数据：除社区名称外，本报告中的数据均为生成，不代表真实情况。",
    "Demonstration: apart from the names of the communities all data in this report are generated.",
)


def compose(inputs: SurveyFigures, footing: tuple[Words, ...] = ()) -> Report:
    """The report on the five guarantees, in both languages, with every figure's rows and all checks.

    ``footing`` is printed at the end (program version and the like); the policy packs used are added to it.
    """
    making = Making(inputs)
    if inputs.is_demo:
        making.note("demo", NoteKind.WARNING, _DEMO)
    add_background(making)
    making.heading("state", 1, "社区建设现状", "State of affairs")
    add_overview(making)
    add_people(making)
    add_premises(making)
    add_money(making)
    add_network(making)
    add_rules(making)
    add_work_done(making)
    add_problems(making)
    add_proposals(making)
    add_annexes(making)
    return Report(
        title=Words(
            f"{inputs.place.zh}社区建设情况调查报告",
            f"Survey report on community building in {inputs.place.en}",
        ),
        subtitle=inputs.survey.name,
        place=inputs.place,
        as_of=inputs.as_of,
        blocks=tuple(making.blocks),
        figures=making.figures,
        checks=(*making.checks, *row_checks(making.figures)),
        footing=(*inputs.packs, *footing),
    )
