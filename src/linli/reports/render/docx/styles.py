"""Styles and fonts of the Word file: GB/T 9704 in Chinese, a plain report in English.

Fonts are named as Word and WPS know them. Those that not every machine has carry a second name.
"""

from dataclasses import dataclass
from typing import Final

from linli.core.tabulate.words import Language
from linli.reports.render.docx.xml import NAMESPACES

SONG, HEI, KAI, FANG, TITLE = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
LATIN: Final = "Times New Roman"
_SECOND_NAMES: Final = {TITLE: SONG, KAI: "楷体", FANG: "仿宋", SONG: "SimSun", HEI: "SimHei"}
LINE_PITCH: Final = 579  # 28.95 pt: 22 lines on 225 mm


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size in half points, spacing in twentieths of a point, indent in % of a character."""

    code: str
    name: str
    font: str
    size: int
    align: str = "both"
    indent: int = 0
    line: int = 0  # exact line pitch; 0 for single
    before: int = 0
    after: int = 0
    level: int | None = None
    bold: bool = False
    colour: str = "000000"
    keep: bool = False
    frame: str = ""


_BAR: Final = (
    '<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="1A1A1A"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
)


def looks(language: Language) -> tuple[Look, ...]:
    """All paragraph styles of a language."""
    zh = language == "zh"
    size, indent, line = (32, 200, LINE_PITCH) if zh else (24, 0, 0)
    gap = 0 if zh else 120
    return (
        Look("Normal", "Normal", FANG, size),
        Look("BodyText", "Body Text", FANG, size, "both" if zh else "left", indent, line, after=gap),
        Look("Title", "Title", TITLE, 44, "center", line=720, after=120, bold=not zh),
        Look("Subtitle", "Subtitle", KAI, 32 if zh else 28, "center", line=LINE_PITCH if zh else 0, after=60),
        Look("DateLine", "Date Line", SONG, 24, "center", after=240, colour="4C5660"),
        Look("Heading1", "heading 1", HEI, 32, "left", indent, line, 0 if zh else 240, gap, 0, not zh, keep=True),
        Look("Heading2", "heading 2", KAI, 32 if zh else 26, "left", indent, line, 0 if zh else 200, gap, 1, not zh,
             keep=True),
        Look("Heading3", "heading 3", FANG, size, "left", indent, line, 0, gap, 2, True, keep=True),
        Look("Caption", "caption", HEI, 24, "center", before=160, after=80, bold=not zh, keep=True),
        Look("Picture", "Picture", SONG, 24, "center", before=160, keep=True),
        Look("Source", "Source Line", SONG, 16, "left", before=40, after=200, colour="4C5660"),
        Look("Remark", "Remark", SONG, 20, "left", before=60, after=160, frame=_BAR),
        Look("TableHead", "Table Head", HEI, 21, "center", bold=not zh),
        Look("TableText", "Table Text", SONG, 21, "left"),
        Look("TableTextSmall", "Table Text Small", SONG, 18, "left"),
        Look("FootnoteText", "footnote text", SONG, 17, "left", colour="4C5660"),
        Look("Footer", "footer", SONG, 28, "center"),
    )  # fmt: skip


def styles_xml(language: Language) -> str:
    """The style part of the file."""
    tongue = "zh-CN" if language == "zh" else "en-GB"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}<w:sz w:val="24"/>'
        f'<w:lang w:val="{"en-US" if language == "zh" else tongue}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(_style(look) for look in looks(language))
    rest = _REST.replace("BORDERS", _borders())
    return f"<w:styles {NAMESPACES}>{defaults}{paragraphs}{rest}</w:styles>"


_CELL_MARGINS: Final = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", 85), ("bottom", 30), ("right", 85))
)
_REST: Final = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:color w:val="4C5660"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"<w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>BORDERS</w:tblBorders></w:tblPr></w:style>"
)


def _fonts(east: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east}" w:cs="{LATIN}"/>'


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="6E6E6E"/>' for side in sides)


def _style(look: Look) -> str:
    default = ' w:default="1"' if look.code == "Normal" else ""
    based = "" if look.code == "Normal" else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="BodyText"/>' if look.level is not None else ""
    line = f' w:line="{look.line}" w:lineRule="exact"' if look.line else ' w:line="240" w:lineRule="auto"'
    indent = (
        f'<w:ind w:firstLineChars="{look.indent}" w:firstLine="{look.size * look.indent // 10}"/>'
        if look.indent
        else ""
    )
    level = f'<w:outlineLvl w:val="{look.level}"/>' if look.level is not None else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{look.code}"><w:name w:val="{look.name}"/>{based}{following}'
        f"<w:qFormat/><w:pPr>{'<w:keepNext/>' if look.keep else ''}{look.frame}"
        f'<w:spacing w:before="{look.before}" w:after="{look.after}"{line}/>{indent}<w:jc w:val="{look.align}"/>{level}'
        f'</w:pPr><w:rPr>{_fonts(look.font)}{"<w:b/>" if look.bold else ""}<w:color w:val="{look.colour}"/>'
        f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/></w:rPr></w:style>'
    )


def font_table_xml() -> str:
    """The fonts by name, each with the name to fall back on."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{second}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, second in _SECOND_NAMES.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACES}>{fonts}{latin}</w:fonts>'
