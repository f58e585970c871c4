"""Campaigns in the admin: what each reader sees of them, and the two corrections that a person can make."""

import pytest
from django.urls import reverse

from engagements.actions import campaigns
from engagements.choices import Role
from engagements.models import AuditEvent, Campaign, Submission
from tests import factories
from tests.admin.pages import page_of
from tests.campaigns.texts import LETTER, OTHER_LETTER, OWN, UNLIKE, campaign, compare, letter, members_of, sent
from tests.reading import html_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/campaign/"
SUBMISSIONS = "/admin/engagements/submission/"


def merge_url(found: Campaign) -> str:
    return reverse("admin:engagements_campaign_merge", args=[found.pk])


def separate_url(found: Campaign, submission: Submission) -> str:
    return reverse("admin:engagements_campaign_separate", args=[found.pk, submission.pk])


def mixed() -> Campaign:
    """Make a campaign of four submissions, three distinct texts and three ventures."""
    to = factories.consultation()
    first = sent(to, venture="One Venture")
    sent(to, venture="Two Venture")
    sent(to, f"{LETTER} {OWN}", venture="Three Venture")
    sent(to, f"{UNLIKE} {LETTER}", venture="One Venture", summary="Late")
    compare()
    return Campaign.objects.get(leader=first)


def test_list_shows_the_largest_first_with_their_figures(enter, client):
    small, large = campaign(members=2), mixed()
    enter(Role.ANALYST)

    response = client.get(LIST)

    sizes = [(one, size.submissions, size.texts, size.ventures) for one, size in response.context["cl"].rows]
    assert sizes == [(large, 4, 3, 3), (small, 2, 1, 2)]
    assert "2 campaigns" in html_of(response)


def test_list_is_narrowed_to_a_consultation(enter, client):
    campaign(members=2)
    wanted = campaign(members=2)
    enter(Role.LEAD)

    response = client.get(LIST, {"consultation": wanted.consultation_id})

    assert [one for one, _size in response.context["cl"].rows] == [wanted]


def test_page_shows_each_text_with_its_own_additions_first(enter, client):
    found = mixed()
    enter(Role.OFFICER)

    response = client.get(page_of(found))

    page = html_of(response)
    texts = response.context["page"].texts
    assert [(text.submissions, text.ventures, text.beside.additions) for text in texts] == [
        (2, 2, ()),
        (1, 1, (OWN,)),
        (1, 1, (UNLIKE,)),
    ]
    assert "4 submissions, 3 distinct texts, 3 ventures" in page
    second = page.split('<li class="text">')[2]
    assert second.index(f'<blockquote class="own" lang="en">{OWN}') < second.index(
        '<mark class="shared" lang="en">Miles'
    )
    for submission in members_of(found):
        assert f'href="{page_of(submission)}"' in page


def test_page_divides_many_texts_into_pages(enter, client):
    to = factories.consultation()
    first, *_rest = [sent(to, f"{LETTER} {number} {OWN[number:]}") for number in range(12)]
    compare()
    found = Campaign.objects.get(leader=first)
    enter(Role.LEAD)

    one, two = (client.get(page_of(found), {"page": page}) for page in ("1", "2"))

    assert [len(response.context["page"].texts) for response in (one, two)] == [10, 2]
    assert [client.get(page_of(found), {"page": page}).context["page"].number for page in ("99", "x", "-1")] == [
        2,
        1,
        1,
    ]


def test_page_counts_and_shows_what_the_reader_may_see(enter, client):
    found = mixed()
    hidden = members_of(found)[0]
    factories.moved(hidden, "quarantine")
    factories.moved(members_of(found)[1], "withdraw")
    enter(Role.LEAD)

    response = client.get(page_of(found))

    assert "2 submissions, 2 distinct texts, 2 ventures" in html_of(response)
    assert hidden.reference not in html_of(response)


