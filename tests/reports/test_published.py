"""Published points: what anyone reads, by page, by search and by likeness, and nothing that is not agreed to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.actions import publication
from engagements.choices import Moderation, PublicationConsent, Role, SubmissionStatus
from engagements.models import Consultation, Submission
from engagements.reports import published
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def shown(to: Consultation, **what) -> Submission:
    return factories.published(factories.submission(to, **what))


def references(page: published.PublishedPage) -> list[str]:
    return [point.reference for point in page.points]


def found(to: Consultation, **wanted: str) -> list[str]:
    return [point.summary for point in published.published_page(to, **wanted).points]


def test_point_is_told_whole_with_the_name_where_it_is_agreed_to(to):
    submission = shown(
        to, venture="Acme", summary="One line", experience="What\nhappened", proposal="A change",
        consent=PublicationConsent.NAMED, is_example=True,
    )  # fmt: skip

    assert published.published_page(to).points == (
        published.PublishedPoint(
            reference=submission.reference,
            venture="Acme",
            challenge=submission.challenge.name,
            focus_areas=(submission.focus_areas.get().name,),
            summary="One line",
            experience="What\nhappened",
            proposal="A change",
            language="en",
            status=SubmissionStatus.RECEIVED,
            received_on=factories.AT.date(),
            is_example=True,
        ),
    )


def test_name_is_left_out_where_only_the_text_may_be_shown(to):
    shown(to, venture="Acme", consent=PublicationConsent.UNNAMED)

    assert [point.venture for point in published.published_page(to).points] == [""]


def test_page_holds_what_is_published_and_nothing_else(to):
    kept = shown(to)
    factories.submission(to)
    factories.not_published(factories.submission(to))
    shown(factories.consultation())
    factories.submission(to, consent=PublicationConsent.COUNTED)
    factories.submission(to, consent=PublicationConsent.OFFICIALS)
    for name in ("withdraw", "quarantine"):
        factories.moved(shown(to), name)

    assert references(published.published_page(to)) == [kept.reference]


@pytest.mark.parametrize(
    ("consent", "moderation"),
    [(consent, moderation) for consent in ("counted", "officials") for moderation in Moderation.values],
)
def test_consent_rules_over_moderation(to, consent, moderation):
    """Whatever a fault elsewhere may store, consent is asked in the query itself."""
    submission = factories.submission(to)
    at = None if moderation == Moderation.PENDING else factories.AT
    Submission.objects.filter(pk=submission.pk).update(consent=consent, moderation=moderation, moderated_at=at)

    assert published.published_page(to).points == ()


def test_open_question_to_the_venture_is_not_told(to):
    factories.asked(shown(to))

    assert [point.status for point in published.published_page(to).points] == [SubmissionStatus.UNDER_REVIEW]


def test_pages_follow_one_another_newest_first(to, monkeypatch):
    monkeypatch.setattr(published, "PAGE_SIZE", 2)
    # Two of the same moment among them.
    made = [shown(to, at=factories.AT + minutes * MINUTE).reference for minutes in (0, 1, 1, 2, 3)]
    first = published.published_page(to)
    second = published.published_page(to, after=first.older)
    third = published.published_page(to, after=second.older)

    assert [references(page) for page in (first, second, third)] == [made[:2:-1], made[2:0:-1], made[:1]]
    assert (first.older, second.older, third.older) == (made[3], made[1], "")


def test_page_behind_a_point_that_is_gone_is_the_first_one(to):
    newest, gone = shown(to, at=factories.AT + MINUTE), shown(to)
    hidden = factories.submission(to)
    factories.moved(gone, "withdraw")

    for after in (gone.reference, hidden.reference, "x", "1743592320000000-1"):
        assert references(published.published_page(to, after=after)) == [newest.reference]


def test_page_filters_by_challenge_and_focus_area():
    challenges = [factories.challenge(slug=slug) for slug in ("funding", "rules")]
    areas = [factories.focus_area(slug=slug) for slug in ("drones", "radar")]
    to = factories.consultation(challenges=challenges, focus_areas=areas)
    for challenge in challenges:
        for area in areas:
            shown(to, challenge_id=challenge.pk, focus_area_ids=(area.pk,), summary=f"{challenge.slug} {area.slug}")
    shown(to, challenge_id=challenges[0].pk, focus_area_ids=tuple(area.pk for area in areas), summary="both")

    assert found(to, challenge="funding") == ["both", "funding radar", "funding drones"]
    assert found(to, focus_area="radar") == ["both", "rules radar", "funding radar"]
    assert found(to, challenge="rules", focus_area="drones") == ["rules drones"]
    assert found(to, challenge="nothing") == []


def test_search_finds_all_words_by_their_beginning_in_any_text(to):
    shown(to, summary="Payments late", experience="The tranche came in March.", proposal="Pay within 45 days.")
    shown(to, summary="Trial range", experience="We waited for the trial.")

    assert found(to, search="pay") == ["Payments late"]
    assert found(to, search="TRANCHE 45") == ["Payments late"]
    assert found(to, search="tria wait") == ["Trial range"]
    assert found(to, search="tranche trial") == []


def test_search_finds_hindi_words_whole_and_by_their_beginning(to):
    shown(to, summary="भुगतान देर से मिला", experience="माल की जाँच हो गई, बिल पाँच महीने घूमता रहा।")
    shown(to, summary="Payments late")

    assert found(to, search="भुगतान") == ["भुगतान देर से मिला"]
    assert found(to, search="जाँच महीने") == ["भुगतान देर से मिला"]
    assert found(to, search="भुग") == ["भुगतान देर से मिला"]
    # A consonant without its vowel sign is another word: the sign belongs to the letter.
    assert found(to, search="मला") == []


@pytest.mark.parametrize(
    "search",
    [
        '"',
        "*",
        "'",
        "( ) AND",
        "NEAR(",
        "^",
        "-",
        "a:b",
        "words:",
        "!!!",
        "| & !",
        "\\",
        "%",
        "_",
        "::",
        "अ्",
        "💡",
        "{}",
    ],
)
def test_search_takes_signs_of_query_languages_for_nothing(to, search):
    shown(to, summary="Payments late", experience="Nothing else.")

    assert found(to, search=search) == []


@pytest.mark.parametrize("search", ["OR", "NOT late", "late AND payments NOT", "NEAR late", "late*", '"late"', "late'"])
def test_search_takes_words_of_query_languages_for_words(to, search):
    shown(to, summary="Late payments, not near", experience="Or and.")

    assert found(to, search=search) == ["Late payments, not near"]


@pytest.mark.parametrize("search", ["a" * 5_000, "q " * 2_000, "क" * 100])
def test_search_of_any_length_is_answered(to, search):
    shown(to)

    assert found(to, search=search) == []


def test_search_without_words_finds_nothing_and_blanks_narrow_nothing(to):
    shown(to, summary="Payments late")

    assert (found(to, search="???"), found(to, search="   ")) == ([], ["Payments late"])


def test_search_for_a_name_does_not_find_what_is_quoted_without_it(to):
    shown(to, venture="Acme Aerospace", summary="Without a name")

    assert found(to, search="acme") == []


def test_search_finds_nothing_of_what_is_not_published(to):
    submission = shown(to, summary="Zeppelin")
    assert found(to, search="zeppelin") == ["Zeppelin"]

    by = Actor.venture(submission)
    publication.restrict_consent(
        submission, PublicationConsent.COUNTED, by=by, at=factories.AT, version=submission.version
    )

    assert found(to, search="zeppelin") == []


def test_point_is_found_by_its_reference_in_its_own_consultation_alone(to):
    submission, other, hidden = shown(to), shown(factories.consultation()), factories.submission(to)

    asked = [submission.reference, other.reference, hidden.reference, "", "x"]
    found = [published.published_details(to, reference) for reference in asked]
    assert [one and one.reference for one in found] == [submission.reference, None, None, None, None]


def test_preview_is_what_would_be_published():
    submission = factories.submission(consent=PublicationConsent.NAMED)
    before = published.preview_publication(submission)

    factories.published(submission, by=factories.actor(Role.LEAD))

    assert published.published_page(submission.consultation).points == (before,)


# Likeness

WRITTEN = "Milestone payments arrive five months after acceptance of the milestone"


def test_similar_points_are_those_that_share_most_words(to):
    three = shown(to, summary="Payments months", experience="After acceptance, nothing.")
    four = shown(to, summary="Milestone payments", experience="Months after acceptance.")
    shown(to, summary="Payments", experience="months")
    shown(to, summary="Trial ranges", experience="Are booked.")

    alike = published.similar_published(WRITTEN, to)
    assert [point.reference for point in alike] == [four.reference, three.reference]


def test_similar_points_are_at_most_three_and_the_newest_of_the_same_likeness(to):
    made = [shown(to, summary="Milestone payments", experience="After acceptance.").reference for _turn in range(5)]

    assert [point.reference for point in published.similar_published(WRITTEN, to)] == made[:1:-1]


def test_similar_points_are_published_ones_of_the_same_consultation(to):
    text = {"summary": "Milestone payments", "experience": "Months after acceptance."}
    factories.submission(to, **text)
    factories.not_published(factories.submission(to, **text))
    factories.submission(to, **text, consent=PublicationConsent.COUNTED)
    factories.moved(shown(to, **text), "withdraw")
    shown(factories.consultation(), **text)

    assert published.similar_published(WRITTEN, to) == ()


def test_similar_points_in_hindi(to):
    alike = shown(to, summary="भुगतान देर से मिला", experience="स्वीकृति के पाँच महीने बाद बिल का भुगतान।")

    found = published.similar_published("स्वीकृति मिली, भुगतान पाँच महीने बाद।", to)
    assert [point.reference for point in found] == [alike.reference]


@pytest.mark.parametrize("text", ["", "late payments", "the and of with from", "???", '"*" OR NEAR('])
def test_text_that_says_too_little_is_like_nothing(to, text):
    shown(to, summary="Late payments or near", experience="The and of with from.")

    assert published.similar_published(text, to) == ()


# Queries


def counted(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_queries_are_the_same_for_one_and_for_three_points(to):
    shown(to, summary="Milestone payments", experience="Months after acceptance.")
    asks = [
        lambda: published.published_page(to),
        lambda: published.published_page(to, search="milestone"),
        lambda: published.similar_published(WRITTEN, to),
    ]
    one = [counted(ask) for ask in asks]
    for _turn in range(2):
        shown(to, summary="Milestone payments", experience="Months after acceptance.")

    assert [counted(ask) for ask in asks] == one == [2, 2, 2]
