"""Archives with a fixed time in them, so that equal content gives equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what an archive can hold


def zip_files(files: Mapping[str, bytes], created: dt.datetime) -> bytes:
    """An archive of these files by their name; each has `created` as its time."""
    out = io.BytesIO()
    moment = max(_EARLIEST, created.timetuple()[:6])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name, moment), content)
    return out.getvalue()


def with_steady_times(archive: bytes, created: dt.datetime) -> bytes:
    """The same archive with `created` as the time of everything in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    return zip_files(files, created)


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = moment
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry
