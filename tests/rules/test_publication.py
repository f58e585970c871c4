"""What a text would give away: names and addresses that the publication consent does not allow to be shown."""

import pytest

from engagements.choices import PublicationConsent
from engagements.rules.identity_leaks import find_identifying_details
from tests import factories

pytestmark = pytest.mark.django_db

PROFILE = {"udyam_number": "UDYAM-KA-01-0012345", "website": "https://www.acme.example/about"}
PERSON = {"name": "Asha Rao", "email": "asha@acme.example", "mobile": "+919876543210"}


def found(text: str, consent: PublicationConsent = PublicationConsent.UNNAMED, field: str = "experience") -> list[str]:
    of = factories.submission(
        venture="Acme Aerospace Pvt. Ltd.", profile=PROFILE, person=PERSON, consent=consent, **{field: text}
    )
    return find_identifying_details(of)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We at ACME Aerospace lost a year.", ["the venture's name"]),
        ("acme-aerospace, Private Limited", ["the venture's name"]),
        ("Ask Asha Rao.", ["the contact's name"]),
        ("Write to ASHA@acme.example.", ["the contact's email address", "the venture's website"]),
        ("Call 98765 43210.", ["the contact's mobile number"]),
        ("Our number is udyam-ka-01-0012345.", ["a registration number"]),
        ("See acme.example/products", ["the venture's website"]),
        ("Aerospace is hard. Acme of skill.", []),
        ("Asha means hope; Rao does not.", []),
        ("A year was lost.", []),
    ],
)
def test_text_that_says_who_wrote_it_is_found(text, said):
    assert found(text) == said


@pytest.mark.parametrize("field", ["summary", "experience", "proposal"])
def test_every_text_is_looked_at(field):
    assert found("Acme Aerospace says so", field=field) == ["the venture's name"]


def test_hindi_names_are_found():
    of = factories.submission(venture="आशा ड्रोन प्राइवेट लिमिटेड", experience="हम आशा ड्रोन में काम करते हैं।")

    assert find_identifying_details(of) == ["the venture's name"]


def test_venture_that_agrees_to_be_named_may_name_itself_and_not_its_contact():
    text = "Acme Aerospace, acme.example: ask Asha Rao."

    assert found(text, PublicationConsent.NAMED) == ["the contact's name"]


def test_submission_without_a_contact_is_looked_at():
    of = factories.submission(venture="Acme Aerospace", experience="Acme Aerospace lost a year.")
    of.contact = None

    assert find_identifying_details(of) == ["the venture's name"]


def test_looking_asks_no_query(django_assert_num_queries):
    of = factories.submission()
    assert of.venture.name and of.contact.name

    with django_assert_num_queries(0):
        find_identifying_details(of)
