"""Quarantine in the admin: the security officer sees what was found and decides; nobody else finds anything."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import AbuseSign, Role
from engagements.models import AuditEvent, Submission
from tests import factories
from tests.admin.acting import act
from tests.admin.pages import page_of
from tests.reading import words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/submission/"
EXPERIENCE = "The annexure is marked SECRET.\nRing 98765 43210 <now>."
OTHERS = sorted(set(Role) - {Role.SECURITY})


def held(*abuse_signs: AbuseSign, **what) -> Submission:
    """Make a submission that is held for what stands in it, and for signs of abuse."""
    words = {"experience": EXPERIENCE, "venture": "Coastline Labs"}
    return factories.submission(at=timezone.now(), abuse_signs=abuse_signs, **words | what)


def rows_of(response) -> list[Submission]:
    return [row.submission for row in response.context["cl"].rows]


def test_list_says_in_words_what_was_found(enter, client):
    enter(Role.SECURITY)
    held(AbuseSign.HONEYPOT)

    html = words_of(client.get(LIST, {"queue": "quarantined"}))

    assert [word in html for word in ("Classification marking", "A hidden field was filled in")] == [
        True,
        True,
    ]


def test_list_is_narrowed_by_what_was_found(enter, client):
    enter(Role.SECURITY)
    phone, marking = held(experience="Ring 98765 43210."), held(experience="Marked SECRET.")

    assert rows_of(client.get(LIST, {"found": "phone"})) == [phone]
    assert rows_of(client.get(LIST, {"found": "classification"})) == [marking]
    assert rows_of(client.get(LIST, {"found": "card"})) == []
    assert client.get(LIST, {"found": "pho"}).status_code == 302


def test_review_page_shows_what_was_found_and_marks_it_in_the_text(enter, client):
    enter(Role.SECURITY)

    response = client.get(page_of(held()))

    panel = response.context["held"]
    assert panel.kinds == ["Classification marking", "Phone number"]
    assert [(text.term, [piece.text for piece in text.passages]) for text in panel.found] == [
        ("What happened", ["SECRET", "98765 43210"])
    ]
    html = re.sub(r"\s+>", ">", response.content.decode())
    assert '<mark title="Classification marking">SECRET</mark>.<br>Ring' in html
    assert '<mark title="Phone number">98765 43210</mark> &lt;now&gt;.' in html
    assert "Set aside by the portal on" in words_of(response)


def test_review_page_reads_everything_that_the_venture_wrote(enter, client):
    enter(Role.SECURITY)
    to = factories.consultation()
    factories.question(to, "where")
    submission = held(
        summary="Aadhaar 2341 2341 2346", proposal="IFSC HDFC0001234", person={"job_title": "98765 43211"}
    )
    submission.answers.create(question=factories.question(submission.consultation, "why"), text="28.6139, 77.2090")

    found = client.get(page_of(submission)).context["held"].found

    assert [(text.term, [str(piece.kind) for piece in text.passages]) for text in found] == [
        ("In one line", ["aadhaar"]),
        ("What happened", ["classification", "phone"]),
        ("What should change", ["account"]),
        ("What about why?", ["coordinates"]),
        ("Who speaks for it", ["phone"]),
    ]


def test_review_page_says_who_set_it_aside_where_nothing_was_found(enter, client):
    enter(Role.SECURITY)
    lead = factories.actor(Role.LEAD, full_name="Lead Person")
    submission = factories.moved(factories.submission(at=timezone.now()), "quarantine", by=lead, at=timezone.now())

    html = words_of(client.get(page_of(submission)))

    assert "The portal's check found nothing. An official set it aside." in html
    assert "Set aside by Lead Person" in html


def test_each_opening_is_on_record(enter, client):
    officer = enter(Role.SECURITY)
    submission = held()

    for _opening in range(2):
        client.get(page_of(submission))

    readings = AuditEvent.objects.filter(act="submission.read", target_id=str(submission.pk))
    assert list(readings.values_list("official", flat=True)) == [officer.pk, officer.pk]


def test_release_puts_it_back_into_the_queue_of_the_others(enter, client):
    enter(Role.SECURITY)
    submission = held()

    response = act(client, submission, "release", reason="A phone number of the venture's own.")

    assert (response.status_code, response.url) == (302, "/admin/")
    enter(Role.LEAD)
    assert rows_of(client.get(LIST, {"queue": "unassigned"})) == [submission]
    page = client.get(page_of(submission))
    assert (page.status_code, page.context["held"], "<mark" in page.content.decode()) == (200, None, False)


def test_keep_leaves_it_closed_and_takes_it_off_what_is_to_be_decided(enter, client):
    enter(Role.SECURITY)
    submission = held()

    response = act(client, submission, "keep", reason="It names a unit.")

    assert (response.status_code, response.url.partition("#")[0]) == (302, page_of(submission))
    assert rows_of(client.get(LIST, {"queue": "quarantined"})) == []
    assert rows_of(client.get(LIST, {"queue": "kept"})) == [submission]
    html = words_of(client.get(page_of(submission)))
    assert ("Kept in quarantine" in html, "It names a unit." in html) == (True, True)


@pytest.mark.parametrize("name", ["release", "keep"])
def test_decision_of_the_security_officer_needs_a_reason(enter, client, name):
    enter(Role.SECURITY)
    submission = held()

    response = act(client, submission, name, reason=" ")

    assert "Give a reason. One sentence is enough." in words_of(response)
    assert Submission.objects.get(pk=submission.pk).version == submission.version


@pytest.mark.parametrize("role", OTHERS)
def test_quarantined_submission_is_found_by_nobody_else(enter, client, role):
    """Every list, search, count, report and export of each role, with and without one: nothing differs."""
    enter(role)
    open_one = factories.submission(at=timezone.now(), venture="Coastline Labs", summary="Coastline matters")
    addresses = addresses_for(open_one)
    before = {address: answer_of(client, address) for address in addresses}

    hidden = held(to=open_one.consultation, summary="Coastline radar")
    # Its acknowledgement goes out like any other mail, and whoever looks after mail counts that.
    hidden.messages.all().delete()

    for address in addresses:
        after = answer_of(client, address)
        assert (address, hidden.reference in after, "Coastline radar" in after) == (address, False, False)
        assert figures_in(after) == figures_in(before[address]), address


def addresses_for(submission: Submission) -> list[str]:
    venture = reverse("admin:engagements_venture_change", args=[submission.venture_id])
    return [
        "/admin/",
        LIST,
        f"{LIST}?q=Coastline",
        f"{LIST}?status=quarantined",
        f"{LIST}?queue=quarantined",
        f"{LIST}?found=phone",
        page_of(submission),
        venture,
        "/admin/engagements/venture/?q=Coastline",
        "/policy/",
        "/policy/challenges/",
        "/policy/submissions/",
        "/policy/ventures/",
        "/policy/submissions.csv",
        "/policy/ventures.csv",
        "/policy/challenges.csv",
        "/policy/overview.csv",
        "/",
        submission.consultation.get_absolute_url(),
        reverse("public:published", args=[submission.consultation.slug]),
    ]


def answer_of(client, address: str) -> str:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def figures_in(text: str) -> list[str]:
    """Return the lines that count something, apart from what changes with each request."""
    changing = ("csrf", "nonce", "opened", "<time", "as of")
    return [line for line in text.splitlines() if not any(word in line for word in changing)]


def test_lists_and_searches_show_nothing_of_what_is_quarantined(enter, client):
    enter(Role.SECURITY, Role.LEAD)
    submission = held(
        summary="The canary radar sees 40 km", experience="The canary is marked SECRET.", proposal="Tell no canary.",
        person={"name": "Asha Canary", "email": "canary@example.org"},
    )  # fmt: skip
    open_one = factories.received(venture="Coastline Labs")
    venture = reverse("admin:engagements_venture_change", args=[submission.venture_id])
    pages = [
        (LIST, {}), (LIST, {"queue": "quarantined"}), (LIST, {"q": "canary"}), (LIST, {"q": submission.reference}),
        (LIST, {"q": "SECRET"}), ("/admin/", {}), (page_of(open_one), {}),
    ]  # fmt: skip

    for path, parameters in pages:
        html = client.get(path, parameters).content.decode()
        assert [word for word in ("radar", "is marked", "Tell no", "Asha Can") if word in html] == [], path
    assert "Quarantined: open it to read it" in client.get(LIST, {"q": "canary"}).content.decode()
    assert "radar" not in client.get(venture).content.decode()
    assert not AuditEvent.objects.filter(act="submission.read", target_id=str(submission.pk)).exists()
    assert "The canary is marked" in words_of(client.get(page_of(submission)))
    assert AuditEvent.objects.filter(act="submission.read", target_id=str(submission.pk)).count() == 1


def test_search_that_shows_contacts_is_on_record_once(enter, client):
    official = enter(Role.OFFICER)
    for name in ("Asha Rao", "Asha Nair"):
        factories.received(person={"name": name})
    factories.received(summary="Nothing of the kind")

    client.get(LIST, {"q": "nothing"})
    assert not AuditEvent.objects.filter(act="contacts.found").exists()
    client.head(LIST, {"q": "asha"})
    html = client.get(LIST, {"q": "asha"}).content.decode()

    assert "Rao" in html
    event = AuditEvent.objects.get(act="contacts.found")
    assert (event.official, event.changes) == (official, {"submissions": 2})
