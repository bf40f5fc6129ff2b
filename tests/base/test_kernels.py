"""The kernels on disk: compiled once, read afterwards, and never trusted when damaged."""

from pathlib import Path

import pytest

from linli.base import kernels as stored
from linli.core.gridding.compiled import CompiledKernels, PlainKernels

pytestmark = pytest.mark.one_database


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Machine code as it is kept already, so that nothing is compiled here."""
    stored.grid_kernels()
    name = f"grids-{stored.key()}.kernels"
    kept = next(folder / name for folder in stored.folders() if (folder / name).exists())
    found = kept.read_bytes()[stored.DIGEST :]
    monkeypatch.setattr(stored, "build", lambda: found)
    return found


def test_the_first_run_compiles_and_the_second_reads(code: bytes, tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        made = stored.grid_kernels(lambda: told.append("compiling"), (tmp_path / "new",))
        assert isinstance(made, CompiledKernels)
    assert told == ["compiling"]


def test_a_damaged_file_is_compiled_again(code: bytes, tmp_path: Path) -> None:
    stored.grid_kernels(places=(tmp_path,))
    kept = next(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:-1])
    assert isinstance(stored.grid_kernels(places=(tmp_path,)), CompiledKernels)
    assert kept.read_bytes()[stored.DIGEST :] == code


def test_where_nothing_can_be_written_the_next_place_is_taken(code: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    stored.grid_kernels(places=(tmp_path / "file" / "below", tmp_path / "free"))
    assert len(list((tmp_path / "free").iterdir())) == 1


def test_without_a_compiler_the_kernels_run_as_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ImportError("llvmlite")

    monkeypatch.setattr(stored, "key", missing)
    assert isinstance(stored.grid_kernels(), PlainKernels)
