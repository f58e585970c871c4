"""ZIP containers: their directory is true, their parts lie side by side, and they unpack to a bounded size.

Two programs that read the same container must see the same parts. So the directory is compared with what stands before
each part, nothing may lie before, between or behind them, and every part is unpacked once to prove its size.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from engagements.errors import Refused

PARTS_MAX = 1_000
DIRECTORY_MAX = 200 * 1024
UNPACKED_MAX = 50 * 1024 * 1024
# A part above this size may not be packed tighter than the ratio; below it even a bomb is small.
FREE_SIZE = 1024 * 1024
RATIO_MAX = 200

_PART_NAME = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9_.\-\[\]()+ ~%/]{1,200}")
_ENCRYPTED, _DESCRIPTOR_BIT = 0x1, 0x8
# Written behind a part whose size was not known beforehand: with or without signature, sizes of 4 or 8 bytes.
_DESCRIPTOR_SIZES = frozenset({0, 12, 16, 20, 24})
_END_RECORD = 22
# What the reader raises for bytes that are no container, or none of a kind that it knows.
_UNREADABLE = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error)


@dataclass(frozen=True)
class Part:
    """One part of a container: its name and its unpacked bytes."""

    name: str
    body: bytes


def parts_of(body: bytes) -> Iterator[Part]:
    """Yield the unpacked parts of a container one by one; raise Refused where it is not plain and bounded."""
    with _opened(body) as container:
        infos = _plain_parts(body, container)
        _check_bounds(infos)
        for info in infos:
            yield Part(info.filename, _unpacked(container, info))


def _opened(body: bytes) -> ZipFile:
    """Open a container whose end record is the very end and says the truth about the directory."""
    if len(body) < _END_RECORD or body[-_END_RECORD : -_END_RECORD + 4] != b"PK\x05\x06":
        raise Refused(_damaged())
    disks = unpack_from("<HH", body, len(body) - 18)
    on_disk, count, size, start, comment = unpack_from("<HHIIH", body, len(body) - 14)
    if disks != (0, 0) or on_disk != count or comment or start + size != len(body) - _END_RECORD:
        raise Refused(_damaged())
    if count > PARTS_MAX or size > DIRECTORY_MAX:
        raise Refused(_too_much())
    try:
        container = ZipFile(io.BytesIO(body))
    except _UNREADABLE as error:
        raise Refused(_damaged()) from error
    if len(container.infolist()) != count:
        raise Refused(_damaged())
    return container


def _plain_parts(body: bytes, container: ZipFile) -> list[ZipInfo]:
    """Return the parts in the order they lie in; raise Refused for one that is hidden, double, locked or misnamed."""
    infos = sorted(container.infolist(), key=lambda info: info.header_offset)
    names = [info.filename.lower() for info in infos]
    if len(set(names)) != len(names) or any(not _is_plain_name(info.filename) for info in infos):
        raise Refused(_damaged())
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Refused(_("This document is protected by a password. Save it without protection and send that copy."))
    ends = [info.header_offset for info in infos[1:]] + [container.start_dir]
    if not infos or infos[0].header_offset != 0:
        raise Refused(_damaged())
    for info, end in zip(infos, ends, strict=True):
        _check_place(body, info, end)
    return infos


def _check_place(body: bytes, info: ZipInfo, end: int) -> None:
    """Raise Refused unless a part's own header says what the directory says, and it ends where the next one begins."""
    place = info.header_offset
    if place + 30 > len(body) or body[place : place + 4] != b"PK\x03\x04":
        raise Refused(_damaged())
    flags, method = unpack_from("<HH", body, place + 6)
    packed, unpacked, name_size, extra_size = unpack_from("<IIHH", body, place + 18)
    has_descriptor = bool(flags & _DESCRIPTOR_BIT)
    sizes = {(info.compress_size, info.file_size)} | ({(0, 0)} if has_descriptor else set())
    # The name in front is compared when the part is read.
    is_same = method == info.compress_type and flags == info.flag_bits
    between = end - (place + 30 + name_size + extra_size + info.compress_size)
    allowed = _DESCRIPTOR_SIZES if has_descriptor else {0}
    if not is_same or (packed, unpacked) not in sizes or between not in allowed:
        raise Refused(_damaged())
    if method not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(_damaged())


def _check_bounds(infos: list[ZipInfo]) -> None:
    """Raise Refused where the parts unpack to too much, or are packed as tightly as only a bomb is."""
    bombs = [info for info in infos if info.file_size > max(FREE_SIZE, RATIO_MAX * info.compress_size)]
    if bombs or sum(info.file_size for info in infos) > UNPACKED_MAX:
        raise Refused(_too_much())


def _unpacked(container: ZipFile, info: ZipInfo) -> bytes:
    """Return a part's bytes, no more than announced; raise Refused where size or checksum are not as announced."""
    try:
        with container.open(info) as part:
            body = part.read(info.file_size + 1)
    except _UNREADABLE as error:
        raise Refused(_damaged()) from error
    if len(body) != info.file_size:
        raise Refused(_damaged())
    return body


def _is_plain_name(name: str) -> bool:
    return bool(_PART_NAME.fullmatch(name)) and not {"..", "."} & set(name.split("/"))


def _damaged() -> str:
    return _(
        "This document is damaged or was not saved by an office program. Open it, save it again, and send that copy."
    )


def _too_much() -> str:
    return _("This document unpacks to too much. Send it with fewer parts, or as a PDF.")
