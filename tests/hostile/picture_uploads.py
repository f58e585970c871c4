"""PNG and JPEG files, good and hostile."""

import zlib
from collections.abc import Callable

from engagements.choices import FileKind
from tests.hostile.making_files import (
    chunk,
    docx_parts,
    film,
    ihdr,
    jpeg,
    pdf,
    photo,
    png,
    samsung,
    segment,
    zipped,
)
from tests.hostile.upload_case import ARCHIVE, HIDDEN, PICTURE, PICTURE_LARGE, PICTURE_TAIL, Case, case


def pictures() -> list[Case]:
    rows = b"".join(b"\x00" + bytes(3 * 8) for _row in range(8))
    note = b"Comment\x00\x00" + zlib.compress(bytes(5 << 20))
    adam7 = b"".join((b"\x00" + bytes(3 * c)) * r for c, r in ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)))
    lossless = b"\x08\x00\x10\x00\x10\x01\x01\x11\x00"
    album = segment(0xE2, b"MPF\x00" + bytes(40))
    p, j = FileKind.PNG, FileKind.JPEG
    table: list[tuple[str, Callable[[], bytes], FileKind | str]] = [
        ("png plain", png, p),
        ("png interlaced", lambda: png(header=ihdr(8, 8, interlace=1), pixels=adam7), p),
        ("png grey, one bit", lambda: png(header=ihdr(9, 2, depth=1, colour=0), pixels=b"\x00\xff\x80" * 2), p),
        (
            "png with notes",
            lambda: png(before=chunk(b"tEXt", b"Title\x00x") + chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"x"))),
            p,
        ),
        ("png of 12 million pixels", lambda: png(4000, 3000, pixels=(b"\x00" + bytes(12000)) * 3000), p),
        ("png too many pixels", lambda: png(header=ihdr(50_000, 50_000), pixels=b"\x00"), PICTURE_LARGE),
        ("png too wide", lambda: png(header=ihdr(40_000, 1), pixels=bytes(120_001)), PICTURE_LARGE),
        (
            "png of too many bytes",
            lambda: png(header=ihdr(7000, 7000, depth=16, colour=6), pixels=b"\x00"),
            PICTURE_LARGE,
        ),
        ("png without width", lambda: png(header=ihdr(0, 8)), PICTURE),
        ("png with too few pixels", lambda: png(pixels=rows[:-1]), PICTURE),
        ("png with too many pixels", lambda: png(pixels=rows + b"\x00"), PICTURE),
        ("png pixels as a bomb", lambda: png(pixels=bytes(50 << 20)), PICTURE),
        ("png note as a bomb", lambda: png(before=chunk(b"zTXt", note)), PICTURE_LARGE),
        ("png profile as a bomb", lambda: png(before=chunk(b"iCCP", note)), PICTURE_LARGE),
        (
            "png translated note as a bomb",
            lambda: png(before=chunk(b"iTXt", b"a\x00\x01\x00\x00\x00" + note[9:])),
            PICTURE_LARGE,
        ),
        ("png odd colour", lambda: png(header=ihdr(8, 8, colour=5)), PICTURE),
        ("png odd depth", lambda: png(header=ihdr(8, 8, depth=3)), PICTURE),
        ("png wrong checksum", lambda: png().replace(b"IDAT", b"IDAt", 1), PICTURE),
        ("png wrong checksum of a note", lambda: png(before=chunk(b"tEXt", b"a\x00b")[:-1] + b"?"), PICTURE),
        ("png unknown critical chunk", lambda: png(before=chunk(b"EVIL", b"x")), PICTURE),
        ("png two headers", lambda: png(before=ihdr(8, 8)), PICTURE),
        ("png without a header", lambda: png(header=b""), PICTURE),
        ("png cut short", lambda: png()[:-6], PICTURE),
        ("png only a signature", lambda: b"\x89PNG\r\n\x1a\n", PICTURE),
        ("png chunk longer than the file", lambda: png()[:33] + b"\x7f\xff\xff\xffIDAT", PICTURE),
        ("png with zeros behind", lambda: png(tail=bytes(512)), p),
        ("png with text behind", lambda: png(tail=b"hello"), PICTURE_TAIL),
        ("png with a page behind", lambda: png(tail=b"<script>alert(1)</script>"), PICTURE_TAIL),
        ("png with a zip behind", lambda: png(tail=zipped(docx_parts())), ARCHIVE),
        ("png with a pdf within", lambda: png(before=chunk(b"tEXt", b"a\x00" + pdf())), HIDDEN),
        (
            "png with a pdf behind",
            lambda: png(64, 64, pixels=b"".join(b"\x00" + bytes([r]) * 192 for r in range(64)), tail=pdf()),
            HIDDEN,
        ),
        ("jpg plain", jpeg, j),
        ("jpg as saved", photo, j),
        ("jpg progressive", lambda: photo(progressive=True), j),
        ("jpg with exif", lambda: jpeg(before=segment(0xE1, b"Exif\x00\x00" + bytes(64))), j),
        ("jpg with a fill byte", lambda: jpeg(before=b"\xff"), j),
        ("jpg too many pixels", lambda: jpeg(20_000, 20_000), PICTURE_LARGE),
        ("jpg too wide", lambda: jpeg(60_000, 2), PICTURE_LARGE),
        ("jpg without height", lambda: jpeg(16, 0), PICTURE),
        ("jpg lossless", lambda: jpeg(frame=0xC3), PICTURE),
        ("jpg arithmetic", lambda: jpeg(frame=0xC9), PICTURE),
        ("jpg without a frame", lambda: jpeg(frame=0xEE), PICTURE),
        ("jpg without a scan", lambda: jpeg(scans=0), PICTURE),
        ("jpg with endless scans", lambda: jpeg(frame=0xC2, scans=101), PICTURE),
        ("jpg cut in its pixels", lambda: jpeg(end=b""), PICTURE),
        ("jpg cut in a segment", lambda: jpeg()[:30], PICTURE),
        ("jpg segment of no length", lambda: jpeg(before=b"\xff\xe5\x00\x00"), PICTURE),
        ("jpg segment longer than the file", lambda: jpeg(before=b"\xff\xe5\xff\xff"), PICTURE),
        ("jpg two frames of different kinds", lambda: jpeg(before=segment(0xC3, lossless)), PICTURE),
        ("jpg height told later", lambda: jpeg(before=segment(0xDC, b"\x00\x10")), PICTURE),
        ("jpg two frames", lambda: jpeg(before=segment(0xC0, b"\x08\x00\x10\x00\x10\x01\x01\x11\x00")), PICTURE),
        ("jpg bytes between segments", lambda: jpeg(before=b"junk"), PICTURE),
        ("jpg with zeros behind", lambda: photo() + bytes(4_096), j),
        ("jpg with a film behind", lambda: photo() + film(), j),
        ("jpg with a film of Samsung's behind", lambda: photo() + samsung(b"1", b"MotionPhoto_Data" + film()), j),
        ("jpg with a film behind a second picture", lambda: jpeg(before=album, tail=photo() + film()), j),
        ("jpg with Samsung's data behind", lambda: photo() + samsung(b"1742900000000", b"MCC405"), j),
        ("jpg with Samsung's data and zeros behind", lambda: photo() + samsung(b"1742900000000") + bytes(64), j),
        ("jpg with zeros before Samsung's data", lambda: photo() + bytes(16) + samsung(b"1742900000000"), j),
        ("jpg with text before Samsung's data", lambda: photo() + b"<script>" + samsung(b"1"), PICTURE_TAIL),
        ("jpg with a false directory of Samsung's", lambda: photo() + b"SEFH" + bytes(8) + b"SEFT", PICTURE_TAIL),
        ("jpg with text behind a film", lambda: photo() + film() + b"hello, hello", PICTURE_TAIL),
        ("jpg with text that begins like a film", lambda: photo() + b"\0\0\0\x20ftypmp42", PICTURE_TAIL),
        ("jpg with a zip behind Samsung's data", lambda: photo() + samsung(zipped(docx_parts())), ARCHIVE),
        ("jpg with text behind", lambda: jpeg(tail=b"hello"), PICTURE_TAIL),
        ("jpg with a second picture behind", lambda: jpeg(tail=jpeg()), PICTURE_TAIL),
        ("jpg with a second picture announced", lambda: jpeg(before=album, tail=jpeg()), j),
        (
            "jpg with a second picture in a remark",
            lambda: jpeg(before=segment(0xFE, b"MPF\x00"), tail=jpeg()),
            PICTURE_TAIL,
        ),
        ("jpg with three further pictures announced", lambda: jpeg(before=album, tail=jpeg() * 3), j),
        ("jpg with a hundred pictures announced", lambda: jpeg(before=album, tail=jpeg() * 100), PICTURE_TAIL),
        ("jpg with text behind a picture announced", lambda: jpeg(before=album, tail=jpeg() + b"hello"), PICTURE_TAIL),
        ("jpg with a broken picture announced", lambda: jpeg(before=album, tail=jpeg(end=b"")), PICTURE),
        ("jpg with an outsized picture announced", lambda: jpeg(before=album, tail=jpeg(9_000, 9_000)), PICTURE_LARGE),
        ("jpg with a zip behind", lambda: jpeg(tail=zipped(docx_parts())), ARCHIVE),
        ("jpg with a pdf within", lambda: jpeg(before=segment(0xFE, b"%PDF-1.4 " + bytes(20))), HIDDEN),
        ("jpg with a zip within, open at the end", lambda: jpeg(before=segment(0xFE, zipped({"a": "b"}))), ARCHIVE),
        ("jpg only a beginning", lambda: b"\xff\xd8\xff\xe0", PICTURE),
    ]
    return [case(label, "x.png" if label.startswith("png") else "x.jpg", make, wanted) for label, make, wanted in table]
