"""Files of a few kilobytes that cost a reader much, by length, by count or by what they unpack to."""

import random
import zlib
from functools import cache
from io import BytesIO

from PIL import Image

from engagements.choices import FileKind
from tests.hostile.making_files import chunk, docx_parts, ihdr, pdf, photo, png, segment, stream, zipped
from tests.hostile.upload_case import COSTLY, PDF_END, PICTURE, Case, case


def endless_marker() -> bytes:
    """Make a JPEG whose scan is filled with what could begin a marker, and never does."""
    return b"\xff\xd8\xff\xda\x00\x02" + b"\xff" * 45_000 + b"\x00"


def comment_of_objects() -> bytes:
    """Make a PDF with one line of a comment in which an object seems to begin 40,000 times."""
    return pdf(b"<< /A 1 >> %" + b"obj%" * 40_000 + b"\n")


def places_in_one_comment() -> bytes:
    """Make a PDF with an object stream of 400 objects, all of which begin before one long comment."""
    directory = b"".join(b"%d 0 " % number for number in range(10, 410))
    data = directory + b"%" + b"x" * 2_000_000 + b"\n1"
    return pdf(stream(zlib.compress(data, 9), b"/Type /ObjStm /N 400 /First %d /Filter /FlateDecode" % len(directory)))


@cache
def long_comment() -> bytes:
    """Make a text document whose main part is one comment of 8.7 MB, packed as tightly as is taken."""
    letters = random.Random(8)
    runs = (letters.choice("abcdefgh") + "x" * letters.choice((110, 120)) for _run in range(8_700_000 // 116))
    return zipped(docx_parts(document=f"<a><!--{''.join(runs)}--></a>"))


def pixels_after_the_end() -> bytes:
    """Make a PNG with 218,445 empty pieces of pixels behind the end of its pixels."""
    rows = zlib.compress((b"\x00" + bytes(24)) * 8)
    pieces = chunk(b"IDAT", rows) + chunk(b"IDAT") * 218_445
    return b"\x89PNG\r\n\x1a\n" + ihdr(8, 8) + pieces + chunk(b"IEND")


def texts_that_break_off() -> bytes:
    """Make a PNG with 1,278 packed texts, none of which comes to its end."""
    return png(before=chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(1 << 20))[:-8]) * 1_278)


def broken_streams() -> bytes:
    """Make a PDF with 17,132 streams that cannot be unpacked."""
    return pdf(*[stream(b"x\x9c" + bytes(58), b"/Filter /FlateDecode")] * 17_132)


@cache
def scans_without_end() -> bytes:
    """Make a JPEG of four pictures, each of 49 million pixels that are gone through ninety times."""
    target = BytesIO()
    Image.new("RGB", (7_000, 7_000), (90, 120, 30)).save(target, "JPEG", progressive=True, quality=10)
    body = target.getvalue()
    one = body[:-2] + body[body.rfind(b"\xff\xda") : -2] * 80 + b"\xff\xd9"
    return one[:2] + segment(0xE2, b"MPF\x00" + bytes(40)) + one[2:] + one * 3


def large_picture() -> bytes:
    """Make a progressive JPEG of nearly as many pixels as are taken, such as cameras make."""
    return photo(size=(8_100, 6_100), progressive=True, quality=70)


def costly() -> list[Case]:
    return [
        case("costly jpg: endless marker", "x.jpg", endless_marker, PICTURE),
        case("costly pdf: comment of objects", "x.pdf", comment_of_objects, FileKind.PDF),
        case("costly pdf: places in one comment", "x.pdf", places_in_one_comment, FileKind.PDF),
        case("costly docx: long comment", "x.docx", long_comment, FileKind.DOCX),
        case("costly png: pixels after the end", "x.png", pixels_after_the_end, FileKind.PNG),
        case("costly png: texts that break off", "x.png", texts_that_break_off, PICTURE),
        case("costly pdf: broken streams", "x.pdf", broken_streams, PDF_END),
        case("costly jpg: large and good", "x.jpg", large_picture, FileKind.JPEG),
    ]


def never_done() -> list[Case]:
    """Return what is ended by the limits of the child process; without these, it is taken after a long while."""
    return [case("costly jpg: scans without end", "x.jpg", scans_without_end, COSTLY)]
