"""PNG and JPEG: whole, of a size that can be shown, with nothing behind their end."""

import re
import zlib
from collections.abc import Iterable, Iterator
from struct import unpack_from

from django.utils.translation import gettext as _

from engagements.errors import Refused

PIXELS_MAX = 50_000_000
SIDE_MAX = 30_000
UNPACKED_MAX = 256 * 1024 * 1024
# What the texts and colour profile of a PNG may unpack to.
NOTES_MAX = 4 * 1024 * 1024
SCANS_MAX = 100
PICTURES_MAX = 4

# Colour type → (samples a pixel, bit depths), from the PNG specification.
_SAMPLES: dict[int, tuple[int, frozenset[int]]] = {
    0: (1, frozenset({1, 2, 4, 8, 16})),
    2: (3, frozenset({8, 16})),
    3: (1, frozenset({1, 2, 4, 8})),
    4: (2, frozenset({8, 16})),
    6: (4, frozenset({8, 16})),
}
# Adam7: the seven passes as (first column, first row, step across, step down).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 256 * 1024

_SEGMENT = re.compile(rb"\xff+([\xc0-\xcf\xd9-\xfe])")
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_END_OF_PICTURE, _START_OF_SCAN, _APP2 = 0xD9, 0xDA, 0xE2
_BASELINE_TO_PROGRESSIVE = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xDC})


def check_png(body: bytes) -> None:
    """Raise Refused unless every chunk is whole, the pixels are those announced, and IEND is the end."""
    chunks = list(_chunks(body))
    kinds = [kind for kind, _data in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or kinds.count(b"IHDR") != 1 or chunks[-1][1]:
        raise Refused(_damaged())
    if not {kind for kind in kinds if kind[:1].isupper()} <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}:
        raise Refused(_damaged())
    wanted = _pixel_bytes(chunks[0][1])
    if _unpacked_size((data for kind, data in chunks if kind == b"IDAT"), at_most=wanted) != wanted:
        raise Refused(_damaged())
    _check_notes(chunks)


def check_jpeg(body: bytes) -> None:
    """Raise Refused unless the segments lead from the first marker to the last, and that is the end.

    Telephones put further pictures behind the first, such as a map of its brightness. They are taken where the first
    announces them (Multi-Picture Format), and each is itself a whole picture.
    """
    end, announces_more = _picture_end(body, 0)
    for _further in range(PICTURES_MAX - 1):
        if end == len(body) or not announces_more or body[end : end + 2] != b"\xff\xd8":
            break
        end, _announces = _picture_end(body, end)
    if end != len(body):
        raise Refused(_appended())


