"""Replies to be released: kept on the review page, read as the venture will, changed, released, discarded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import conflicts_of_interest, replies
from engagements.choices import AuditedAct, Language, Relation, Role, SubmissionStatus
from engagements.models import AuditEvent, Reply, ReplyDraft, Submission
from engagements.rules.actors import Actor
from engagements.rules.replies import ReplyWording
from tests import factories
from tests.admin.acting import act, taken_up
from tests.admin.pages import page_of, told
from tests.reading import title_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:engagements_replydraft_changelist")


def drafted(body: str = "We changed the clause.", *, days_ago: int = 3, by: Actor | None = None, **what) -> ReplyDraft:
    at = timezone.now() - timedelta(days=days_ago)
    wording = {name: what.pop(name) for name in ("disposition", "reason", "kind") if name in what}
    return factories.drafted(factories.submission(at=at, **what), body, by=by, at=at, **wording)


def seen(draft: ReplyDraft) -> dict[str, int]:
    """Return what the page of a draft sends along: the versions that the person read."""
    current = ReplyDraft.objects.select_related("submission").get(pk=draft.pk)
    return {"version": current.version, "seen": current.submission.version}


def test_draft_is_kept_from_the_form_of_the_reply(enter, client):
    officer = enter(Role.OFFICER)
    submission = taken_up()
    given = {"kind": "final", "disposition": "not_accepted", "reason": "No budget.", "body": "Not now."}

    response = act(client, submission, "draft", **given)

    draft = ReplyDraft.objects.get()
    assert {name: getattr(draft, name) for name in given} == given
    assert (draft.written_by, draft.submission) == (officer, submission)
    assert told(response) == [
        f"{submission.reference}: the draft has been saved; an official who can send replies must read and release it."
    ]
    assert not Reply.objects.exists()


def test_draft_that_cannot_be_kept_comes_back_in_the_form_of_the_reply(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()

    response = act(client, submission, "draft", kind="final", disposition="not_accepted", body="Not now.")

    [panel] = [panel for panel in response.context["panels"] if panel.form.is_bound]
    assert panel.action.name == "reply"
    assert panel.form.errors == {"reason": ["Give the reason why it is not accepted. The venture will read it."]}
    assert panel.form["body"].value() == "Not now."
    assert not ReplyDraft.objects.exists()


def test_second_click_keeps_one_draft(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()
    given = {"kind": "final", "body": "Not now.", "opened": timezone.now().isoformat()}

    answers = [act(client, submission, "draft", **given).status_code for _click in range(2)]

    assert (answers, ReplyDraft.objects.count()) == ([302, 302], 1)


def test_review_page_points_at_the_draft_that_waits(enter, client):
    enter(Role.OFFICER)
    draft = drafted()

    response = client.get(reverse("admin:engagements_submission_change", args=[draft.submission_id]))

    assert response.context["draft"] == draft
    assert page_of(draft) in response.content.decode()
    [panel] = [panel for panel in response.context["panels"] if panel.action.name == "reply"]
    assert panel.besides == ()


def test_reply_with_a_reason_stands_in_the_timeline_with_who_released_it(enter, client):
    enter(Role.LEAD, full_name="Leela Lead")
    writer = factories.actor(Role.OFFICER, full_name="Om Officer")
    draft = drafted("Not now.", by=writer, disposition="not_accepted", reason="No budget.")
    client.post(page_of(draft, "release"), seen(draft))

    page = client.get(reverse("admin:engagements_submission_change", args=[draft.submission_id]))

    [entry] = page.context["timeline"]
    assert (entry.who, entry.what, entry.text) == (
        "Om Officer, released by Leela Lead",
        "Final reply · Not accepted",
        "Reason: No budget.\n\nNot now.",
    )


def test_list_shows_what_waits_the_earliest_due_first(enter, client):
    enter(Role.LEAD)
    late, early = drafted(days_ago=3), drafted(days_ago=9)
    ended = drafted()
    client.post(page_of(ended, "discard"), seen(ended))
    factories.moved(Submission.objects.get(pk=drafted().submission_id), "quarantine", at=timezone.now())

    rows = client.get(LIST).context["cl"].rows

    assert [draft for draft, _clock in rows] == [early, late]


def test_page_shows_the_reply_as_the_venture_will_read_it(enter, client):
    enter(Role.OFFICER)
    draft = drafted("चरण दो।", disposition="not_accepted", reason="No budget.", envelope={"language": Language.HINDI})

    html = client.get(page_of(draft)).content.decode()

    shown = html[html.index('<ol class="conversation"') : html.index("</ol>", html.index('<ol class="conversation"'))]
    assert all(words in shown for words in ('lang="hi"', "चरण दो।", "No budget.", "रक्षा उत्पादन विभाग"))
    assert AuditEvent.objects.latest("pk").act == AuditedAct.SUBMISSION_READ


def test_change_is_saved_and_comes_back_to_the_page(enter, client):
    lead = enter(Role.LEAD)
    draft = drafted()

    response = client.post(page_of(draft), {"version": 1, "kind": "interim", "body": "In May."})

    changed = ReplyDraft.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(draft))
    assert (changed.kind, changed.body, changed.written_by, changed.version) == ("interim", "In May.", lead, 2)


def test_change_by_the_second_of_two_is_told_and_keeps_what_was_typed(enter, client):
    enter(Role.LEAD)
    draft = drafted()
    replies.update_draft(draft, ReplyWording("Theirs."), by=factories.actor(Role.OFFICER), at=timezone.now(), version=1)

    response = client.post(page_of(draft), {"version": 1, "kind": "final", "body": "Mine."})

    form = response.context["form"]
    assert response.status_code == 409
    assert form.non_field_errors() == [
        ("Someone changed this draft while you had it open. Nothing was saved. Read it, then try again.")
    ]
    assert (form["body"].value(), form["version"].value(), response.context["draft"].body) == ("Mine.", "2", "Theirs.")
    assert ReplyDraft.objects.get().body == "Theirs."


def test_change_that_cannot_stand_is_told_at_its_field(enter, client):
    enter(Role.LEAD)
    draft = drafted()

    response = client.post(page_of(draft), {"version": 1, "kind": "interim", "disposition": "accepted", "body": "Yes."})

    assert list(response.context["form"].errors) == ["disposition"]
    assert title_of(response.text).startswith("Error: ")
    assert ReplyDraft.objects.get().version == 1


def test_release_sends_the_reply_and_goes_back_to_the_list(enter, client):
    lead = enter(Role.LEAD)
    draft = drafted()

    response = client.post(page_of(draft, "release"), seen(draft))

    reply = Reply.objects.get()
    assert (response["Location"], reply.body, reply.released_by) == (LIST, "We changed the clause.", lead)
    assert told(response) == [f"{draft.submission.reference}: the reply is being sent."]
    assert Submission.objects.get().status == SubmissionStatus.ANSWERED


def test_release_of_words_that_changed_meanwhile_shows_the_new_ones(enter, client):
    enter(Role.LEAD)
    draft = drafted()
    read = seen(draft)
    replies.update_draft(draft, ReplyWording("Theirs."), by=factories.actor(Role.OFFICER), at=timezone.now(), version=1)

    response = client.post(page_of(draft, "release"), read)

    assert (response.status_code, response.context["draft"].body) == (409, "Theirs.")
    assert response.context["refusal"].startswith("Someone changed this draft")
    assert not Reply.objects.exists()


def test_release_by_its_writer_is_not_offered_where_a_second_person_is_needed(enter, client, settings):
    settings.REPLIES_NEED_A_SECOND_PERSON = True
    officer = enter(Role.OFFICER)
    draft = drafted(by=Actor.official(officer))

    page = client.get(page_of(draft))
    posted = client.post(page_of(draft, "release"), seen(draft))

    sentence = "You wrote this reply. Ask a colleague to read and release it."
    assert (page.context["obstacle"], posted.context["refusal"]) == (sentence, sentence)
    assert page_of(draft, "release") not in page.content.decode()
    assert not Reply.objects.exists()


def test_release_is_not_offered_where_the_writer_declared_a_conflict_of_interest_since(enter, client):
    enter(Role.LEAD)
    writer = factories.actor(Role.OFFICER, full_name="Asha Rao")
    draft = drafted(by=writer)
    conflicts_of_interest.declare_conflict(draft.submission.venture, Relation.FAMILY, "", by=writer, at=timezone.now())

    page = client.get(page_of(draft))

    assert page.context["obstacle"].startswith(
        "Asha Rao wrote this reply and has since declared a conflict of interest"
    )
    assert page_of(draft, "release") not in page.content.decode()
    assert page_of(draft, "discard") in page.content.decode()


def test_release_on_a_closed_submission_is_not_offered(enter, client):
    enter(Role.LEAD)
    draft = drafted()
    factories.moved(Submission.objects.get(), "close", at=timezone.now())

    assert client.get(page_of(draft)).context["obstacle"] == "It cannot be sent while the submission is “Closed”."


def test_discard_keeps_the_reason_and_the_page_stays_readable(enter, client):
    lead = enter(Role.LEAD)
    draft = drafted()

    response = client.post(page_of(draft, "discard"), {**seen(draft), "because": "Superseded."})

    ended = ReplyDraft.objects.get()
    assert (response["Location"], ended.ended_by, ended.discarded_because) == (LIST, lead, "Superseded.")
    page = client.get(page_of(draft))
    assert (page.status_code, page.context["may_act"]) == (200, False)
    assert "Superseded." in page.content.decode()


@pytest.mark.parametrize("verb", ["change", "release", "discard"])
def test_those_who_only_read_change_nothing(enter, client, verb):
    enter(Role.TRIAGE)
    draft = drafted()

    response = client.post(page_of(draft, verb), {**seen(draft), "kind": "final", "body": "Mine."})

    assert response.status_code == 403
    assert (ReplyDraft.objects.get().body, Reply.objects.count()) == ("We changed the clause.", 0)


@pytest.mark.parametrize("given", [{}, {"version": "x", "seen": "1"}, {"version": "1", "seen": "x"}, {"version": "1"}])
def test_release_without_what_was_read_leads_back_to_the_page(enter, client, given):
    enter(Role.LEAD)
    draft = drafted()

    response = client.post(page_of(draft, "release"), given)

    assert (response["Location"], Reply.objects.count()) == (page_of(draft), 0)


def test_outgoing_mail_leads_to_the_drafts_those_who_see_them(enter, client):
    mails = reverse("admin:engagements_outgoingmessage_changelist")
    enter(Role.LEAD)
    assert f'href="{LIST}"' in client.get(mails).content.decode().partition("<main")[2]

    enter(Role.ADMINISTRATOR)
    assert f'href="{LIST}"' not in client.get(mails).content.decode()


def test_list_and_page_take_the_same_queries_for_one_and_for_three(enter, queries_of):
    enter(Role.LEAD)
    first = drafted()
    one = (queries_of(LIST), queries_of(page_of(first)))
    drafted()
    drafted()

    assert (queries_of(LIST), queries_of(page_of(first))) == one
    assert max(one) <= 15
