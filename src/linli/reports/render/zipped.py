"""Office files are zip archives; this writes one so that equal content gives equal bytes."""

import io
import zipfile
from typing import Final

_FIXED: Final = (1980, 1, 1, 0, 0, 0)


def rezipped(archive: bytes) -> bytes:
    """The same members in the same order, with one fixed time, permissions and compression."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o600 << 16
            target.writestr(member, source.read(name), compresslevel=6)
    return out.getvalue()
