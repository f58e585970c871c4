"""Parse single values as people write them: return the value or raise ActionRefused saying what to enter.

Shared by the form for one recorded submission and the rows of spreadsheets. `parse_int` and `parse_pk` never refuse:
they read URLs and hidden fields, which anyone can change.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.models.submission import DAYS_MAX, RUPEES_MAX
from engagements.rules.amounts import count_from, rupees_from, western_digits
from engagements.rules.numerals import group, rupees
from engagements.rules.text_cleaning import check_text, normalised
from engagements.rules.vocabulary import normalise_label

# Maximum length of an email address (RFC 5321).
EMAIL_MAX = 254
# Digits of the largest key that every database accepts.
DIGITS_MAX = 18
# Number of valid names listed in a refusal.
NAMES_SHOWN = 8

_NAMED_ADDRESS = re.compile(r"[^<>]*<([^<>]*)>[\s,;.]*")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./\-\s]+([0-9]{1,2}|[^\s\d./,\-]{3,12})[./\-,\s]+([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("jan", "january", "जनवरी"), ("feb", "february", "फरवरी", "फ़रवरी"), ("mar", "march", "मार्च"),
            ("apr", "april", "अप्रैल"), ("may", "मई"), ("jun", "june", "जून"), ("jul", "july", "जुलाई"),
            ("aug", "august", "अगस्त"), ("sep", "sept", "september", "सितंबर", "सितम्बर"),
            ("oct", "october", "अक्टूबर", "अक्तूबर"), ("nov", "november", "नवंबर", "नवम्बर"),
            ("dec", "december", "दिसंबर", "दिसम्बर"),
        ],
        start=1,
    )
    for name in names
}  # fmt: skip
_YES = frozenset("yes y 1 x true present invited ✓ ✔ हाँ हां जी उपस्थित आमंत्रित".split())  # noqa: SIM905 - one line to read
_NO = frozenset("no n 0 false absent – - नहीं अनुपस्थित".split())  # noqa: SIM905


def parse_int(text: str) -> int | None:
    """Parse the whole number in a query parameter or hidden field; None if it cannot be a key."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX else None


def parse_pk(text: str) -> int:
    """Parse the primary key in a query parameter or hidden field; 0, which no row has, if it is invalid."""
    return parse_int(text) or 0


def parse_text(written: str, *, at_most: int) -> str:
    """Return a multi-line text, normalised and stripped."""
    text = normalised(written).strip()
    check_text(text)
    if len(text) > at_most:
        sizes = {"limit": group(at_most), "count": group(len(text))}
        raise ActionRefused(_("Shorten this to %(limit)s characters. It now has %(count)s.") % sizes)
    return text


def parse_line(written: str, *, at_most: int) -> str:
    """Return a text as one normalised line."""
    return parse_text(" ".join(normalised(written).split()), at_most=at_most)


def required(written: str, ask: str) -> str:
    """Return what was written, or raise ActionRefused with `ask` if it is empty."""
    if not written.strip():
        raise ActionRefused(ask)
    return written


def parse_choice(written: str, known: Mapping[str, Any], *, names: str) -> Any:
    """Return the value of a name; `names` is the list of valid names for the refusal."""
    found = known.get(written.strip()) or known.get(normalise_label(written))
    if found is None:
        raise ActionRefused(_("“%(name)s” is not in the list. Enter one of these: %(names)s.") % _said(written, names))
    return found


def parse_choices(written: str, known: Mapping[str, int], *, names: str, ask: str) -> tuple[int, ...]:
    """Return the values of names separated by semicolons, lines or commas; each once, in order.

    Raises ActionRefused with `ask` if there is none.
    """
    if normalise_label(written) in known:
        return (known[normalise_label(written)],)
    parts = re.split(r"[;\n|]", written)
    single = [part.strip() for part in parts if part.strip()]
    # Split at commas only where the whole is not a known name.
    names_written = [
        name for part in single for name in ([part] if normalise_label(part) in known else part.split(","))
    ]
    found = tuple(dict.fromkeys(parse_choice(name, known, names=names) for name in names_written if name.strip()))
    if not found:
        raise ActionRefused(ask)
    return found


