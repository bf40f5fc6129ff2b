"""The Chinese fonts that are embedded in PDFs and pictures."""

from functools import cache

import typst
from pylopdf_fonts_zh_cn import serif_path


@cache
def embedded_fonts() -> typst.Fonts:
    """Noto Serif SC and Noto Sans SC from their package; never the machine's own fonts."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(serif_path().parent)]
    )
