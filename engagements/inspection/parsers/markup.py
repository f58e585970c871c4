"""Parse XML parts of a document in one pass: no DTD, no entities, bounded depth and number of elements."""

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
# Maximum number of rows in an XLSX sheet.
ROW_MAX = 1_048_576


@dataclass(frozen=True)
class PackageRelation:
    """A relationship of a part: last segment of its type, its target, and whether that is external."""

    kind: str
    target: str
    is_external: bool


@dataclass
class OfficeMarkup:
    """What the checks need from one XML part."""

    content_types: list[str] = field(default_factory=list)
    relations: list[PackageRelation] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    # Whether the numbers of rows, if given, increase.
    is_in_order: bool = True

    @property
    def fields(self) -> str:
        """The instructions of all fields, concatenated, since one may be split into pieces."""
        return "".join(self.instructions)[:FIELDS_MAX]


def read_markup(body: bytes) -> OfficeMarkup:
    """Return what the checks need from an XML part; raise UnreadableFile unless it is well-formed and bounded."""
    parser, reader = create_parser(forbid_dtd=True), _Reader()
    parser.setContentHandler(reader)
    try:
        # All at once: fed in chunks, expat parses a long token again with each chunk.
        parser.feed(body)
        parser.close()
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFile(FileFault.DOCUMENT_UNREADABLE) from error
    return reader.markup


class _Reader(ContentHandler):
    """SAX handler that collects content types, relationships and field instructions."""

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
