"""Two people with one draft: the second save sees what the first changed, and nothing is overwritten in silence."""

import pytest
from django.test import Client

from engagements.actions import drafts
from engagements.models import AskedChallenge, Draft
from tests import factories
from tests.public import filling
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

POINT = {"summary": "As it was begun", "experience": "First words.", "proposal": ""}


@pytest.fixture
def draft(client, to):
    draft = filling.begin(client, to)
    save(client, to, was=state(client, to))
    return draft


@pytest.fixture
def other(draft):
    """Return the device of a second person, with the same draft."""
    client = Client()
    client.cookies["draft"] = drafts.issue_device_key(draft, at=factories.AT)
    return client


def save(client, to, *, slug="point", **changes):
    return client.post(filling.url("form_step", to, slug), POINT | changes)


def state(client, to, slug="point"):
    return filling.state(client, to, slug)


def more(to):
    """Let the consultation ask about one more challenge, and return it."""
    return AskedChallenge.objects.create(consultation=to, challenge=factories.challenge()).challenge_id


def stored(slug="point"):
    return Draft.objects.get().answers[slug]


def test_second_save_is_shown_what_the_first_changed_and_overwrites_nothing(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other", experience="Theirs,\nin two lines.")

    response = save(client, to, was=opened, summary="By me & <me>", experience="First words.")

    html = response.content.decode()
    found = [(row.term, row.stored, row.yours) for row in response.context["differences"]]
    assert (response.status_code, stored()["summary"], Draft.objects.get().version) == (409, "By the other", 2)
    assert found == [
        ("Summary in one line", ("By the other",), ("By me & <me>",)),
        ("What happened?", ("Theirs,\nin two lines.",), ("First words.",)),
    ]
    assert "<title>Error: Step 2 of 5: Your submission" in tight_of(response)
    assert ("By me &amp; &lt;me&gt;" in html, "Theirs,<br>in two lines." in html) == (True, True)
    assert ('value="By me &amp; &lt;me&gt;"' in html, "Someone changed this step while you were writing" in html) == (
        True,
        True,
    )


def test_saving_again_after_the_comparison_saves(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other")
    compared = save(client, to, was=opened, summary="By me")

    response = save(client, to, was=compared.context["was"], summary="By me, with theirs")

    assert (response.status_code, stored()["summary"]) == (303, "By me, with theirs")


def test_third_change_while_comparing_is_shown_again(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other")
    compared = save(client, to, was=opened, summary="By me")
    save(other, to, was=state(other, to), summary="By the other once more")

    response = save(client, to, was=compared.context["was"], summary="By me")

    assert (response.status_code, stored()["summary"]) == (409, "By the other once more")


def test_the_same_answers_are_no_conflict(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="Both wrote this")

    response = save(client, to, was=opened, summary="Both wrote this")

    assert (response.status_code, stored()["summary"]) == (303, "Both wrote this")


def test_other_steps_are_no_conflict(client, other, to):
    opened = state(client, to)
    other.post(filling.url("form_step", to, "cost"), filling.answers(to)["cost"])

    assert save(client, to, was=opened, summary="By me").status_code == 303
    assert sorted(Draft.objects.get().answers) == ["cost", "point"]


def test_error_in_a_stale_step_does_not_hide_the_conflict(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other")
    wrong = save(client, to, was=opened, summary="")

    response = save(client, to, was=wrong.context["was"], summary="By me")

    assert (wrong.status_code, response.status_code, stored()["summary"]) == (200, 409, "By the other")


def test_coming_back_later_overwrites_nothing_either(client, other, to):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other")

    response = save(client, to, was=opened, later="yes", summary="", experience="Mine")

    found = [(row.term, row.stored, row.yours) for row in response.context["differences"]]
    assert (response.status_code, stored()["summary"]) == (409, "By the other")
    assert found == [
        ("Summary in one line", ("By the other",), ()),
        ("What happened?", ("First words.",), ("Mine",)),
    ]


def test_what_is_stored_but_wrong_is_compared_as_it_was_typed(client, other, to):
    opened = state(client, to, "cost")
    typed = filling.answers(to)["cost"] | {"later": "yes", "days_lost": "about a year"}
    other.post(filling.url("form_step", to, "cost"), typed | {"was": opened})

    mine = filling.answers(to)["cost"] | {"days_lost": "120", "was": opened}
    response = client.post(filling.url("form_step", to, "cost"), mine)

    found = [(row.term, row.stored, row.yours) for row in response.context["differences"]]
    assert found == [("How many days did you lose?", ("about a year",), ("120 days",))]


@pytest.mark.parametrize("was", ["", "0", "x" * 9_000, None], ids=["empty", "wrong", "endless", "absent"])
def test_state_that_is_not_known_overwrites_nothing(client, draft, to, was):
    sent = {} if was is None else {"was": was}

    assert save(client, to, **sent, summary="Unseen").status_code == 409
    assert stored()["summary"] == "As it was begun"


@pytest.mark.parametrize("slug", ["challenge", "cost", "venture", "consent"])
def test_every_step_compares(client, other, to, slug):
    changes = {
        "challenge": {"challenge": more(to)},
        "cost": {"severity": "5"},
        "venture": {"team_size": "11-50"},
        "consent": {"consent": "named"},
    }[slug]
    opened = state(client, to, slug)
    answers = filling.answers(to)[slug] | {"was": opened}
    other.post(filling.url("form_step", to, slug), answers)

    response = client.post(filling.url("form_step", to, slug), answers | changes)

    assert (response.status_code, len(response.context["differences"])) == (409, 1)


def test_conflict_takes_a_bounded_number_of_queries(client, other, to, django_assert_max_num_queries):
    opened = state(client, to)
    save(other, to, was=opened, summary="By the other")

    with django_assert_max_num_queries(6):
        response = save(client, to, was=opened, summary="By me")

    assert response.status_code == 409
