"""XML parts of a document, read once from end to end: no document type, no entities, bounded depth and count."""

from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from engagements.inspection.parsers.faults import FileFault, UnreadableFile

DEPTH_MAX = 256
ELEMENTS_MAX = 500_000
FIELDS_MAX = 200_000
# The last row that a page of a workbook can have.
ROW_MAX = 1_048_576


@dataclass(frozen=True)
class PackageRelation:
    """What a part refers to: the last word of the relation's type, its target, and whether that lies outside."""

    kind: str
    target: str
    is_external: bool


@dataclass
class OfficeMarkup:
    """What matters of one XML part."""

    content_types: list[str] = field(default_factory=list)
    relations: list[PackageRelation] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    # Whether the rows of a page have numbers, if any, that go up.
    is_in_order: bool = True

    @property
    def fields(self) -> str:
        """The instructions of all fields, however many pieces each is written in."""
        return "".join(self.instructions)[:FIELDS_MAX]


def read_markup(body: bytes) -> OfficeMarkup:
    """Return what matters of an XML part; raise Unfit unless it is well-formed, plain and bounded."""
    parser, reader = create_parser(forbid_dtd=True), _Reader()
    parser.setContentHandler(reader)
    try:
        # In one piece: fed piece by piece, a long token is read again with each of them.
        parser.feed(body)
        parser.close()
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFile(FileFault.DOCUMENT_UNREADABLE) from error
    return reader.markup


class _Reader(ContentHandler):
    """Receives what the parser meets, and keeps types, relations and the instructions of fields."""

    def __init__(self) -> None:
        super().__init__()
        self.markup = OfficeMarkup()
        self.depth = self.elements = self.row = 0
        self.is_instruction = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        self.elements += 1
        if self.elements > ELEMENTS_MAX:
            raise UnreadableFile(FileFault.DOCUMENT_LONG)
        if self.depth > DEPTH_MAX:
            raise UnreadableFile(FileFault.DOCUMENT_UNREADABLE)
        bare = name.rpartition(":")[2]
        self.is_instruction = bare == "instrText"
        if bare in {"Default", "Override"}:
            self.markup.content_types.append(attrs.get("ContentType", ""))
        elif bare == "Relationship":
            self.markup.relations.append(_relation(attrs))
        elif bare == "row":
            self.markup.is_in_order &= self._is_next(attrs.get("r", ""))
        elif bare == "fldSimple":
            self.markup.instructions += [value for key, value in attrs.items() if key.rpartition(":")[2] == "instr"]

    def _is_next(self, number: str) -> bool:
        before, self.row = self.row, self.row + 1
        if number.isascii() and number.isdecimal() and len(number) <= len(str(ROW_MAX)):
            self.row = int(number)
        return before < self.row <= ROW_MAX and number in {"", str(self.row)}

    def characters(self, content: str) -> None:
        if self.is_instruction:
            self.markup.instructions.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        self.is_instruction = False


def _relation(attributes: AttributesImpl) -> PackageRelation:
    target = attributes.get("Target", "").strip()
    is_elsewhere = target.startswith(("\\\\", "//")) or ":" in target.partition("/")[0]
    is_external = attributes.get("TargetMode", "").strip().lower() == "external"
    kind = attributes.get("Type", "").strip().rstrip("/").rpartition("/")[2].lower()
    return PackageRelation(kind, target, is_external or is_elsewhere)
