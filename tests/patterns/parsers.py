"""Everything of the portal that reads what people wrote, with the largest text that reaches it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engagements.inspection.parsers.tables import decoded, rows_of
from engagements.models.attachment import FILE_BYTES_MAX
from engagements.models.consultation import BACKGROUND_MAX
from engagements.models.submission import TEXT_MAX
from engagements.models.venture import NAME_MAX, cin_format, dpiit_format, mobile_format, pin_format, udyam_format
from engagements.rules import (
    amounts,
    codes,
    excerpts,
    identifiers,
    identity,
    numerals,
    parsers,
    placeholders,
    policies,
    receipts,
    references,
    shingles,
    text_cleaning,
    tokenizer,
    vocabulary,
)
from engagements.rules.files import names
from engagements.rules.sensitivity import findings
from engagements.rules.sensitivity.passages import passages_in, pieces_of
from engagements.rules.spreadsheets.table import CELL_MAX, table_of
from engagements.templatetags.markdown import SIGNS_MAX, _rendered, markdown
from tests.patterns.hurting import Recipe, half_and_half, repeat

# A form is read as a whole before its fields are measured: what stands in one can be as long as a body may be.
BODY = 1024 * 1024
# A cell of a sheet, a line of a form, a query in an address.
CELL, LINE, QUERY = CELL_MAX, 1_000, 4_000
CELLS = ["a"] * 60

PALETTE = (
    "a", "A", "7", " ", "\n", "\t", ".", ",", "-", "–", "/", ":", ";", "'", '"', "(", ")", "[", "]", "{", "}", "<", ">",
    "#", "&", "*", "_", "`", "|", "\\", "~", "=", "+", "!", "?", "@", "%", "₹", "क", "\u094d", "\u200d", "\u0301",
    "\u0327", "é", "ﷺ", "\u0130", "\u1e9e", "\u00a0", "\ufeff", "०", "１",
)  # fmt: skip
WORDS = (
    "A&", "rs.", "1,", "12,", "1 lakh ", "SECRET", " SECRET ", "SECRET/", "TOP ", "marked ", "no. ", "98765 ", "a/c ",
    "IFSC", "lat 12.1 ", "12.3456 ", "28° 36' ", "43R", "2-2-2025", "24 March ", "![", "[a](", "](", "[a]: ", "- ",
    "1. ", "> ", "| ", "|-", "**", "``", "<a", "&amp;", "&#", "://", "{reference}", "{", "e\u0301", "\u0301\u0327",
    "क\u094d", "\r\n", '"",', "a@a.", "www.", "(" * 8, "[" * 8, "# a ", "#  ", "private ",
)  # fmt: skip


@dataclass(frozen=True)
class Parser:
    """A reader of text: its name, what it does, and the longest text that reaches it."""

    name: str
    parse: Callable[[str], Any]
    length: int


def recipes_for(parser: Parser) -> list[Recipe]:
    """Return what makes texts for a parser: each piece repeated, pairs of pieces, and some without any order."""
    pieces, chance = PALETTE + WORDS, random.Random(parser.name)
    pairs = [chance.sample(pieces, 2) for _pair in range(120)]
    made = [repeat("", piece) for piece in (*pieces, *("".join(pair) for pair in pairs))]
    made += [half_and_half(*pair) for pair in pairs[:40]]
    return made + [lambda length, seed=seed: _shuffled(seed, length) for seed in range(12)]


def _shuffled(seed: int, length: int) -> str:
    """Make a text of all pieces without any order, the same for a seed."""
    return "".join(random.Random(seed).choices(PALETTE + WORDS, k=length))[:length]


def _sheet(text: str) -> None:
    rows = [(number, [text[:CELL_MAX], *CELLS[1:]]) for number in range(1, 41)]
    table_of(rows, knows=lambda heading: heading == "a")


def _markdown(text: str) -> None:
    _rendered.cache_clear()
    markdown(text)


def _csv(text: str) -> None:
    for _row in rows_of(decoded(text.encode(errors="surrogatepass"))[0]):
        pass


def _identifier(written: str) -> None:
    for tidy, form_of in (
        (identifiers.compact, dpiit_format),
        (identifiers.compact, cin_format),
        (identifiers.compact, pin_format),
        (identifiers.udyam, udyam_format),
        (identifiers.mobile, mobile_format),
    ):
        parsers.identifier_from(written, tidy=tidy, form_of=form_of)


PARSERS = [
    Parser("rupees", amounts.rupees_from, BODY),
    Parser("count", amounts.count_from, BODY),
    Parser("number", amounts.number_from, BODY),
    Parser("number in a figure", numerals.parse_decimal, LINE),
    Parser("day", parsers.day_from, CELL),
    Parser("days", parsers.days_from, CELL),
    Parser("yes or no", parsers.yes_no_from, CELL),
    Parser("email address", parsers.email_from, CELL),
    Parser("identifiers", _identifier, CELL),
    Parser("one name of some", lambda text: parsers.parse_choice(text, {"a": 1}, names="a"), CELL),
    Parser("several names", lambda text: parsers.parse_choices(text, {"a": 1}, names="a", ask="Which?"), CELL),
    Parser("text of a field", lambda text: parsers.parse_text(text, at_most=TEXT_MAX), TEXT_MAX),
    Parser("line of a field", lambda text: parsers.parse_line(text, at_most=TEXT_MAX), TEXT_MAX),
    Parser("text as it is kept", text_cleaning.normalised, BACKGROUND_MAX),
    Parser("invisible characters", text_cleaning.check_text, BODY),
    Parser("language of a text", text_cleaning.written_language, TEXT_MAX),
    Parser("reference", references.parse_reference, BODY),
    Parser("access code", lambda text: codes.matches(text, "0" * 64), BODY),
    Parser("receipt", receipts.as_typed, BODY),
    Parser("sensitive passages", findings, TEXT_MAX),
    Parser("sensitive passages of a draft", lambda text: passages_in({"a": text}), TEXT_MAX),
    Parser("pieces of a text", pieces_of, TEXT_MAX),
    Parser("words", tokenizer.words_of, TEXT_MAX),
    Parser("telling words", tokenizer.significant_words, TEXT_MAX),
    Parser("words looked for", tokenizer.words_of, QUERY),
    Parser("excerpt", lambda text: excerpts.excerpt(text, ["a", "क"]), TEXT_MAX),
    Parser("runs of words", lambda text: shingles.indexed([text]), TEXT_MAX),
    Parser("parts of a text", lambda text: shingles.text_parts(text, shared=(), quoted=()), TEXT_MAX),
    Parser("name of a venture", identity.name_key, NAME_MAX),
    Parser("kept name of a venture", identity.name_fingerprint, NAME_MAX),
    Parser("key of a name", vocabulary.normalise_label, CELL),
    Parser("layout of a page", policies.layout, BACKGROUND_MAX),
    Parser("gaps of a page", policies.unfilled_placeholders, BACKGROUND_MAX),
    Parser("placeholders", placeholders.check_placeholders, TEXT_MAX),
    Parser("Markdown", _markdown, BACKGROUND_MAX),
    Parser("Markdown of signs alone", _markdown, SIGNS_MAX),
    Parser("name of a file", names.kind_of, QUERY),
    Parser("clean name of a file", names.clean_name, QUERY),
    Parser("cells of a sheet", _sheet, CELL),
    Parser("CSV, in the child process", _csv, FILE_BYTES_MAX // 50),
]