def _picture_end(body: bytes, place: int) -> tuple[int, bool]:
    """Follow the segments of one JPEG; return where it ends, and whether it announces further ones."""
    place, frames, scans, announces_more = place + 2, 0, 0, False
    while True:
        code, start, end = _segment(body, place)
        if code == _END_OF_PICTURE:
            break
        if code in _OTHER_FRAMES:
            raise Refused(_damaged())
        if code in _BASELINE_TO_PROGRESSIVE:
            _check_frame(body[start:end])
            frames += 1
        announces_more |= code == _APP2 and body.startswith(b"MPF\x00", start, end)
        scans += code == _START_OF_SCAN
        place = _scan_end(body, end) if code == _START_OF_SCAN else end
    if frames != 1 or not 1 <= scans <= SCANS_MAX:
        raise Refused(_damaged())
    return end, announces_more


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (type, data) of each chunk up to IEND; raise Refused where one is cut, altered, or followed by more."""
    place, kind = 8, b""
    while kind != b"IEND":
        if place + 12 > len(body):
            raise Refused(_damaged())
        length, kind = unpack_from(">I4s", body, place)
        end = place + 12 + length
        if end > len(body) or not kind.isalpha():
            raise Refused(_damaged())
        if zlib.crc32(body[place + 4 : end - 4]) != unpack_from(">I", body, end - 4)[0]:
            raise Refused(_damaged())
        yield kind, body[place + 8 : end - 4]
        place = end
    if place != len(body):
        raise Refused(_appended())


def _pixel_bytes(header: bytes) -> int:
    """Return how many bytes the pixels that a PNG header announces unpack to, with one more for each row."""
    if len(header) != 13:
        raise Refused(_damaged())
    width, height, depth, colour, compression, filtering, interlace = unpack_from(">IIBBBBB", header)
    _check_size(width, height)
    samples, depths = _SAMPLES.get(colour, (0, frozenset[int]()))
    if depth not in depths or compression or filtering or interlace > 1:
        raise Refused(_damaged())
    passes = _PASSES if interlace else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for x, y, across, down in passes]
    wanted: int = sum(
        rows * (1 + (columns * samples * depth + 7) // 8) for columns, rows in sizes if columns > 0 and rows > 0
    )
    if wanted > UNPACKED_MAX:
        raise Refused(_too_large())
    return wanted


def _check_notes(chunks: list[tuple[bytes, bytes]]) -> None:
    """Raise Refused where a compressed text or colour profile is a bomb."""
    left = NOTES_MAX
    for kind, data in chunks:
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            left -= max(_unpacked_size([_packed_note(kind, data)], at_most=NOTES_MAX), 0)
        if left < 0:
            raise Refused(_too_large())


def _packed_note(kind: bytes, data: bytes) -> bytes:
    """Return the compressed part of a note: behind its name and method, in iTXt also behind flag and two more names."""
    _name, _nul, rest = data.partition(b"\x00")
    if kind != b"iTXt":
        return rest[1:]
    return rest[2:].split(b"\x00", 2)[-1] if rest[:1] == b"\x01" else b""


def _unpacked_size(parts: Iterable[bytes], *, at_most: int) -> int:
    """Return how many bytes the parts of one zlib stream unpack to; -1 where it is broken, or followed by more.

    Counting stops a little beyond `at_most`.
    """
    engine, total = zlib.decompressobj(), 0
    try:
        for part in parts:
            while part and total <= at_most:
                total += len(engine.decompress(part, _PIECE))
                part = engine.unconsumed_tail
    except zlib.error:
        return -1
    is_whole = engine.eof and not engine.unused_data
    return total if is_whole or total > at_most else -1


def _segment(body: bytes, place: int) -> tuple[int, int, int]:
    """Return the marker at a place, and where its data begin and end."""
    marker = _SEGMENT.match(body, place)
    if not marker:
        raise Refused(_damaged())
    code, start = marker[1][0], marker.end()
    if code == _END_OF_PICTURE:
        return code, start, start
    if start + 2 > len(body):
        raise Refused(_damaged())
    end = start + unpack_from(">H", body, start)[0]
    if end < start + 2 or end > len(body):
        raise Refused(_damaged())
    return code, start + 2, end


def _scan_end(body: bytes, place: int) -> int:
    """Return where the next marker after compressed pixels stands; restarts and stuffed bytes belong to the pixels."""
    marker = _MARKER.search(body, place)
    if not marker:
        raise Refused(_damaged())
    return marker.start()


def _check_frame(data: bytes) -> None:
    if len(data) < 6:
        raise Refused(_damaged())
    precision, height, width, components = unpack_from(">BHHB", data)
    if precision != 8 or components not in {1, 3, 4} or len(data) != 6 + 3 * components:
        raise Refused(_damaged())
    _check_size(width, height)


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(_damaged())
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        raise Refused(_too_large())


def _damaged() -> str:
    return _(
        "This picture is damaged or of an unusual kind. Open it, save it again as PNG or JPEG, and send that copy."
    )


def _too_large() -> str:
    return _("This picture has more than 50 million pixels. Save it smaller and send that copy.")


def _appended() -> str:
    return _("Something is added behind the end of this picture. Save it again as PNG or JPEG and send that copy.")
