"""PDF: whole, not encrypted, and without anything that acts, calls out or carries other files."""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from engagements.errors import Refused
from engagements.rules.files.pdf_tokens import TOKENS_KEPT, Allowance, Object, read_object, read_value, tokens

_HEADER = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)(?=[\r\n\t \x00%])")
_END = re.compile(
    rb"startxref[\r\n\t ]{1,9}\d{1,10}[\r\n\t ]{1,9}(?:%[^\r\n]{0,200}[\r\n]{1,2})?%%EOF[\r\n\t \x00]{0,1024}\Z"
)
_END_WITHIN = 2048
_STARTS = re.compile(rb"(?<!end)obj|trailer")

ACTS = frozenset({b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE", b"Rendition",
                  b"RichMedia", b"XFA"})  # fmt: skip
CARRIES = frozenset({b"EmbeddedFile", b"EmbeddedFiles", b"EF"})
# All that the dictionary of an object stream needs; another filter or a predictor would hide its objects from us.
_PLAIN_OBJECT_STREAM = frozenset(
    {b"Type", b"ObjStm", b"N", b"First", b"Length", b"Filter", b"FlateDecode", b"Extends", b"DL"}
)

_FLATE = frozenset({b"FlateDecode", b"Fl"})

TOKENS_MAX = 1_000_000
UNPACKED_MAX = 200 * 1024 * 1024
OBJECT_STREAM_MAX = 16 * 1024 * 1024
_STEP = 16 * 1024
_PIECE = 256 * 1024


def check_pdf(body: bytes) -> None:
    """Raise Refused unless this is a whole PDF that only shows pages."""
    if not _HEADER.match(body) or not _END.search(body[-_END_WITHIN:]):
        raise Refused(
            _("This PDF is damaged or has something added at its end. Print it to PDF again and send that copy.")
        )
    allowance = Allowance(tokens=TOKENS_MAX, octets=4 * len(body) + 64 * 1024 * 1024)
    names: set[bytes] = set()
    streams: list[Object] = []
    for match in _STARTS.finditer(body):
        found = read_object(body, match.end(), allowance)
        names.update(found.names)
        streams += [found] if found.stream_at is not None else []
    if b"Encrypt" in names:
        raise Refused(_("This PDF is protected by a password. Save it without protection and send that copy."))
    for packed in _unpacked(body, streams):
        names |= _names_in(packed, allowance)
    _check_names(names)


def _check_names(names: set[bytes]) -> None:
    if names & ACTS:
        raise Refused(
            _(
                "This PDF holds a script, an active form or a link to another program. Print it to PDF again and send "
                "that copy."
            )
        )
    if names & CARRIES:
        raise Refused(_("This PDF carries other files inside. Send those files one by one, or print it to PDF again."))
    if not {b"Catalog", b"Pages"} <= names:
        raise Refused(_("This PDF has no pages that can be read. Print it to PDF again and send that copy."))


def _unpacked(body: bytes, streams: list[Object]) -> Iterator[tuple[Object, bytes]]:
    """Unpack every compressed stream within the limits; yield the object streams among them."""
    budget = _Budget(len(body))
    for found in streams:
        # Readers find an object stream by its First, some without asking for its Type.
        holds_objects = not {b"ObjStm", b"First"}.isdisjoint(found.names)
        start = _data_at(body, found.stream_at or 0)
        if holds_objects:
            yield found, _object_stream(body, found, start=start, budget=budget)
        elif sum(name in _FLATE for name in found.names) > 1:
            raise Refused(_unusual())
        elif not _FLATE.isdisjoint(found.names):
            budget.count(body, start)


