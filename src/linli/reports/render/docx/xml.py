"""Word's XML as text. Written directly: adding cells one by one through python-docx takes quadratic time."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from linli.core.tabulate.laid import LaidCell, LaidRow, LaidTable
from linli.reports.render.document import Part

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = (
    f'xmlns:w="{W}" '
    f'xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TEXT_WIDTH: Final = 8845  # twentieths of a point: A4 less 28 and 26 mm
_EMU_PER_TWIP: Final = 635
_NOTHING_PRINTABLE: Final = {code: None for code in range(32) if code not in (9, 10, 13)}


def clean(text: str) -> str:
    """Escaped, without the control signs that XML forbids."""
    return escape(text.translate(_NOTHING_PRINTABLE))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def parts(pieces: Iterable[Part]) -> str:
    """Text with its footnotes."""
    return "".join(run(part.text) + (_note(part) if part.note else "") for part in pieces)


def _note(part: Part | LaidCell) -> str:
    """A real footnote where it is first called for; later calls refer back to its number."""
    number = part.note
    if part.opens_note:
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="_RefNote{number}"/><w:r><w:rPr>'
            f'<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number + 1}"/></w:r>'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
    look = '<w:rPr><w:rStyle w:val="FootnoteReference"/><w:vertAlign w:val="superscript"/></w:rPr>'
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> NOTEREF _RefNote{number} \\f \\h </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{look}<w:t>{number}</w:t></w:r>"
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(laid: LaidTable) -> str:
    """A table over the text width; its head row comes again on every page, no row breaks across pages."""
    whole = sum(laid.widths)
    widths = [int(TEXT_WIDTH * share / whole) for share in laid.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    size = "TableText" if len(laid.heads) <= 6 else "TableTextSmall"
    opened = [_opening(width) for width in widths]
    closed = [_alignment(size, align) for align in laid.aligns]
    head = "".join(
        f"{_opening(width, 'E9ECEF')}{paragraph('TableHead', run(text))}</w:tc>"
        for width, text in zip(widths, laid.heads, strict=True)
    )
    body = "".join(_row(row, opened, closed) for row in laid.rows)
    opened_total = [_opening(width, "F4F6F8") for width in widths]
    totals = "".join(_row(row, opened_total, closed, "<w:b/>") for row in laid.totals)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}{totals}</w:tbl>"
    )


def _opening(width: int, shade: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}<w:vAlign w:val="center"/></w:tcPr>'


def _alignment(style: str, align: str) -> str:
    side = {"left": "left", "right": "right", "centre": "center"}[align]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{side}"/></w:pPr>'


def _row(row: LaidRow, opened: list[str], paragraphs: list[str], look: str = "") -> str:
    cells = "".join(
        f"{opening}{start}{run(cell.text, look)}{_note(cell) if cell.note else ''}</w:p></w:tc>"
        for cell, opening, start in zip(row, opened, paragraphs, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def picture(relation: str, number: int, described: str, width: int, height: int) -> str:
    """An inline picture over the text width; ``width`` and ``height`` are its pixels."""
    wide = TEXT_WIDTH * _EMU_PER_TWIP
    high = int(wide * height / width)
    named = f'id="{number}" name="Picture {number}" descr={quoteattr(described)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
