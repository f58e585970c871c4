"""Files in the form and on the status page: attached step by step, sent with the point, handed out to their venture."""

import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.actions import attachments, drafts, links
from engagements.choices import QuestionKind, ScanResult
from engagements.models import Answer, Attachment, Clarification, Draft, OutgoingMessage, Submission
from engagements.rules.receipts import receipt_of
from tests import factories
from tests.hostile.making_files import pdf
from tests.public import filling

pytestmark = pytest.mark.django_db

ACCEPTED = filling.ACCEPTED
NOT_TAKEN = "“tool.exe”: This kind of file is not taken. Send a PDF, PNG, JPEG, DOCX, XLSX or CSV file."
FIVE = "Five files are the most. Remove one first."
CLOSED = "default-src 'none'; sandbox"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Give each test a storage of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def to():
    return factories.consultation()


@pytest.fixture
def draft(client, to):
    made = filling.begin(client, to)
    client.post(filling.url("step", to, "challenge"), filling.answers(to)["challenge"])
    return made


def table(name="stages.csv", text="Stage,Days\nTrials,240\n"):
    return SimpleUploadedFile(name, text.encode())


def tool(name="tool.exe"):
    return SimpleUploadedFile(name, b"MZ" + bytes(64))


def page(to, query=""):
    return filling.url("step", to, "point") + query


def post(client, to, *files, query="", **given):
    """Send the step with the point as its form stands now, with some files and what was typed."""
    was = filling.state(client, to, "point")
    return client.post(
        page(to, query), {"was": was, "attachments": list(files), **filling.answers(to)["point"], **given}
    )


def names(draft):
    return list(draft.attachments.order_by("pk").values_list("original_name", flat=True))


def said(response):
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def typed(draft):
    draft.refresh_from_db()
    return draft.answers["point"]


# The step


def test_step_says_what_is_taken_and_takes_no_other_kinds_from_the_browser(client, to, draft):
    html = client.get(page(to)).content.decode()

    assert 'enctype="multipart/form-data"' in html
    box = re.search(r'<input type="file"[^>]*>', html)[0]
    assert re.search(r'accept="(.*?)"', box)[1] == ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv"
    assert " required" not in box
    assert re.search(r'aria-describedby="(.*?)"', box)[1] == "id_attachments_helptext"
    assert "Photos can carry the place where they were taken" in html


def test_first_button_of_the_form_is_the_one_that_leads_on(client, to, draft):
    post(client, to, table(), add="attachments")
    form = client.get(page(to)).content.decode().split('<form method="post" enctype')[1]

    first = re.search(r"<button[^>]*>", form)[0]
    assert first == '<button class="visually-hidden" tabindex="-1" aria-hidden="true">'


def test_files_are_added_and_one_stays_on_the_step(client, to, draft):
    response = post(client, to, table(), SimpleUploadedFile("letter.pdf", pdf()), add="attachments")

    assert (response.status_code, response.url) == (ACCEPTED, page(to, "#div_id_attachments"))
    assert names(draft) == ["stages.csv", "letter.pdf"]
    shown = client.get(page(to)).content.decode()
    listed = re.findall(r'<span class="file-name">(.*?)</span> <span class="muted">(.*?)</span>', shown)
    assert listed == [("stages.csv", "CSV, 1 KB"), ("letter.pdf", "PDF, 1 KB")]


def test_what_was_typed_is_saved_with_a_file_right_or_not(client, to, draft):
    post(client, to, table(), add="attachments", summary="x" * 151, experience="")

    assert typed(draft) == {"summary": "x" * 151, "experience": "", "proposal": ""}
    assert said(client.get(page(to))) == {}


def test_file_is_removed_and_one_stays_on_the_step(client, to, draft):
    post(client, to, table(), table("other.csv", "a,b\n1,2\n"), add="attachments")
    first = draft.attachments.order_by("pk")[0]

    response = post(client, to, remove=str(first.pk), summary="Changed meanwhile")

    assert (response.status_code, response.url) == (ACCEPTED, page(to, "#div_id_attachments"))
    assert (names(draft), typed(draft)["summary"]) == (["other.csv"], "Changed meanwhile")


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "9" * 40, "१"])
def test_removing_what_is_not_there_changes_nothing(client, to, draft, number):
    post(client, to, table(), add="attachments")

    assert post(client, to, remove=number).status_code == ACCEPTED
    assert names(draft) == ["stages.csv"]


