"""PDF files, good and hostile."""

import zlib
from collections.abc import Callable

from engagements.choices import FileKind
from tests.hostile.making_files import CATALOG, PAGE, docx_parts, flate, object_stream, pdf, stream, zipped
from tests.hostile.upload_case import (
    ARCHIVE,
    NOT_ITS_NAME,
    PDF_ACTS,
    PDF_CARRIES,
    PDF_END,
    PDF_LOCKED,
    PDF_MUCH,
    PDF_PAGES,
    PDF_TANGLED,
    PDF_UNUSUAL,
    Case,
    case,
)

JS = b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"
OPENS = CATALOG[:-2] + b"/OpenAction 5 0 R >>"


def pdfs() -> list[Case]:
    def made(label: str, expected: FileKind | str, *more: bytes, **parts: bytes) -> Case:
        return case(f"pdf {label}", "x.pdf", lambda: pdf(*more, **parts), expected)

    def bomb(label: str, expected: str, make: Callable[[], list[bytes]]) -> Case:
        return case(f"pdf {label}", "x.pdf", lambda: pdf(*make()), expected)

    packed = {6: b"<< /Type /Font /Subtype /Type1 >>", 7: b"[1 2 (x)]"}
    hidden = packed | {8: JS}
    inside_string = {6: b"(<< /S /JavaScript /JS (x) >>)"}
    double = zlib.compress(zlib.compress(bytes(1000)))
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
        made("script within a string that is an object", FileKind.PDF, object_stream(inside_string)),
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
        made("with an XFA form", PDF_ACTS, catalog=CATALOG[:-2] + b"/AcroForm << /XFA 5 0 R >> >>"),
        made("with an embedded file", PDF_CARRIES, stream(b"data", b"/Type /EmbeddedFile")),
        made(
            "with a tree of embedded files", PDF_CARRIES, catalog=CATALOG[:-2] + b"/Names << /EmbeddedFiles 5 0 R >> >>"
        ),
        made("with a file specification", PDF_CARRIES, b"<< /Type /Filespec /EF << /F 5 0 R >> >>"),
        made("embedded file, escaped", PDF_CARRIES, b"<< /Type /#45mbedded#46ile >>"),
        made("encrypted", PDF_LOCKED, trailer=b"/Encrypt 5 0 R"),
        made("encrypted, escaped", PDF_LOCKED, trailer=b"/#45ncrypt << /Filter /Standard >>"),
        made(
            "object stream with a predictor",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
        ),
        made(
            "object stream in hexadecimal",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /Filter [/ASCIIHexDecode /FlateDecode]"),
        ),
        made("object stream in LZW", PDF_UNUSUAL, object_stream(packed, entries=b" /Filter /LZWDecode")),
        made("object stream with an indirect filter", PDF_UNUSUAL, object_stream(packed, entries=b" /Filter 9 0 R")),
        made(
            "object stream with an indirect second filter",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /Filter [/FlateDecode 9 0 R]"),
        ),
        made(
            "object stream with two filters",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /Filter [/FlateDecode /FlateDecode]"),
        ),
        made("object stream that is broken", PDF_UNUSUAL, object_stream(packed, packed=False)),
        made(
            "object stream with two directories",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /First 2 /Filter /FlateDecode"),
        ),
        made("object stream without a count", PDF_UNUSUAL, object_stream(packed).replace(b"/N 2", b"/N x")),
        made("object stream with an indirect count", PDF_UNUSUAL, object_stream(packed).replace(b"/N 2", b"/N 2 0 R")),
        made(
            "object stream with a false directory",
            PDF_UNUSUAL,
            stream(zlib.compress(b"x y z"), b"/Type /ObjStm /N 2 /First 5 /Filter /FlateDecode"),
        ),
        made(
            "object stream of unknown length",
            PDF_UNUSUAL,
            stream(b"6 0 << /A 1 >>", b"/Type /ObjStm /N 1 /First 4", length=b"9 0 R"),
        ),
        bomb("object stream too large", PDF_UNUSUAL, lambda: [object_stream({6: bytes(17 << 20)})]),
        made(
            "object stream with a second filter far behind the first",
            PDF_UNUSUAL,
            object_stream(packed, entries=b" /Filter /FlateDecode" + b" 0" * 80 + b" /Filter 9 0 R"),
        ),
        made("page packed twice", PDF_UNUSUAL, stream(double, b"/Filter [/FlateDecode /FlateDecode]")),
        bomb("bomb in one stream", PDF_MUCH, lambda: [flate(bytes(210 << 20))]),
        bomb("bomb in many streams", PDF_MUCH, lambda: [flate(bytes(30 << 20))] * 7),
        bomb("dictionary without end", PDF_TANGLED, lambda: [b"<< /A " + b"[" * 2_100_000]),
        bomb("brackets without end", PDF_TANGLED, lambda: [b"(" * 3_000_000]),
        bomb("objects in objects", PDF_TANGLED, lambda: [b"obj(" * 1_000_000]),
        made("no pages", PDF_PAGES, catalog=b"<< /Type /Catalog >>".replace(b"Catalog", b"Thing")),
        case("pdf cut short", "x.pdf", lambda: pdf()[:-20], PDF_END),
        case("pdf without objects", "x.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF\n", PDF_PAGES),
        case("pdf of an unknown version", "x.pdf", lambda: pdf(header=b"%PDF-9.9\n"), PDF_END),
        case("pdf behind other bytes", "x.pdf", lambda: b"\n" + pdf(), NOT_ITS_NAME),
        case("pdf behind a page", "x.pdf", lambda: b"<html>" + pdf(), NOT_ITS_NAME),
        case("pdf before a zip", "x.pdf", lambda: pdf(tail=zipped(docx_parts())), ARCHIVE),
        case("pdf before text", "x.pdf", lambda: pdf(tail=b"<script>alert(1)</script>"), PDF_END),
        case("pdf before a program", "x.pdf", lambda: pdf(tail=b"MZ" + bytes(3000)), PDF_END),
    ]
