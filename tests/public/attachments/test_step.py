"""Files on the step with the point: added, removed, refused at their place, and nothing typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engagements.models import Attachment
from tests.hostile.making_files import pdf
from tests.public import filling
from tests.public.attachments.attaching import NOT_TAKEN, names, page, post, said, typed
from tests.public.filling import ACCEPTED
from tests.reading import tight_of
from tests.uploads import program, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

FIVE = "You can attach up to five files. Remove one before adding another."


def test_step_says_what_is_taken_and_takes_no_other_kinds_from_the_browser(client, to, draft):
    html = client.get(page(to)).content.decode()

    assert 'enctype="multipart/form-data"' in html
    box = re.search(r'<input type="file"[^>]*>', html)[0]
    assert re.search(r'accept="(.*?)"', box)[1] == ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv"
    assert " required" not in box
    assert re.search(r'aria-describedby="(.*?)"', box)[1] == "id_attachments_helptext"
    assert "Photos may contain the location where they were taken" in html


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
    response = post(client, to, program(), table(), add="attachments", summary="Half a", experience="")

    assert (response.status_code, said(response)) == (200, {"attachments": [NOT_TAKEN]})
    html = response.content.decode()
    assert "<title>Error: " in tight_of(response)
    assert '<a href="#id_attachments">' in html
    assert re.search(r'aria-invalid="true"[^>]*aria-describedby="id_attachments_helptext id_attachments_error"', html)
    assert 'value="Half a"' in html
    assert (names(draft), typed(draft)["summary"]) == (["stages.csv"], "Half a")


def test_step_with_a_refused_file_is_sent_again_without_a_conflict(client, to, draft):
    refused = post(client, to, program(), add="attachments", experience="Half")
    again = {"was": refused.context["was"], **filling.answers(to)["point"]}

    response = client.post(page(to), again)

    assert (response.status_code, response.url) == (ACCEPTED, filling.url("form_step", to, "cost"))


def test_continue_takes_the_files_that_were_chosen(client, to, draft):
    response = post(client, to, table())

    assert (response.status_code, response.url) == (ACCEPTED, filling.url("form_step", to, "cost"))
    assert names(draft) == ["stages.csv"]


def test_continue_with_a_refused_file_does_not_lead_on(client, to, draft):
    response = post(client, to, program())

    assert (response.status_code, said(response)) == (200, {"attachments": [NOT_TAKEN]})
    assert typed(draft)["summary"] == filling.answers(to)["point"]["summary"]


def test_continue_keeps_the_files_where_something_else_is_wrong(client, to, draft):
    response = post(client, to, table(), summary="")

    assert said(response) == {"summary": ["Enter a one-line summary."]}
    assert names(draft) == ["stages.csv"]
    assert '<span class="file-name">stages.csv</span>' in response.content.decode()


def test_text_that_cannot_be_kept_comes_back_with_the_files_attached(client, to, draft):
    response = post(client, to, table(), program(), add="attachments", experience="a\x00b")

    assert said(response) == {
        "experience": ["Remove the invisible control character. It may have been copied from another program."],
        "attachments": [NOT_TAKEN],
    }
    assert names(draft) == ["stages.csv"]


def test_save_for_later_takes_the_files_along(client, to, draft):
    assert post(client, to, table(), later="yes").url == filling.url("save_for_later", to)
    assert names(draft) == ["stages.csv"]


def test_add_without_a_file_says_so(client, to, draft):
    response = post(client, to, add="attachments")

    assert said(response) == {"attachments": ["Choose a file first, then select “Add file”."]}


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


def test_files_that_are_too_large_together_are_left_out_and_the_text_is_kept(client, to, draft, settings):
    settings.UPLOAD_BYTES_MAX = 20_000
    big = [table(f"{number}.csv", "a,b\n" + f"1,{number}\n" * 3_000) for number in range(2)]

    response = post(client, to, *big, add="attachments", summary="Still here")

    sentence = "“%s”: These files are larger than 15 MB in total. Add them one at a time."
    assert said(response) == {"attachments": [sentence % "0.csv", sentence % "1.csv"]}
    assert (names(draft), typed(draft)["summary"]) == ([], "Still here")


def test_file_that_is_too_large_is_refused_by_its_real_size(client, to, draft):
    large = SimpleUploadedFile("large.csv", b"a,b\n" + b"1,2\n" * (5 * 1024 * 1024 // 4))

    response = post(client, to, large, add="attachments")

    advice = "Choose a smaller one, for example with fewer or smaller pictures."
    assert said(response) == {"attachments": [f"“large.csv”: This file is larger than 5 MB. {advice}"]}


def test_body_beyond_all_measure_is_refused_unread(client, to, draft, settings):
    settings.UPLOAD_BYTES_READ = 1_000

    response = client.post(page(to), {"attachments": [table(text="a,b\n" + "1,2\n" * 500)]})

    assert response.status_code == 413
    html = response.content.decode()
    assert "The information you sent is too large" in html
    assert "one at a time" in html
    assert names(draft) == []


def test_step_that_takes_no_files_takes_no_large_bodies(client, to, draft):
    large = table(text="a,b\n" + "1,2\n" * 300_000)

    assert client.post(filling.url("check", to), {"attachments": [large]}).status_code == 413
    assert names(draft) == []
