"""Merging campaigns and separating submissions: by whom, with which reason, and what is put on record."""

import pytest

from engagements.actions import campaigns, examples
from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Campaign, Fingerprint, IndexedShingle, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.campaigns.texts import OTHER_LETTER, campaign, compare, letter, members_of, sent

pytestmark = pytest.mark.django_db
WHY = "One association sent both."


def two(to=None) -> tuple[Campaign, Campaign]:
    to = to or factories.consultation()
    return campaign(to), campaign(to, text=OTHER_LETTER, summary="Ranges")


def merge(one: Campaign, other: Campaign, because: str = WHY, role: Role = Role.LEAD) -> Campaign:
    return campaigns.merge(one, other, because, by=factories.actor(role), at=factories.AT)


def separate(submission: Submission, found: Campaign, because: str = WHY, role: Role = Role.LEAD) -> None:
    campaigns.separate(submission, found, because, by=factories.actor(role), at=factories.AT)


def acts() -> list[str]:
    return list(AuditEvent.objects.filter(act__startswith="campaign.").values_list("act", flat=True))


def test_merge_moves_the_members_and_keeps_the_campaign_with_the_reason():
    one, other = two()
    everybody = [*members_of(one), *members_of(other)]

    assert merge(one, other) == other

    one.refresh_from_db()
    assert members_of(other) == everybody
    assert (one.merged_into, one.merged_at, one.merged_because) == (other, factories.AT, WHY)
    assert acts() == ["campaign.merged"]


def test_merge_leads_later_copies_into_the_one_that_is_left():
    one, other = two()
    merge(one, other)
    late = sent(one.consultation)
    compare()

    assert Fingerprint.objects.get(pk=late.pk).campaign == other


def test_merge_takes_along_what_was_merged_before():
    to = factories.consultation()
    one, other = two(to)
    third = campaign(to, text=letter(1), summary="Third")
    merge(one, other)
    merge(other, third)

    one.refresh_from_db()
    assert (one.merged_into, len(members_of(third))) == (third, 9)


@pytest.mark.parametrize("because", ["", "  ", "x" * 301])
def test_corrections_want_a_reason_that_fits(because):
    one, other = two()

    with pytest.raises(ActionRefused, match=r"Give a reason|Shorten the reason"):
        merge(one, other, because)
    with pytest.raises(ActionRefused, match=r"Give a reason|Shorten the reason"):
        separate(one.leader, one, because)
    assert acts() == []


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.SECURITY, Role.ADMINISTRATOR])
def test_corrections_are_refused_to_those_who_do_not_work_on_submissions(role):
    one, other = two()

    with pytest.raises(ActionRefused, match="Your role"):
        merge(one, other, role=role)
    with pytest.raises(ActionRefused, match="Your role"):
        separate(one.leader, one, role=role)


def test_merge_is_refused_with_itself_and_across_consultations():
    one, elsewhere = campaign(), campaign()

    for other in (one, elsewhere):
        with pytest.raises(ActionRefused, match="another campaign of the same consultation"):
            merge(one, other)


def test_merge_is_refused_for_one_that_was_merged_meanwhile():
    to = factories.consultation()
    one, other = two(to)
    third = campaign(to, text=letter(1), summary="Third")
    merge(one, other)

    with pytest.raises(ActionRefused, match="merged in another window"):
        merge(one, third)
    with pytest.raises(ActionRefused, match="merged in another window"):
        merge(third, one)


def test_separate_lets_a_submission_stand_by_itself_with_the_reason():
    found = campaign()
    alone = members_of(found)[1]

    separate(alone, found)

    stands = Fingerprint.objects.get(pk=alone.pk)
    assert (stands.campaign, stands.leader, stands.separated_from) == (None, alone, found)
    assert (stands.separated_at, stands.separated_because) == (factories.AT, WHY)
    assert alone not in members_of(found)
    assert acts() == ["campaign.separated"]


def test_separate_the_first_lets_the_next_one_lead():
    found = campaign()
    first, second, _third = members_of(found)

    separate(first, found)

    found.refresh_from_db()
    assert found.leader == second
    assert set(IndexedShingle.objects.values_list("submission", flat=True)) == {second.pk}
    assert set(Fingerprint.objects.filter(campaign=found).values_list("leader", flat=True)) == {second.pk}


def test_separate_is_refused_twice_and_for_what_is_closed_to_the_actor():
    found = campaign()
    first, hidden, _third = members_of(found)
    separate(first, found)
    factories.moved(hidden, "quarantine")

    with pytest.raises(ActionRefused, match="no longer in the campaign"):
        separate(first, found)
    with pytest.raises(ActionRefused, match="do not have access to this submission"):
        separate(hidden, found)


def test_corrections_keep_reasons_out_of_the_trail():
    one, other = two()
    merge(one, other)
    separate(one.leader, other)

    kept = str(list(AuditEvent.objects.filter(act__startswith="campaign.").values_list("changes", flat=True)))

    assert WHY not in kept


def test_examples_take_their_campaigns_along_and_leave_others_to_be_compared_again():
    to = factories.consultation()
    sent(to, is_example=True)
    stays = [sent(to), sent(to)]
    compare()

    examples.delete_examples(by=Actor.system("test"), at=factories.AT)
    assert (Campaign.objects.count(), IndexedShingle.objects.count()) == (0, 0)
    compare()

    assert [members_of(found) for found in Campaign.objects.all()] == [stays]
