"""Files sent with the point: shown before, counted into the receipt, handed out to their venture."""

import re
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from engagements.actions import links
from engagements.downloads import SANDBOX_CSP
from engagements.models import OutgoingMessage, Submission
from engagements.rules.receipts import receipt_of
from tests.public import filling
from tests.public.attachments.attaching import page, post, send
from tests.public.filling import ACCEPTED
from tests.uploads import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def test_check_page_lists_the_files_with_the_way_to_change_them(client, to, draft):
    post(client, to, table(), table("two.csv", "a,b\n1,2\n"))

    sections = client.get(filling.url("check", to)).context["sections"]

    row = next(row for section in sections for row in section.rows if row["parts"] and "stages.csv" in row["parts"][0])
    assert row["parts"] == ("stages.csv – CSV, 1 KB", "two.csv – CSV, 1 KB")
    assert row["change_url"] == page(to, "?from=check#div_id_attachments")


def test_file_attached_after_the_check_is_not_sent_unseen(client, to, draft):
    for slug in ("point", "cost", "venture", "consent"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])
    draft.refresh_from_db()
    post(client, to, table(), add="attachments")

    response = client.post(filling.url("check", to), {"version": draft.version})

    assert (response.status_code, Submission.objects.count()) == (409, 0)


def test_files_are_sent_with_the_point_and_shown_to_their_venture(client, to, draft):
    body = table().read()
    post(client, to, table())

    submission = send(client, to)

    file = submission.attachments.get()
    assert (file.draft, file.original_name, file.question) == (None, "stages.csv", None)
    digest = sha256(body).hexdigest()
    done = client.get(filling.url("done", to))
    rows = {row["term"]: row.get("parts") for row in done.context["rows"]}
    assert rows["Files"] == [f"stages.csv – CSV, 1 KB, SHA-256 {digest}"]

    code = done.context["code"]
    client.post(submission.get_absolute_url(), {"code": code})
    shown = client.get(submission.get_absolute_url()).content.decode()
    url = submission.get_absolute_url() + f"files/{file.pk}/"
    assert f'<a href="{url}" download>stages.csv</a>' in shown
    for ending in ("copy.html", "copy.txt"):
        copy = client.get(submission.get_absolute_url() + ending).content.decode()
        assert digest in copy
        assert "stages.csv – CSV, 1 KB" in copy

    response = client.get(url)
    assert b"".join(response.streaming_content) == body
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="stages.csv"'
    assert response["Content-Security-Policy"] == SANDBOX_CSP
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-store")


def test_receipt_changes_with_the_files(client, to, draft):
    post(client, to, table())
    submission = send(client, to)
    before = receipt_of(submission)

    submission.attachments.update(sha256="0" * 64)

    assert receipt_of(Submission.objects.get()) != before


def test_resumed_draft_holds_the_files(client, to, draft):
    post(client, to, table())
    links.mail_resume_link(draft, "asha@example.org", language="en", at=timezone.now())
    path = re.search(r"/resume/\S+", OutgoingMessage.objects.latest("pk").body)[0]
    elsewhere = Client()

    assert elsewhere.post(path).status_code == ACCEPTED
    assert '<span class="file-name">stages.csv</span>' in elsewhere.get(page(to)).content.decode()
