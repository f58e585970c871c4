"""Files with the answer to a question of the department: kept with it, or sent back as they were typed."""

import pytest

from engagements.models import Attachment, Clarification
from tests import factories
from tests.public.attachments.attaching import NOT_TAKEN, said
from tests.public.filling import ACCEPTED
from tests.public.following import answer, opened
from tests.uploads import program, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def test_answer_comes_with_files(client):
    submission = factories.asked(factories.submission())

    assert answer(opened(client, submission), submission, files=[table()]).status_code == ACCEPTED

    file = Clarification.objects.get().attachments.get()
    page = client.get(submission.get_absolute_url())
    entry = next(entry for entry in page.context["conversation"] if entry.text == "It was the third.")
    assert [(shown.name, shown.facts, shown.sha256) for shown in entry.files] == [
        ("stages.csv", "CSV, 1 KB", file.sha256)
    ]
    assert entry.files[0].url in page.content.decode()
    assert file.sha256 in client.get(submission.get_absolute_url() + "copy.txt").content.decode()
    assert b"".join(client.get(entry.files[0].url).streaming_content) == table().read()


def test_answer_with_a_refused_file_comes_back_as_it_was_typed(client):
    submission = factories.asked(factories.submission())

    response = answer(opened(client, submission), submission, files=[table(), program()])

    assert said(response) == {"attachments": [f"{NOT_TAKEN} Nothing was sent: choose all files again."]}
    assert "It was the third." in response.content.decode()
    assert (Clarification.objects.get().answer, Attachment.objects.count()) == ("", 0)


def test_answer_without_words_asks_for_the_files_again(client):
    submission = factories.asked(factories.submission())

    response = answer(opened(client, submission), submission, "", files=[table()])

    assert said(response) == {
        "answer": ["Enter your answer."],
        "attachments": ["Choose the files again: your browser does not keep them."],
    }


def test_answer_that_arrives_twice_is_kept_once(client):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    assert [answer(client, submission, files=[table()]).status_code for _click in range(2)] == [ACCEPTED, ACCEPTED]
    assert Attachment.objects.count() == 1
