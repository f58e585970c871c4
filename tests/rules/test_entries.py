"""One point as an official writes it down: what is read from words, and what stands in its way."""

from datetime import UTC, date, datetime

import pytest

from engagements.choices import Channel, Language, PublicationConsent, VentureKind
from engagements.rules.recorded_submission_parser import ParsedSubmission, key_of, read_entry
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData
from engagements.rules.vocabulary import terms_of
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2025, 4, 2)
CONTROL = "Remove the invisible control character. It may have been copied from another program."


@pytest.fixture
def to():
    challenge = factories.challenge(slug="access-to-funding", name="Access to funding", name_hi="धन तक पहुँच")
    areas = [
        factories.focus_area(slug="drones", name="Drones"),
        factories.focus_area(slug="a-b", name="Aero, Balloons"),
    ]
    return factories.consultation(challenges=[challenge], focus_areas=areas)


@pytest.fixture
def session(to):
    return factories.session(to, title="First day")


def written(**replaced):
    return {
        "venture_name": " Acme  Pvt Ltd ",
        "challenge": "ACCESS to-funding",
        "focus_areas": "Drones; Aero, Balloons",
        "summary": "Paid late",
        "experience": "The tranche came in March.",
        "severity": "3",
        "channel": "Post",
        "said_on": "24/03/2025",
    } | replaced


def read(to, **replaced):
    return read_entry(written(**replaced), terms_of(to, today=TODAY))


def problem(to, field, text):
    return read(to, **{field: text}).problems


def test_point_is_read_from_words(to):
    challenge, areas = to.challenges.get(), to.focus_areas.order_by("pk")
    issue = IssueData(
        challenge_id=challenge.pk,
        focus_area_ids=tuple(area.pk for area in areas),
        summary="Paid late",
        experience="The tranche came in March.",
        severity=3,
        consent=PublicationConsent.OFFICIALS,
    )

    assert read(to).entry == ParsedSubmission(
        SubmissionData(
            issue=issue,
            venture=VentureData(name="Acme Pvt Ltd", kind=VentureKind.UNSURE),
            contact=None,
            channel=Channel.POST,
            language=Language.ENGLISH,
        ),
        stated_on=date(2025, 3, 24),
    )


def test_what_is_optional_is_read_in_either_language(to, session):
    factories.scheme(slug="idex", name="iDEX", name_hi="आइडेक्स")
    entry = read(
        to, challenge="धन तक पहुँच", experience="किश्त मार्च में आई।", severity="It stops us", kind="Small enterprise",
        state="ka", email="a@example.org", contact_name="Asha", mobile="98765 43210", scheme="आइडेक्स",
        days_lost="१२०", rupees_blocked="12.5 lakh", channel="Said in a session", session="24 March 2025", said_on="",
        own_id="A-7",
    ).entry  # fmt: skip

    assert (entry.own_id, entry.stated_on, entry.data.language, entry.data.issue.session_id) == (
        "A-7",
        date(2025, 3, 24),
        Language.HINDI,
        session.pk,
    )
    assert entry.data.contact == ContactData("Asha", "a@example.org", "+919876543210")
    assert (entry.data.venture.kind, entry.data.venture.state) == ("small", "KA")
    assert (entry.data.issue.severity, entry.data.issue.days_lost, entry.data.issue.rupees_blocked) == (5, 120, 1250000)


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("venture_name", "", "Enter the name of the venture."),
        ("venture_name", "x" * 161, "Shorten this to 160 characters. It now has 161."),
        ("challenge", "", "Say which challenge the issue is about."),
        ("challenge", "Parking", "“Parking” is not in the list. Enter one of these: Access to funding."),
        ("focus_areas", " ; ", "Name at least one focus area."),
        ("focus_areas", "Drones, Subs", "“Subs” is not in the list. Enter one of these: Drones · Aero, Balloons."),
        ("summary", "", "Enter a one-line summary."),
        ("summary", "x" * 151, "Shorten this to 150 characters. It now has 151."),
        ("experience", " \n ", "Describe what happened in at least one sentence."),
        ("experience", "a\x00b", CONTROL),
        ("severity", "", "Say how much it holds the venture back, from 1 to 5."),
        ("severity", "6", "“6” is not in the list. Enter one of these: 1 (minor inconvenience) to 5 (it stops us)."),
        ("email", "founder at acme", "Enter a full email address, for example name@example.org"),
        ("mobile", "12345", "Write the mobile number with 10 digits, for example +91 98765 43210."),
        ("days_lost", "many", "Enter a whole number in digits, for example 120. (Name the field.)"),
        ("days_lost", "7301", "Enter no more than 7,300 days (20 years)."),
        ("rupees_blocked", "1,23", "Enter the amount in rupees, for example 12,50,000 or 12.5 lakh or 2 crore."),
        ("said_on", "31/02/2025", "Enter the date as 24 March 2025 or 24/03/2025, day first."),
        ("said_on", "23 March 2025", "The consultation was not open on that day. Check the date."),
        ("said_on", "3 April 2025", "That date is in the future. Check the date."),
        ("said_on", "", "Give the date on which it was said."),
        ("channel", "web", "Write how it reached you: Said in a session · Email · Post."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(to, field, text, says):
    assert problem(to, field, text) == {field: says}


def test_session_is_asked_for_where_it_was_said_in_one(to, session):
    words = "Give the session in which it was said, or how else it reached you."

    assert read(to, channel="Said in a session", said_on="25 March 2025").problems == {"session": words}
    assert read(to, channel="Said in a session", session="First day").problems == {}


def test_day_of_one_session_alone_names_it(to, session):
    assert read(to, channel="", said_on="24 March 2025").entry.data.issue.session_id == session.pk
    assert read(to, channel="Post", said_on="24 March 2025").entry.data.issue.session_id is None


def test_day_with_two_sessions_names_neither(to, session):
    factories.session(to, title="Second meeting")

    assert set(problem(to, "session", "24 March 2025")) == {"session"}
    assert read(to, session="Second meeting").problems == {}


@pytest.mark.parametrize(
    "text", ["2025-03-24", "24.3.2025", "24-Mar-2025", "24 मार्च 2025", "२४/०३/२०२५", "24 March, 2025"]
)
def test_days_are_read_as_people_write_them(to, text):
    assert read(to, said_on=text).entry.stated_on == date(2025, 3, 24)


def test_closed_consultation_takes_what_was_said_before(to):
    to.closes_at = datetime(2025, 3, 30, 18, 29, 59, tzinfo=UTC)

    assert read(to, said_on="30 March 2025").problems == {}
    assert set(read(to, said_on="31 March 2025").problems) == {"said_on"}


def test_person_is_kept_only_with_an_address(to):
    assert read(to, contact_name="Asha").entry.data.contact is None


def test_row_is_known_by_its_own_number_or_else_by_its_words(to):
    def key(consultation_id=1, **replaced):
        return key_of(read(to, **replaced).entry, consultation_id=consultation_id)

    assert key(own_id="7") == key(own_id="7", summary="Other words")
    assert key(own_id="7") != key(own_id="8")
    assert key() == key(summary="PAID  late.", days_lost="5", said_on="25 March 2025")
    assert key() != key(summary="Paid early")
    assert key() != key(venture_name="Beta")
    assert key() != key(consultation_id=2)
