"""Files of lists, with refusals in words."""

from pathlib import Path

from linli.territory.rules.editions import NotReadable
from linli.territory.rules.listing import ListFile, NotAList, list_file


def read_list_file(path: Path, name: str = "") -> ListFile:
    """The file as a list; `NotReadable` says in words why it is none."""
    return read_list_bytes(name or path.name, path.read_bytes())


def read_list_bytes(name: str, content: bytes) -> ListFile:
    """The same for bytes at hand."""
    try:
        return list_file(name, content)
    except NotAList as error:
        raise NotReadable(error.reason) from error
