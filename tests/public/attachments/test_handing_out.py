"""Who gets a file of a submission: its venture, with the access code, by GET alone."""

import pytest
from django.urls import reverse

from engagements.actions import attachments, drafts
from engagements.choices import ScanResult
from engagements.models import Attachment
from tests import factories
from tests.public.filling import ACCEPTED
from tests.public.following import answer, opened
from tests.uploads import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def file(client):
    """Return a file that came with an answer, on a submission that this client has open."""
    submission = factories.asked(factories.submission())
    answer(opened(client, submission), submission, files=[table()])
    return Attachment.objects.get()


def address(submission, number):
    return reverse("public:file", args=[submission.reference, number])


def test_file_is_not_handed_out_without_the_access_code(client, file):
    client.cookies.clear()

    response = client.get(address(file.submission, file.pk))

    assert (response.status_code, response.url) == (ACCEPTED, file.submission.get_absolute_url())


def test_file_of_another_submission_or_of_a_draft_is_not_found(client, file):
    own = factories.submission()
    opened(client, own)
    draft, _token = drafts.start_draft(factories.consultation(), language="en", at=factories.AT)
    of_a_draft = attachments.attach_to_draft(draft, table(), at=factories.AT)

    for number in (file.pk, of_a_draft.pk, file.pk + 99):
        assert client.get(address(own, number)).status_code == 404
    opened(client, file.submission)
    assert client.get(address(file.submission, of_a_draft.pk)).status_code == 404


def test_infected_file_is_listed_and_not_handed_out(client, file):
    Attachment.objects.update(scan=ScanResult.INFECTED)

    html = client.get(file.submission.get_absolute_url()).content.decode()

    assert "not available: the virus scanner found a problem in it" in html
    assert address(file.submission, file.pk) not in html
    assert client.get(address(file.submission, file.pk)).status_code == 404


def test_file_that_is_missing_from_the_storage_is_not_found(client, file, folder, caplog):
    (folder / file.stored_name).unlink()

    assert client.get(address(file.submission, file.pk)).status_code == 404
    assert "missing from the storage" in caplog.text


def test_file_is_handed_out_by_get_alone(client, file):
    assert client.post(address(file.submission, file.pk)).status_code == 405


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("रपट.csv", "attachment; filename*=utf-8''%E0%A4%B0%E0%A4%AA%E0%A4%9F.csv"),
        ("Dr. Rao's letter.csv", 'attachment; filename="Dr. Rao\'s letter.csv"'),
        ("a;b=c.csv", 'attachment; filename="a_b=c.csv"'),
        ("<b>x.csv", 'attachment; filename="_b_x.csv"'),
    ],
)
def test_name_of_a_file_is_handed_out_safely(client, name, header):
    submission = factories.asked(factories.submission())
    answer(opened(client, submission), submission, files=[table(name)])
    file = Attachment.objects.get()

    response = client.get(address(submission, file.pk))

    assert response["Content-Disposition"] == header
    response.close()
