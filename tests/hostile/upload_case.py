"""One upload and the decision expected of it; the words by which each refusal is known."""

from collections.abc import Callable
from dataclasses import dataclass

from engagements.choices import FileKind

# Words of the sentences, one for each reason.
NO_NAME = "no name"
LONG_NAME = "longer than 120"
INVISIBLE = "invisible character."
SLASHES = "slashes"
DEVICE = "meaning of its own"
OTHER_KIND = "kind of file is not taken"
TWO_ENDINGS = "two endings"
EMPTY = "is empty"
LARGE = "larger than 5 MB"
BROKEN = "did not arrive whole"
NOT_ITS_NAME = "not what its name says"
HIDDEN = "else is hidden"
ARCHIVE = "archive is hidden"
VIRUS = "virus scanner"
PDF_END = "added at its end"
PDF_LOCKED = "opens only with a password"
PDF_ACTS = "holds a script"
PDF_CARRIES = "carries other files"
PDF_PAGES = "no pages"
PDF_UNUSUAL = "unusual way"
PDF_MUCH = "PDF unpacks to too much"
COSTLY = "too much time or memory"
PICTURE = "picture is damaged"
PICTURE_LARGE = "50 million pixels"
PICTURE_TAIL = "behind the end"
ZIP = "not saved by an office program"
ZIP_MUCH = "document unpacks to too much"
ZIP_LOCKED = "document is protected by a password"
MACROS = "holds macros"
CARRIES = "carries another file"
FETCHES = "fetches something"
MARKUP = "cannot be read safely"
MARKUP_LONG = "too long to be checked"
TABLE_CODE = "not in UTF-8"
TABLE_CONTROLS = "invisible control characters"
TABLE_EMPTY = "no entries"
TABLE_LONG = "50,000 lines"
TABLE_WIDE = "200 columns"
TABLE_CELL = "32,767"
TABLE_QUOTE = "cannot be read: a quotation"


@dataclass(frozen=True)
class Case:
    """One upload: what it shows, the name it comes under, its bytes, and the kind or words of the refusal expected."""

    label: str
    name: str
    make: Callable[[], bytes]
    expected: FileKind | str
    announced_size: int | None = None

    def __str__(self) -> str:
        return self.label


def case(label: str, name: str, body: bytes | Callable[[], bytes], expected: FileKind | str, **more: int) -> Case:
    return Case(label, name, body if callable(body) else lambda: body, expected, **more)
