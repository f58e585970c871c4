"""Comparing texts: who is put with whom, the same whenever it is done, and never by a text that is hidden."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.actions import campaign_detection, campaigns
from engagements.choices import QuestionKind, Role
from engagements.models import Campaign, Fingerprint, IndexedShingle, Submission
from tests import factories
from tests.campaigns.texts import LETTER, OTHER_LETTER, OWN, UNLIKE, campaign, compare, grouped, sent

pytestmark = pytest.mark.django_db


def state() -> list[tuple]:
    """Return all that comparing writes."""
    prints = Fingerprint.objects.order_by("pk").values_list("pk", "digest", "leader", "campaign")
    found = Campaign.objects.order_by("pk").values_list("pk", "leader", "merged_into")
    index = IndexedShingle.objects.order_by("shingle", "submission").values_list("shingle", "submission")
    return [*prints, *found, *index]


def standing(submission: Submission) -> Fingerprint:
    """Return how a submission's text stands to the others now."""
    return Fingerprint.objects.get(pk=submission.pk)


def test_submission_waits_for_its_comparison():
    submission = factories.submission()

    assert list(Fingerprint.objects.values_list("submission", "digest", "leader", "campaign")) == [
        (submission.pk, "", None, None)
    ]


def test_compare_puts_copies_and_copies_with_additions_into_one_campaign():
    to = factories.consultation()
    first, second = sent(to), sent(to, LETTER.upper())
    added, quoting = sent(to, f"{OWN} {LETTER} {UNLIKE}"), sent(to, f"{UNLIKE} {' '.join(LETTER.split()[:30])} {OWN}")
    sent(to, UNLIKE, summary="Counters")
    sent(to, OTHER_LETTER, summary="Ranges")

    done = campaign_detection.compare_waiting(at=factories.AT)

    assert grouped() == {frozenset(one.pk for one in (first, second, added, quoting))}
    assert (done.texts, done.alike) == (6, 3)
    assert Campaign.objects.get().leader == first


def test_compare_tells_texts_of_the_same_words_from_those_with_others():
    to = factories.consultation()
    same = [sent(to), sent(to, LETTER.upper().replace(".", " –"))]
    other = sent(to, f"{LETTER} {OWN}")
    compare()

    digests = dict(Fingerprint.objects.values_list("submission", "digest"))

    assert digests[same[0].pk] == digests[same[1].pk] != digests[other.pk]


def test_compare_keeps_consultations_apart():
    sent(factories.consultation())
    sent(factories.consultation())
    compare()

    assert grouped() == set()


@pytest.mark.parametrize("where", ["background", "background_hi", "summary", "prompt", "question"])
def test_compare_takes_nobody_s_point_for_another_s_who_quotes_the_consultation(where):
    quoted = "Say how many weeks went by between acceptance of the prototype and the tranche that belongs to it."
    facts = {where: quoted} if where in ("background", "background_hi", "summary") else {}
    prompts = {"prompt": quoted} if where == "prompt" else {}
    to = factories.consultation(challenges=[factories.challenge(**prompts)], **facts)
    if where == "question":
        factories.question(to, "weeks", kind=QuestionKind.SHORT_TEXT, wording=quoted)
    sent(to, f"{quoted} {OWN}", summary="One")
    sent(to, f"{quoted} {UNLIKE}", summary="Two")
    compare()

    assert grouped() == set()


def test_compare_finds_the_copies_where_the_consultation_did_not_say_it():
    to = factories.consultation()
    quoted = "Say how many weeks went by between acceptance of the prototype and the tranche that belongs to it."
    members = [sent(to, f"{quoted} {OWN}", summary="One"), sent(to, f"{quoted} {UNLIKE}", summary="Two")]
    compare()

    assert grouped() == {frozenset(one.pk for one in members)}


def test_compare_finds_short_texts_that_are_the_same_throughout():
    to = factories.consultation()
    members = [sent(to, "Pay us on time.") for _ in range(2)]
    sent(to, "Pay us on time, as the policy of last year says, or say why not.")
    compare()

    assert grouped() == {frozenset(one.pk for one in members)}


def test_compare_finds_hindi_copies():
    to = factories.consultation()
    letter = "नमूना स्वीकार होने के बाद दूसरी किश्त ऐसे हस्ताक्षर की राह देखती है जिसकी ज़िम्मेदारी कोई नहीं लेता।"
    members = [sent(to, letter), sent(to, f"{OWN} {letter}")]
    sent(to, "परीक्षण स्थल एक वर्ष पहले ही बड़े कार्यक्रमों के नाम हो जाते हैं और हमें बचा हुआ समय मिलता है।", summary="दूसरा")
    compare()

    assert grouped() == {frozenset(one.pk for one in members)}


def test_compare_gives_the_same_one_by_one_at_once_and_anew():
    to = factories.consultation()
    texts = [LETTER, UNLIKE, f"{OWN} {LETTER}", OTHER_LETTER, f"{LETTER} {UNLIKE}", f"{OTHER_LETTER} {OWN}", OWN]
    for text in texts:
        sent(to, text)
        compare()
    one_by_one = state()

    compare()
    assert state() == one_by_one
    compare(rebuild=True)
    assert state() == one_by_one


