"""Files made in memory, good ones first: each builder takes the part that a case wants to be wrong."""

import io
import re
import zipfile
import zlib
from struct import pack
from typing import Any

import pikepdf
from PIL import Image

# --- PDF -----------------------------------------------------------------------------------------------------------

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"
TEXT = b"BT /F1 12 Tf 20 100 Td (Trials took 240 days) Tj ET"


def stream(data: bytes, entries: bytes = b"", *, length: bytes | None = None) -> bytes:
    """Make a stream object with its dictionary."""
    size = length if length is not None else str(len(data)).encode()
    return b"<< /Length " + size + b" " + entries + b" >>\nstream\n" + data + b"\nendstream"


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """Make a compressed stream object."""
    return stream(zlib.compress(data), entries + b" /Filter /FlateDecode")


def object_stream(
    objects: dict[int, bytes], *, entries: bytes = b" /Filter /FlateDecode", packed: bool = True
) -> bytes:
    """Make an object stream that holds objects by number."""
    directory, body = b"", b""
    for number, value in objects.items():
        directory += f"{number} {len(body)} ".encode()
        body += value + b" "
    data = directory + body
    head = f"/Type /ObjStm /N {len(objects)} /First {len(directory)}".encode()
    return stream(zlib.compress(data) if packed else data, head + entries)


def pdf(
    *more: bytes,
    header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    catalog: bytes = CATALOG,
    page: bytes = PAGE,
    content: bytes = TEXT,
    trailer: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """Make a PDF of one page with further objects from number 5 on."""
    body, places = header, []
    for number, value in enumerate([catalog, PAGES, page, flate(content), *more], start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R %b >>\n" % (
        size,
        table,
        size,
        trailer,
    )
    return body + b"startxref\n%d\n%%%%EOF\n" % start + tail


def saved_pdf(*objects: str, **options: Any) -> bytes:
    """Make a PDF as a library saves it, with further objects in an object stream that its table leads to."""
    document = pikepdf.Pdf.new()
    document.add_blank_page()
    more = [document.make_indirect(pikepdf.Object.parse(each.encode())) for each in objects]
    document.Root.PieceInfo = pikepdf.Array(more)
    target = io.BytesIO()
    document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True, **options)
    return target.getvalue()


def closed_pdf(*, user: str = "", method: int = 6) -> bytes:
    """Make a PDF that an owner has closed to changes; with `user`, to readers as well. `method` is 4 or 6: AES."""
    return saved_pdf("(text)", encryption=pikepdf.Encryption(owner="owner", user=user, R=method))  # type: ignore[arg-type]


# --- Pictures ------------------------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """Make a chunk of a PNG."""
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def ihdr(width: int, height: int, *, depth: int = 8, colour: int = 2, interlace: int = 0) -> bytes:
    """Make the header of a PNG."""
    return chunk(b"IHDR", pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def png(
    width: int = 8,
    height: int = 8,
    *,
    header: bytes | None = None,
    pixels: bytes | None = None,
    before: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """Make a PNG in true colour with 8 bits a sample."""
    raw = pixels if pixels is not None else b"".join(b"\x00" + b"\x20\x60\xa0" * width for _row in range(height))
    head = header if header is not None else ihdr(width, height)
    packed = zlib.compress(raw)
    half = len(packed) // 2
    parts = head + before + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:]) + chunk(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + parts + tail


def segment(code: int, data: bytes) -> bytes:
    """Make a segment of a JPEG."""
    return bytes([0xFF, code]) + pack(">H", len(data) + 2) + data


def jpeg(
    width: int = 16,
    height: int = 16,
    *,
    frame: int = 0xC0,
    before: bytes = b"",
    scans: int = 1,
    end: bytes = b"\xff\xd9",
    tail: bytes = b"",
) -> bytes:
    """Make the skeleton of a JPEG in grey: every segment that a reader asks for, with stuffed bytes and a restart."""
    start = b"\xff\xd8" + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    tables = segment(0xDB, b"\x00" + bytes(range(1, 65))) + segment(0xC4, b"\x00" + b"\x01" * 16 + bytes(range(16)))
    size = segment(frame, pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    pixels = b"\x12\x34\xff\x00\x56\xff\xd0\x78"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + pixels
    return start + before + tables + size + scan * scans + end + tail


def photo(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """Make a JPEG as a library saves it."""
    target = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(target, "JPEG", **options)
    return target.getvalue()


def film() -> bytes:
    """Make the boxes of a film as phones put it behind a moving picture."""
    boxes = ((b"ftyp", b"mp42\x00\x00\x00\x00isom"), (b"mdat", bytes(5_000)), (b"moov", bytes(200)))
    return b"".join(pack(">I4s", len(data) + 8, kind) + data for kind, data in boxes)


def samsung(*blocks: bytes) -> bytes:
    """Make what Samsung's phones put behind a picture: blocks of data and, last, their directory."""
    data, entries = b"", b""
    for number, block in enumerate(blocks):
        head = pack("<HHI", 0, 0x0A01 + number, 14) + b"Image_UTC_Data"
        data += head + block
    before = len(data)
    for number, block in enumerate(blocks):
        length = 22 + len(block)
        entries += pack("<HHII", 0, 0x0A01 + number, before, length)
        before -= length
    directory = b"SEFH" + pack("<II", 107, len(blocks)) + entries
    return data + directory + pack("<I", len(directory)) + b"SEFT"


# --- Documents -----------------------------------------------------------------------------------------------------

OPEN_XML = "application/vnd.openxmlformats-officedocument."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = f"{PACKAGE}/relationships"
CORE = f"{RELATIONS}/metadata/core-properties"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = f"{PACKAGE}/content-types"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DOCX_MAIN = f"{OPEN_XML}wordprocessingml.document.main+xml"
XLSX_MAIN = f"{OPEN_XML}spreadsheetml.sheet.main+xml"


def types(main: str, *, at: str, more: str = "") -> str:
    """Make [Content_Types].xml."""
    return (
        f'{XML}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="{at}" ContentType="{main}"/>{more}</Types>'
    )


def relation(kind: str, target: str, *, mode: str = "", number: int = 1) -> str:
    """Make one relation; `kind` is the last part of its type, or a whole one."""
    whole = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    return (
        f'<Relationship Id="rId{number}" Type="{whole}" Target="{target}"{mode and f" TargetMode=%{mode}%"}/>'.replace(
            "%", '"'
        )
    )


def relations(*each: str) -> str:
    """Make a .rels part."""
    return f'{XML}<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'


def docx_parts(**replaced: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a minimal text document; keywords `types`, `document` and `links` replace one."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(DOCX_MAIN, at="/word/document.xml"),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml"), relation(CORE, "docProps/core.xml")),
        "docProps/core.xml": f'{XML}<p:coreProperties xmlns:p="{PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": (
            f'{XML}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Trials took 240 days</w:t></w:r></w:p></w:body>'
            "</w:document>"
        ),
    }
    places = {"types": "[Content_Types].xml", "document": "word/document.xml", "links": "word/_rels/document.xml.rels"}
    return parts | {places[name]: value for name, value in replaced.items()}


