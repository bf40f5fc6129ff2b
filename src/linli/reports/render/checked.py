"""The closing part of a document: what the self-check found."""

from linli.core.tabulate.figures import Align
from linli.core.tabulate.laid import LaidCell, LaidTable
from linli.reports.render import phrases
from linli.reports.render.document import Document, HeadingItem, Item, Part, TableItem, TextItem


def checks_item(document: Document) -> tuple[Item, ...]:
    """A heading, how many checks were made, and a table of those that do not agree."""
    language = document.language
    heading = HeadingItem("checks", 2, "", phrases.CHECKS.of(language))
    text = TextItem("checks.text", "text", (Part(document.checks_text),))
    if not document.flagged:
        return (heading, text)
    aligns: tuple[Align, ...] = ("left", "right", "right", "right", "left")
    rows = tuple(
        (
            LaidCell(check.title.of(language)),
            *(
                LaidCell(phrases.check_number(check, value, language))
                for value in (check.stated, check.computed, check.difference)
            ),
            LaidCell(phrases.VERDICTS[check.verdict].of(language)),
        )
        for check in document.flagged
    )
    heads = tuple(words.of(language) for words in phrases.CHECK_HEADS)
    laid = LaidTable(heads, aligns, (3, 1, 1, 1, 1), rows, ())
    return (
        heading,
        text,
        TableItem("checks.table", "", phrases.CHECKS.of(language), laid, "", "", annex=True),
    )