def test_compare_goes_on_from_chunk_to_chunk(monkeypatch):
    monkeypatch.setattr(campaign_detection, "CHUNK", 2)
    to = factories.consultation()
    members = [sent(to) for _ in range(5)]

    done = campaign_detection.compare_waiting(at=factories.AT)

    assert (done.texts, done.alike) == (5, 4)
    assert grouped() == {frozenset(one.pk for one in members)}


def test_compare_waits_with_what_is_quarantined_until_it_is_released():
    to = factories.consultation()
    first, held = sent(to), factories.moved(sent(to), "quarantine")
    compare()
    assert grouped() == set()

    factories.moved(held, "release")
    compare()

    assert grouped() == {frozenset({first.pk, held.pk})}


def test_compare_finds_nothing_by_a_text_that_was_quarantined_since():
    to = factories.consultation()
    hidden = sent(to, f"{OTHER_LETTER} {LETTER}")
    compare()
    factories.moved(hidden, "quarantine")
    halves = [sent(to, LETTER, summary="One"), sent(to, OTHER_LETTER, summary="Two")]
    compare()

    assert grouped() == set()
    assert {standing(one).leader_id for one in halves} == {one.pk for one in halves}


def test_campaign_goes_on_when_its_first_text_is_quarantined():
    to = factories.consultation()
    found = campaign(to)
    factories.moved(found.leader, "quarantine")
    late = sent(to)
    compare()

    found.refresh_from_db()
    assert standing(late).campaign == found
    assert found.leader == Submission.objects.visible_to(factories.actor(Role.LEAD)).order_by("pk")[0]


def test_campaign_goes_on_when_its_first_text_is_withdrawn():
    to = factories.consultation()
    found = campaign(to)
    factories.moved(found.leader, "withdraw")
    late = sent(to)
    compare()

    assert standing(late).campaign == found


def test_text_that_changed_is_compared_anew():
    to = factories.consultation()
    found = campaign(to, members=2)
    changed = found.members.exclude(pk=found.leader_id).get().submission
    Submission.objects.filter(pk=changed.pk).update(experience=UNLIKE, summary="Counters")

    campaign_detection.text_changed(changed)
    compare()

    assert (standing(changed).leader, standing(changed).campaign) == (changed, None)


def test_text_that_changed_and_was_separated_stays_by_itself():
    found = campaign()
    one = found.members.last().submission
    campaigns.separate(one, found, "Another matter.", by=factories.actor(Role.LEAD), at=factories.AT)

    campaign_detection.text_changed(one)
    compare(rebuild=True)

    assert standing(one).campaign is None
    assert not IndexedShingle.objects.filter(submission=one).exists()


def test_rebuild_keeps_what_a_person_merged_and_separated():
    to = factories.consultation()
    one, other = campaign(to), campaign(to, text=OTHER_LETTER, summary="Ranges")
    alone = one.members.last().submission
    lead = factories.actor(Role.LEAD)
    campaigns.merge(one, other, "One association sent both.", by=lead, at=factories.AT)
    campaigns.separate(alone, other, "It says the opposite.", by=lead, at=factories.AT)
    before, groups = state(), grouped()

    compare(rebuild=True)

    assert state() == before
    assert groups == grouped() == {frozenset(Submission.objects.exclude(pk=alone.pk).values_list("pk", flat=True))}


def test_rebuild_keeps_a_separation_of_the_first_text():
    found = campaign()
    first = found.leader
    campaigns.separate(first, found, "It says the opposite.", by=factories.actor(Role.LEAD), at=factories.AT)
    late = sent(first.consultation)
    compare(rebuild=True)

    assert standing(first).campaign is None
    assert grouped() == {frozenset(Submission.objects.exclude(pk=first.pk).values_list("pk", flat=True))}
    assert standing(late).campaign == found


def test_command_notes_what_is_missing_and_says_what_it_did(capsys):
    to = factories.consultation()
    members = [sent(to), sent(to)]
    Fingerprint.objects.all().delete()

    call_command("find_campaigns", consultation=to.slug)
    call_command("find_campaigns")
    call_command("find_campaigns", rebuild=True)

    assert capsys.readouterr().out.splitlines() == ["compared=2 alike=1", "compared=2 alike=1"]
    assert grouped() == {frozenset(one.pk for one in members)}


def test_command_leaves_other_consultations_waiting():
    chosen, other = sent(factories.consultation()), sent(factories.consultation())

    call_command("find_campaigns", consultation=chosen.consultation.slug)

    leaders = dict(Fingerprint.objects.values_list("submission", "leader"))
    assert leaders == {chosen.pk: chosen.pk, other.pk: None}


def test_command_refuses_a_consultation_that_is_not_there():
    with pytest.raises(CommandError, match="no consultation “nothing”"):
        call_command("find_campaigns", consultation="nothing")


def test_submitting_takes_one_query_more(django_assert_num_queries):
    submission = factories.submission()
    Fingerprint.objects.all().delete()

    with django_assert_num_queries(1):
        campaign_detection.enqueue_comparison(submission)

    assert standing(submission).digest == ""


def test_comparing_takes_as_many_queries_among_thirty_as_among_three():
    to = factories.consultation()
    for _ in range(3):
        sent(to)
    compare()

    def queries() -> int:
        sent(to)
        with CaptureQueriesContext(connection) as captured:
            compare()
        return len(captured)

    few = queries()
    for _ in range(26):
        sent(to)
    compare()

    assert queries() == few
