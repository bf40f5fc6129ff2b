"""Attaching: what is taken, what is refused, what is left of a photo."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from linli.base.attachments import photos, store
from linli.base.attachments.actions import attach, erase
from linli.base.attachments.models import Attachment
from linli.base.attachments.queries import attachment_for
from linli.base.attachments.sniff import media_type_of
from linli.base.backups.restoring import missing_attachments
from linli.base.errors import NotFound, Refusal
from linli.base.identity.states import Role
from tests.audited import assert_audited
from tests.factories import actor

pytestmark = pytest.mark.django_db
HERE = "350802001001"
MARKER = b"SECRET-MARKER"
PDF = b"%PDF-1.7\nminimal"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def bring(at, content, name="会议.jpg", code=HERE, prefix=HERE) -> Attachment:
    return attach(by=actor(Role.COMMITTEE, prefix), at=at, division_code=code, name=name, content=content)


def picture(kind="JPEG", size=(60, 40), mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    image = Image.new(mode, size, "red" if mode != "P" else 0)
    image.putpixel((0, 0), (0, 0, 255) if mode == "RGB" else 0)
    image.save(out, kind, **more)
    return out.getvalue()


def photo_with_everything() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = MARKER.decode()  # maker
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 4.0, 30.0), 3: "E", 4: (117.0, 1.0, 0.0)})
    data = picture(
        exif=exif, comment=MARKER, xmp=b"<x:xmpmeta>" + MARKER + b"</x:xmpmeta>", icc_profile=MARKER * 20
    )
    return data + MARKER  # and something behind the end


def kept(row: Attachment) -> bytes:
    return store.path_of(row.sha256).read_bytes()


def test_a_photo_keeps_its_picture_and_nothing_else(at):
    data = photo_with_everything()
    before = Image.open(io.BytesIO(data))
    assert before.getexif().get_ifd(0x8825)[2] == (25.0, 4.0, 30.0)
    assert data.count(MARKER) > 4
    row = bring(at, data)
    after = Image.open(io.BytesIO(kept(row)))
    assert MARKER not in kept(row)
    assert b"Exif" not in kept(row)
    assert b"xmp" not in kept(row).lower()
    assert dict(after.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "mp"} & set(after.info)
    assert after.size == (40, 60)  # upright
    assert after.getpixel((5, 50))[0] > 200  # still red


@pytest.mark.parametrize(
    ("kind", "kept_as"), [("PNG", "image/png"), ("GIF", "image/jpeg"), ("WEBP", "image/jpeg")]
)
def test_other_pictures_are_redrawn_too(at, kind, kept_as):
    exif = Image.Exif()
    exif[0x010F] = MARKER.decode()
    more = {"comment": MARKER} if kind == "GIF" else {"exif": exif}
    data = picture(kind, **more)
    assert MARKER in data
    row = bring(at, data, name="图.dat")
    assert row.media_type == kept_as
    assert MARKER not in kept(row)
    assert row.name == {"image/png": "图.png", "image/jpeg": "图.jpg"}[kept_as]


def test_a_photo_of_several_frames_keeps_the_first(at):
    out = io.BytesIO()
    second = Image.new("RGB", (60, 40), "blue")
    Image.new("RGB", (60, 40), "red").save(out, "MPO", save_all=True, append_images=[second], comment=MARKER)
    row = bring(at, out.getvalue())
    assert Image.open(io.BytesIO(kept(row))).format == "JPEG"
    assert row.size < len(out.getvalue())
    assert MARKER not in kept(row)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "LA", "1", "CMYK"])
def test_every_kind_of_pixel_is_drawn(at, mode):
    out = io.BytesIO()
    Image.new(mode, (5, 5)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert bring(at, out.getvalue()).size > 0


def test_large_photos_are_made_smaller(at, monkeypatch):
    monkeypatch.setattr(photos, "LONGEST_SIDE", 64)
    assert Image.open(io.BytesIO(kept(bring(at, picture(size=(600, 300)))))).size == (64, 32)


def bomb() -> bytes:
    """A picture of 30,000 x 30,000 pixels in a few kilobytes: 2.7 GB once drawn."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 4_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def office(part: str, *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


