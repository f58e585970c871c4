"""PDF files, good and hostile."""

import zlib
from collections.abc import Callable

from engagements.choices import FileKind
from tests.hostile.making_files import (
    CATALOG,
    PAGE,
    closed_pdf,
    docx_parts,
    flate,
    object_stream,
    pdf,
    saved_pdf,
    stream,
    zipped,
)
from tests.hostile.upload_case import (
    ARCHIVE,
    NOT_ITS_NAME,
    PDF_ACTS,
    PDF_CARRIES,
    PDF_END,
    PDF_LOCKED,
    PDF_MUCH,
    PDF_PAGES,
    PDF_UNUSUAL,
    Case,
    case,
)

JS = b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"
OPENS = CATALOG[:-2] + b"/OpenAction 5 0 R >>"


def twice(count: int) -> bytes:
    return zlib.compress(zlib.compress(bytes(count)))


def unpacked(objects: dict[int, bytes]) -> tuple[bytes, bytes]:
    """Return an object stream's dictionary and its data, not packed."""
    whole = object_stream(objects, entries=b"", packed=False)
    head, _stream, data = whole.partition(b"stream\n")
    return head[head.index(b"/Type") : head.index(b">>")], data.removesuffix(b"\nendstream")


def with_predictor(objects: dict[int, bytes]) -> bytes:
    head, data = unpacked(objects)
    rows = b"".join(b"\x00" + data[at : at + 1] for at in range(len(data)))
    return flate(rows, head + b"/DecodeParms << /Predictor 12 >>")


def in_hexadecimal(objects: dict[int, bytes]) -> bytes:
    head, data = unpacked(objects)
    return stream(zlib.compress(data).hex().encode() + b">", head + b"/Filter [/ASCIIHexDecode /FlateDecode]")


def packed_twice(objects: dict[int, bytes]) -> bytes:
    head, data = unpacked(objects)
    return stream(zlib.compress(zlib.compress(data)), head + b"/Filter [/FlateDecode /FlateDecode]")