def test_refused_file_is_explained_at_its_box_and_nothing_typed_is_lost(client, to, draft):
    response = post(client, to, tool(), table(), add="attachments", summary="Half a", experience="")

    assert (response.status_code, said(response)) == (200, {"attachments": [NOT_TAKEN]})
    html = response.content.decode()
    assert "<title>Error: " in html
    assert '<a href="#id_attachments">' in html
    assert re.search(r'aria-invalid="true"[^>]*aria-describedby="id_attachments_helptext id_attachments_error"', html)
    assert 'value="Half a"' in html
    assert (names(draft), typed(draft)["summary"]) == (["stages.csv"], "Half a")


def test_step_with_a_refused_file_is_sent_again_without_a_conflict(client, to, draft):
    refused = post(client, to, tool(), add="attachments", experience="Half")
    again = {"was": refused.context["was"], **filling.answers(to)["point"]}

    response = client.post(page(to), again)

    assert (response.status_code, response.url) == (ACCEPTED, filling.url("step", to, "cost"))


def test_continue_takes_the_files_that_were_chosen(client, to, draft):
    response = post(client, to, table())

    assert (response.status_code, response.url) == (ACCEPTED, filling.url("step", to, "cost"))
    assert names(draft) == ["stages.csv"]


def test_continue_with_a_refused_file_does_not_lead_on(client, to, draft):
    response = post(client, to, tool())

    assert (response.status_code, said(response)) == (200, {"attachments": [NOT_TAKEN]})
    assert typed(draft)["summary"] == filling.answers(to)["point"]["summary"]


def test_continue_keeps_the_files_where_something_else_is_wrong(client, to, draft):
    response = post(client, to, table(), summary="")

    assert said(response) == {"summary": ["Say your point in one line."]}
    assert names(draft) == ["stages.csv"]
    assert '<span class="file-name">stages.csv</span>' in response.content.decode()


def test_text_that_cannot_be_kept_comes_back_with_the_files_attached(client, to, draft):
    response = post(client, to, table(), tool(), add="attachments", experience="a\x00b")

    assert said(response) == {
        "experience": ["Remove the invisible control character. It may come from copying out of another program."],
        "attachments": [NOT_TAKEN],
    }
    assert names(draft) == ["stages.csv"]


def test_save_for_later_takes_the_files_along(client, to, draft):
    assert post(client, to, table(), later="yes").url == filling.url("later", to)
    assert names(draft) == ["stages.csv"]


def test_add_without_a_file_says_so(client, to, draft):
    response = post(client, to, add="attachments")

    assert said(response) == {"attachments": ["Choose a file first, then press “Add file”."]}


def test_double_click_attaches_once_and_says_nothing(client, to, draft):
    for _click in range(2):
        assert post(client, to, table(), add="attachments").status_code == ACCEPTED

    assert names(draft) == ["stages.csv"]


def test_sixth_file_is_refused(client, to, draft):
    files = [table(f"{number}.csv", f"a,b\n1,{number}\n") for number in range(6)]

    response = post(client, to, *files, add="attachments")

    assert said(response) == {"attachments": [f"“5.csv”: {FIVE}"]}
    assert len(names(draft)) == 5
    files[5].seek(0)
    assert said(post(client, to, files[5], add="attachments")) == {"attachments": [FIVE]}


def test_change_from_the_check_page_leads_back_to_it(client, to, draft):
    response = post(client, to, table(), query="?from=check", add="attachments")

    assert response.url == page(to, "?from=check#div_id_attachments")
    assert post(client, to, query="?from=check").url == filling.url("check", to)


