"""What does not belong in a point is pointed out at its place, can be mended, and is never in the way of sending."""

import pytest

from engagements.models import OutgoingMessage, Submission
from tests import factories
from tests.public import filling
from tests.reading import tight_of, words_of

pytestmark = pytest.mark.django_db

PHONE = "98765 43210"
TEXT = f"Call me on {PHONE} after six."
SENTENCE = "This looks like a phone number."


def post(client, to, slug, **changes):
    """Send a step as a browser does: with the state of the form, and with what its page has pointed out."""
    page = client.get(filling.url("form_step", to, slug))
    hidden = {"was": page.context["was"], "warned": keys_on(page)}
    return client.post(filling.url("form_step", to, slug), filling.answers(to)[slug] | hidden | changes)


def keys_on(page) -> list[str]:
    return [warning.key for warning in page.context["form"].warnings]


def test_step_points_a_passage_out_at_its_field_and_has_saved_it(client, to):
    draft = filling.begin(client, to)

    response = post(client, to, "point", experience=TEXT)

    assert (response.status_code, response.url) == (303, filling.url("form_step", to, "point"))
    draft.refresh_from_db()
    assert draft.answers["point"]["experience"] == TEXT
    page = client.get(response.url)
    html = words_of(page)
    assert [(warning.name, warning.quote) for warning in page.context["form"].warnings] == [("experience", PHONE)]
    assert html.count(f"<q>{PHONE}</q>") == 2
    assert '<a href="#id_experience">Change this' in tight_of(page)
    assert 'aria-describedby="id_experience_helptext id_experience_warning"' in html
    assert "<title>Please check: Step 2 of 5" in tight_of(page)
    assert SENTENCE in html


def test_step_goes_on_once_the_passage_is_taken_out(client, to):
    filling.begin(client, to)
    post(client, to, "point", experience=TEXT)

    response = post(client, to, "point", experience="Write to me.")

    assert response.url == filling.url("form_step", to, "cost")
    assert client.get(filling.url("form_step", to, "point")).context["form"].warnings == ()


def test_step_goes_on_with_a_passage_that_was_pointed_out(client, to):
    filling.begin(client, to)
    post(client, to, "point", experience=TEXT)

    assert post(client, to, "point", experience=TEXT).url == filling.url("form_step", to, "cost")


def test_step_points_out_another_passage_although_the_first_stays(client, to):
    filling.begin(client, to)
    post(client, to, "point", experience=TEXT)

    response = post(client, to, "point", experience=TEXT, proposal="SECRET")

    assert response.url == filling.url("form_step", to, "point")
    assert [warning.quote for warning in client.get(response.url).context["form"].warnings] == [PHONE, "SECRET"]


def test_second_click_does_not_slip_past_the_warning(client, to):
    """Both clicks come from the page that had pointed nothing out."""
    filling.begin(client, to)
    form = filling.answers(to)["point"] | {"experience": TEXT}

    answers = [client.post(filling.url("form_step", to, "point"), form).url for _click in range(2)]

    assert answers == [filling.url("form_step", to, "point")] * 2


def test_step_opened_from_the_check_page_comes_back_to_it(client, to):
    filling.fill(client, to)
    address = f"{filling.url('form_step', to, 'point')}?from=check"
    form = filling.answers(to)["point"] | {"experience": TEXT, "was": filling.state(client, to, "point")}

    response = client.post(address, form)

    assert response.url == address


def test_step_with_an_error_is_shown_once_and_points_out_what_is_valid(client, to):
    filling.begin(client, to)

    response = post(client, to, "point", summary="", experience=TEXT)

    assert response.status_code == 200
    assert [warning.quote for warning in response.context["form"].warnings] == [PHONE]
    assert "<title>Error: Step 2 of 5" in tight_of(response)


@pytest.mark.parametrize(
    ("slug", "changes"),
    [
        ("venture", {"email": "asha.98765.43210@example.org"}),
        ("venture", {"mobile": PHONE}),
        ("venture", {"pin_code": "560001"}),
        ("venture", {"website": "https://example.org/9876543210"}),
        ("venture", {"udyam_number": "UDYAM-KA-01-0012345", "dpiit_number": "DIPP12345"}),
        ("venture", {"cin": "U12345KA2019PTC123456"}),
        ("cost", {"rupees_blocked": "9876543210", "days_lost": "150"}),
        ("point", {"summary": "DDP/2024-25/000123-K is still open"}),
        ("point", {"summary": "Rs 9,87,65,432 since 24.03.2025, PIN code 560 001"}),
        ("point", {"experience": "Our confidential price list was shown to a rival."}),
    ],
)
def test_step_passes_what_stands_in_its_proper_field_and_what_is_ordinary(client, to, slug, changes):
    filling.begin(client, to)

    response = post(client, to, slug, **changes)

    assert (response.status_code, response.url == filling.url("form_step", to, slug)) == (303, False)


@pytest.mark.parametrize(
    ("slug", "field"),
    [
        ("point", "summary"),
        ("point", "experience"),
        ("point", "proposal"),
        ("venture", "venture_name"),
        ("venture", "contact_name"),
        ("venture", "job_title"),
    ],
)
def test_step_reads_every_box_for_words(client, to, slug, field):
    filling.begin(client, to)

    response = post(client, to, slug, **{field: f"Ring {PHONE}"})

    page = client.get(response.url)
    assert [(warning.name, warning.quote) for warning in page.context["form"].warnings] == [(field, PHONE)]


