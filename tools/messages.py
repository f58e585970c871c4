"""`make messages`: bring the Hindi catalogue into line with the strings in the code, and compile it.

The strings are read with Python's own parser and Django's template lexer, and the files with Babel, so that neither
this command nor the tests need the programs of gettext. Nothing is guessed: a new or changed string arrives empty.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "portal" / "locale" / "hi" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
SOURCES = ("engagements", "portal", "templates")
TEMPLATE_ENDINGS = {".html", ".txt"}
# Which arguments of a function are the context, the string and its plural.
FUNCTIONS = {
    "_": ("string",),
    "gettext": ("string",),
    "gettext_lazy": ("string",),
    "gettext_noop": ("string",),
    "ngettext": ("string", "plural"),
    "ngettext_lazy": ("string", "plural"),
    "pgettext": ("context", "string"),
    "pgettext_lazy": ("context", "string"),
    "npgettext": ("context", "string", "plural"),
    "npgettext_lazy": ("context", "string", "plural"),
}
_LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(((?:{_LITERAL}(?:,\s*)?)+)")


@dataclass(frozen=True, order=True)
class Text:
    """One string that the code asks a translation for."""

    string: str
    plural: str = ""
    context: str = ""


def main() -> None:
    """Write the catalogue and what is compiled from it; say what still waits for a translation."""
    catalogue = refreshed(read(CATALOGUE))
    CATALOGUE.write_bytes(written(catalogue))
    COMPILED.write_bytes(compiled(catalogue))
    waiting = untranslated(catalogue)
    for text in waiting:
        sys.stdout.write(f"untranslated: {text}\n")
    sys.stdout.write(f"{len(catalogue)} strings, {len(waiting)} untranslated\n")


def read(file: Path) -> Catalog:
    """Read a catalogue; an odd line in it is an error."""
    with file.open("rb") as stream:
        return read_po(stream, locale="hi", abort_invalid=True)


def refreshed(catalogue: Catalog) -> Catalog:
    """Take in the strings of the code, let go of those it no longer has, and guess at none."""
    found = Catalog(charset="utf-8")
    for text, files in sorted(texts_by_file().items()):
        found.add(
            (text.string, text.plural) if text.plural else text.string,
            context=text.context or None,
            locations=[(name, 0) for name in files],
        )
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue with the files of each string but no line numbers, which would change all the time."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, sort_by_file=True, include_lineno=False, omit_header=False)
    return stream.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Compile a catalogue; the same catalogue always gives the same bytes."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the strings without a translation, or with a part of one."""
    return [str(message.id) for message in catalogue if message.id and not all(forms(message.string or ""))]


def forms(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a string or its plural forms as a sequence."""
    return (string,) if isinstance(string, str) else tuple(string)


def texts_by_file() -> dict[Text, list[str]]:
    """Return every string of the code with the files it stands in, in order."""
    found: dict[Text, list[str]] = {}
    for file in source_files():
        for text in texts_of(file):
            names = found.setdefault(text, [])
            if (name := file.relative_to(ROOT).as_posix()) not in names:
                names.append(name)
    return found


def source_files() -> list[Path]:
    """Return the modules and templates that may ask for a translation."""
    files = (file for folder in SOURCES for file in (ROOT / folder).rglob("*"))
    return sorted(
        file for file in files if file.suffix in {".py", *TEMPLATE_ENDINGS} and "migrations" not in file.parts
    )


def texts_of(file: Path) -> Iterator[Text]:
    """Read the strings of one file."""
    source = file.read_text(encoding="utf-8")
    yield from texts_of_module(source) if file.suffix == ".py" else texts_of_template(source)


def texts_of_module(source: str) -> Iterator[Text]:
    """Read the strings of a module: the constant arguments of the translating functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (parts := FUNCTIONS.get(_name(node.func))):
            arguments = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if len(arguments) >= len(parts):
                yield Text(**dict(zip(parts, arguments, strict=False)))


def texts_of_template(source: str) -> Iterator[Text]:
    """Read the strings of a template out of the calls that Django's lexer turns its tags into."""
    # Around the calls stands what Python cannot parse: every other letter of the template has become an X.
    for function, arguments in CALL.findall(templatize(source)):
        yield from texts_of_module(f"{function}({arguments})")


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


if __name__ == "__main__":
    main()