def test_step_that_was_changed_elsewhere_is_compared_and_the_file_stays(client, to, draft):
    stale = filling.state(client, to, "point")
    post(client, to, summary="From another device")

    response = post(client, to, table(), add="attachments", was=stale, summary="Mine")

    assert (response.status_code, response.context["was_changed"]) == (409, True)
    assert (names(draft), typed(draft)["summary"]) == (["stages.csv"], "From another device")


def test_without_a_draft_nothing_is_stored_and_what_was_typed_comes_back(client, to, folder):
    response = client.post(page(to), {"attachments": [table()], "add": "attachments", **filling.answers(to)["point"]})

    assert response.status_code == 404
    assert "Milestone payments arrive late" in response.content.decode()
    assert (Attachment.objects.count(), folder.exists()) == (0, False)


def test_file_of_another_draft_is_not_removed(client, to, draft):
    post(client, to, table(), add="attachments")
    number = draft.attachments.get().pk
    client.cookies.clear()
    filling.begin(client, to)

    assert post(client, to, remove=str(number)).status_code == ACCEPTED
    assert names(draft) == ["stages.csv"]


# Limits, which hold before anything is stored


def test_files_that_are_too_large_together_are_left_out_and_the_text_is_kept(client, to, draft, settings):
    settings.UPLOAD_BYTES_MAX = 20_000
    big = [table(f"{number}.csv", "a,b\n" + f"1,{number}\n" * 3_000) for number in range(2)]

    response = post(client, to, *big, add="attachments", summary="Still here")

    sentence = "“%s”: These files are larger than 15 MB together. Add them one after the other."
    assert said(response) == {"attachments": [sentence % "0.csv", sentence % "1.csv"]}
    assert (names(draft), typed(draft)["summary"]) == ([], "Still here")


