"""The four forms: whole, readable by others, and the same bytes for the same report."""

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import docx as python_docx
import openpyxl
import pikepdf
import pypdf
import pytest

from linli.core.tabulate import payload
from linli.core.tabulate.blocks import Paragraph
from linli.core.tabulate.figures import FigureSet
from linli.core.tabulate.words import Words
from linli.reports.compose.district import compose
from linli.reports.render import pdf
from linli.reports.render.document import TableItem, document_of
from linli.reports.render.forms import RENDERERS, rendered
from linli.reports.render.glyphs import showable

from .sample import report_a

REPORT = compose(report_a())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def made():
    return {
        (form, language): rendered(REPORT.in_language(language), form)
        for form in RENDERERS
        for language in ("zh", "en")
    }


@BOTH
@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_the_same_report_gives_the_same_bytes_even_from_its_payload(made, form, language):
    again = payload.loads(payload.dumps(REPORT))
    assert rendered(again.in_language(language), form) == made[form, language]


@BOTH
def test_the_pdf_is_pdf_a_with_embedded_fonts_bookmarks_and_the_reports_own_day(made, language):
    with pikepdf.open(io.BytesIO(made["pdf", language])) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20090630")
        with pdf.open_outline() as outline:
            titles = [str(entry.title) for entry in outline.root]
    assert titles[0] == ("一、调查背景" if language == "zh" else "1. Background")
    reader = pypdf.PdfReader(io.BytesIO(made["pdf", language]))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all({"/FontFile3", "/FontFile2"} & set(found.get_object()) for found in descriptors)
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)


def test_the_pdf_has_numbers_footnotes_and_the_self_check(made):
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made["pdf", "zh"])).pages)
    flat = re.sub(r"\s", "", text)
    assert "查询premises.offices；2009年6月30日；33条记录。" in flat
    assert "填报6,413，计算4,264，相差2,149" in flat
    assert "相差2,102" in flat
    assert "附表三" in flat


def test_a_table_with_many_footnotes_carries_them_below_itself(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_NOTES_AT_THE_FOOT", 4)
    pages = pypdf.PdfReader(io.BytesIO(pdf.pdf_bytes(REPORT))).pages
    flat = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for note in document_of(REPORT).notes:
        assert re.sub(r"\s", "", note) in flat


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@BOTH
def test_the_docx_opens_and_has_real_footnotes_with_query_day_and_count(made, language):
    parts = parts_of(made["docx", language])
    notes = ElementTree.fromstring(parts["word/footnotes.xml"])
    body = ElementTree.fromstring(parts["word/document.xml"])
    expected = document_of(REPORT.in_language(language)).notes
    written = ["".join(t.text or "" for t in note.iter(f"{W}t")).strip() for note in notes][2:]
    assert written == list(expected)
    called = [int(found.get(f"{W}id")) for found in body.iter(f"{W}footnoteReference")]
    assert called == list(range(2, len(expected) + 2))
    again = [found.text for found in body.iter(f"{W}instrText") if "NOTEREF" in (found.text or "")]
    names = {found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart")}
    assert again
    assert all(re.search(r"NOTEREF (\w+)", text)[1] in names for text in again)


def test_the_docx_is_laid_out_as_offices_do(made):
    word = python_docx.Document(io.BytesIO(made["docx", "zh"]))
    section = word.sections[0]
    margins = [round(getattr(section, f"{side}_margin").mm) for side in ("top", "bottom", "left", "right")]
    assert margins == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)

    def style(name):
        element = word.styles[name].element
        fonts = element.find(f"{W}rPr/{W}rFonts")
        return fonts.get(f"{W}eastAsia"), element.find(f"{W}rPr/{W}sz").get(f"{W}val")

    assert style("Body Text") == ("仿宋_GB2312", "32")
    assert style("Heading 1") == ("黑体", "32")
    assert style("Heading 2") == ("楷体_GB2312", "32")
    assert style("Title") == ("方正小标宋简体", "44")
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["一、调查背景", "二、社区建设现状"]
    for table in word.tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert " PAGE " in section.footer._element.xml
    fallback = parts_of(made["docx", "zh"])["word/fontTable.xml"].decode()
    assert 'w:name="方正小标宋简体"><w:altName w:val="宋体"/>' in fallback


def test_the_docx_draws_its_charts_with_words_for_those_who_cannot_see(made):
    word = python_docx.Document(io.BytesIO(made["docx", "zh"]))
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', word.element.xml)
    assert len(described) == len(word.inline_shapes) == 5
    assert "五项保障：达标、未达标和未知的社区数" in described


@BOTH
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_office_files_carry_no_time_of_making(made, form, language):
    with zipfile.ZipFile(io.BytesIO(made[form, language])) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1
        assert archive.infolist()[0].date_time[:2] == (1980, 1)


@BOTH
def test_the_xlsx_has_a_sheet_for_every_figure_with_its_rows(made, language):
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx", language]))
    index, checks = book.sheetnames[:2]
    assert (index, checks) == (("索引", "核对") if language == "zh" else ("Index", "Checks"))
    figures = [name for name in book.sheetnames if name.startswith("F")]
    wholes = [figure for figure in REPORT.figures.values() if not figure.within]
    assert len(figures) == len(wholes) < len(REPORT.figures)
    assert max(map(len, book.sheetnames)) <= 31
    label = REPORT.figures["offices.none"].label.of(language)
    sheet = next(book[name] for name in figures if book[name]["A2"].value == label)
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert len(rows) == 6
    assert rows[0][1] == "永兴社区"
    links = {cell.hyperlink.location for row in book[index].iter_rows() for cell in row if cell.hyperlink}
    assert {f"'{name}'!A1" for name in figures} <= links


def test_the_xlsx_keeps_numbers_as_numbers_and_flags_first(made):
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx", "zh"]))
    first = next(book["核对"].iter_rows(min_row=2, values_only=True))
    assert first == ("合计", "填报的设施总数与各类之和", 6413, 4264, 2149, "不一致")


def with_text(zh):
    """A short report with one paragraph of a writer's own."""
    blocks = (Paragraph("p", Words(zh, zh)), *REPORT.blocks[1:4])
    short = replace(REPORT, blocks=blocks, figures=REPORT.figures, checks=())
    return replace(short, figures=FigureSet(REPORT.figures[code] for code in short.mentioned()))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "<script>alert(1)</script>", "#eval(sys)", "]]>&amp;\x07", "*粗* _斜_ @x $y$", "😀 𠮷 字"],
)
@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_a_writers_text_is_text_in_every_form(form, text):
    content = rendered(with_text(text), form)
    assert len(content) > 1000
    if form == "html":
        assert "<script" not in content.decode()
    if form == "docx":
        body = ElementTree.fromstring(parts_of(content)["word/document.xml"])
        assert text.replace("\x07", "") in "".join(t.text or "" for t in body.iter(f"{W}t"))


