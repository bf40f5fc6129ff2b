"""What a file is, by its bytes; its name and the type that the browser states are not believed."""

import codecs
import re
import zipfile
from typing import BinaryIO

HEAD = 8_192
# First bytes, media type. Offsets are all 0.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
IMAGES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
ALLOWED = (
    IMAGES | frozenset(OFFICE_PARTS.values()) | {"application/pdf", "application/x-ole-storage", "text/plain"}
)
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
MARKUP = re.compile(
    rb"<\s*(?:!doctype|\?xml|html|svg|script|head|body|iframe|math)|<\w+[^>]*\son\w+\s*=", re.I
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type_of(content: BinaryIO) -> str:
    """The media type; "" when it is nothing that we know, "text/html" for any markup, "image/heif" for HEIF."""
    content.seek(0)
    head = content.read(HEAD)
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return "image/heif"
    if head.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return _text_type(head)


def _office_type(content: BinaryIO) -> str:
    """Word, Excel or PowerPoint by the parts in the zip directory; documents with macros are not known."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""
    return next((media_type for part, media_type in OFFICE_PARTS.items() if part in names), "")


def _text_type(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="replace").encode()
    if MARKUP.search(head):
        return "text/html"
    if not head or CONTROLS.search(head):
        return ""
    return "text/plain" if any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030")) else ""


def _decodes(head: bytes, encoding: str) -> bool:
    # The head may end in the middle of a character.
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return True
