"""Uploads, good and hostile, each with the decision expected of it; all are made in memory, none is stored."""

from functools import cache

from engagements.choices import FileKind
from engagements.inspection.parsers.traces import EICAR
from engagements.models.attachment import FILE_BYTES_MAX
from tests.hostile.costly_uploads import costly
from tests.hostile.making_files import (
    chunk,
    docx_parts,
    jpeg,
    pdf,
    png,
    segment,
    stream,
    xlsx_parts,
    zipped,
)
from tests.hostile.office_uploads import containers, documents, workbooks
from tests.hostile.pdf_uploads import pdfs
from tests.hostile.picture_uploads import pictures
from tests.hostile.upload_case import (
    BROKEN,
    DEVICE,
    EMPTY,
    INVISIBLE,
    LARGE,
    LONG_NAME,
    NO_NAME,
    NOT_ITS_NAME,
    OTHER_KIND,
    SLASHES,
    TABLE_CELL,
    TABLE_CODE,
    TABLE_CONTROLS,
    TABLE_EMPTY,
    TABLE_LONG,
    TABLE_QUOTE,
    TABLE_WIDE,
    TWO_ENDINGS,
    VIRUS,
    Case,
    case,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
CSV = b"Stage,Days\nTrials,240\nPayment,180\n"


def names() -> list[Case]:
    good = [
        "report.pdf",
        "REPORT.PDF",
        "v1.2 report.pdf",
        "रिपोर्ट.pdf",
        "Dr. Rao's letter (final).pdf",
        "a.pdf",
        "Screenshot 2025-03-24 at 10.30.45\u202fAM.pdf",
        "AUX power unit.pdf",
        "contract.pdf",
        "क\u094d\u200dषति विवरण.pdf",
        "Proposal.docx.pdf",
        "invoice.pdf.pdf",
        "Annual report.ppt.pdf",
        "scan.JPG.pdf",
    ]
    bad = {
        "": NO_NAME,
        "   ": NO_NAME,
        "report": OTHER_KIND,
        ".pdf": SLASHES,
        "report.exe": OTHER_KIND,
        "report.docm": OTHER_KIND,
        "report.xlsm": OTHER_KIND,
        "report.xls": OTHER_KIND,
        "report.dotx": OTHER_KIND,
        "report.zip": OTHER_KIND,
        "report.svg": OTHER_KIND,
        "report.html": OTHER_KIND,
        "report.pdf.": SLASHES,
        "report.pdf ": SLASHES,
        " report.pdf": SLASHES,
        "report.ｐｄｆ": OTHER_KIND,
        "report.pdf\u200b": INVISIBLE,
        "invoice.exe.pdf": TWO_ENDINGS,
        "page.html.pdf": TWO_ENDINGS,
        "macro.docm.pdf": TWO_ENDINGS,
        "x.js .pdf": TWO_ENDINGS,
        "x.exe:y.pdf": TWO_ENDINGS,
        "../report.pdf": SLASHES,
        "..\\report.pdf": SLASHES,
        "/etc/report.pdf": SLASHES,
        "a/b.pdf": SLASHES,
        "C:\\x.pdf": SLASHES,
        "a\u2215b.pdf": SLASHES,
        "report\x00.pdf": INVISIBLE,
        "report\n.pdf": INVISIBLE,
        "report\x7f.pdf": INVISIBLE,
        "report\u202efdp.pdf": INVISIBLE,
        "rep\u2066ort.pdf": INVISIBLE,
        "rep\u200fort.pdf": INVISIBLE,
        "CON.pdf": DEVICE,
        "nul.pdf": DEVICE,
        "com1.pdf": DEVICE,
        "LPT9.x.pdf": DEVICE,
        "aux .pdf": DEVICE,
        "COM¹.pdf": DEVICE,
        "x" * 117 + ".pdf": LONG_NAME,
    }
    kept = [case(f"name good {name!r}", name, pdf, FileKind.PDF) for name in [*good, "x" * 116 + ".pdf"]]
    return kept + [case(f"name bad {name[:20]!r}", name, pdf, words) for name, words in bad.items()]


def full_size_pdf() -> bytes:
    """Make a PDF of exactly the size that is still taken."""
    room = FILE_BYTES_MAX - len(pdf(stream(b""))) - 100
    return pdf(stream(bytes(room))).ljust(FILE_BYTES_MAX, b"\n")


def sizes() -> list[Case]:
    return [
        *(case(f"empty {ending}", f"x.{ending}", b"", EMPTY) for ending in ("pdf", "png", "docx", "csv")),
        case("exactly 5 MiB", "x.pdf", full_size_pdf, FileKind.PDF),
        case("one byte too many", "x.pdf", lambda: full_size_pdf() + b"\n", LARGE),
        case("announced as too large", "x.csv", CSV, LARGE, announced_size=FILE_BYTES_MAX + 1),
        case("announced as longer", "x.csv", CSV, BROKEN, announced_size=len(CSV) + 1),
        case("announced as shorter", "x.csv", CSV, BROKEN, announced_size=len(CSV) - 1),
        case("many lines", "x.csv", lambda: b"Delivery,90\n" * 400_000, TABLE_LONG),
    ]


def lies() -> list[Case]:
    made = {"pdf": pdf, "png": png, "jpg": jpeg, "docx": lambda: zipped(docx_parts()), "csv": lambda: CSV}
    crossed = [
        case(f"{inside} called {ending}", f"x.{ending}", make, NOT_ITS_NAME)
        for ending in made
        for inside, make in made.items()
        if inside != ending
    ]
    begins = [
        b"<!DOCTYPE html><script>",
        b"<svg onload=",
        b"<?xml version='1.0'?>",
        b"GIF89a,",
        b"{\\rtf1",
        b"#!/bin/sh\n",
        b"<HTML>",
        b"\xef\xbb\xbf<script>",
    ]
    return [
        *crossed,
        case("xlsx called docx", "x.docx", lambda: zipped(xlsx_parts()), NOT_ITS_NAME),
        case("docx called xlsx", "x.xlsx", lambda: zipped(docx_parts()), NOT_ITS_NAME),
        case("old doc called docx", "x.docx", OLE, NOT_ITS_NAME),
        case("locked xlsx in OLE", "x.xlsx", OLE, NOT_ITS_NAME),
        case("plain zip called docx", "x.docx", lambda: zipped({"a.xml": "<a/>"}), NOT_ITS_NAME),
        case("program called pdf", "x.pdf", b"MZ" + bytes(200), NOT_ITS_NAME),
        *(case(f"csv begins {start[:9]!r}", "x.csv", start + b"\n1,2\n", NOT_ITS_NAME) for start in begins),
        *(
            case(f"test virus as {e}, {len(body)} bytes", f"x.{e}", body, words)
            for e, body, words in (
                ("csv", EICAR, VIRUS),
                ("csv", CSV + EICAR, VIRUS),
                ("pdf", pdf(stream(EICAR)), VIRUS),
                ("png", png(before=chunk(b"tEXt", b"a\x00" + EICAR)), VIRUS),
                ("jpg", jpeg(before=segment(0xFE, EICAR)), VIRUS),
                ("docx", zipped(docx_parts() | {"word/x.xml": b"<a>" + EICAR + b"</a>"}), VIRUS),
            )
        ),
    ]


def tables() -> list[Case]:
    c = FileKind.CSV
    table: list[tuple[str, bytes, FileKind | str]] = [
        ("plain", CSV, c),
        ("with a mark of byte order", b"\xef\xbb\xbf" + CSV, c),
        ("in Hindi", "चरण,दिन\nपरीक्षण,२४०\n".encode(), c),
        ("with semicolons", b"Stage;Days\nTrials;240\n", c),
        ("with tabs", b"Stage\tDays\nTrials\t240\n", c),
        ("of one column", b"Days\n240\n180\n", c),
        ("with quotation marks", b'Stage,Note\n"Trials, winter","said ""no"""\n', c),
        ("with lines in a cell", b'Stage,Note\nTrials,"one\ntwo"\n', c),
        ("with line ends of Windows", CSV.replace(b"\n", b"\r\n"), c),
        ("with a formula, kept as it came", b"Stage,Days\nTrials,=1+1\n", c),
        ("in UTF-16", CSV.decode().encode("utf-16"), TABLE_CODE),
        ("in Latin-1", "Stage,Café\n".encode("latin-1"), TABLE_CODE),
        ("with broken UTF-8", CSV + b"\xc3(", TABLE_CODE),
        ("with a surrogate", CSV + b"\xed\xa0\x80", TABLE_CODE),
        ("with NUL", CSV + b"a\x00b\n", TABLE_CONTROLS),
        ("in UTF-16 without a mark", CSV.decode().encode("utf-16-le"), TABLE_CONTROLS),
        ("with an escape", CSV + b"\x1b[31m\n", TABLE_CONTROLS),
        ("with a direction override", CSV + "a\u202eb\n".encode(), TABLE_CONTROLS),
        ("of blanks", b" \n \r\n", TABLE_EMPTY),
        ("of separators", b",,,\n,,,\n", TABLE_EMPTY),
        ("of a mark alone", b"\xef\xbb\xbf", TABLE_EMPTY),
        ("too long", b"1\n" * 50_001, TABLE_LONG),
        ("just long enough", b"1\n" * 50_000, c),
        ("too wide", b",".join([b"1"] * 201), TABLE_WIDE),
        ("just wide enough", b",".join([b"1"] * 200), c),
        ("with a cell too long", b"a," + b"x" * 32_768, TABLE_CELL),
        ("with a cell far too long", b"a," + b"x" * 200_000, TABLE_QUOTE),
        ("with a quotation mark not closed", b'a,"b\nc,d\n', TABLE_QUOTE),
        ("with letters behind a quotation", b'a,"b"c\n', TABLE_QUOTE),
    ]
    return [case(f"csv {label}", "x.csv", body, wanted) for label, body, wanted in table]


@cache
def corpus() -> list[Case]:
    """Return every case."""
    groups = (names, sizes, lies, pdfs, pictures, containers, documents, workbooks, tables, costly)
    return [each for group in groups for each in group()]
