"""A question of the form that asks for a file: its name is the answer, and what is not asked is not sent."""

import re

import pytest

from engagements.choices import QuestionKind
from engagements.models import Answer, Attachment
from tests import factories
from tests.public import filling
from tests.public.attachments.attaching import NOT_TAKEN, page, post, said, send
from tests.public.filling import ACCEPTED
from tests.uploads import program, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def asking(to):
    """Ask whether they export and, if so, for a plan."""
    factories.question(to, "export", kind=QuestionKind.YES_NO, wording="Do you export?", is_required=True)
    factories.question(
        to, "plan", kind=QuestionKind.FILE, wording="Your plan?", is_required=True, shown_if=("export", "yes")
    )
    return to


def ask(client, to, *files, columns=("export", "plan"), **given):
    was = re.search(
        r'name="was" value="(.*?)"', client.get(filling.url("form_step", to, "questions")).content.decode()
    )[1]
    sent = {"asked": list(columns), "was": was, "q-plan": list(files), **given}
    return client.post(filling.url("form_step", to, "questions"), sent)


def test_question_takes_its_file_and_the_answer_is_its_name(client, asking, draft):
    to = asking
    post(client, to, table())
    ask(client, to, columns=("export",), **{"q-export": "yes"})
    missing = ask(client, to, **{"q-export": "yes"})
    assert said(missing) == {"q-plan": ["Attach a file: “Your plan?”"]}

    assert ask(client, to, table("plan.csv", "a,b\n1,2\n"), **{"q-export": "yes"}).status_code == ACCEPTED
    submission = send(client, to)

    assert list(submission.answers.values_list("question__column", "text")) == [("export", "yes"), ("plan", "plan.csv")]
    files = submission.attachments.order_by("pk").values_list("original_name", "question__column")
    assert list(files) == [("stages.csv", None), ("plan.csv", "plan")]


def test_file_for_a_question_is_added_and_refused_at_its_place(client, asking, draft):
    to = asking
    ask(client, to, columns=("export",), **{"q-export": "yes"})

    refused = ask(client, to, program(), **{"q-export": "yes", "add": "q-plan"})
    assert said(refused) == {"q-plan": [NOT_TAKEN]}
    added = ask(client, to, table("plan.csv"), **{"q-export": "yes", "add": "q-plan"})
    assert added.url == filling.url("form_step", to, "questions") + "#div_id_q-plan"

    shown = client.get(filling.url("form_step", to, "questions")).content.decode()
    assert '<span class="file-name">plan.csv</span>' in shown
    assert client.get(page(to)).context["form"].fields["attachments"].attached == ()


def test_file_for_a_question_that_is_not_asked_any_more_is_not_sent(
    client, asking, draft, django_capture_on_commit_callbacks, folder
):
    to = asking
    post(client, to, table())
    ask(client, to, columns=("export",), **{"q-export": "yes"})
    ask(client, to, table("plan.csv", "a,b\n1,2\n"), **{"q-export": "yes"})
    ask(client, to, **{"q-export": "no"})

    with django_capture_on_commit_callbacks(execute=True):
        submission = send(client, to)

    assert list(Answer.objects.values_list("text", flat=True)) == ["no"]
    assert [file.original_name for file in Attachment.objects.all()] == ["stages.csv"]
    assert [path.name for path in folder.iterdir()] == [submission.attachments.get().stored_name]


def test_optional_question_for_a_file_alone_can_be_passed_over(client, to, draft):
    factories.question(to, "plan", kind=QuestionKind.FILE, wording="Your plan?")
    post(client, to)

    assert ask(client, to, columns=("plan",)).status_code == ACCEPTED
    assert send(client, to).answers.count() == 0
