"""The questions of a consultation in the form: asked where they belong, stored as they were asked, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from engagements.actions import questions
from engagements.choices import QuestionKind, Role
from engagements.models import AskedChallenge, Draft, Submission
from engagements.rules.actors import Actor
from engagements.rules.answers import answer_text
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db

ACCEPTED = filling.ACCEPTED


@pytest.fixture
def to():
    """Ask whether they export, where to, and since when; the last two depend on the one before."""
    made = factories.consultation()
    factories.question(made, "export", kind=QuestionKind.YES_NO, wording="Do you export?", is_required=True)
    where = {"kind": QuestionKind.MULTIPLE, "allows_other": True, "is_required": True, "wording": "Where to?"}
    factories.question(made, "where", "asia", "europe", shown_if=("export", "yes"), **where)
    factories.question(made, "oman", kind=QuestionKind.NUMBER, shown_if=("where", "other"), wording="Since when?")
    return made


@pytest.fixture
def draft(client, to):
    made = filling.begin(client, to)
    for slug in ("challenge", "point", "cost"):
        assert client.post(filling.url("form_step", to, slug), filling.answers(to)[slug]).status_code == ACCEPTED
    return made


def page(to, query=""):
    return filling.url("form_step", to, "questions") + query


def answer(client, to, asked, query="", **given):
    """Send the page that asks some columns, as its form stands now."""
    was = re.search(r'name="was" value="(.*?)"', client.get(page(to)).content.decode())[1]
    named = {name if name.startswith("other-") else f"q-{name}": value for name, value in given.items()}
    return client.post(page(to, query), {"asked": asked, "was": was, **named})


def finish(client, to):
    """Go through what is left of the form, and send it."""
    for slug in ("venture", "consent"):
        assert client.post(filling.url("form_step", to, slug), filling.answers(to)[slug]).status_code == ACCEPTED
    draft = Draft.objects.get()
    # Nobody writes all this within a second.
    Draft.objects.update(started_at=draft.started_at - timedelta(hours=1))
    response = client.post(filling.url("check", to), {"version": draft.version})
    assert response.status_code == ACCEPTED, response.context["problems"]
    return Submission.objects.get()


def said(submission):
    return {one.question.column: answer_text(one) for one in submission.answers.in_words()}


def test_consultation_without_questions_has_five_steps(client):
    to = factories.consultation()
    filling.begin(client, to)

    assert "Step 4 of 5" in client.get(filling.url("form_step", to, "venture")).content.decode()
    assert client.post(filling.url("form_step", to, "cost"), filling.answers(to)["cost"]).url == filling.url(
        "form_step", to, "venture"
    )
    assert client.get(page(to)).url == filling.url("check", to)


def test_step_stands_between_cost_and_venture(client, to, draft):
    cost = client.post(filling.url("form_step", to, "cost"), filling.answers(to)["cost"])
    shown = client.get(page(to)).content.decode()

    assert cost.url == page(to)
    assert ("Step 4 of 6" in shown, "Do you export?" in shown, "Where to?" in shown) == (True, True, False)
    assert "Step 5 of 6" in client.get(filling.url("form_step", to, "venture")).content.decode()


def test_start_page_counts_the_steps(client, to):
    assert "6 short steps" in client.get(filling.url("start", to)).content.decode()
    assert "5 short steps" in client.get(filling.url("start", factories.consultation())).content.decode()


@pytest.mark.parametrize(("place", "after"), [(0, "venture"), (1, "questions")])
def test_step_is_there_on_the_challenge_that_asks_alone(client, place, after):
    challenges = [factories.challenge(), factories.challenge()]
    to = factories.consultation(challenges=challenges)
    factories.question(to, "share", challenge=challenges[1])
    filling.begin(client, to)
    chosen = filling.answers(to)["challenge"] | {"challenge": challenges[place].pk}
    client.post(filling.url("form_step", to, "challenge"), chosen)

    response = client.post(filling.url("form_step", to, "cost"), filling.answers(to)["cost"])

    assert response.url == filling.url("form_step", to, after)


def test_answer_that_calls_for_more_is_saved_and_shown_with_what_it_calls_for(client, to, draft):
    response = answer(client, to, ["export"], export="yes")

    draft.refresh_from_db()
    shown = client.get(response.url).content.decode()
    assert (response.status_code, response.url) == (ACCEPTED, page(to, "?further=where"))
    assert draft.answers["questions"] == {"q-export": "yes"}
    assert "Because of your answer: 1 more question" in shown
    assert '<a href="#div_id_q-where">Where to?</a>' in shown


def test_answer_that_calls_for_nothing_leads_on(client, to, draft):
    assert answer(client, to, ["export"], export="no").url == filling.url("form_step", to, "venture")


def test_question_that_was_on_the_page_is_needed_once_it_is_called_for(client, to, draft):
    answer(client, to, ["export"], export="yes")
    response = answer(client, to, ["export", "where"], export="yes")

    assert response.status_code == 200
    assert response.context["form"].errors == {"q-where": ["Answer the question “Where to?”."]}
    assert '<a href="#id_q-where_0">Answer the question “Where to?”.</a>' in response.content.decode()


def test_question_that_the_new_answer_hides_is_not_needed_though_it_was_on_the_page(client, to, draft):
    answer(client, to, ["export"], export="yes")

    assert answer(client, to, ["export", "where"], export="no").url == filling.url("form_step", to, "venture")


def test_way_back_to_the_check_page_is_kept_while_more_is_asked(client, to, draft):
    more = answer(client, to, ["export"], "?from=check", export="yes")
    done = answer(client, to, ["export", "where"], "?from=check", export="yes", where=["asia"])

    assert more.url == page(to, "?further=where&from=check")
    assert done.url == filling.url("check", to)


def test_answers_are_stored_shown_and_counted_as_they_were_asked(client, to, draft):
    answer(client, to, ["export"], export="yes")
    given = {"where": ["europe", "other"], "other-where": "Oman & <b>", "oman": "2,019"}
    answer(client, to, ["export", "where"], export="yes", **given)
    answer(client, to, ["export", "where", "oman"], export="yes", **given)
    check = client.get(filling.url("check", to)).content.decode()

    submission = finish(client, to)
    done = client.get(filling.url("done", to)).content.decode()

    assert said(submission) == {"export": ("Yes",), "where": ("Europe", "Other: Oman & <b>"), "oman": ("2,019",)}
    assert check.split("<dt>Where to?")[1].split("<dt>")[0].count("<li>") == 2
    assert ("Other: Oman &amp; &lt;b&gt;" in check, "Other: Oman &amp; &lt;b&gt;" in done) == (True, True)


def test_stale_answer_to_a_hidden_question_stays_in_the_draft_and_is_not_stored(client, to, draft):
    answer(client, to, ["export"], export="yes")
    answer(client, to, ["export", "where"], export="yes", where=["asia"])
    answer(client, to, ["export", "where"], export="no", where=["europe"])
    draft.refresh_from_db()

    assert draft.answers["questions"] == {"q-export": "no", "q-where": ["asia"], "other-where": ""}
    assert said(finish(client, to)) == {"export": ("No",)}


def test_stale_answer_is_offered_again_when_it_is_called_for_again(client, to, draft):
    answer(client, to, ["export"], export="yes")
    answer(client, to, ["export", "where"], export="yes", where=["asia"])
    answer(client, to, ["export", "where"], export="no")
    response = answer(client, to, ["export"], export="yes")

    shown = client.get(response.url).content.decode()
    assert response.url == page(to, "?further=where")
    assert re.search(r'value="asia"[^>]* checked', shown)


def test_forged_answer_to_a_hidden_question_is_neither_checked_nor_stored(client, to, draft):
    response = answer(client, to, ["export"], export="no", where=["forged"], oman="\x00")

    assert response.url == filling.url("form_step", to, "venture")
    assert said(finish(client, to)) == {"export": ("No",)}


def test_page_that_does_not_say_what_it_asked_is_taken_as_whole(client, to, draft):
    response = answer(client, to, [], export="yes")

    assert response.context["form"].errors == {"q-where": ["Answer the question “Where to?”."]}


def test_step_that_nobody_has_seen_is_a_gap_even_where_nothing_is_required(client):
    to = factories.consultation()
    factories.question(to, "share", wording="Which share?")
    filling.begin(client, to)
    for slug in ("challenge", "point", "cost", "venture", "consent"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])

    problems = client.get(filling.url("check", to)).context["problems"]
    assert [problem["text"] for problem in problems] == [
        "You have not completed “Questions for this consultation” yet."
    ]

    answer(client, to, ["share"], share="")
    assert client.get(filling.url("check", to)).context["problems"] == []


def test_question_worded_anew_meanwhile_keeps_an_answer_that_still_fits(client, to, draft):
    answer(client, to, ["export"], export="yes")
    answer(client, to, ["export", "where"], export="yes", where=["asia"])
    facts = {"kind": QuestionKind.MULTIPLE, "shown_if": ("export", "yes"), "wording": "Where exactly?"}
    factories.question(to, "where", "africa", "asia", **facts)

    shown = client.get(filling.url("check", to)).content.decode()
    assert "Choose one of the answers in the list." not in shown
    assert said(finish(client, to)) == {"export": ("Yes",), "where": ("Asia",)}


def test_question_worded_anew_meanwhile_asks_again_where_the_answer_does_not_fit(client, to, draft):
    answer(client, to, ["export"], export="yes")
    answer(client, to, ["export", "where"], export="yes", where=["asia"])
    factories.question(to, "where", "africa", kind=QuestionKind.MULTIPLE, shown_if=("export", "yes"))
    for slug in ("venture", "consent"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])

    assert client.get(filling.url("check", to)).context["problems"] == [
        {"text": "Choose one of the answers in the list.", "url": page(to, "?from=check#div_id_q-where")}
    ]


def test_questions_retired_while_their_page_is_open_lead_on(client, to, draft):
    for column in ("oman", "where", "export"):
        questions.retire(to.questions.current().get(column=column), by=Actor.system("test"), at=factories.AT)

    assert client.post(page(to), {"asked": "export", "q-export": "yes"}).url == filling.url("check", to)


def test_question_added_while_a_page_is_open_is_asked_before_going_on(client, to, draft):
    factories.question(to, "share", is_required=True)

    assert answer(client, to, ["export"], export="no").url == page(to, "?further=share")


def test_page_changed_elsewhere_shows_both_sides_though_they_ask_different_questions(client, to, draft):
    stale = re.search(r'name="was" value="(.*?)"', client.get(page(to)).content.decode())[1]
    answer(client, to, ["export"], export="yes")
    answer(client, to, ["export", "where"], export="yes", where=["asia"])
    response = client.post(page(to), {"asked": "export", "was": stale, "q-export": "no"})

    assert response.status_code == 409
    assert [(one.term, one.stored, one.yours) for one in response.context["differences"]] == [
        ("Do you export?", ("Yes",), ("No",)),
        ("Where to?", ("Asia",), ()),
    ]


def test_step_saved_for_later_keeps_what_is_not_complete(client, to, draft):
    answer(client, to, ["export"], export="yes")
    was = re.search(r'name="was" value="(.*?)"', client.get(page(to)).content.decode())[1]
    typed = {"asked": ["export", "where"], "q-export": "yes", "other-where": "Oman", "was": was, "later": "yes"}
    response = client.post(page(to), typed)

    draft.refresh_from_db()
    assert response.url == filling.url("save_for_later", to)
    assert draft.answers["questions"] == {"q-export": "yes", "q-where": [], "other-where": "Oman"}


def test_reader_of_hindi_reads_hindi_where_there_is_some_and_marked_english_where_not(client, to, draft):
    factories.question(
        to, "export", kind=QuestionKind.YES_NO, wording="Do you export?", wording_hi="क्या आप निर्यात करते हैं?"
    )
    factories.question(to, "share", "low", wording="Which share?", help_text="Of <sales>.")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"

    shown = client.get(page(to)).content.decode()
    english = ["Which share?", "Of &lt;sales&gt;.", "Low"]
    assert [text for text in english if f'<span lang="en">{text}</span>' not in shown] == []
    assert "क्या आप निर्यात करते हैं?" in shown


def test_draft_that_is_gone_gives_back_what_was_answered(client, to, draft):
    factories.question(to, "share", wording="Which share?")
    client.cookies.clear()
    response = client.post(page(to), {"asked": "share", "q-share": "About a tenth"})

    assert response.status_code == 404
    assert ("Which share?" in response.content.decode(), "About a tenth" in response.content.decode()) == (True, True)


def test_old_wording_is_kept_on_the_done_page(client, to, draft):
    answer(client, to, ["export"], export="no")
    submission = finish(client, to)
    factories.question(to, "export", kind=QuestionKind.YES_NO, wording="Do you sell abroad?", at=factories.AT)

    done = client.get(filling.url("done", to)).content.decode()
    assert ("Do you export?" in done, "Do you sell abroad?" in done) == (True, False)
    assert said(submission) == {"export": ("No",)}


def test_preview_is_for_officials_and_stores_nothing(client, to):
    address = f"/admin/preview/{to.slug}/questions/"
    assert client.get(address).url == f"/accounts/login/?next={address}"

    client.force_login(factories.official(Role.LEAD))
    first = client.get(address).content.decode()
    more = client.get(address, {"asked": "export", "q-export": "yes"}).content.decode()
    done = client.get(address, {"asked": "export", "q-export": "no"}).content.decode()

    assert ("Do you export?" in first, "Where to?" in first) == (True, False)
    assert ("Because of your answer: 1 more question" in more, 'id="div_id_q-where"' in more) == (True, True)
    assert "Nothing is missing" in done
    assert Draft.objects.count() == 0


def test_preview_asks_the_questions_of_one_challenge(client):
    challenge = factories.challenge()
    to = factories.consultation(challenges=[challenge])
    AskedChallenge.objects.create(consultation=to, challenge=factories.challenge())
    factories.question(to, "share", challenge=challenge, wording="Which share?")
    client.force_login(factories.official(Role.LEAD))

    address = f"/admin/preview/{to.slug}/questions/"

    assert "Which share?" not in client.get(address).content.decode()
    assert "Which share?" in client.get(address, {"challenge": challenge.pk}).content.decode()


def test_page_sends_the_words_of_its_boxes_along(client, to):
    factories.question(to, "story", kind=QuestionKind.LONG_TEXT, wording="What <else>?")
    factories.question(to, "since", kind=QuestionKind.DATE, wording="Since when?")
    factories.question(to, "proof", kind=QuestionKind.FILE, wording="Can you show it?")
    made = filling.begin(client, to)
    Draft.objects.filter(pk=made.pk).update(answers={"challenge": filling.answers(to)["challenge"]})
    page = client.get(filling.url("form_step", to, "questions")).content.decode()

    assert re.findall(r'type="hidden" name="wording-([^"]+)" value="([^"]+)"', page) == [
        ("q-story", "What &lt;else&gt;?"),
        ("q-since_0", "Since when? – Day"),
        ("q-since_1", "Since when? – Month"),
        ("q-since_2", "Since when? – Year"),
        ("q-proof", "Can you show it?"),
    ]