def test_a_name_that_looks_like_a_formula_stays_text():
    inputs = report_a()
    evil = replace(inputs.communities[0], name='=HYPERLINK("http://x")')
    report = compose(replace(inputs, communities=(evil, *inputs.communities[1:])))
    book = openpyxl.load_workbook(io.BytesIO(rendered(report, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == evil.name]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.attributes, self.tags, self.ids, self.targets = set(), set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.targets.append(value)


@BOTH
def test_the_html_has_nothing_inline_and_every_number_leads_to_its_note(made, language):
    seen = Tags()
    seen.feed(made["html", language].decode())
    assert "style" not in seen.attributes
    assert not {name for name in seen.attributes if name.startswith("on")}
    assert "script" not in seen.tags
    assert len(seen.ids) == len(set(seen.ids))
    assert len(seen.targets) > 80
    assert {target.removeprefix("#") for target in seen.targets} <= set(seen.ids)


def test_footnotes_are_shared_by_what_they_say_and_numbered_in_reading_order():
    document = document_of(REPORT)
    opened = [piece.note for item in document.items for piece in noted_pieces(item) if piece.opens_note]
    assert opened == list(range(1, len(document.notes) + 1))
    assert len(set(document.notes)) == len(document.notes)


def test_every_number_of_a_table_that_is_counted_has_its_footnote():
    document = document_of(REPORT)
    cells = [
        cell
        for item in document.items
        if isinstance(item, TableItem)
        for cell in noted_pieces(item)
        if cell.figure
    ]
    assert len(cells) > 40
    for cell in cells:
        source = document.notes[cell.note - 1]
        assert REPORT.figures[cell.figure].query in source


def noted_pieces(item):
    """Pieces of text and cells of a table, in reading order: whatever can call a footnote."""
    if isinstance(item, TableItem):
        return [cell for row in (*item.laid.rows, *item.laid.totals) for cell in row]
    return getattr(item, "parts", ())


def test_signs_the_fonts_lack_become_the_mark_for_a_missing_sort():
    assert showable("社区😀Aa1，“”m²×—\x07") == "社区〓Aa1，“”m²×—"
    assert showable("㙱乡") == "㙱乡"


def test_the_sheet_of_a_share_holds_what_each_sub_districts_share_rests_on(made):
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx", "zh"]))
    label = REPORT.figures["funds.arrival"].label.zh
    sheet = next(one for one in book.worksheets if one["A2"].value == label)
    told = {row[0]: row[1] for row in sheet.iter_rows(min_row=6, values_only=True)}
    for part in (one for one in REPORT.figures.values() if one.within == "funds.arrival"):
        for name, value in part.rows:
            assert told[name.zh] == pytest.approx(float(value))
