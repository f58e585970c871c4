"""Check PDF: complete, not encrypted, without active content, external actions or embedded files.

qpdf parses it. What the cross-reference table does not reach (earlier versions, bytes within strings and streams) but a
viewer might is not parsed but searched: forbidden names are refused anywhere in it.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf.settings import set_qpdf_limits

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

ACTS = frozenset({b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE", b"Rendition",
                  b"RichMedia", b"XFA"})  # fmt: skip
CARRIES = frozenset({b"EmbeddedFile", b"EmbeddedFiles", b"EF"})
UNPACKED_MAX = 200 * 1024 * 1024
# Broken streams allowed: each costs about 2 ms.
BROKEN_MAX = 200

_HEADER = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)(?=[\r\n\t \x00%])")
_END = re.compile(
    rb"startxref[\r\n\t ]{1,9}\d{1,10}[\r\n\t ]{1,9}(?:%[^\r\n]{0,200}[\r\n]{1,2})?%%EOF[\r\n\t \x00]{0,1024}\Z"
)
_END_WITHIN = 2048
# Start of an object: at its number, or at the keyword if something separates them.
_BEGIN = re.compile(rb"(?:(?<!\d)\d{1,10}[\x00\t\n\x0c\r ]{1,4}\d{1,5}[\x00\t\n\x0c\r ]{1,4})?(?<!end)obj")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]{1,40})")
# Strings as qpdf writes them: brackets escaped, every string closed.
_STRING_OR_NAME = re.compile(rb"\((?:[^\\)]|\\.)*+\)?|" + _NAME.pattern, re.DOTALL)
# Filters that can expand a stream greatly, and those that only encode it.
_PACKERS = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_WRITTEN = frozenset({"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"})


def check_pdf(body: bytes) -> None:
    """Raise UnreadableFile unless this is a complete, passive PDF; restrictions on editing alone are accepted."""
    if not _HEADER.match(body) or not _END.search(body[-_END_WITHIN:]):
        raise UnreadableFile(FileFault.PDF_DAMAGED)
    set_qpdf_limits(flate_max_memory=UNPACKED_MAX, run_length_max_memory=UNPACKED_MAX)
    try:
        document = pikepdf.open(BytesIO(body), inherit_page_attributes=False)
    except pikepdf.PasswordError as error:
        raise UnreadableFile(FileFault.PDF_LOCKED) from error
    except pikepdf.PdfError as error:
        raise UnreadableFile(
            FileFault.PDF_LOCKED if b"Encrypt" in _names_in(body) else FileFault.PDF_DAMAGED
        ) from error
    # pikepdf returns numbers, booleans and null as plain Python values.
    objects = [each for each in document.objects if isinstance(each, pikepdf.Object)]
    streams = [each for each in objects if isinstance(each, pikepdf.Stream)]
    for each in (*objects, document.trailer):
        written = (each.stream_dict if isinstance(each, pikepdf.Stream) else each).unparse(resolved=True)
        _check_names(set(_STRING_OR_NAME.findall(written)))
    _check_unpacked(streams)
    warnings = document.get_warnings()
    for unread in (*_unread_streams(document, streams), *_unread_bytes(document, body, is_damaged=bool(warnings))):
        _check_names(_names_in(unread))
    # Unterminated objects, or objects nested too deeply.
    if any(words in warning for warning in warnings for words in ("EOF", "limits error")):
        raise UnreadableFile(FileFault.PDF_DAMAGED)
    if not _page_count(document):
        raise UnreadableFile(FileFault.PDF_PAGELESS)


def _page_count(document: pikepdf.Pdf) -> int:
    try:
        return len(document.pages)
    except pikepdf.PdfError:
        return 0


def _check_names(names: set[bytes]) -> None:
    if names & ACTS:
        raise UnreadableFile(FileFault.PDF_ACTS)
    if names & CARRIES:
        raise UnreadableFile(FileFault.PDF_CARRIES)


def _check_unpacked(streams: list[pikepdf.Stream]) -> None:
    """Raise UnreadableFile if streams other than pictures unpack to too much, or too many are broken."""
    total = broken = 0
    for stream in streams:
        named = stream.stream_dict.get("/Filter", "")
        filters = {str(one) for one in named} if isinstance(named, pikepdf.Array) else {str(named)}
        if filters & _PACKERS and filters <= _PACKERS | _WRITTEN:
            try:
                total += len(stream.read_bytes())
            except pikepdf.PdfError as error:
                if "memory limit" in str(error):
                    raise UnreadableFile(FileFault.PDF_UNPACKS) from error
                broken += 1
        if total > UNPACKED_MAX:
            raise UnreadableFile(FileFault.PDF_UNPACKS)
        if broken > BROKEN_MAX:
            raise UnreadableFile(FileFault.PDF_DAMAGED)


def _unread_streams(document: pikepdf.Pdf, streams: list[pikepdf.Stream]) -> Iterator[bytes]:
    """Yield object streams not in the xref table; raise UnreadableFile for one that cannot be unpacked."""
    read = {entry.obj_stream_number for entry in document.get_xref_table().values() if entry.type == 2}
    for stream in streams:
        holds_objects = "/First" in stream.stream_dict or stream.stream_dict.get("/Type") == "/ObjStm"
        if holds_objects and stream.objgen[0] not in read:
            try:
                yield stream.read_bytes()
            except pikepdf.PdfError as error:
                raise UnreadableFile(FileFault.PDF_UNUSUAL) from error


def _unread_bytes(document: pikepdf.Pdf, body: bytes, *, is_damaged: bool) -> Iterator[bytes]:
    """Yield the bytes of each object that is not in the xref table; of a damaged file, of every object."""
    table = document.get_xref_table().values()
    places = frozenset() if is_damaged else {entry.offset for entry in table if entry.type == 1}
    begins = [match.span() for match in _BEGIN.finditer(body)]
    ends = [start for start, _end in begins[1:]] + [len(body)]
    for (start, after), end in zip(begins, ends, strict=False):
        if start not in places:
            yield body[after:end]


def _names_in(data: bytes) -> set[bytes]:
    """Return the names anywhere in some bytes, with #xx escapes resolved."""
    return set(_NAME.findall(_ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data)))