def xlsx_parts(**replaced: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a minimal workbook; keywords `types`, `workbook`, `sheet` and `links` replace one."""
    sheet_type = f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OPEN_XML}spreadsheetml.worksheet+xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(XLSX_MAIN, at="/xl/workbook.xml", more=sheet_type),
        "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml"), relation(CORE, "docProps/core.xml")),
        "docProps/core.xml": f'{XML}<p:coreProperties xmlns:p="{PACKAGE}/metadata/core-properties"/>',
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="Delays" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(relation("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": (
            f'{XML}<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="A1"><v>240</v></c></row></sheetData>'
            "</worksheet>"
        ),
    }
    places = {
        "types": "[Content_Types].xml",
        "workbook": "xl/workbook.xml",
        "sheet": "xl/worksheets/sheet1.xml",
        "links": "xl/_rels/workbook.xml.rels",
    }
    return parts | {places[name]: value for name, value in replaced.items()}


def zipped(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """Pack parts into a container, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as container:
        container.comment = comment
        for name, value in parts.items():
            container.writestr(name, value)
    return target.getvalue()


def streamed(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts as a program does that cannot go back: sizes stand behind each part."""

    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.written = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            self.written += data
            return len(data)

    target = OneWay()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, value in parts.items():
            container.writestr(name, value)
    return bytes(target.written)


def directory_at(body: bytes) -> int:
    """Return where a container's directory begins."""
    return int.from_bytes(body[-6:-2], "little")


def with_bytes(body: bytes, hidden: bytes, *, at: int) -> bytes:
    """Put bytes into a container at a place, and correct every place that its directory names behind them."""
    start = directory_at(body)
    directory, end = bytearray(body[start:-22]), bytearray(body[-22:])
    for place in (match.start() for match in re.finditer(b"PK\x01\x02", directory)):
        offset = int.from_bytes(directory[place + 42 : place + 46], "little")
        directory[place + 42 : place + 46] = pack("<I", offset + (len(hidden) if offset >= at else 0))
    end[16:20] = pack("<I", start + len(hidden))
    return body[:at] + hidden + body[at:start] + bytes(directory) + bytes(end)


def second_part_at(body: bytes) -> int:
    """Return where the second part of a container begins."""
    return body.find(b"PK\x03\x04", 4)


def same_bytes_twice(parts: dict[str, str | bytes]) -> bytes:
    """Make a container in which a part lies within the stored bytes of the part before it."""
    inner = zipped({"word/inner.xml": "<a/>"}, method=zipfile.ZIP_STORED)
    start = directory_at(inner)
    body = zipped(parts | {"word/outer.xml": inner[:start]}, method=zipfile.ZIP_STORED)
    entry = bytearray(inner[start:-22])
    entry[42:46] = pack("<I", body.find(b"PK\x03\x04", body.find(b"word/outer.xml")))
    size = len(body) - 22 - directory_at(body) + len(entry)
    count = (len(parts) + 2).to_bytes(2, "little")
    end = b"PK\x05\x06\x00\x00\x00\x00" + count * 2 + pack("<II", size, directory_at(body)) + b"\x00\x00"
    return body[:-22] + bytes(entry) + end


def announced(body: bytes, *, size: int) -> bytes:
    """Change the unpacked size that the first part announces, in its own header and in the directory."""
    changed = bytearray(body)
    changed[22:26] = pack("<I", size)
    start = directory_at(body)
    changed[start + 24 : start + 28] = pack("<I", size)
    return bytes(changed)


def locked(body: bytes) -> bytes:
    """Set the flag of encryption on the first part."""
    changed = bytearray(body)
    changed[6] |= 1
    changed[directory_at(body) + 8] |= 1
    return bytes(changed)


def renamed_within(body: bytes, old: bytes, new: bytes) -> bytes:
    """Change a part's name before the part but not in the directory; both names have one length."""
    return body.replace(old, new, 1)


def with_wrong_checksum(body: bytes) -> bytes:
    """Change the checksum of the first part, in its own header and in the directory."""
    start = directory_at(body)
    return body[:14] + b"\x01\x02\x03\x04" + body[18 : start + 16] + b"\x01\x02\x03\x04" + body[start + 20 :]