def test_campaign_of_which_one_submission_is_left_is_none(enter, client):
    found = campaign(members=2)
    factories.moved(found.leader, "quarantine")
    enter(Role.LEAD)

    assert client.get(page_of(found)).status_code == 404
    assert list(client.get(LIST).context["cl"].result_list) == []


def test_reading_the_texts_is_put_on_record(enter, client):
    found = mixed()
    reader = enter(Role.ANALYST)

    client.get(page_of(found))
    client.head(page_of(found))

    event = AuditEvent.objects.get(act="submission.read")
    firsts = [members_of(found)[place].pk for place in (0, 2, 3)]
    assert (event.official, event.target_id, event.changes) == (reader, str(firsts[0]), {"beside": firsts})


def test_merging_asks_which_and_why_and_counts_both_together(enter, client):
    to = factories.consultation()
    one, other = campaign(to), campaign(to, text=OTHER_LETTER, summary="Ranges")
    campaign()
    lead = enter(Role.LEAD)
    asked = client.get(merge_url(one))
    assert [key for key, _label in asked.context["form"].fields["into"].choices] == [str(other.pk)]
    empty = html_of(client.post(merge_url(one), {}))
    assert ("Choose the campaign" in empty, "Give a reason" in empty, "Error:" in empty) == (True, True, True)

    response = client.post(merge_url(one), {"into": other.pk, "because": "One association sent both."}, follow=True)

    assert response.redirect_chain == [(page_of(other), 302)]
    page = html_of(response)
    assert "6 submissions, 2 distinct texts, 6 ventures" in page
    assert "One association sent both." in page
    event = AuditEvent.objects.get(act="campaign.merged")
    assert (event.official, event.target_type, event.target_id) == (lead, "campaign", str(one.pk))
    assert (event.changes["merged_into"], event.changes["merged_because"]) == (other.pk, "(personal)")


def test_merged_campaign_leads_on_to_the_one_it_is_part_of(enter, client):
    to = factories.consultation()
    one, other = campaign(to), campaign(to, text=OTHER_LETTER, summary="Ranges")
    campaigns.merge(one, other, "The same.", by=factories.actor(Role.LEAD), at=factories.AT)
    enter(Role.LEAD)

    for address in (page_of(one), merge_url(one)):
        assert client.get(address)["Location"] == page_of(other)
    assert client.post(merge_url(one), {"into": other.pk, "because": "Again."})["Location"] == page_of(other)


def test_separating_asks_why_and_is_told_on_the_review_page(enter, client):
    found = mixed()
    alone = members_of(found)[3]
    enter(Role.TRIAGE)
    assert "Give a reason" in html_of(client.post(separate_url(found, alone), {"because": " "}))

    response = client.post(separate_url(found, alone), {"because": "It asks for the opposite."}, follow=True)

    assert response.redirect_chain == [(page_of(alone), 302)]
    page = html_of(response)
    assert "Part of a campaign" not in page
    assert f"Separated from {found} by" in page
    assert "It asks for the opposite." in page
    event = AuditEvent.objects.get(act="campaign.separated")
    assert (event.target_type, event.target_id, event.changes) == ("submission", str(alone.pk), {"campaign": found.pk})
    assert len(members_of(found)) == 3


def test_separating_twice_shows_what_was_done(enter, client):
    found = campaign()
    alone = members_of(found)[1]
    enter(Role.LEAD)

    first, second = (client.post(separate_url(found, alone), {"because": "Another matter."}) for _ in range(2))

    assert first["Location"] == second["Location"] == page_of(alone)
    assert AuditEvent.objects.filter(act="campaign.separated").count() == 1


def test_separating_what_is_no_member_is_refused(enter, client):
    found, other = campaign(), sent(factories.consultation())
    enter(Role.LEAD)

    assert client.post(separate_url(found, other), {"because": "No."}).status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
def test_those_who_only_read_are_offered_no_correction(enter, client, role):
    found = campaign()
    member = members_of(found)[1]
    enter(role)

    pages = html_of(client.get(page_of(found))) + html_of(client.get(page_of(member)))

    assert (merge_url(found) in pages, separate_url(found, member) in pages) == (False, False)
    for address in (merge_url(found), separate_url(found, member)):
        assert client.post(address, {"because": "No."}).status_code == 403


