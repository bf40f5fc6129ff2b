"""What the further pages show."""

from typing import Any

from linli.guarantees.queries import CommunityPage, FindingPage, PlacePage, RulePage, new_office_at
from linli.guarantees.states import ASKED, LABELS, FindingState, Guarantee
from linli.office.guarantees import words
from linli.office.guarantees.presenters import communities, findings
from linli.office.guarantees.presenters import place as places
from linli.office.guarantees.presenters.costs import cost_lines
from linli.office.guarantees.presenters.links import Links

NOT_APPLICABLE = FindingState.NOT_APPLICABLE


def community(page: CommunityPage, links: Links) -> dict[str, Any]:
    """The five guarantees of a community, each with its findings."""
    standing, board = page.standing, page.frame.board
    assert board is not None
    cells = {str(verdict.guarantee): verdict for verdict in standing.verdicts} if standing else {}
    writer, sections = communities.CellWriter(), []
    for guarantee in Guarantee:
        own = [found for found in page.findings if found.guarantee == guarantee]
        verdict = cells.get(guarantee.value)
        sections.append(
            {
                "code": guarantee.value,
                "name": str(guarantee.label),
                "question": str(ASKED[guarantee]),
                "cell": writer.cell(verdict, "") if verdict else None,
                "lines": [findings.line(one, links, board.day) for one in own if one.state != NOT_APPLICABLE],
                "left_out": [str(LABELS[one.rule]) for one in own if one.state == NOT_APPLICABLE],
            }
        )
    return {"standing": standing, "sections": sections}


def guarantee(page: PlacePage, chosen: Guarantee, links: Links) -> dict[str, Any]:
    """Every rule under a guarantee."""
    tally = page.now.guarantees[chosen]
    return {
        "chosen": chosen.value,
        "name": str(chosen.label),
        "question": str(ASKED[chosen]),
        "counts": places.counts(tally),
        "costs": cost_lines(tally),
        "figures": places.rule_figures(page, chosen, links),
        "position": list(Guarantee).index(chosen),
    }


def rule(page: RulePage, code: str, links: Links) -> dict[str, Any]:
    """One rule over communities."""
    board = page.frame.board
    assert board is not None
    found = page.now.rules.get(code)
    held = page.standards
    return {
        "label": str(LABELS[code]),
        "value": words.standard_value(held),
        "documents": [
            (
                words.document(one),
                links.rule(one.rule, page.frame.prefix, board.day.isoformat()),
                one.valid_from,
            )
            for one in {(one.name, one.valid_from): one for one in held}.values()
        ],
        "counts": places.counts(found.tally) if found else "",
        "costs": cost_lines(found.tally) if found else (),
        "lines": [findings.behind(row, links, board.day) for row in page.rows.rows],
        "pages": communities.Pages(page.rows, communities.PAGE_SIZE),
    }


def finding(page: FindingPage, code: str, links: Links) -> dict[str, Any]:
    """One finding down to its answers."""
    board, found = page.frame.board, page.finding
    assert board is not None
    context: dict[str, Any] = {"label": str(LABELS[code]), "standing": page.standing, "found": found}
    if found is None:
        return context
    needs_office = code == "office.floor_area" and found.state == "short" and found.actual == 0
    office = new_office_at(found.division_code, board.day) if needs_office else None
    return context | {
        "line": findings.line(found, links, board.day),
        "parts": findings.part_lines(found),
        "answers": findings.answer_lines(page, found),
        "group": findings.group_table(page, found),
        "missing": findings.missing_words(found, page.questionnaire),
        "office": office,
    }
