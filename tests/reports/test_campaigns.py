"""Campaigns in figures: submissions, distinct texts, ventures; each of what the reader may see."""

import pytest

from engagements.choices import Relation, Role
from engagements.models import Campaign, ConflictOfInterest, Submission
from engagements.reports.campaigns import InCampaigns, in_campaigns, sizes, texts_of_campaign
from engagements.reports.scope import Scope
from engagements.reports.similar import similar_to
from engagements.reports.totals import totals
from tests import factories
from tests.campaigns.texts import LETTER, OWN, UNLIKE, campaign, compare, sent

pytestmark = pytest.mark.django_db


def test_distinct_texts_are_counted_beside_submissions():
    to = factories.consultation()
    for text in (LETTER, LETTER, f"{LETTER} {OWN}", UNLIKE, OWN):
        sent(to, text, summary=text[:30])
    factories.moved(sent(to, LETTER, summary=LETTER[:30]), "withdraw")
    compare()
    lead, scope = factories.actor(Role.LEAD), Scope()

    assert in_campaigns(scope, totals(scope, by=lead), by=lead) == InCampaigns(texts=4, submissions=3)


def test_distinct_texts_of_a_scope_are_those_in_it():
    to = factories.consultation()
    other = factories.consultation()
    for consultation in (to, to, other):
        sent(consultation)
    compare()
    lead, scope = factories.actor(Role.LEAD), Scope(consultation=to.slug)

    assert in_campaigns(scope, totals(scope, by=lead), by=lead) == InCampaigns(texts=1, submissions=2)
    elsewhere = Scope(consultation=other.slug)
    assert in_campaigns(elsewhere, totals(elsewhere, by=lead), by=lead) == InCampaigns(texts=1, submissions=0)


def test_campaign_leaves_out_what_is_closed_to_the_reader():
    found = campaign()
    first, second, third = Submission.objects.filter(fingerprint__campaign=found).order_by("pk")
    by = factories.actor(Role.LEAD)
    ConflictOfInterest.objects.create(
        official=by.user, venture=first.venture, relation=Relation.COMPETITOR, declared_at=factories.AT
    )

    assert [(size.submissions, size.ventures, size.first) for size in sizes([found], by=by).values()] == [
        (2, 2, second)
    ]
    assert [text.senders for text in texts_of_campaign(found, second, by=by).texts] == [(second, third)]
    assert [one.submission for one in similar_to(third, campaign_id=found.pk, by=by)] == [second]
    assert list(Campaign.objects.visible_to(by)) == [found]


def test_campaign_is_closed_to_those_who_see_one_of_two():
    found = campaign(members=2)
    by = factories.actor(Role.OFFICER)
    ConflictOfInterest.objects.create(
        official=by.user, venture=found.leader.venture, relation=Relation.FAMILY, declared_at=factories.AT
    )

    assert list(Campaign.objects.visible_to(by)) == []


@pytest.mark.parametrize("role", [Role.SECURITY, Role.ADMINISTRATOR])
def test_campaign_is_closed_to_those_who_read_no_submissions(role):
    found = campaign()
    by = factories.actor(role)

    assert (list(Campaign.objects.visible_to(by)), sizes([found], by=by)) == ([], {})


def test_similar_shows_one_of_each_text_before_copies():
    to = factories.consultation()
    asked, *copies = [sent(to) for _ in range(5)]
    added = [sent(to, f"{LETTER} {text}") for text in (OWN, UNLIKE)]
    compare()

    found = similar_to(asked, campaign_id=Campaign.objects.get().pk, by=factories.actor(Role.LEAD))

    assert [one.submission for one in found] == [copies[0], *added, *copies[1:3]]
    assert [one.additions for one in found] == [(), (OWN,), (UNLIKE,), (), ()]


def test_similar_leaves_out_what_only_shares_a_turn_of_phrase():
    to = factories.consultation()
    asked = sent(to, f"In the last two years: {OWN}", summary="One")
    sent(to, f"In the last two years: {UNLIKE}", summary="Two")
    compare()

    assert similar_to(asked, campaign_id=None, by=factories.actor(Role.LEAD)) == ()