def test_review_page_shows_the_campaign_and_what_the_sender_added(enter, client):
    found = mixed()
    added = members_of(found)[2]
    enter(Role.OFFICER)

    response = client.get(page_of(added))

    page = html_of(response)
    assert response.context["membership"].own.additions == (OWN,)
    assert "4 submissions, 3 distinct texts, 3 ventures" in page
    assert f'href="{separate_url(found, added)}"' in page
    assert "This text was received first" in html_of(client.get(page_of(found.leader)))


def test_review_page_shows_what_is_similar_and_who_may_be_seen(enter, client):
    found = mixed()
    added, hidden = members_of(found)[2], members_of(found)[1]
    factories.moved(hidden, "quarantine")
    enter(Role.OFFICER)

    similar = client.get(page_of(added)).context["similar"]

    assert [(one.submission.pk, str(one.share_words), one.additions) for one in similar] == [
        (members_of(found)[0].pk, "Nearly the same text", ()),
        (members_of(found)[3].pk, "More than half of it the same", (UNLIKE,)),
    ]


def test_review_page_compares_a_text_that_still_waits(enter, client):
    to = factories.consultation()
    first = sent(to)
    compare()
    late = sent(to, f"{OWN} {LETTER}")
    enter(Role.LEAD)

    response = client.get(page_of(late))

    assert [one.submission for one in response.context["similar"]] == [first]
    assert response.context["membership"] is None


def test_review_page_escapes_what_people_wrote(enter, client):
    to = factories.consultation()
    hostile = "<script>alert(1)</script> <b onclick=x>"
    first = sent(to, f"{LETTER} {hostile}", summary=hostile)
    sent(to, f"{hostile} {UNLIKE} {LETTER}", summary=hostile)
    compare()
    enter(Role.LEAD)

    pages = "".join(
        client.get(address).content.decode()
        for address in (page_of(first), page_of(first.leads_campaign), LIST, merge_url(first.leads_campaign))
    )

    assert ("<script>alert" in pages, "<b onclick" in pages) == (False, False)
    assert "&lt;script&gt;" in pages


def test_submissions_are_narrowed_to_those_of_a_campaign(enter, client):
    found = campaign()
    alone = sent(factories.consultation(), UNLIKE)
    enter(Role.LEAD)

    def listed(value: str) -> set[int]:
        return {one.pk for one in client.get(SUBMISSIONS, {"campaign": value}).context["cl"].result_list}

    members = {one.pk for one in members_of(found)}
    assert (listed("any"), listed("none"), listed(str(found.pk))) == (members, {alone.pk}, members)
    for unknown in ("0", "99999999999999999999", "x", "%00"):
        assert client.get(SUBMISSIONS, {"campaign": unknown})["Location"] == f"{SUBMISSIONS}?e=1"


@pytest.mark.parametrize("which", ["list", "campaign", "review", "merge", "separate", "submissions"])
def test_pages_ask_as_much_among_thirty_as_among_three(enter, queries_of, which):
    enter(Role.LEAD)
    to = factories.consultation()
    found = campaign(to)
    campaign(to, members=2, text=OTHER_LETTER, summary="Ranges")
    sent(to, f"{LETTER} {OWN}")
    compare()
    address = {
        "list": LIST,
        "campaign": page_of(found),
        "review": page_of(members_of(found)[1]),
        "merge": merge_url(found),
        "separate": separate_url(found, members_of(found)[1]),
        "submissions": f"{SUBMISSIONS}?campaign={found.pk}",
    }[which]
    few = queries_of(address)
    for number in range(26):
        sent(to, f"{LETTER} {number} {OWN[number:]}" if number % 2 else LETTER)
    for number in range(3):
        campaign(to, members=2, text=letter(number), summary=f"Letter {number}")
    compare()

    assert queries_of(address) == few <= 44
