"""ZIP containers: their directory is true, their parts lie side by side, and they unpack to a bounded size.

Two programs that read the same container must see the same parts. So the directory is compared with what stands before
each part, nothing may lie before, between or behind them, and every part is unpacked once to prove its size.
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
# A part above this size may not be packed tighter than the ratio; below it even a bomb is small.
FREE_SIZE = 1024 * 1024
RATIO_MAX = 200

_PART_NAME = re.compile(r"(?!/)(?!.*//)(?!(?:.*/)?\.{1,2}(?:/|$))[A-Za-z0-9_.\-\[\]()+ ~%/]{1,200}")
_ENCRYPTED, _DESCRIPTOR = 0x1, 0x8
# Written behind a part whose size was not known beforehand: with or without signature, sizes of 4 or 8 bytes.
_DESCRIPTOR_SIZES = (0, 12, 16, 20, 24)
_END_RECORD = 22


def container_parts(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and unpacked bytes of each part; raise Unfit, or what `zipfile` raises, where it is not plain.

    In the order of the directory of a container whose end record, without a comment, is the very end.
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
    """Raise Unfit for parts that unpack to too much, are packed as tightly as only a bomb is, or are locked."""
    bombs = [info for info in infos if info.file_size > max(FREE_SIZE, RATIO_MAX * info.compress_size)]
    is_much = len(infos) > PARTS_MAX or directory > DIRECTORY_MAX
    if bombs or is_much or sum(info.file_size for info in infos) > UNPACKED_MAX:
        raise UnreadableFile(FileFault.DOCUMENT_UNPACKS)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UnreadableFile(FileFault.DOCUMENT_LOCKED)


def _check_layout(body: bytes, infos: list[ZipInfo], *, end: int) -> None:
    """Raise Unfit for a part that is double or misnamed, or does not lie as its own header and the directory say."""
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