def _object_stream(body: bytes, found: Object, *, start: int, budget: "_Budget") -> bytes:
    """Return the bytes of an object stream; raise Refused where it is packed otherwise than every program packs it."""
    is_short = len(found.tokens) < TOKENS_KEPT
    if not is_short or not _PLAIN_OBJECT_STREAM.issuperset(found.names):
        raise Refused(_unusual())
    if b"Filter" not in found.names:
        return budget.take(body, start, length=found.number_after(b"Length"))
    by_flate = ("name", b"FlateDecode")
    packed = found.after(b"Filter")
    if packed[:1] != [by_flate] and packed != [("sign", b"["), by_flate, ("sign", b"]")]:
        raise Refused(_unusual())
    return budget.unpack(body, start)


def _names_in(packed: tuple[Object, bytes], allowance: Allowance) -> set[bytes]:
    """Return the names of all objects in an object stream, read from each place that its directory points to."""
    found, data = packed
    count, first = found.number_after(b"N"), found.number_after(b"First")
    if count is None or first is None:
        raise Refused(_unusual())
    names: set[bytes] = set()
    for place in _directory(data, count, allowance):
        names |= set(read_value(data, first + place, allowance).names)
    return names


def _directory(data: bytes, count: int, allowance: Allowance) -> list[int]:
    """Return the places of the objects in an object stream, which begins with pairs of number and place."""
    pairs: list[int] = []
    for kind, value, _end in tokens(data, 0, allowance):
        if len(pairs) == 2 * count:
            break
        if kind != "word" or not re.fullmatch(rb"\d{1,10}", value):
            raise Refused(_unusual())
        pairs.append(int(value))
    return pairs[1::2]


def _data_at(body: bytes, place: int) -> int:
    """Return where a stream's bytes begin: after the line end that follows its keyword."""
    if body[place : place + 2] == b"\r\n":
        return place + 2
    return place + 1 if body[place : place + 1] in {b"\r", b"\n"} else place


def _unusual() -> str:
    return _("This PDF is packed in an unusual way and cannot be checked. Print it to PDF again and send that copy.")


class _Budget:
    """How much of one PDF may be unpacked, over all of its streams."""

    def __init__(self, size: int) -> None:
        self.packed = 4 * size
        self.unpacked = UNPACKED_MAX

    def count(self, body: bytes, start: int) -> None:
        """Unpack a stream only to see how much it holds; one that is broken holds what came before the break."""
        try:
            for _piece in self._pieces(body, start):
                pass
        except zlib.error:
            return

    def unpack(self, body: bytes, start: int) -> bytes:
        """Return a whole unpacked object stream; raise Refused where it is broken or too large."""
        whole = bytearray()
        try:
            for piece in self._pieces(body, start):
                whole += piece
                if len(whole) > OBJECT_STREAM_MAX:
                    raise Refused(_unusual())
        except zlib.error as error:
            raise Refused(_unusual()) from error
        return bytes(whole)

    def take(self, body: bytes, start: int, *, length: int | None) -> bytes:
        """Return an object stream that is not packed, up to the end that any reader would find."""
        if length is None:
            raise Refused(_unusual())
        end = body.find(b"endstream", start + length)
        data = body[start : end if end >= 0 else len(body)]
        self._spend(packed=len(data), unpacked=0)
        return data

    def _pieces(self, body: bytes, start: int) -> Iterator[bytes]:
        engine, view = zlib.decompressobj(), memoryview(body)
        for place in range(start, len(body), _STEP):
            chunk: bytes | memoryview = view[place : place + _STEP]
            while chunk and not engine.eof:
                piece = engine.decompress(chunk, _PIECE)
                rest = engine.unconsumed_tail
                self._spend(packed=len(chunk) - len(rest) - len(engine.unused_data), unpacked=len(piece))
                yield piece
                chunk = rest
            if engine.eof:
                return

    def _spend(self, *, packed: int, unpacked: int) -> None:
        self.packed -= packed
        self.unpacked -= unpacked
        if self.unpacked < 0 or self.packed < 0:
            raise Refused(_("This PDF unpacks to too much. Send it with fewer or smaller pictures."))
