"""A whole report as data."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from linli.core.tabulate.blocks import Block, Chart, FigureCell, Heading, Note, Paragraph, PointMap, Table
from linli.core.tabulate.checks import Check, flagged
from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.spans import BadText, codes_in
from linli.core.tabulate.words import Language, Words


@dataclass(frozen=True)
class Report:
    """Blocks in reading order, the figures they mention, and the checks that were made.

    The data is the same in all languages; ``language`` says which one renderers write.
    ``footing`` is the closing line of documents: which rules and which program made the report.
    """

    title: Words
    subtitle: Words
    place: Words
    as_of: date
    blocks: tuple[Block, ...]
    figures: FigureSet
    checks: tuple[Check, ...] = ()
    language: Language = "zh"
    footing: tuple[Words, ...] = field(default=())

    def __post_init__(self) -> None:
        keys = [block.key for block in self.blocks]
        if len(set(keys)) != len(keys):
            raise ValueError("two blocks of one key")
        for code in self.mentioned():
            if code not in self.figures:
                raise BadText("text.unknown_figure", code)

    def in_language(self, language: Language) -> "Report":
        """The same report to be written in another language."""
        return self if language == self.language else replace(self, language=language)

    def say(self, words: Words) -> str:
        """Words in the report's language."""
        return words.of(self.language)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """The checks that do not agree."""
        return flagged(self.checks)

    def warnings_beside(self, key: str) -> tuple[Check, ...]:
        """Those that belong in the margin of one block."""
        return tuple(check for check in self.warnings if check.beside == key)

    def mentioned(self) -> tuple[str, ...]:
        """The codes of the figures that the blocks mention, in reading order, each once."""
        return tuple(dict.fromkeys(code for block in self.blocks for code in _codes_of(block)))


def _codes_of(block: Block) -> Iterator[str]:
    for words in _texts_of(block):
        yield from codes_in(words.zh)
        yield from codes_in(words.en)
    if isinstance(block, Table):
        for row in (*block.rows, *block.totals):
            yield from (cell.code for cell in row if isinstance(cell, FigureCell))


def _texts_of(block: Block) -> tuple[Words, ...]:
    if isinstance(block, Heading | Paragraph | Note):
        return (block.text,)
    if isinstance(block, Table | Chart | PointMap):
        return (block.title,)
    raise TypeError(f"not a block: {block!r}")