def test_check_page_says_it_beside_the_row_with_the_way_to_the_field(client, to):
    filling.fill(client, to, point={"experience": TEXT})

    page = client.get(filling.url("check", to))

    url = f"{filling.url('form_step', to, 'point')}?from=check#div_id_experience"
    warned = [row for section in page.context["sections"] for row in section.rows if row["warnings"]]
    assert [(row["term"], [one["quote"] for one in row["warnings"]]) for row in warned] == [("What happened?", [PHONE])]
    assert words_of(page).count(f'href="{url}"') == 3
    assert ("Send anyway" in words_of(page), "Send my submission" in words_of(page)) == (True, False)


def test_check_page_has_nothing_to_say_of_a_clean_point(client, to):
    filling.fill(client, to)

    page = client.get(filling.url("check", to))

    assert page.context["warnings"] == []
    assert ("Send anyway" in words_of(page), "Please check this" in words_of(page)) == (False, False)


def test_sent_all_the_same_it_is_acknowledged_as_any_other_and_held(client, to):
    draft = filling.fill(client, to, point={"experience": f"{TEXT}\r\nSECRET"})

    response = client.post(filling.url("check", to), {"version": draft.version, "as_it_is": "yes"})

    submission = Submission.objects.get()
    assert (response.url, submission.status) == (filling.url("done", to), "quarantined")
    assert submission.findings == ["classification", "phone"]
    assert OutgoingMessage.objects.values_list("kind", flat=True).get() == "acknowledgement"
    assert submission.reference in words_of(client.get(response.url)).replace("<wbr>", "")


def test_sending_without_having_seen_the_warning_shows_it(client, to):
    draft = filling.fill(client, to, point={"experience": TEXT})

    response = client.post(filling.url("check", to), {"version": draft.version})

    assert (response.status_code, Submission.objects.count()) == (200, 0)
    assert [warning["quote"] for warning in response.context["warnings"]] == [PHONE]


def test_clean_point_is_received_with_no_findings(client, to):
    submission = filling.send(client, to)

    assert (submission.status, submission.findings) == ("received", [])


def test_answers_to_extra_questions_are_read_and_so_is_what_is_added_under_other(client, to):
    factories.question(to, "where", position=1)
    factories.question(to, "how", "post", "mail", position=2, allows_other=True)
    filling.begin(client, to)
    client.post(filling.url("form_step", to, "challenge"), filling.answers(to)["challenge"])
    form = {"q-where": "At 28.6139, 77.2090", "q-how": "other", "other-how": f"By phone, {PHONE}"}

    response = client.post(filling.url("form_step", to, "questions"), {"asked": ["where", "how"], **form})

    page = client.get(response.url)
    assert [(warning.name, warning.kind) for warning in page.context["form"].warnings] == [
        ("q-where", "coordinates"),
        ("other-how", "phone"),
    ]
    rows = [row for part in client.get(filling.url("check", to)).context["sections"] for row in part.rows]
    assert [[one["quote"] for one in row["warnings"]] for row in rows if row["warnings"]] == [
        ["28.6139, 77.2090"],
        [PHONE],
    ]


def test_quoted_passage_is_escaped(client, to):
    filling.begin(client, to)
    post(client, to, "point", experience='IFSC HDFC0001234"><script>alert(1)</script>\n"<b>SECRET</b>"')

    html = client.get(filling.url("form_step", to, "point")).content.decode()

    assert ("<script>alert" in html, "<b>SECRET" in html) == (False, False)


def opened(client, submission) -> Submission:
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
    return submission


def answered(client, submission, text, **more):
    form = {"answer": text, "version": submission.version, **more}
    return client.post(submission.get_absolute_url() + "answer/", form)


def objected(client, submission, text, **more):
    form = {"missing": text, "version": submission.version, **more}
    return client.post(submission.get_absolute_url() + "object/", form)


@pytest.mark.parametrize(("make", "add"), [(factories.asked, answered), (factories.replied, objected)])
def test_words_added_later_are_pointed_out_once_and_then_sent_and_held(client, make, add):
    submission = opened(client, make(factories.submission()))

    first = add(client, submission, TEXT)

    assert (first.status_code, Submission.objects.get().status) == (200, submission.status)
    assert [warning.quote for warning in first.context["form"].warnings] == [PHONE]
    assert ("<title>Please check:" in tight_of(first), TEXT in words_of(first)) == (True, True)
    assert "Send anyway" in words_of(first)

    second = add(client, submission, TEXT, warned=keys_on(first))

    assert (second.status_code, second.url) == (303, submission.get_absolute_url())
    assert (Submission.objects.get().status, Submission.objects.get().findings) == ("quarantined", ["phone"])
    after = words_of(client.get(second.url))
    assert ("Received" in after, "quarantine" in after.lower()) == (True, False)


@pytest.mark.parametrize(("make", "add"), [(factories.asked, answered), (factories.replied, objected)])
def test_ordinary_words_added_later_go_at_once(client, make, add):
    submission = opened(client, make(factories.submission()))

    response = add(client, submission, "It was the third one.")

    assert (response.status_code, Submission.objects.get().status) == (303, "under_review")
