"""SVG drawings as PNG, for Word. Drawn by typst with the embedded fonts, so the bytes are the same everywhere."""

from typing import Final

import typst

from linli.reports.render.fonts import embedded_fonts
from linli.reports.render.glyphs import showable_json

_PAGES: Final = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for svg in json(bytes(sys.inputs.svgs)) { page(image(bytes(svg), format: "svg", width: 442pt)) }
"""
_PIXELS_PER_INCH: Final = 200.0


def pngs(svgs: list[str]) -> list[bytes]:
    """One picture for each drawing, 156 mm wide (the text width of the page)."""
    if not svgs:
        return []
    made = typst.compile(
        _PAGES,
        font_paths=embedded_fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=_PIXELS_PER_INCH,
        sys_inputs={"svgs": showable_json(svgs)},
    )
    return [made] if isinstance(made, bytes) else list(made)
