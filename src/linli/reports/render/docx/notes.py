"""Real Word footnotes: python-docx has none, so their part is written here."""

from collections.abc import Sequence
from typing import Final

from linli.reports.render.docx.xml import NAMESPACES, run

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
SETTINGS: Final = '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'

_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def footnotes_xml(notes: Sequence[str]) -> str:
    """Note n has the id n + 1; ids 0 and 1 are the separators Word asks for."""
    written = "".join(
        f'<w:footnote w:id="{number + 1}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{run(' ' + note)}</w:p></w:footnote>"
        for number, note in enumerate(notes, start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:footnotes {NAMESPACES}>{_SEPARATORS}{written}</w:footnotes>"
