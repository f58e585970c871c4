"""One upload and the decision expected of it; the words by which each refusal is known."""

from collections.abc import Callable
from dataclasses import dataclass

from engagements.choices import FileKind

# Words of the sentences, one for each reason.
NO_NAME = "no name"
LONG_NAME = "longer than 120"
INVISIBLE = "invisible character."
SLASHES = "slashes"
DEVICE = "reserved on some computers"
OTHER_KIND = "file type is not accepted"
TWO_ENDINGS = "two extensions"
EMPTY = "is empty"
LARGE = "larger than 5 MB"
BROKEN = "was not uploaded completely"
NOT_ITS_NAME = "does not match its name"
HIDDEN = "else is hidden"
ARCHIVE = "contains a hidden archive"
VIRUS = "virus scanner"
PDF_END = "added at its end"
PDF_LOCKED = "opens only with a password"
PDF_ACTS = "contains a script"
PDF_CARRIES = "has other files attached inside it"
PDF_PAGES = "no pages"
PDF_UNUSUAL = "unusual way"
PDF_MUCH = "PDF is too large when opened"
COSTLY = "too much time or memory"
PICTURE = "picture is damaged"
PICTURE_LARGE = "50 million pixels"
PICTURE_TAIL = "added at the end of this picture"
ZIP = "not saved by an office program"
ZIP_MUCH = "document is too large when opened"
ZIP_LOCKED = "document is password-protected"
MACROS = "contains macros"
CARRIES = "has another file embedded in it"
FETCHES = "loads content from elsewhere when it is opened"
MARKUP = "cannot be read safely"
MARKUP_LONG = "too long to be checked"
TABLE_CODE = "not in UTF-8"
TABLE_CONTROLS = "invisible control characters"
TABLE_EMPTY = "table is empty"
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
