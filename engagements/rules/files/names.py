"""File names: which are accepted, and how they are sanitised for download."""

import re
import unicodedata

from django.utils.translation import gettext as _

from engagements.choices import FileKind
from engagements.errors import ActionRefused

NAME_MAX = 120
_ENDING_MAX = 10
_STEM_MAX = NAME_MAX - _ENDING_MAX - len("_.")

KIND_OF_ENDING = {
    "pdf": FileKind.PDF,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "docx": FileKind.DOCX,
    "xlsx": FileKind.XLSX,
    "csv": FileKind.CSV,
}
# Extensions of programs, scripts, web pages, archives and macros. A name with one before its last extension is refused
# whatever the content; extensions of documents and pictures may come before the last: Proposal.docx.pdf.
_ACTING_ENDINGS = frozenset({
    "ade", "adp", "appx", "apk", "bat", "bin", "chm", "cmd", "com", "cpl", "dll", "dmg", "docm", "dotm", "elf", "exe",
    "gz", "hta", "htm", "html", "img", "inf", "iso", "jar", "js", "jse", "lnk", "mht", "mhtml", "msi", "msix", "msp",
    "pptm", "ps1", "py", "rar", "reg", "scr", "sct", "sh", "svg", "swf", "sys", "tar", "url", "vb", "vbe", "vbs",
    "wsf", "wsh", "xhtml", "xlam", "xll", "xlsb", "xlsm", "xltm", "xml", "zip", "7z",
})  # fmt: skip
# Device names, which Windows opens instead of a file, whatever the extension.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]{0,40}(?:[.:]|$)")
# Zero-width joiners belong to Hindi spelling and are kept; other invisible characters can disguise a name.
JOINERS = "\u200c\u200d"
_FOR_PATHS = re.compile(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]")
_AWKWARD = re.compile(r"[/\\:*?\"<>|;%\u2044\u2215\u29f8\uff0f\uff3c]")


def check_name(name: str) -> None:
    """Raise ActionRefused for a name that is empty, too long, deceptive, reserved, or contains a path."""
    if not name.strip():
        raise ActionRefused(_("This file has no name. Give it one and choose it again."))
    if len(name) > NAME_MAX:
        raise ActionRefused(_("The file's name is longer than 120 characters. Shorten it and choose the file again."))
    if any(_is_invisible(character) for character in name):
        raise ActionRefused(_("The file name contains an invisible character. Rename the file and choose it again."))
    if _FOR_PATHS.search(name) or name[0] in ". " or name[-1] in ". ":
        raise ActionRefused(
            _("The file name must not contain slashes, or begin or end with a dot or space. Rename the file.")
        )
    if _DEVICES.match(name):
        raise ActionRefused(_("This file name is reserved on some computers. Rename the file."))


def kind_of(name: str) -> FileKind:
    """Return the kind that the extension says; raise ActionRefused for other or executable extensions and bad names."""
    check_name(name)
    stem, _dot, ending = name.rpartition(".")
    kind = KIND_OF_ENDING.get(ending.lower())
    if kind is None or not stem:
        raise ActionRefused(_("This file type is not accepted. Choose a PDF, PNG, JPEG, DOCX, XLSX or CSV file."))
    if any(part.strip().lower() in _ACTING_ENDINGS for part in re.split(r"[.:]", stem)[1:]):
        raise ActionRefused(
            _("The file name has two extensions. Rename the file so that it has only one, such as report.pdf.")
        )
    return kind


def clean_name(name: str) -> str:
    """Return a name that is safe on any system, for the `Content-Disposition` of a download.

    Keeps the extension, never refuses, and is idempotent.
    """
    visible = "".join(character for character in unicodedata.normalize("NFC", name) if not _is_invisible(character))
    spaced = " ".join(_AWKWARD.sub("_", visible).split()).strip(". ")
    stem, dot, ending = spaced.rpartition(".")
    is_ended = dot and len(ending) <= _ENDING_MAX
    kept = stem[:_STEM_MAX] + dot + ending if is_ended else spaced[:_STEM_MAX].rstrip(". ")
    short = kept or "file"
    return f"_{short}" if _DEVICES.match(short) else short


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in JOINERS
