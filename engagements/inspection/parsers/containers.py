"""Read ZIP containers strictly: consistent directory, contiguous parts, bounded unpacked size.

Any two programs must see the same parts. So the directory is compared with each local header, no bytes may lie before,
between or after the parts, and every part is unpacked once to verify its size.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

PARTS_MAX = 1_000
DIRECTORY_MAX = 200 * 1024
UNPACKED_MAX = 50 * 1024 * 1024
# Parts above this size may not exceed the compression ratio; smaller ones are harmless.
FREE_SIZE = 1024 * 1024
RATIO_MAX = 200

_PART_NAME = re.compile(r"(?!/)(?!.*//)(?!(?:.*/)?\.{1,2}(?:/|$))[A-Za-z0-9_.\-\[\]()+ ~%/]{1,200}")
_ENCRYPTED, _DESCRIPTOR = 0x1, 0x8
# Data descriptor after a part of unknown size: with or without signature, sizes of 4 or 8 bytes.
_DESCRIPTOR_SIZES = (0, 12, 16, 20, 24)
_END_RECORD = 22


def container_parts(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and unpacked bytes of each part, in file order.

    Raises UnreadableFile, or what `zipfile` raises, unless the container is plain: its end record must be the last
    bytes, without a comment.
    """
    if body[-_END_RECORD : -_END_RECORD + 4] != b"PK\x05\x06" or body[-2:] != b"\0\0":
        raise UnreadableFile(FileFault.DOCUMENT_DAMAGED)
    with ZipFile(BytesIO(body)) as container:
        infos = sorted(container.infolist(), key=lambda info: info.header_offset)
        _check_bounds(infos, directory=len(body) - container.start_dir)
        _check_layout(body, infos, end=container.start_dir)
        for info in infos:
            part = container.read(info)
            if len(part) != info.file_size:
                raise UnreadableFile(FileFault.DOCUMENT_DAMAGED)
            yield info.filename, part


def _check_bounds(infos: list[ZipInfo], *, directory: int) -> None:
    """Raise UnreadableFile for parts that unpack to too much, compress like a ZIP bomb, or are encrypted."""
    bombs = [info for info in infos if info.file_size > max(FREE_SIZE, RATIO_MAX * info.compress_size)]
    is_much = len(infos) > PARTS_MAX or directory > DIRECTORY_MAX
    if bombs or is_much or sum(info.file_size for info in infos) > UNPACKED_MAX:
        raise UnreadableFile(FileFault.DOCUMENT_UNPACKS)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UnreadableFile(FileFault.DOCUMENT_LOCKED)


def _check_layout(body: bytes, infos: list[ZipInfo], *, end: int) -> None:
    """Raise UnreadableFile for duplicate or badly named parts, or headers that contradict the directory."""
    place = 0
    for info, following in zip(infos, [*(info.header_offset for info in infos[1:]), end], strict=True):
        flags, method, packed, size, name, extra = unpack_from("<6xHH8xIIHH", body, info.header_offset)
        is_descriptor = bool(flags & _DESCRIPTOR)
        sizes = {(info.compress_size, info.file_size)} | ({(0, 0)} if is_descriptor else set())
        between = following - (info.header_offset + 30 + name + extra + info.compress_size)
        is_true = (flags, method) == (info.flag_bits, info.compress_type) and (packed, size) in sizes
        is_close = info.header_offset == place and between in (_DESCRIPTOR_SIZES if is_descriptor else (0,))
        if not (is_true and is_close and method in (ZIP_STORED, ZIP_DEFLATED) and _PART_NAME.fullmatch(info.filename)):
            raise UnreadableFile(FileFault.DOCUMENT_DAMAGED)
        place = following
    if not infos or len({info.filename.lower() for info in infos}) != len(infos):
        raise UnreadableFile(FileFault.DOCUMENT_DAMAGED)
