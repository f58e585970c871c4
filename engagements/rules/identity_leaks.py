"""Detect in a text the names and contact details that must not be published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from engagements.choices import PublicationConsent
from engagements.models import Contact, Submission, Venture
from engagements.rules.identity import LEGAL_FORMS
from engagements.rules.tokenizer import words_of

# Last digits of a mobile number, without country code.
DIGITS = 10


def find_identifying_details(submission: Submission) -> list[str]:
    """Return which details of venture and contact a text contains that its publication consent does not cover.

    Finds only what they gave in the form, so an official must still read the text. No query if venture and contact are
    fetched.
    """
    text = f"{submission.summary}\n{submission.experience}\n{submission.proposal}"
    found = list(_of_contact(text, submission.contact)) if submission.contact else []
    if submission.consent != PublicationConsent.NAMED:
        found += _of_venture(text, submission.venture)
    return found


def _of_contact(text: str, contact: Contact) -> Iterator[str]:
    if _says(text, contact.name):
        yield _("the contact's name")
    if contact.email and contact.email.casefold() in text.casefold():
        yield _("the contact's email address")
    if contact.mobile and contact.mobile[-DIGITS:] in _digits(text):
        yield _("the contact's mobile number")


def _of_venture(text: str, venture: Venture) -> Iterator[str]:
    if _says(text, venture.name):
        yield _("the venture's name")
    numbers = (venture.dpiit_number, venture.udyam_number, venture.cin)
    if any(number and number.casefold() in text.casefold() for number in numbers):
        yield _("a registration number")
    if venture.website and _host(venture.website) in text.casefold():
        yield _("the venture's website")


def _says(text: str, name: str) -> bool:
    """Return whether a text contains the consecutive words of a name, ignoring its legal form."""
    wanted = [word for word in words_of(name) if word not in LEGAL_FORMS]
    words = words_of(text)
    length = len(wanted)
    return bool(wanted) and any(words[start : start + length] == wanted for start in range(len(words) - length + 1))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _host(website: str) -> str:
    return website.casefold().partition("//")[2].removeprefix("www.").split("/")[0]
