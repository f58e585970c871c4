"""Check PNG and JPEG: fully decodable, of bounded size, with no trailing data except what phones append."""

import re
import zlib
from io import BytesIO
from struct import unpack_from

from PIL import Image

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

PIXELS_MAX = 50_000_000
SIDE_MAX = 30_000
UNPACKED_MAX = 256 * 1024 * 1024
SCANS_MAX = 100
PICTURES_MAX = 4
# Sizes are checked here, with a specific message.
Image.MAX_IMAGE_PIXELS = None

# Samples per pixel by PNG colour type.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_PIECE = 1024 * 1024

_SEGMENT = re.compile(rb"\xff+([\xc0-\xcf\xd9-\xfe])")
# Restart markers and stuffed bytes belong to the scan data.
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_END, _SCAN, _APP2 = 0xD9, 0xDA, 0xE2
# Supported by browsers: baseline, extended and progressive, with known height.
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_UNUSUAL = frozenset({*range(0xC3, 0xD0), 0xDC}) - {0xC4}


def check_png(body: bytes) -> None:
    """Raise UnreadableFile unless this is one complete picture that ends with IEND."""
    kinds, packed, end = _chunks(body)
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") != 1 or {kind for kind in kinds if kind[:1].isupper()} - _CRITICAL:
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    if body[end:].strip(b"\0"):
        raise UnreadableFile(FileFault.PICTURE_TAIL)
    width, height, depth, colour, is_interlaced = unpack_from(">IIBBxx?", body, 16)
    _check_size(width, height)
    unpacked = height * (1 + (width * _SAMPLES[colour] * depth + 7) // 8)
    if unpacked > UNPACKED_MAX:
        raise UnreadableFile(FileFault.PICTURE_LARGE)
    try:
        with Image.open(BytesIO(body[:end]), formats=["PNG"]) as picture:
            picture.load()
    except ValueError as error:
        # Pillow refuses text chunks and profiles that unpack to too much.
        raise UnreadableFile(
            FileFault.PICTURE_LARGE if "too large" in str(error) else FileFault.PICTURE_DAMAGED
        ) from error
    # The seven passes of an interlaced picture have their own rows.
    if _unpacks_to_more(packed, 2 * unpacked + 4_096 if is_interlaced else unpacked):
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)


def check_jpeg(body: bytes) -> None:
    """Raise UnreadableFile unless this is a complete picture, followed only by what phones append.

    That is: further pictures, such as a gain map, that the first announces (Multi-Picture Format); a motion photo; a
    Samsung trailer; and zeros.
    """
    end, announces_more = _picture(body, 0)
    for _further in range(PICTURES_MAX - 1):
        if not announces_more or body[end : end + 2] != b"\xff\xd8":
            break
        end, _announces = _picture(body, end)
    rest = body[end:]
    if rest.strip(b"\0") and not _is_film(rest) and not _is_of_samsung(rest.rstrip(b"\0")):
        raise UnreadableFile(FileFault.PICTURE_TAIL)


def _chunks(body: bytes) -> tuple[list[bytes], bytes, int]:
    """Return the chunk types of a PNG, its compressed pixels, and its end offset."""
    kinds, pixels, place = [b""], [], 8
    while kinds[-1] != b"IEND":
        length, kind = unpack_from(">I4s", body, place)
        if kind == b"IDAT":
            pixels.append(body[place + 8 : place + 8 + length])
        kinds.append(kind)
        place += 12 + length
    if place > len(body):
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    return kinds[1:], b"".join(pixels), place


def _unpacks_to_more(packed: bytes, limit: int) -> bool:
    engine, left = zlib.decompressobj(), limit
    while packed and left >= 0:
        left -= len(engine.decompress(packed, _PIECE))
        packed = engine.unconsumed_tail
    return left < 0


def _picture(body: bytes, begin: int) -> tuple[int, bool]:
    """Decode the JPEG at an offset; return its end offset, and whether it announces further pictures."""
    if body[begin : begin + 2] != b"\xff\xd8":
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    codes: list[int] = []
    announces_more, place = False, begin + 2
    while codes[-1:] != [_END]:
        marker = _SEGMENT.match(body, place)
        if not marker:
            raise UnreadableFile(FileFault.PICTURE_DAMAGED)
        codes.append(marker[1][0])
        place = marker.end()
        if codes[-1] == _END:
            break
        announces_more |= codes[-1] == _APP2 and body.startswith(b"MPF\x00", place + 2)
        length = unpack_from(">H", body, place)[0]
        after = _AFTER_PIXELS.search(body, place + length) if codes[-1] == _SCAN else None
        place = after.start() if after else place + length
        if length < 2 or place > len(body):
            raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    frames = [code for code in codes if code in _FRAMES]
    if len(frames) != 1 or _UNUSUAL.intersection(codes) or not 1 <= codes.count(_SCAN) <= SCANS_MAX:
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    with Image.open(BytesIO(body[begin:place]), formats=["JPEG"]) as picture:
        _check_size(*picture.size)
        # Decoding at one eighth of the size suffices to verify that it is complete.
        picture.draft(None, (picture.width // 8, picture.height // 8))
        picture.load()
    return place, announces_more


def _is_film(rest: bytes) -> bool:
    """Return whether bytes are an MP4: contiguous boxes of which the first is `ftyp`."""
    rest, place = rest.removeprefix(b"MotionPhoto_Data"), 0
    while place + 8 <= len(rest):
        size, kind = unpack_from(">I4s", rest, place)
        if place == 0 and kind != b"ftyp":
            break
        if size == 1 and place + 16 <= len(rest):
            size = unpack_from(">Q", rest, place + 8)[0]
        if size < 8:
            break
        place += size
    return 0 < place <= len(rest) and not rest[place:].strip(b"\0")


def _is_of_samsung(rest: bytes) -> bool:
    """Return whether bytes are a Samsung trailer: data blocks and their directory."""
    if rest[-4:] != b"SEFT" or len(rest) < 20:
        return False
    start = len(rest) - 8 - int.from_bytes(rest[-8:-4], "little")
    if start < 0 or rest[start : start + 4] != b"SEFH":
        return False
    count = int.from_bytes(rest[start + 8 : start + 12], "little")
    if start + 12 + 12 * count != len(rest) - 8:
        return False
    entries = [unpack_from("<HHII", rest, start + 12 + 12 * number) for number in range(count)]
    # Each entry gives its block's distance to the directory; no other bytes may precede the blocks.
    return all(length <= before <= start for _none, _kind, before, length in entries) and not rest[
        : start - max((before for _none, _kind, before, _length in entries), default=0)
    ].strip(b"\0")


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise UnreadableFile(FileFault.PICTURE_DAMAGED)
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        raise UnreadableFile(FileFault.PICTURE_LARGE)
