"""The Word file put together: python-docx keeps the package, the content is our own XML."""

import io
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from linli.core.tabulate.report import Report
from linli.reports.render.document import Document, DrawingItem, document_of
from linli.reports.render.docx import notes, styles
from linli.reports.render.docx.body import body_xml, section_xml
from linli.reports.render.docx.xml import NAMESPACES, R, W, paragraph, picture, run
from linli.reports.render.pdf import moment_of
from linli.reports.render.pictures import pngs
from linli.reports.render.zipped import rezipped

_PAGE_NUMBER: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_DROPPED: Final = {"thumbnail", "stylesWithEffects", "customXml"}


def docx_bytes(report: Report) -> bytes:
    """The report in its language as .docx. Equal reports give equal bytes."""
    document = document_of(report)
    word = docx.Document()
    _set_properties(word, document, report)
    _set_styles(word, document)
    footer = _footer_relation(word)
    _add_footnotes(word, document)
    _set_body(word, document, footer)
    out = io.BytesIO()
    word.save(out)
    return rezipped(out.getvalue())


def _set_properties(word: WordDocument, document: Document, report: Report) -> None:
    moment = moment_of(report.as_of)
    properties = word.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.author = properties.last_modified_by = document.place
    properties.created = properties.modified = moment
    properties.revision, properties.comments, properties.keywords = 1, "", ""
    properties.language = "zh-CN" if document.language == "zh" else "en-GB"


def _replace_children(element: Any, text: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in parse_xml(text):
        element.append(child)


def _set_styles(word: WordDocument, document: Document) -> None:
    _replace_children(word.styles.element, styles.styles_xml(document.language))
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = styles.font_table_xml().encode()  # noqa: SLF001  python-docx only reads this part
    _drop_template_parts(word)


def _drop_template_parts(word: WordDocument) -> None:
    """The thumbnail, the old copy of the styles and the custom XML of python-docx's template are not ours."""
    for relations in (word.part.package.rels, word.part.rels):
        for code, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _DROPPED:
                del relations[code]


def _footer_relation(word: WordDocument) -> str:
    """Write the page number into the footer; answer the id by which the section refers to it."""
    footer = word.sections[0].footer
    footer.is_linked_to_previous = False
    content = paragraph("Footer", run("— ") + _PAGE_NUMBER + run(" —"))
    _replace_children(footer.part.element, f"<w:ftr {NAMESPACES}>{content}</w:ftr>")
    reference = word.element.body.find(f".//{{{W}}}footerReference")
    return str(reference.get(f"{{{R}}}id"))


def _add_footnotes(word: WordDocument, document: Document) -> None:
    blob = notes.footnotes_xml(document.notes).encode()
    part = Part(PackURI("/word/footnotes.xml"), notes.CONTENT_TYPE, blob, word.part.package)
    word.part.relate_to(part, notes.RELATION)
    settings = word.settings.element
    wrapped = parse_xml(f"<w:x {NAMESPACES}>{notes.SETTINGS}</w:x>")
    compat = settings.find(f"{{{W}}}compat")
    for child in wrapped:
        compat.addprevious(child)


def _set_body(word: WordDocument, document: Document, footer: str) -> None:
    drawings = [item for item in document.items if isinstance(item, DrawingItem)]
    runs = {
        item.key: _picture_run(word, item, number, png)
        for number, (item, png) in enumerate(
            zip(drawings, pngs([item.svg for item in drawings]), strict=True), start=1
        )
    }
    content = body_xml(document, lambda item: runs[item.key]) + section_xml(footer)
    # The whole part at once: moving elements from one lxml document to another takes quadratic time.
    whole = parse_xml(f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>")
    word.part._element = whole  # noqa: SLF001  python-docx offers no way to set it


def _picture_run(word: WordDocument, item: DrawingItem, number: int, png: bytes) -> str:
    relation, image = word.part.get_or_add_image(io.BytesIO(png))
    return picture(relation, number, item.described, image.px_width, image.px_height)