def day_from(written: str) -> date:
    """Parse a date such as 2025-03-24, 24/03/2025 or 24 March 2025, day before month."""
    text = western_digits(written).strip().casefold()
    match = _ISO.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _DAY_FIRST.fullmatch(text[:40])
    month = (int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2])) if match else None
    if match is None or month is None:
        raise ActionRefused(_day_wanted())
    return _day(int(match[3]), month, int(match[1]))


def days_from(written: str) -> int:
    """Parse a number of days, at most 20 years."""
    number = count_from(written)
    if number > DAYS_MAX:
        raise ActionRefused(_("Enter no more than 7,300 days (20 years)."))
    return number


def blocked_rupees_from(written: str) -> int:
    """Parse an amount in whole rupees, at most RUPEES_MAX."""
    amount = rupees_from(written)
    if amount > RUPEES_MAX:
        limit = {"limit": rupees(RUPEES_MAX)}
        raise ActionRefused(_("Enter %(limit)s or less. Check the number of zeros.") % limit)
    return amount


def email_from(written: str) -> str:
    """Parse a deliverable email address, tolerating what is copied along with it.

    Invisible characters are removed, full-width letters converted, and the address extracted from “Name <address>” or
    “mailto:address”. A Hindi domain is returned in its own letters, also if written as xn--….
    """
    plain = unicodedata.normalize("NFKC", written)
    text = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf").strip()
    named = _NAMED_ADDRESS.fullmatch(text)
    text = named[1] if named else text
    if text[:7].casefold() == "mailto:":
        text = text[7:].partition("?")[0]
    check_text(text)
    local, _at, domain = " ".join(text.split()).rstrip(" ,;.").rpartition("@")
    try:
        address = f"{local}@{_domain_from(domain, room=EMAIL_MAX - len(local) - 1)}"
        validate_email(address)
    except (ValidationError, UnicodeError) as error:
        raise ActionRefused(_("Enter a full email address, for example name@example.org")) from error
    return address


def _domain_from(written: str, *, room: int) -> str:
    """Return a domain in its own letters; raise UnicodeError if it is invalid."""
    encoded = written[: EMAIL_MAX + 1].casefold().encode("idna")
    if max(len(written), len(encoded)) > room:
        raise UnicodeError("longer than an address may be")
    if written.isascii() and b"xn--" not in encoded:
        return written
    domain = encoded.decode("idna")
    if any(unicodedata.category(sign)[0] not in "LMN" for sign in domain if sign not in "-."):
        raise UnicodeError("a sign that stands in no domain")
    return domain


def identifier_from(written: str, *, tidy: Callable[[str], str], form_of: RegexValidator) -> str:
    """Parse an identifier into its official form, as `form_of` validates it."""
    text = tidy(parse_line(written, at_most=120))
    try:
        form_of(text)
    except ValidationError as error:
        raise ActionRefused(str(form_of.message)) from error
    return text


def yes_no_from(written: str) -> bool:
    """Parse yes or no from texts such as yes, x, 1 or हाँ; empty means no."""
    text = western_digits(written).strip().casefold()
    if text not in _YES | _NO | {""}:
        raise ActionRefused(_("Write “yes” or “no”, or leave the cell empty for “no”."))
    return text in _YES


def names_of(labels: list[str]) -> str:
    """Return the first NAMES_SHOWN names for a refusal, with “…” if there are more."""
    shown = " · ".join(labels[:NAMES_SHOWN])
    return f"{shown} …" if len(labels) > NAMES_SHOWN else shown


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ActionRefused(_day_wanted()) from error


def _day_wanted() -> str:
    return _("Enter the date as 24 March 2025 or 24/03/2025, day first.")


def _said(written: str, names: str) -> dict[str, str]:
    name = " ".join(written.split())
    return {"name": name if len(name) <= 60 else f"{name[:60]}…", "names": names}
