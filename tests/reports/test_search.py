"""Search for officials: what is found, by whom, and where on each submission the words stand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.actions import casework, conflicts_of_interest, indexing
from engagements.choices import Relation, ReplyKind, Role
from engagements.models import SearchText, Submission
from engagements.reports.search import found, places
from engagements.rules.actors import Actor
from engagements.rules.references import url_reference
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT


def search(typed: str, by: Actor) -> list[Submission]:
    return list(found(Submission.objects.visible_to(by), typed, by=by).order_by("pk"))


def told(submission: Submission) -> Submission:
    """Return a submission about which everything was written that can be."""
    officer = factories.actor(Role.OFFICER)
    casework.note(submission, "An internal walrus.", by=officer, at=AT)
    asked = factories.asked(submission, "Which giraffe was it?", by=officer)
    answered = casework.answer_question(asked, "The pelican.", by=Actor.venture(asked), at=AT, version=asked.version)
    kind = ReplyKind.FINAL
    replied = casework.reply(answered, "We feed the ocelot.", kind=kind, by=officer, at=AT, version=answered.version)
    return casework.object_to_reply(
        replied, "And the badger?", by=Actor.venture(replied), at=AT, version=replied.version
    )


@pytest.mark.parametrize(
    "typed",
    [
        "gyroscope", "GYRO", "trance", "better gauge", "Falcon Forge", "forge gyroscope", "walrus", "giraffe",
        "pelican", "ocelot", "badger", "walrus gyroscope falcon", "भर्ती", "नियम भर्ती",
    ],
)  # fmt: skip
def test_search_finds_words_of_the_point_the_venture_and_all_that_was_written(typed):
    texts = {
        "summary": "The gyroscope waits",
        "experience": "A trance came late. भर्ती के नियम",
        "proposal": "A better gauge",
    }
    meant = told(factories.submission(venture="Falcon Forge", **texts))
    factories.submission()

    assert [one.pk for one in search(typed, factories.actor(Role.ANALYST))] == [meant.pk]


@pytest.mark.parametrize("typed", ["nothingofthekind", "gyroscope nothingofthekind", "!!!", '"', "' OR 1=1 --", "*"])
def test_search_finds_nothing_for_what_stands_nowhere(typed):
    factories.submission(summary="The gyroscope waits")

    assert search(typed, factories.actor(Role.LEAD)) == []


def test_search_takes_a_reference_in_any_form():
    meant, other = factories.submission(), factories.submission()
    lead = factories.actor(Role.LEAD)
    serial = meant.reference.split("/")[2].split("-")[0]

    assert search(meant.reference, lead) == [meant]
    assert search(meant.reference.lower().replace("/", " "), lead) == [meant]
    assert search(serial, lead) == [meant]
    assert meant in search(str(int(serial)), lead)
    assert search(url_reference(other.reference), lead) == [other]


def test_search_finds_a_contact_for_those_who_read_contacts_alone():
    meant = factories.submission(person={"name": "Kamala Devi", "email": "kamala@forge.example.org"})
    factories.submission()

    for typed in ("Kamala", "devi kamala", "kamala@forge"):
        assert search(typed, factories.actor(Role.OFFICER)) == [meant]
        assert search(typed, factories.actor(Role.ANALYST)) == search(typed, factories.actor(Role.AUDITOR)) == []


def test_search_never_finds_what_is_quarantined_or_closed_by_a_conflict_of_interest():
    held = factories.moved(factories.submission(summary="The gyroscope waits"), "quarantine")
    tied = factories.submission(summary="The gyroscope waits, too")
    officer = factories.actor(Role.OFFICER)
    conflicts_of_interest.declare_conflict(tied.venture, Relation.SUPPLIER, "", by=officer, at=AT)

    assert search("gyroscope", officer) == []
    assert search("gyroscope", factories.actor(Role.OFFICER)) == [tied]
    assert search("gyroscope", factories.actor(Role.SECURITY)) == [held]
    assert search(tied.reference, officer) == search(held.reference, officer) == []


def test_places_say_where_the_words_stand_with_the_words_marked():
    submission = told(
        factories.submission(venture="Falcon Forge", person={"name": "Kamala Devi", "email": "kd@example.org"})
    )
    officer = factories.actor(Role.OFFICER)

    def named(typed: str, by: Actor = officer) -> list[tuple[str, list[str]]]:
        at = places([submission], typed, by=by)[submission.pk]
        return [(str(place.name), [piece.text for piece in place.pieces if piece.is_hit]) for place in at]

    assert named("walrus") == [("Internal note", ["walrus"])]
    assert named("giraffe pelican") == [("Question", ["giraffe"]), ("Answer", ["pelican"])]
    assert named("ocelot") == [("Reply", ["ocelot"])]
    assert named("badger") == [("Objection", ["badger"])]
    assert named("falcon") == [("Venture", ["Falcon"])]
    assert named("october tranche") == [("Issue", ["October", "tranche"])]
    assert named("kamala") == [("Contact", ["Kamala"])]
    assert named("kamala", factories.actor(Role.ANALYST)) == []


def test_places_ask_as_much_for_thirty_submissions_as_for_one():
    officer = factories.actor(Role.OFFICER)
    rows = [factories.submission() for _number in range(30)]
    told(rows[0])

    def queries(number: int) -> int:
        shown = list(
            Submission.objects.visible_to(officer).select_related("venture", "contact").order_by("pk")[:number]
        )
        with CaptureQueriesContext(connection) as captured:
            places(shown, "tranche", by=officer)
        return len(captured)

    assert queries(1) == queries(30) <= 4


def test_index_made_anew_is_the_index_that_the_acts_kept():
    told(factories.submission(venture="Falcon Forge"))
    told(factories.submission())
    kept = [(row.pk, row.words, set(row.case_words.split())) for row in SearchText.objects.order_by("pk")]
    SearchText.objects.filter(pk=kept[0][0]).update(case_words="")
    SearchText.objects.filter(pk=kept[1][0]).delete()

    assert indexing.rebuild_index() == (2, 0)

    assert [(row.pk, row.words, set(row.case_words.split())) for row in SearchText.objects.order_by("pk")] == kept


def test_index_of_a_long_case_stays_within_what_the_database_takes(monkeypatch):
    submission = factories.submission()
    monkeypatch.setattr(indexing, "CASE_WORDS_MAX", 50)

    casework.note(submission, "walrus " * 40, by=factories.actor(Role.OFFICER), at=AT)

    assert len(SearchText.objects.get(pk=submission.pk).case_words) == 50
