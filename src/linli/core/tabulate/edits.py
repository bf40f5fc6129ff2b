"""Paragraphs a writer has changed: their links to figures, and what has moved since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from linli.core.tabulate.blocks import Block, Paragraph
from linli.core.tabulate.figures import Figure
from linli.core.tabulate.spans import BadText, codes_in, loose_numbers
from linli.core.tabulate.words import Language, Words


@dataclass(frozen=True, slots=True)
class EditedText:
    """A writer's text in place of a generated one, with what was true when it was written.

    ``generated`` is the text it replaced; ``values_then`` the value of each figure that either text mentions.
    """

    key: str
    language: Language
    text: str
    generated: str
    values_then: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class StaleFigure:
    """A figure that has another value now; ``gone`` when the report no longer has it."""

    code: str
    then: Decimal | None
    now: Decimal | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class EditReview:
    """What a reader of an edited paragraph should know."""

    stale: tuple[StaleFigure, ...]
    dropped: tuple[str, ...]  # figures of the generated text which the writer's text no longer mentions
    loose_numbers: tuple[str, ...]  # numbers typed by hand, which open nothing
    generated_changed: bool


def edit(
    key: str, language: Language, text: str, generated: str, figures: Mapping[str, Figure]
) -> EditedText:
    """Take a writer's text. BadText when a token cannot be read or names a figure that is not there."""
    for code in codes_in(text):
        if code not in figures:
            raise BadText("text.unknown_figure", code)
    codes = dict.fromkeys((*codes_in(text), *codes_in(generated)))
    values = {code: figures[code].value for code in codes if code in figures}
    return EditedText(key, language, text, generated, values)


def stale_figures(edited: EditedText, figures_now: Mapping[str, Figure]) -> tuple[StaleFigure, ...]:
    """Which figures of an edited text have changed since it was written."""
    stale = []
    for code, then in edited.values_then.items():
        now = figures_now.get(code)
        if now is None:
            stale.append(StaleFigure(code, then, None, gone=True))
        elif now.value != then:
            stale.append(StaleFigure(code, then, now.value))
    return tuple(stale)


def review(edited: EditedText, generated_now: str | None, figures_now: Mapping[str, Figure]) -> EditReview:
    """Compare an edited text with today's figures and today's generated text (None: no longer generated)."""
    mentioned = codes_in(edited.text)
    return EditReview(
        stale=stale_figures(edited, figures_now),
        dropped=tuple(code for code in codes_in(edited.generated) if code not in mentioned),
        loose_numbers=loose_numbers(edited.text),
        generated_changed=generated_now != edited.generated,
    )


def with_edits(
    blocks: tuple[Block, ...], edits: Mapping[tuple[str, Language], EditedText], figures: Mapping[str, Figure]
) -> tuple[Block, ...]:
    """The blocks with edited texts in place. A text whose figure is gone keeps the generated one."""
    return tuple(
        _edited(block, edits, figures) if isinstance(block, Paragraph) else block for block in blocks
    )


def _edited(
    paragraph: Paragraph, edits: Mapping[tuple[str, Language], EditedText], figures: Mapping[str, Figure]
) -> Paragraph:
    texts = {"zh": paragraph.text.zh, "en": paragraph.text.en}
    changed = []
    for language in ("zh", "en"):
        found = edits.get((paragraph.key, language))
        if found is not None and all(code in figures for code in codes_in(found.text)):
            texts[language] = found.text
            changed.append(language)
    return (
        replace(paragraph, text=Words(texts["zh"], texts["en"]), edited=tuple(changed))
        if changed
        else paragraph
    )
