"""Columns of imported spreadsheets, and the English and Hindi headings by which each is recognised."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from engagements.choices import ImportPurpose
from engagements.rules.vocabulary import LANGUAGES, normalise_label


@dataclass(frozen=True)
class SpreadsheetColumn:
    """One field that a column can hold: label, alternative headings, example, hint."""

    name: str
    label: str | Promise
    words: tuple[str, ...]
    example: str = ""
    hint: str | Promise = ""
    is_required: bool = False
    # Whether one value can apply to all rows instead of a column.
    may_be_fixed: bool = False


VENTURE = SpreadsheetColumn(
    "venture_name",
    _("Name of the venture"),
    ("venture", "venture name", "company", "company name", "startup", "start-up", "start up", "organisation",
     "organization", "firm", "msme", "name of company", "name of startup", "name of organisation", "name", "कंपनी",
     "कंपनी का नाम", "उद्यम", "उद्यम का नाम", "संगठन", "संस्था", "स्टार्टअप", "स्टार्टअप का नाम", "नाम"),
    "Example Venture 01",
    is_required=True,
)  # fmt: skip
KIND = SpreadsheetColumn(
    "kind",
    _("Kind of venture"),
    ("kind", "type", "category", "venture type", "type of venture", "type of organisation", "प्रकार", "श्रेणी"),
    "DPIIT-recognised start-up",
    hint=_("Left empty: not sure."),
    may_be_fixed=True,
)
STATE = SpreadsheetColumn(
    "state",
    _("State or union territory"),
    ("state", "state ut", "state/ut", "location", "राज्य", "प्रदेश", "राज्य केंद्र शासित प्रदेश"),
    "Karnataka",
    may_be_fixed=True,
)
EMAIL = SpreadsheetColumn(
    "email",
    _("Email address"),
    ("email", "e-mail", "mail", "email id", "e-mail id", "mail id", "email address", "contact email", "ईमेल",
     "ई-मेल", "ईमेल पता", "मेल"),
    "founder01@example.org",
    hint=_("We will email the venture a link here to confirm the recorded submission."),
)  # fmt: skip

POINTS: tuple[SpreadsheetColumn, ...] = (
    SpreadsheetColumn(
        "own_id",
        _("Number or id of the row in your own list"),
        ("id", "row id", "s no", "s. no.", "sr no", "sr. no.", "serial no", "serial number", "sl no", "no", "number",
         "क्रमांक", "क्र सं", "क्रम संख्या", "संख्या"),
        "1",
        hint=_("Used to recognise a row when you import a corrected spreadsheet. Without it, a row is "
"recognised by its text."),
    ),
    VENTURE,
    KIND,
    STATE,
    SpreadsheetColumn(
        "contact_name",
        _("Who spoke for the venture"),
        ("contact", "contact name", "contact person", "speaker", "representative", "person", "name of contact",
         "participant", "संपर्क", "संपर्क व्यक्ति", "वक्ता", "प्रतिनिधि"),
        "Example Person",
        hint=_("Kept only together with an email address."),
    ),
    EMAIL,
    SpreadsheetColumn(
        "mobile",
        _("Mobile number"),
        ("mobile", "phone", "mobile no", "phone number", "contact number", "मोबाइल", "मोबाइल नंबर", "फोन"),
        "98765 43210",
        hint=_("Kept only together with an email address."),
    ),
    SpreadsheetColumn(
        "job_title",
        _("Their role in the venture"),
        ("role", "designation", "job title", "position", "पद", "पदनाम", "भूमिका"),
        "Founder",
        hint=_("Kept only together with an email address."),
    ),
    SpreadsheetColumn(
        "challenge",
        _("Challenge"),
        ("challenge", "issue type", "theme", "topic", "subject", "चुनौती", "विषय"),
        "Access to funding",
        is_required=True,
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "focus_areas",
        _("Focus areas"),
        ("focus area", "focus areas", "technology", "technologies", "domain", "domains", "sector", "technology area",
         "फोकस क्षेत्र", "केंद्रित क्षेत्र", "प्रौद्योगिकी", "तकनीक", "क्षेत्र"),
        "Drones; Radar Technologies",
        hint=_("Separate several values in one cell with semicolons."),
        is_required=True,
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "summary",
        _("Summary in one line"),
        ("summary", "point", "in one line", "headline", "title", "gist", "सार", "सारांश", "एक पंक्ति में", "बिंदु"),
        "Milestone payments arrive months after acceptance",
        is_required=True,
    ),
    SpreadsheetColumn(
        "experience",
        _("What happened"),
        ("experience", "what happened", "details", "description", "issue", "problem", "remarks", "point in full",
         "क्या हुआ", "अनुभव", "विवरण", "समस्या"),
        "Acceptance was signed in October. The tranche reached us in March.",
        is_required=True,
    ),
    SpreadsheetColumn(
        "proposal",
        _("What should change"),
        ("proposal", "what should change", "suggestion", "suggestions", "recommendation", "ask", "सुझाव", "प्रस्ताव",
         "क्या बदलना चाहिए"),
        "Pay within 45 days of acceptance.",
    ),
    SpreadsheetColumn(
        "severity",
        _("How much it holds the venture back, 1 to 5"),
        ("severity", "how much it hurts", "impact", "priority", "1-5", "score", "गंभीरता", "प्रभाव"),
        "3",
        hint=_("1: a nuisance … 5: it stops us."),
        is_required=True,
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "scheme",
        _("Scheme or procurement route"),
        ("scheme", "route", "procurement route", "programme", "योजना", "योजना या खरीद मार्ग"),
        may_be_fixed=True,
    ),
    SpreadsheetColumn("stage", _("Stage"), ("stage", "contract stage", "चरण", "अनुबंध का चरण")),
    SpreadsheetColumn(
        "days_lost",
        _("Days lost"),
        ("days lost", "delay", "delay in days", "days", "time lost", "विलंब", "दिन", "कितने दिन गए"),
        "150",
    ),
    SpreadsheetColumn(
        "rupees_blocked",
        _("Rupees blocked"),
        ("rupees blocked", "amount", "amount blocked", "rupees", "money blocked", "राशि", "रुपये", "रुकी राशि"),
        "12.5 lakh",
    ),
    SpreadsheetColumn(
        "channel",
        _("How we received it"),
        ("channel", "received by", "mode", "source", "माध्यम", "स्रोत"),
        "Said in a session",
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "session",
        _("Session"),
        ("session", "meeting", "session title", "सत्र", "बैठक"),
        hint=_("Its title or its day."),
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "said_on",
        _("Date on which it was said or written"),
        ("date", "day", "said on", "session date", "date of meeting", "तारीख", "दिनांक", "तिथि"),
        "24/03/2025",
        hint=_("If you leave this empty, we will use the date of the session."),
        may_be_fixed=True,
    ),
)  # fmt: skip

ATTENDANCE: tuple[SpreadsheetColumn, ...] = (
    VENTURE,
    KIND,
    STATE,
    SpreadsheetColumn(
        "email",
        _("Email address"),
        EMAIL.words,
        "founder01@example.org",
        hint=_("Used only to tell apart ventures with the same name. No email is sent to it and it is not kept."),
    ),
    SpreadsheetColumn(
        "is_invited",
        _("Invited"),
        ("invited", "invitation", "invitation sent", "invitee", "आमंत्रित", "निमंत्रण"),
        "yes",
        may_be_fixed=True,
    ),
    SpreadsheetColumn(
        "is_present",
        _("Present"),
        ("present", "attended", "attendance", "came", "participated", "उपस्थित", "उपस्थिति", "हाज़िर"),
        "yes",
        may_be_fixed=True,
    ),
)

COLUMNS: dict[ImportPurpose, tuple[SpreadsheetColumn, ...]] = {
    ImportPurpose.POINTS: POINTS,
    ImportPurpose.ATTENDANCE: ATTENDANCE,
}


def heading_aliases(purpose: ImportPurpose) -> frozenset[str]:
    """Return every normalised heading that is known for this purpose."""
    return frozenset(head for column in COLUMNS[purpose] for head in _heads(column))


def match_columns(purpose: ImportPurpose, headings: Iterable[str]) -> dict[str, int]:
    """Return the column index of each recognised field; each column holds at most one field.

    An exact field name takes precedence over an alternative heading, and that over a heading that begins or ends with
    one.
    """
    keys = [normalise_label(heading) for heading in headings]
    found: dict[str, int] = {}
    for fits, heads_of in ((_is_same, _labels), (_is_same, _heads), (_is_within, _heads)):
        for column in COLUMNS[purpose]:
            if column.name not in found:
                free = [place for place in range(len(keys)) if keys[place] and place not in found.values()]
                place = next((place for place in free if fits(keys[place], heads_of(column))), None)
                if place is not None:
                    found[column.name] = place
    return found


def _is_same(key: str, heads: frozenset[str]) -> bool:
    return key in heads


def _is_within(key: str, heads: frozenset[str]) -> bool:
    # Short words match too much: “no” is in “not needed”.
    long = [head for head in heads if len(head) > 4]
    return any(key.startswith(f"{head} ") or key.endswith(f" {head}") for head in long)


def _labels(column: SpreadsheetColumn) -> frozenset[str]:
    names = {normalise_label(column.name)}
    for language in LANGUAGES:
        with override(language):
            names.add(normalise_label(str(column.label)))
    return frozenset(names)


def _heads(column: SpreadsheetColumn) -> frozenset[str]:
    return _labels(column) | {normalise_label(word) for word in column.words}
