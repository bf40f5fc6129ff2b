"""Photos are drawn anew: what is kept is the picture and nothing that came along with it.

EXIF with its GPS position and thumbnail, XMP, IPTC, comments, colour profiles, further frames and whatever is
hidden behind the end of the picture are gone, because only pixels are copied into the new file.
"""

import io
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from linli.base.errors import Refusal

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
LONGEST_SIDE = 4_096
# Width times height. A JPEG can be decoded at a half or a quarter of its size, the others cannot.
MAX_PIXELS = 40_000_000
MAX_JPEG_PIXELS = 220_000_000
UNREADABLE = _("图片打不开，文件可能不完整或已损坏。")
TRY_AGAIN = _("请重新拍摄，或用看图软件另存为 JPEG 后再传。")


def redrawn(content: BinaryIO) -> tuple[io.BytesIO, str]:
    """The picture as a new file, and its media type: PNG stays PNG, everything else becomes JPEG.

    Turned upright as the camera noted, and no side longer than 4,096 pixels. Raises a refusal for a file that
    is no whole picture, or one so large that drawing it would take the server down.
    """
    content.seek(0)
    try:
        with Image.open(content, formats=FORMATS) as picture:
            return _redraw(picture)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError) as error:
        raise Refusal("attachments.broken_photo", UNREADABLE, TRY_AGAIN) from error


def _redraw(picture: Image.Image) -> tuple[io.BytesIO, str]:
    is_jpeg = picture.format in ("JPEG", "MPO")
    if picture.width * picture.height > (MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS):
        raise _too_large()
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    # Colours first: an upright, plain picture whose only content is its pixels.
    upright = ImageOps.exif_transpose(picture)
    keeps_png = picture.format == "PNG"
    mode = "RGBA" if keeps_png and upright.has_transparency_data else "RGB"
    plain = Image.new(mode, upright.size, None if mode == "RGBA" else "white")
    colours = upright.convert("RGBA" if upright.has_transparency_data else mode)
    plain.paste(colours, mask=colours if mode == "RGB" and colours.mode == "RGBA" else None)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if keeps_png:
        plain.save(out, "PNG", optimize=False)
        return out, "image/png"
    plain.save(out, "JPEG", quality=88)
    return out, "image/jpeg"


def _too_large() -> Refusal:
    return Refusal(
        "attachments.photo_too_large",
        _("图片尺寸过大，服务器不予打开。"),
        _("请把照片缩小到 4000 万像素以内再传。"),
    )