def pdfs() -> list[Case]:
    def made(label: str, expected: FileKind | str, *more: bytes, **parts: bytes) -> Case:
        return case(f"pdf {label}", "x.pdf", lambda: pdf(*more, **parts), expected)

    def bomb(label: str, expected: str, make: Callable[[], list[bytes]]) -> Case:
        return case(f"pdf {label}", "x.pdf", lambda: pdf(*make()), expected)

    packed = {6: b"<< /Type /Font /Subtype /Type1 >>", 7: b"[1 2 (x)]"}
    hidden = packed | {8: JS}
    inside_string = {6: b"(<< /S /JavaScript /JS (x) >>)"}
    oddly_packed: dict[str, Callable[[dict[int, bytes]], bytes]] = {
        "with a predictor": with_predictor,
        "in hexadecimal": in_hexadecimal,
        "packed twice": packed_twice,
        "without a count": lambda objects: object_stream(objects).replace(b"/N ", b"/N x "),
        "with an indirect count": lambda objects: object_stream(objects).replace(b" /First", b" 0 R /First"),
        "of unknown length": lambda objects: object_stream(objects).replace(b"/Length ", b"/Length 9 0 R /L "),
        "with two directories": lambda objects: object_stream(objects, entries=b" /First 2 /Filter /FlateDecode"),
        "of many megabytes": lambda objects: object_stream(objects | {9: b" " * (17 << 20) + b"1"}),
    }
    return [
        made("plain", FileKind.PDF),
        made("1.4 header", FileKind.PDF, header=b"%PDF-1.4\r\n"),
        made("2.0 header", FileKind.PDF, header=b"%PDF-2.0\n"),
        made("with an object stream", FileKind.PDF, object_stream(packed)),
        made(
            "with an object stream, filter as array",
            FileKind.PDF,
            object_stream(packed, entries=b" /Filter [ /FlateDecode ]"),
        ),
        made("with an unpacked object stream", FileKind.PDF, object_stream(packed, entries=b"", packed=False)),
        made(
            "with a link to the web",
            FileKind.PDF,
            page=PAGE[:-2]
            + b"/Annots [<< /Subtype /Link /A << /S /URI /URI (https://example.org/JavaScript/Launch) >> >>] >>",
        ),
        made(
            "that writes about scripts",
            FileKind.PDF,
            b"<< /Title (HTML/JavaScript and /Launch) >>",
            content=b"BT (/JavaScript /EmbeddedFile /Encrypt) Tj ET",
        ),
        made("that comments on scripts", FileKind.PDF, b"<< % /JavaScript\n /A 1 >>"),
        made(
            "with other filters on pages", FileKind.PDF, stream(b"<~87cUR~>", b"/Filter [/ASCII85Decode /FlateDecode]")
        ),
        made("with similar names", FileKind.PDF, b"<< /Launcher 1 /EncryptMetadata true /JSX 2 /EFG 3 >>"),
        made("opening at a page", FileKind.PDF, b"[3 0 R /Fit]", catalog=OPENS),
        made("with line ends behind", FileKind.PDF, tail=b"\r\n\r\n"),
        made("script on opening", PDF_ACTS, JS, catalog=OPENS),
        made(
            "script in the catalogue", PDF_ACTS, catalog=CATALOG[:-2] + b"/OpenAction << /S /JavaScript /JS (x) >> >>"
        ),
        made(
            "script with an escaped name",
            PDF_ACTS,
            JS.replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/#4AS"),
        ),
        made("script wholly escaped", PDF_ACTS, b"<< /S /" + b"".join(b"#%02x" % c for c in b"JavaScript") + b" >>"),
        made("script as a bare name", PDF_ACTS, b"/JavaScript"),
        made("script without a type", PDF_ACTS, b"<< /JS (app.alert\\(1\\)) >>"),
        made("script in an object stream", PDF_ACTS, object_stream(hidden)),
        made("script in an unpacked object stream", PDF_ACTS, object_stream(hidden, entries=b"", packed=False)),
        made(
            "script in an object stream without a type", PDF_ACTS, object_stream(hidden).replace(b"/Type /ObjStm", b"")
        ),
        made(
            "script in an object stream, escaped type",
            PDF_ACTS,
            object_stream(hidden).replace(b"/ObjStm", b"/Obj#53tm"),
        ),
        made("script within a string that no table leads to", PDF_ACTS, object_stream(inside_string)),
        made(
            "script where the directory points into a string",
            PDF_ACTS,
            stream(zlib.compress(b"6 1 (<< /S /JavaScript >>)"), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"),
        ),
        made("object within a string", PDF_ACTS, b"(9 0 obj " + JS + b" endobj)"),
        made("object within a stream", PDF_ACTS, stream(b"9 0 obj " + JS + b" endobj")),
        made("object behind a comment", PDF_ACTS, stream(b"9 % x\n 0 % y\n obj % z\n" + JS + b" endobj")),
        made("stream word within a dictionary", PDF_ACTS, b"<< /A 1 stream endobj /S /JavaScript >>"),
        made("unclosed string before a script", PDF_ACTS, b"(not closed", JS),
        made("starting a program", PDF_ACTS, b"<< /S /Launch /F (cmd.exe) >>"),
        made("sending a form", PDF_ACTS, b"<< /S /SubmitForm /F (http://example.org) >>"),
        made("importing data", PDF_ACTS, b"<< /S /ImportData /F (x.fdf) >>"),
        made("opening a remote file", PDF_ACTS, b"<< /S /GoToR /F (\\\\\\\\host\\\\x.pdf) >>"),
        made("opening an embedded file", PDF_ACTS, b"<< /S /GoToE >>"),
        made("with rich media", PDF_ACTS, b"<< /Subtype /RichMedia >>"),
        made("with a rendition", PDF_ACTS, b"<< /S /Rendition >>"),
        made("with an XFA form", PDF_ACTS, stream(b"<x/>"), catalog=CATALOG[:-2] + b"/AcroForm << /XFA 5 0 R >> >>"),
        made("with an embedded file", PDF_CARRIES, stream(b"data", b"/Type /EmbeddedFile")),
        made(
            "with a tree of embedded files",
            PDF_CARRIES,
            b"<< /Names [] >>",
            catalog=CATALOG[:-2] + b"/Names << /EmbeddedFiles 5 0 R >> >>",
        ),
        made("with a file specification", PDF_CARRIES, b"<< /Type /Filespec /EF << /F 5 0 R >> >>"),
        made("embedded file, escaped", PDF_CARRIES, b"<< /Type /#45mbedded#46ile >>"),
        case("pdf closed to readers", "x.pdf", lambda: closed_pdf(user="secret"), PDF_LOCKED),
        case("pdf closed to readers, older", "x.pdf", lambda: closed_pdf(user="secret", method=4), PDF_LOCKED),
        case("pdf closed to changes alone", "x.pdf", closed_pdf, FileKind.PDF),
        case("pdf closed to changes alone, older", "x.pdf", lambda: closed_pdf(method=4), FileKind.PDF),
        made("locked in an unknown way", PDF_LOCKED, trailer=b"/Encrypt << /Filter /Standard >>"),
        made("locked in an unknown way, escaped", PDF_LOCKED, trailer=b"/#45ncrypt << /Filter /Standard >>"),
        case("pdf saved with an object stream", "x.pdf", lambda: saved_pdf("<< /A (b) >>"), FileKind.PDF),
        case(
            "pdf saved with a string about a script",
            "x.pdf",
            lambda: saved_pdf("(<< /S /JavaScript /JS \\(x\\) >>)"),
            FileKind.PDF,
        ),
        case("pdf saved with a script", "x.pdf", lambda: saved_pdf("<< /S /JavaScript /JS (x) >>"), PDF_ACTS),
        case("pdf saved with a file", "x.pdf", lambda: saved_pdf("<< /EF << /F 1 >> >>"), PDF_CARRIES),
        # What an object stream holds is looked at however it is packed, whether its directory leads there or not.
        *(
            made(f"{content} object stream {label}", decision, made_stream(objects))
            for label, made_stream in oddly_packed.items()
            for content, objects, decision in (("plain", packed, FileKind.PDF), ("acting", hidden, PDF_ACTS))
        ),
        made("object stream in LZW", PDF_UNUSUAL, object_stream(packed, entries=b" /Filter /LZWDecode")),
        made("object stream that is broken", PDF_UNUSUAL, object_stream(packed, packed=False)),
        made("object stream packed as a picture", PDF_UNUSUAL, object_stream(packed, entries=b" /Filter /DCTDecode")),
        made("page packed twice", FileKind.PDF, stream(twice(1000), b"/Filter [/FlateDecode /FlateDecode]")),
        bomb("bomb packed twice", PDF_MUCH, lambda: [stream(twice(210 << 20), b"/Filter [/FlateDecode /FlateDecode]")]),
        bomb("bomb in one stream", PDF_MUCH, lambda: [flate(bytes(210 << 20))]),
        bomb("bomb in many streams", PDF_MUCH, lambda: [flate(bytes(30 << 20))] * 7),
        bomb("dictionary without end", PDF_END, lambda: [b"<< /A " + b"[" * 2_100_000]),
        bomb("brackets without end", PDF_END, lambda: [b"(" * 3_000_000]),
        bomb("objects in objects", PDF_END, lambda: [b"obj(" * 1_000_000]),
        made(
            "no pages",
            PDF_PAGES,
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            catalog=b"<< /Type /Catalog /Pages 5 0 R >>",
        ),
        made("no catalogue", PDF_END, catalog=b"<< /Type /Thing >>"),
        case("pdf cut short", "x.pdf", lambda: pdf()[:-20], PDF_END),
        case("pdf without objects", "x.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF\n", PDF_END),
        case("pdf of an unknown version", "x.pdf", lambda: pdf(header=b"%PDF-9.9\n"), PDF_END),
        case("pdf behind other bytes", "x.pdf", lambda: b"\n" + pdf(), NOT_ITS_NAME),
        case("pdf behind a page", "x.pdf", lambda: b"<html>" + pdf(), NOT_ITS_NAME),
        case("pdf before a zip", "x.pdf", lambda: pdf(tail=zipped(docx_parts())), ARCHIVE),
        case("pdf before text", "x.pdf", lambda: pdf(tail=b"<script>alert(1)</script>"), PDF_END),
        case("pdf before a program", "x.pdf", lambda: pdf(tail=b"MZ" + bytes(3000)), PDF_END),
    ]
