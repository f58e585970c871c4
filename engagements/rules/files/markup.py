"""XML parts of a document, read once from end to end: no document type, no entities, bounded depth and count."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from engagements.errors import Refused

DEPTH_MAX = 256
ELEMENTS_MAX = 500_000
FIELDS_MAX = 200_000


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the last word of the relation's type, its target, and whether that lies outside."""

    kind: str
    target: str
    is_external: bool


@dataclass
class Markup:
    """What matters of one XML part."""

    content_types: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    fields: str = ""


def read_markup(body: bytes) -> Markup:
    """Return what matters of an XML part; raise Refused unless it is well-formed, plain and bounded."""
    # Each element has a bracket at both ends, or one of its own: what holds too many is not even begun.
    if body.count(b"<") > 2 * ELEMENTS_MAX:
        raise Refused(_too_long())
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _Reader(parser)
    try:
        parser.ParseFile(BytesIO(body))
    except (expat.ExpatError, ValueError) as error:
        raise Refused(_unreadable()) from error
    return reader.found()


class _Reader:
    """Receives what the parser meets, and keeps types, relations and the instructions of fields."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.markup = Markup()
        self.depth = self.elements = 0
        self.pieces: list[str] = []
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self.refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def found(self) -> Markup:
        self.markup.fields = "".join(self.pieces)[:FIELDS_MAX]
        return self.markup

    def refuse(self, *_arguments: Any) -> None:
        raise Refused(_unreadable())

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.elements > ELEMENTS_MAX:
            raise Refused(_too_long())
        if self.depth > DEPTH_MAX:
            raise Refused(_unreadable())
        name = tag.rpartition(" ")[2]
        # Text is only listened to inside of an instruction: a workbook has millions of other pieces.
        self.parser.CharacterDataHandler = self.pieces.append if name == "instrText" else None
        if name in {"Default", "Override"}:
            self.markup.content_types.append(attributes.get("ContentType", ""))
        elif name == "Relationship":
            self.markup.relations.append(_relation(attributes))
        elif name == "fldSimple":
            self.pieces += [value for key, value in attributes.items() if key.rpartition(" ")[2] == "instr"]

    def end(self, _tag: str) -> None:
        self.depth -= 1
        self.parser.CharacterDataHandler = None


def _relation(attributes: dict[str, str]) -> Relation:
    target = attributes.get("Target", "").strip()
    is_elsewhere = target.startswith(("\\\\", "//")) or ":" in target.partition("/")[0]
    is_external = attributes.get("TargetMode", "").strip().lower() == "external"
    kind = attributes.get("Type", "").strip().rstrip("/").rpartition("/")[2].lower()
    return Relation(kind, target, is_external or is_elsewhere)


def _too_long() -> str:
    return _("This document is too long to be checked. Send the part that matters, or a PDF.")


def _unreadable() -> str:
    return _("This document cannot be read safely. Open it, save it again, or send it as a PDF.")