def test_file_that_is_too_large_is_refused_by_its_real_size(client, to, draft):
    large = SimpleUploadedFile("large.csv", b"a,b\n" + b"1,2\n" * (5 * 1024 * 1024 // 4))

    response = post(client, to, large, add="attachments")

    advice = "Send a smaller one, for example with fewer or smaller pictures."
    assert said(response) == {"attachments": [f"“large.csv”: This file is larger than 5 MB. {advice}"]}


def test_body_beyond_all_measure_is_refused_unread(client, to, draft, settings):
    settings.UPLOAD_BYTES_READ = 1_000

    response = client.post(page(to), {"attachments": [table(text="a,b\n" + "1,2\n" * 500)]})

    assert response.status_code == 413
    html = response.content.decode()
    assert "That was too large to take" in html
    assert "one after the other" in html
    assert names(draft) == []


def test_step_that_takes_no_files_takes_no_large_bodies(client, to, draft):
    large = table(text="a,b\n" + "1,2\n" * 300_000)

    assert client.post(filling.url("check", to), {"attachments": [large]}).status_code == 413
    assert names(draft) == []


# Check, send, read


def send(client, to):
    """Go through what is left of the form, and send it."""
    for slug in ("cost", "venture", "consent"):
        client.post(filling.url("step", to, slug), filling.answers(to)[slug])
    Draft.objects.update(started_at=factories.AT)
    version = Draft.objects.get().version
    response = client.post(filling.url("check", to), {"version": version})
    assert response.status_code == ACCEPTED, response.context["problems"]
    return Submission.objects.get()


def test_check_page_lists_the_files_with_the_way_to_change_them(client, to, draft):
    post(client, to, table(), table("two.csv", "a,b\n1,2\n"))

    sections = client.get(filling.url("check", to)).context["sections"]

    row = next(row for section in sections for row in section.rows if row["parts"] and "stages.csv" in row["parts"][0])
    assert row["parts"] == ("stages.csv – CSV, 1 KB", "two.csv – CSV, 1 KB")
    assert row["change_url"] == page(to, "?from=check#div_id_attachments")


def test_file_attached_after_the_check_is_not_sent_unseen(client, to, draft):
    for slug in ("point", "cost", "venture", "consent"):
        client.post(filling.url("step", to, slug), filling.answers(to)[slug])
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
    assert response["Content-Security-Policy"] == CLOSED
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


# A question that asks for a file


@pytest.fixture
def asking(to):
    """Ask whether they export and, if so, for a plan."""
    factories.question(to, "export", kind=QuestionKind.YES_NO, wording="Do you export?", is_required=True)
    factories.question(
        to, "plan", kind=QuestionKind.FILE, wording="Your plan?", is_required=True, shown_if=("export", "yes")
    )
    return to


def ask(client, to, *files, columns=("export", "plan"), **given):
    was = re.search(r'name="was" value="(.*?)"', client.get(filling.url("step", to, "questions")).content.decode())[1]
    sent = {"asked": list(columns), "was": was, "q-plan": list(files), **given}
    return client.post(filling.url("step", to, "questions"), sent)


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

    refused = ask(client, to, tool(), **{"q-export": "yes", "add": "q-plan"})
    assert said(refused) == {"q-plan": [NOT_TAKEN]}
    added = ask(client, to, table("plan.csv"), **{"q-export": "yes", "add": "q-plan"})
    assert added.url == filling.url("step", to, "questions") + "#div_id_q-plan"

    shown = client.get(filling.url("step", to, "questions")).content.decode()
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


# An answer to a question of the department


def opened(client, submission):
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
    return client


def answer(client, submission, *files, words="It was the third."):
    url = submission.get_absolute_url() + "answer/"
    return client.post(url, {"answer": words, "version": submission.version, "attachments": list(files)})


def test_answer_comes_with_files(client):
    submission = factories.asked(factories.submission())

    assert answer(opened(client, submission), submission, table()).status_code == ACCEPTED

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

    response = answer(opened(client, submission), submission, table(), tool())

    assert said(response) == {"attachments": [f"{NOT_TAKEN} Nothing was sent: choose all files again."]}
    assert "It was the third." in response.content.decode()
    assert (Clarification.objects.get().answer, Attachment.objects.count()) == ("", 0)


def test_answer_without_words_asks_for_the_files_again(client):
    submission = factories.asked(factories.submission())

    response = answer(opened(client, submission), submission, table(), words="")

    assert said(response) == {
        "answer": ["Write your answer."],
        "attachments": ["Choose the files again: your browser does not keep them."],
    }


def test_answer_that_arrives_twice_is_kept_once(client):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    assert [answer(client, submission, table()).status_code for _click in range(2)] == [ACCEPTED, ACCEPTED]
    assert Attachment.objects.count() == 1


# Who gets a file


@pytest.fixture
def file(client):
    """Return a file that came with an answer, on a submission that this client has open."""
    submission = factories.asked(factories.submission())
    answer(opened(client, submission), submission, table())
    return Attachment.objects.get()


def address(submission, number):
    return reverse("public:file", args=[submission.reference.replace("/", "-"), number])


def test_file_is_not_handed_out_without_the_access_code(client, file):
    client.cookies.clear()

    response = client.get(address(file.submission, file.pk))

    assert (response.status_code, response.url) == (ACCEPTED, file.submission.get_absolute_url())


def test_file_of_another_submission_or_of_a_draft_is_not_found(client, file):
    own = factories.submission()
    opened(client, own)
    draft, _token = drafts.start(factories.consultation(), language="en", at=factories.AT)
    of_a_draft = attachments.attach_to_draft(draft, table(), at=factories.AT)

    for number in (file.pk, of_a_draft.pk, file.pk + 99):
        assert client.get(address(own, number)).status_code == 404
    opened(client, file.submission)
    assert client.get(address(file.submission, of_a_draft.pk)).status_code == 404


def test_infected_file_is_listed_and_not_handed_out(client, file):
    Attachment.objects.update(scan=ScanResult.INFECTED)

    html = client.get(file.submission.get_absolute_url()).content.decode()

    assert "not handed out: the virus scanner found something in it" in html
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
    answer(opened(client, submission), submission, table(name))
    file = Attachment.objects.get()

    response = client.get(address(submission, file.pk))

    assert response["Content-Disposition"] == header
    response.close()
