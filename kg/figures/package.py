"""Office files are zip archives: the same parts give the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def without_times(raw: bytes) -> bytes:
    """Pack the parts anew in the same order, with one fixed date."""
    packed = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return packed.getvalue()
