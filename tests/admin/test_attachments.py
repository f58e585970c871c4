"""Files on the review page: what they are, what the scanner said, opened on record by those who see the submission."""

import re

import pytest
from django.urls import reverse

from engagements import audit
from engagements.actions import casework
from engagements.choices import AuditedAct, Role, ScanResult
from engagements.downloads import SANDBOX_CSP
from engagements.rules.actors import Actor
from tests import factories
from tests.admin.pages import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

BODY = b"Stage,Days\nTrials,240\n"


def address(submission, file):
    return reverse("admin:engagements_submission_file", args=[submission.pk, file.pk])


def read_on_record(submission):
    acts = audit.trail_of(submission).filter(act=AuditedAct.ATTACHMENT_READ)
    return [(event.official, event.changes) for event in acts]


def test_page_lists_the_files_with_what_the_scanner_said(client, enter):
    submission = factories.submission()
    files = [
        factories.attachment(submission, original_name=f"{scan}.csv", scan=scan, size=size)
        for scan, size in zip(ScanResult, (900, 2_400_000, 5_000), strict=True)
    ]
    enter(Role.OFFICER)

    response = client.get(page_of(submission))

    assert [(file.name, file.facts, file.badge, file.url) for file in response.context["files"]] == [
        ("not_scanned.csv", "CSV, 1 KB", "Not scanned", address(submission, files[0])),
        ("clean.csv", "CSV, 2.3 MB", "Nothing found", address(submission, files[1])),
        ("infected.csv", "CSV, 5 KB", "Malware found", ""),
    ]
    html = response.content.decode()
    assert re.findall(r'<a href="([^"]*)" download>(.*?)</a>', html) == [
        (address(submission, files[0]), "not_scanned.csv"),
        (address(submission, files[1]), "clean.csv"),
    ]


def test_files_of_an_answer_stand_with_it_in_the_timeline(client, enter):
    submission = factories.asked(factories.submission())
    by = Actor.venture(submission)
    casework.answer_question(submission, "The third.", by=by, at=factories.AT, version=submission.version)
    file = factories.attachment(submission, clarification=submission.clarifications.get())
    enter(Role.OFFICER)

    context = client.get(page_of(submission)).context

    assert context["files"] == ()
    shown = {entry.text: [file.url for file in entry.files] for entry in context["timeline"]}
    assert shown == {"Which milestone was it?": [], "The third.": [address(submission, file)]}


def test_opened_file_is_handed_out_to_be_saved_and_put_on_record(client, enter):
    submission = factories.submission()
    file = factories.attachment(submission, original_name="रिपोर्ट.csv")
    official = enter(Role.ANALYST)

    response = client.get(address(submission, file))

    assert b"".join(response.streaming_content) == BODY
    name = "%E0%A4%B0%E0%A4%BF%E0%A4%AA%E0%A5%8B%E0%A4%B0%E0%A5%8D%E0%A4%9F.csv"
    kept = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f"attachment; filename*=utf-8''{name}",
        "Content-Security-Policy": SANDBOX_CSP,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert {key: response[key] for key in kept} == kept
    assert read_on_record(submission) == [(official, {"attachment": file.pk})]


def test_file_asked_for_without_its_bytes_is_not_put_on_record(client, enter):
    submission = factories.submission()
    file = factories.attachment(submission)
    enter(Role.OFFICER)

    assert client.head(address(submission, file)).status_code == 200
    assert client.post(address(submission, file)).status_code == 405
    assert read_on_record(submission) == []


def test_file_of_another_submission_is_not_found(client, enter):
    submission, other = factories.submission(), factories.submission()
    file = factories.attachment(other)
    enter(Role.OFFICER)

    assert client.get(address(submission, file)).status_code == 404
    assert read_on_record(other) == []


def test_quarantined_file_opens_to_the_security_officer_alone(client, enter):
    held = factories.moved(factories.submission(), "quarantine")
    file = factories.attachment(held)
    answers = {}
    for role in (Role.LEAD, Role.SECURITY):
        enter(role)
        answers[role] = client.get(address(held, file)).status_code

    assert answers == {Role.LEAD: 404, Role.SECURITY: 200}
    assert len(read_on_record(held)) == 1


def test_infected_file_is_never_handed_out(client, enter):
    submission = factories.submission()
    file = factories.attachment(submission, scan=ScanResult.INFECTED)
    enter(Role.OFFICER)

    assert client.get(address(submission, file)).status_code == 404
    assert read_on_record(submission) == []


def test_missing_file_is_not_found_and_not_put_on_record(client, enter, folder):
    submission = factories.submission()
    file = factories.attachment(submission)
    (folder / file.stored_name).unlink()
    enter(Role.OFFICER)

    assert client.get(address(submission, file)).status_code == 404
    assert read_on_record(submission) == []


def test_page_takes_the_same_queries_for_one_and_for_five_files(client, enter, queries_of):
    counts = []
    enter(Role.OFFICER)
    for count in (1, 5):
        submission = factories.submission()
        for _file in range(count):
            factories.attachment(submission)
        counts.append(queries_of(page_of(submission)))

    assert counts[0] == counts[1]
