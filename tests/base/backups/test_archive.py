"""The sealed archive: a flipped bit or a missing end anywhere is found before anything is read from it."""

import random
import tarfile

import pytest

from linli.base.backups import archive as module
from linli.base.backups.archive import Archive, ArchiveWriter, Part
from linli.base.errors import Refusal

NAMES = ("database.sqlite3", "files/attachments/ab/" + "c" * 64, "files/" + "长" * 60 + "/文件")


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "backup.tar"
    with ArchiveWriter(path) as writer:
        for number, name in enumerate(NAMES):
            source = tmp_path / f"source-{number}"
            source.write_bytes(bytes([number]) * (700 * number + 1))
            writer.add(name, source)
        writer.finish({"engine": "sqlite", "made_at": "2026-11-24"})
    return path


def opens(path) -> bool:
    try:
        Archive(path)
    except Refusal:
        return False
    return True


def test_what_went_in_comes_out(made, tmp_path):
    archive = Archive(made)
    assert [part.name for part in archive.parts] == list(NAMES)
    assert archive.manifest["engine"] == "sqlite"
    for number, part in enumerate(archive.parts):
        archive.extract(part, tmp_path / "out" / part.name)
        assert (tmp_path / "out" / part.name).read_bytes() == bytes([number]) * (700 * number + 1)


def test_any_tar_program_can_read_it(made):
    with tarfile.open(made) as tar:
        assert tar.getnames() == [*NAMES, "manifest.json", "seal"]
    assert made.stat().st_mode & 0o077 == 0


def test_a_flipped_bit_at_any_byte_is_found(made):
    whole = made.read_bytes()
    random.seed(7)
    missed = []
    # Every place where the kind of bytes changes, and every tenth byte between: headers, parts, padding, seal.
    edges = [edge + step for edge in range(0, len(whole), 512) for step in (0, 1, 100, 124, 148, 156, 511)]
    for position in sorted({*edges, *range(0, len(whole), 10)} & set(range(len(whole)))):
        flipped = bytearray(whole)
        flipped[position] ^= 1 << random.randrange(8)
        made.write_bytes(flipped)
        if opens(made):
            missed.append(position)
    assert missed == []


def test_a_file_cut_anywhere_is_found(made):
    whole = made.read_bytes()
    for length in [*range(0, len(whole), 97), len(whole) - 1]:
        made.write_bytes(whole[:length])
        with pytest.raises(Refusal):
            Archive(made)


def test_something_added_behind_the_end_is_found(made):
    made.write_bytes(made.read_bytes() + b"\0" * 512)
    with pytest.raises(Refusal):
        Archive(made)


@pytest.mark.parametrize(
    "name", ["../evil", "files/../../evil", "/etc/passwd", "files", "other", "files//x", "seal"]
)
def test_names_that_lead_elsewhere_are_refused_even_when_sealed(tmp_path, name):
    path = tmp_path / "evil.tar"
    (tmp_path / "x").write_bytes(b"x")
    with ArchiveWriter(path) as writer:
        writer.add(name, tmp_path / "x")
        writer.finish({})
    with pytest.raises(Refusal):
        Archive(path)


def test_links_are_refused(tmp_path):
    path = tmp_path / "evil.tar"
    with ArchiveWriter(path) as writer:
        link = tarfile.TarInfo("files/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        writer.tar.addfile(link)
        writer.parts.append(Part("files/link", 0, ""))
        writer.finish({})
    with pytest.raises(Refusal):
        Archive(path)


def test_a_part_that_differs_from_the_manifest_is_refused(made, tmp_path):
    archive = Archive(made)
    with pytest.raises(Refusal, match="损坏"):
        archive.extract(Part(NAMES[1], 701, "0" * 64), tmp_path / "out")


def test_another_format_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "other.tar"
    with ArchiveWriter(path) as writer:
        monkeypatch.setattr(module, "FORMAT", "other/1")
        writer.finish({})
    monkeypatch.undo()
    with pytest.raises(Refusal, match="other/1"):
        Archive(path)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 10240])
def test_files_that_are_no_archive_are_refused(tmp_path, content):
    path = tmp_path / "x.tar"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        Archive(path)


def test_a_failure_while_writing_leaves_no_file(tmp_path):
    with pytest.raises(FileNotFoundError), ArchiveWriter(tmp_path / "b.tar") as writer:
        writer.add("database.sqlite3", tmp_path / "not there")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_shrinks_while_it_is_read_is_an_error(tmp_path, monkeypatch):
    source = tmp_path / "x"
    source.write_bytes(b"12345")
    monkeypatch.setattr(module._Reading, "read", lambda self, size=-1: b"")
    with pytest.raises(OSError, match="unexpected end of data"), ArchiveWriter(tmp_path / "b.tar") as writer:
        writer.add("database.sqlite3", source)


def test_reading_is_in_pieces(made, monkeypatch):
    monkeypatch.setattr(module, "PIECE", 100)
    sizes = [len(piece) for piece in Archive(made)._bytes_of(NAMES[2])]
    assert max(sizes) <= 100
    assert sum(sizes) == 1401
