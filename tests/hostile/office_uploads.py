"""DOCX and XLSX files, and the containers that they are."""

from collections.abc import Callable

from engagements.choices import FileKind
from tests.hostile.making_files import (
    DOCX_MAIN,
    OFFICE,
    OPEN_XML,
    WORD,
    XLSX_MAIN,
    XML,
    announced,
    directory_at,
    docx_parts,
    locked,
    png,
    relation,
    relations,
    renamed_within,
    same_bytes_twice,
    second_part_at,
    streamed,
    types,
    with_bytes,
    with_wrong_checksum,
    xlsx_parts,
    zipped,
)
from tests.hostile.upload_case import (
    CARRIES,
    FETCHES,
    HIDDEN,
    MACROS,
    MARKUP,
    MARKUP_LONG,
    NOT_ITS_NAME,
    ZIP,
    ZIP_LOCKED,
    ZIP_MUCH,
    Case,
    case,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def many_elements(count: int) -> bytes:
    """Make a part of so many elements that it is long and yet not packed as a bomb is."""
    return b"<r>" + b"".join(b"<a%d/>" % (number * 7919 % 977) for number in range(count)) + b"</r>"


def containers() -> list[Case]:
    good = docx_parts()
    body = zipped(good)
    many = good | {f"word/media/i{number}.xml": "<a/>" for number in range(1000)}
    table: list[tuple[str, Callable[[], bytes], str]] = [
        ("bomb by ratio", lambda: zipped(good | {"word/b.xml": bytes(30 << 20)}), ZIP_MUCH),
        (
            "bomb by sum",
            lambda: zipped(good | {f"word/b{n}.xml": (b"<a>%d</a>" % n) * 200_000 for n in range(30)}),
            ZIP_MUCH,
        ),
        ("bomb by count", lambda: zipped(many), ZIP_MUCH),
        ("bomb by a large directory", lambda: zipped({f"word/{n:0190d}": b"" for n in range(1000)}), ZIP_MUCH),
        (
            "bomb by many small parts",
            lambda: zipped(good | {f"word/b{n}.xml": bytes(1_000_000) for n in range(60)}),
            ZIP_MUCH,
        ),
        ("parts that overlap", lambda: same_bytes_twice(good), ZIP),
        ("announces less than it holds", lambda: announced(body, size=10), ZIP),
        ("announces more than it holds", lambda: announced(body, size=900_000), ZIP),
        ("announces far more", lambda: announced(body, size=60 << 20), ZIP_MUCH),
        ("locked", lambda: locked(body), ZIP_LOCKED),
        ("another name in front", lambda: renamed_within(body, b"word/document.xml", b"word/documenx.xml"), ZIP),
        ("bytes before it", lambda: with_bytes(body, b"PK\x03\x04" + bytes(26), at=0), ZIP),
        ("bytes before it that nobody counted", lambda: b"PK\x03\x04" + body, ZIP),
        ("bytes before its directory", lambda: with_bytes(body, b"hidden", at=directory_at(body)), ZIP),
        ("bytes behind it", lambda: body + b"x", ZIP),
        ("another method in front", lambda: body[:8] + b"\x00" + body[9:], ZIP),
        ("other flags in front", lambda: body[:6] + b"\x02" + body[7:], ZIP),
        ("other sizes in front", lambda: body[:22] + b"\x01" + body[23:], ZIP),
        ("a comment that is not there", lambda: body[:-2] + b"\x05\x00", ZIP),
        ("a comment", lambda: zipped(good, comment=b"hello"), ZIP),
        ("bytes between parts", lambda: with_bytes(body, b"hidden", at=second_part_at(body)), ZIP),
        ("cut short", lambda: body[:-30], ZIP),
        ("only a beginning", lambda: b"PK\x03\x04", ZIP),
        ("an empty container", lambda: b"PK\x03\x04" + zipped({}), ZIP),
        ("two parts of one name", lambda: zipped(good | {"word/Document.xml": "<a/>"}), ZIP),
        ("a path upwards", lambda: zipped(good | {"../evil.xml": "<a/>"}), ZIP),
        ("an absolute path", lambda: zipped(good | {"/etc/x.xml": "<a/>"}), ZIP),
        ("a backslash", lambda: zipped(good | {"word\\x.xml": "<a/>"}), ZIP),
        ("packed by another method", lambda: zipped(good, method=14), ZIP),
        ("a wrong checksum", lambda: with_wrong_checksum(body), ZIP),
        ("a pdf before all", lambda: zipped({"%PDF-1.4.xml": "<a/>"} | good), HIDDEN),
    ]
    return [case(f"container with {label}", "x.docx", make, words) for label, make, words in table]


def documents() -> list[Case]:
    def linked(*each: str) -> bytes:
        return zipped(docx_parts(links=relations(*each)))

    def typed(more: str) -> bytes:
        return zipped(docx_parts(types=types(DOCX_MAIN, at="/word/document.xml", more=more)))

    def override(kind: str) -> str:
        return f'<Override PartName="/word/x.xml" ContentType="{kind}"/>'

    def instruction(*pieces: str) -> bytes:
        runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        return zipped(
            docx_parts(document=f'{XML}<w:document xmlns:w="{WORD}"><w:body><w:p>{runs}</w:p></w:body></w:document>')
        )

    good, d = docx_parts(), FileKind.DOCX
    web = "https://example.org/policy"
    table: list[tuple[str, Callable[[], bytes], FileKind | str]] = [
        ("plain", lambda: zipped(good), d),
        ("not packed", lambda: zipped(good, method=0), d),
        ("written in one go", lambda: streamed(good), d),
        ("with folders", lambda: zipped({"word/": b""} | good), d),
        ("with a picture", lambda: zipped(good | {"word/media/image1.png": png()}), d),
        ("with a link to the web", lambda: linked(relation("hyperlink", web, mode="External")), d),
        (
            "with a link to an address",
            lambda: linked(relation("hyperlink", "mailto:x@example.org", mode="External")),
            d,
        ),
        ("with a page number", lambda: instruction(" PAGE \\* MERGEFORMAT "), d),
        ("with a table of contents", lambda: instruction(' TOC \\o "1-3" \\h '), d),
        (
            "in UTF-16",
            lambda: zipped(
                docx_parts(
                    document=f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{WORD}"/>'.encode("utf-16")
                )
            ),
            d,
        ),
        ("macro project", lambda: zipped(good | {"word/vbaProject.bin": OLE}), MACROS),
        ("macro project without its magic", lambda: zipped(good | {"word/vbaProject.bin": b"x"}), MACROS),
        ("macro data", lambda: zipped(good | {"word/vbaData.xml": "<a/>"}), MACROS),
        (
            "macro document type",
            lambda: zipped(
                docx_parts(
                    types=types("application/vnd.ms-word.document.macroEnabled.main+xml", at="/word/document.xml")
                )
            ),
            MACROS,
        ),
        ("macro project by its type", lambda: typed(override("application/vnd.ms-office.vbaProject")), MACROS),
        ("macro project by relation", lambda: linked(relation(f"{MICROSOFT}/vbaProject", "x.xml")), MACROS),
        ("active control", lambda: zipped(good | {"word/activeX/activeX1.xml": "<a/>"}), MACROS),
        ("active control by relation", lambda: linked(relation("control", "x.xml")), MACROS),
        (
            "template type",
            lambda: zipped(
                docx_parts(types=types(f"{OPEN_XML}wordprocessingml.template.main+xml", at="/word/document.xml"))
            ),
            NOT_ITS_NAME,
        ),
        ("two main parts", lambda: typed(override(DOCX_MAIN)), NOT_ITS_NAME),
        ("no types", lambda: zipped({name: part for name, part in good.items() if "Types" not in name}), NOT_ITS_NAME),
        ("embedded workbook", lambda: zipped(good | {"word/embeddings/Sheet1.xlsx": zipped(xlsx_parts())}), CARRIES),
        ("embedded object", lambda: zipped(good | {"word/embeddings/oleObject1.bin": OLE}), CARRIES),
        ("embedded part of no known kind", lambda: zipped(good | {"word/embeddings/a.xml": "<a/>"}), CARRIES),
        ("embedded object elsewhere", lambda: zipped(good | {"word/media/image1.png": OLE}), CARRIES),
        ("embedded object by relation", lambda: linked(relation("oleObject", "x.xml")), CARRIES),
        ("embedded package by relation", lambda: linked(relation("package", "x.xml")), CARRIES),
        ("chunk of another format", lambda: linked(relation("aFChunk", "x.xml")), CARRIES),
        ("archive as a picture", lambda: zipped(good | {"word/media/image1.png": zipped({"a": "b"})}), CARRIES),
        ("gzip as a picture", lambda: zipped(good | {"word/media/image1.png": b"\x1f\x8b\x08\x00"}), CARRIES),
        ("rar as a picture", lambda: zipped(good | {"word/media/image1.png": b"Rar!\x1a\x07\x01\x00"}), CARRIES),
        ("7z as a picture", lambda: zipped(good | {"word/media/image1.png": b"7z\xbc\xaf\x27\x1c"}), CARRIES),
        (
            "tar as a picture",
            lambda: zipped(good | {"word/media/image1.png": bytes(257) + b"ustar" + bytes(250)}),
            CARRIES,
        ),
        ("program as a picture", lambda: zipped(good | {"word/media/image1.png": b"MZ\x90\x00"}), CARRIES),
        ("page of the web", lambda: zipped(good | {"word/page.html": "<p>x</p>"}), CARRIES),
        ("script", lambda: zipped(good | {"word/x.js": "x"}), CARRIES),
        ("unknown binary", lambda: zipped(good | {"word/x.bin": b"x"}), CARRIES),
        (
            "remote template",
            lambda: linked(relation("attachedTemplate", "https://example.org/x.dotm", mode="External")),
            FETCHES,
        ),
        ("local template", lambda: linked(relation("attachedTemplate", "x.xml")), FETCHES),
        ("remote picture", lambda: linked(relation("image", "https://example.org/x.png", mode="External")), FETCHES),
        ("remote picture without a mode", lambda: linked(relation("image", "https://example.org/x.png")), FETCHES),
        ("picture on a share", lambda: linked(relation("image", "\\\\host\\x.png", mode="External")), FETCHES),
        ("link to a share", lambda: linked(relation("hyperlink", "file://host/x", mode="External")), FETCHES),
        ("link to a script", lambda: linked(relation("hyperlink", "javascript:alert(1)", mode="External")), FETCHES),
        ("remote frame", lambda: linked(relation("frame", web, mode="External")), FETCHES),
        ("remote object", lambda: linked(relation("oleObject", web, mode="External")), CARRIES),
        ("field that starts a program", lambda: instruction(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "), FETCHES),
        ("field in pieces", lambda: instruction(" DDE", "AUTO ", "cmd "), FETCHES),
        ("field that fetches", lambda: instruction(' INCLUDEPICTURE "http://example.org/x.png" '), FETCHES),
        (
            "simple field",
            lambda: zipped(
                docx_parts(
                    document=f'{XML}<w:document xmlns:w="{WORD}"><w:fldSimple w:instr="DDE cmd x"/></w:document>'
                )
            ),
            FETCHES,
        ),
        ("entities", lambda: zipped(docx_parts(document='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')), MARKUP),
        ("outside entity", lambda: zipped(docx_parts(document='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')), MARKUP),
        ("broken markup", lambda: zipped(docx_parts(document="<a><b></a>")), MARKUP),
        (
            "markup in an unknown encoding",
            lambda: zipped(docx_parts(document='<?xml version="1.0" encoding="UTF-7"?><a/>')),
            MARKUP,
        ),
        ("markup of endless depth", lambda: zipped(docx_parts(document="<a>" * 300 + "</a>" * 300)), MARKUP),
        ("markup of endless length", lambda: zipped(good | {"word/b.xml": many_elements(1_100_000)}), MARKUP_LONG),
        ("markup of great length", lambda: zipped(good | {"word/b.xml": many_elements(500_100)}), MARKUP_LONG),
    ]
    return [case(f"docx {label}", "x.docx", make, wanted) for label, make, wanted in table]


def workbooks() -> list[Case]:
    def linked(*each: str) -> bytes:
        return zipped(xlsx_parts(links=relations(*each)))

    def typed(main: str) -> bytes:
        return zipped(xlsx_parts(types=types(main, at="/xl/workbook.xml")))

    good, x = xlsx_parts(), FileKind.XLSX
    settings = {"xl/printerSettings/printerSettings1.bin": b"P\x00r\x00i\x00n\x00t\x00" + bytes(200)}
    table: list[tuple[str, Callable[[], bytes], FileKind | str]] = [
        ("plain", lambda: zipped(good), x),
        ("written in one go", lambda: streamed(good), x),
        ("with printer settings", lambda: zipped(good | settings), x),
        ("with a formula", lambda: zipped(xlsx_parts(sheet="<worksheet><c><f>SUM(A1:A9)</f></c></worksheet>")), x),
        ("with comments in VML", lambda: zipped(good | {"xl/drawings/vmlDrawing1.vml": "<xml><br></xml>"}), x),
        ("macro project", lambda: zipped(good | {"xl/vbaProject.bin": OLE}), MACROS),
        ("macro workbook type", lambda: typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), MACROS),
        ("macro sheet of old", lambda: zipped(good | {"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
        (
            "macro sheet by relation",
            lambda: linked(relation(f"{MICROSOFT}/xlMacrosheet", "worksheets/sheet1.xml")),
            MACROS,
        ),
        (
            "international macro sheet by relation",
            lambda: linked(relation(f"{MICROSOFT}/xlIntlMacrosheet", "x.xml")),
            MACROS,
        ),
        (
            "macro sheet by its type",
            lambda: zipped(
                xlsx_parts(
                    types=types(
                        XLSX_MAIN,
                        at="/xl/workbook.xml",
                        more='<Override PartName="/xl/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>',
                    )
                )
            ),
            MACROS,
        ),
        ("dialog sheet", lambda: linked(relation("dialogsheet", "x.xml")), MACROS),
        ("template type", lambda: typed(f"{OPEN_XML}spreadsheetml.template.main+xml"), NOT_ITS_NAME),
        ("binary workbook", lambda: typed("application/vnd.ms-excel.sheet.binary.main"), NOT_ITS_NAME),
        (
            "link to another workbook",
            lambda: linked(relation("externalLink", "externalLinks/externalLink1.xml")),
            FETCHES,
        ),
        (
            "path of another workbook",
            lambda: linked(relation("externalLinkPath", "file:///c:/x.xlsx", mode="External")),
            FETCHES,
        ),
        ("data connection", lambda: linked(relation("connections", "connections.xml")), FETCHES),
        ("query", lambda: linked(relation("queryTable", "q.xml")), FETCHES),
        (
            "printer settings that are a program",
            lambda: zipped(good | {"xl/printerSettings/printerSettings1.bin": b"MZ\x00"}),
            CARRIES,
        ),
        ("embedded document", lambda: zipped(good | {"xl/embeddings/Doc1.docx": zipped(docx_parts())}), CARRIES),
        ("bomb", lambda: zipped(xlsx_parts(sheet=b"<worksheet>" + b" " * (40 << 20) + b"</worksheet>")), ZIP_MUCH),
        (
            "relation with an odd spelling of External",
            lambda: linked(relation(f"{OFFICE}/image", "http://example.org/x", mode="external")),
            FETCHES,
        ),
    ]
    return [case(f"xlsx {label}", "x.xlsx", make, wanted) for label, make, wanted in table]