REFUSED = {
    "empty": (b"", "attachments.empty"),
    "bomb": (bomb(), "attachments.photo_too_large"),
    "cut jpeg": (picture(size=(300, 300))[:400], "attachments.broken_photo"),
    "png head only": (b"\x89PNG\r\n\x1a\n", "attachments.broken_photo"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "attachments.markup"),
    "svg with xml head": (b'\xef\xbb\xbf  <?xml version="1.0"?><svg/>', "attachments.markup"),
    "html": (b"<!DOCTYPE html><script>x()</script>", "attachments.markup"),
    "html after text": ("你好 <script>x()</script>".encode(), "attachments.markup"),
    "html in utf-16": ("<html><script>x()</script>".encode("utf-16"), "attachments.markup"),
    "attribute": (b"<img src=x onerror=alert(1)>", "attachments.markup"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "attachments.heif"),
    "program": (b"MZ\x90\0\x03" + b"\0" * 100, "attachments.unknown_type"),
    "elf": (b"\x7fELF\x02\x01\x01" + b"\0" * 100, "attachments.unknown_type"),
    "zip": (office("anything.bin"), "attachments.unknown_type"),
    "macros": (office("word/document.xml", "word/vbaProject.bin"), "attachments.unknown_type"),
    "broken zip": (b"PK\x03\x04rest", "attachments.unknown_type"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why_and_leaves_nothing(at, folder, case):
    data, code = REFUSED[case]
    with pytest.raises(Refusal) as caught:
        bring(at, data, name="会议.jpg")
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.remedy
    assert not Attachment.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


TAKEN = {
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": office("word/document.xml"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": office("xl/workbook.xml"),
    "application/x-ole-storage": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "text/plain": "会议记录，甲、乙、丙".encode("gb18030"),
}


@pytest.mark.parametrize("media_type", TAKEN)
def test_documents_are_kept_as_they_are(at, media_type):
    row = bring(at, TAKEN[media_type], name="记录.exe")
    assert row.media_type == media_type
    assert kept(row) == TAKEN[media_type]


def test_a_text_that_ends_in_the_middle_of_a_character_at_the_border_is_a_text():
    assert media_type_of(io.BytesIO(("啊" * 8192).encode())) == "text/plain"
    assert media_type_of(io.BytesIO("a啊".encode()[:-1] + b"\xff")) == ""


def test_the_same_bytes_twice_are_one_file_with_two_rows(at, folder):
    first, second = bring(at, PDF, name="甲.pdf"), bring(at, PDF, name="乙.pdf")
    photo, again = bring(at, picture()), bring(at, picture())
    assert (first.sha256, photo.sha256) == (second.sha256, again.sha256)
    assert Attachment.objects.count() == 4
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2


def test_too_large_is_refused_before_anything_is_read(at, settings):
    settings.MAX_UPLOAD_BYTES = 2**20
    with pytest.raises(Refusal, match="1 MB"):
        bring(at, PDF + b"x" * 2**20)


def test_places_out_of_scope_are_refused_and_not_shown(at):
    with pytest.raises(Refusal, match="管辖范围"):
        bring(at, PDF, code="350802001002")
    row = bring(at, PDF)
    assert attachment_for(attachment_id=row.pk, by=actor(Role.DISTRICT_OFFICE, "350802")) == row
    for stranger in (actor(Role.COMMITTEE, "350802001002"), actor(Role.DISTRICT_OFFICE, "350803")):
        with pytest.raises(NotFound):
            attachment_for(attachment_id=row.pk, by=stranger)
    with pytest.raises(NotFound):
        attachment_for(attachment_id=uuid4(), by=actor(Role.DISTRICT_OFFICE, "350802"))


def test_attaching_is_audited_without_the_name_of_the_file(at):
    with assert_audited("attachments.attach") as entries:
        row = bring(at, PDF, name="张三.pdf")
    assert entries[0].subject == f"attachments.Attachment:{row.pk}"
    assert entries[0].place == HERE
    assert "张三" not in str(entries[0].detail)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\甲\\报告.pdf", "报告.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ('x"\r\nSet-Cookie: y.pdf', "x_Set-Cookie_ y.pdf"),
        ("...", "file"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_are_made_harmless(at, name, safe):
    assert bring(at, PDF, name=name).name == safe


@pytest.mark.parametrize("wrong", [{"size": 0}, {"sha256": "x" * 64}, {"sha256": "A" * 64}])
def test_the_database_refuses_nonsense(at, wrong):
    row = bring(at, PDF)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=row.pk).update(**wrong)


def test_a_crash_while_storing_leaves_no_half_file(at, folder, monkeypatch):
    monkeypatch.setattr(store.os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        bring(at, PDF)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_is_destroyed_is_gone_from_the_disk_unless_another_shares_it(
    at, django_capture_on_commit_callbacks
):
    first, second, other = bring(at, PDF), bring(at, PDF), bring(at, PDF + b" other")
    office = actor(Role.DISTRICT_OFFICE, "350802")
    with assert_audited("attachments.erase"), django_capture_on_commit_callbacks(execute=True):
        assert erase(attachment_ids=[first.pk, other.pk], by=office, at=at, why="本户已删除") == 2
    assert store.path_of(second.sha256).exists()  # the second one shares it
    assert not store.path_of(other.sha256).exists()
    with pytest.raises(NotFound):
        attachment_for(attachment_id=first.pk, by=actor(Role.COMMITTEE, HERE))
    assert attachment_for(attachment_id=second.pk, by=actor(Role.COMMITTEE, HERE)) == second
    assert missing_attachments() == []
    assert erase(attachment_ids=[first.pk], by=office, at=at, why="再来一次") == 0
