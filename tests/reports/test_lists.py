"""The lists behind numbers: whole, in order, each row once over all pages."""

from datetime import timedelta

import pytest

from engagements.reports import submissions, ventures
from engagements.reports.options import load_options
from engagements.reports.scope import Scope
from engagements.reports.submissions import SubmissionLine
from tests import factories as make


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(submissions, "PAGE_SIZE", 3)
    monkeypatch.setattr(ventures, "PAGE_SIZE", 3)


def references(page):
    return [line.reference for line in page.lines]


def test_line_holds_what_the_list_shows(analyst):
    to = make.consultation(challenges=[make.challenge(name="Funding")])
    made = make.submission(to, venture="Alpha", days_lost=3, is_example=True, profile={"state": ""})

    assert submissions.submission_page(Scope(), by=analyst, options=load_options()).lines == (
        SubmissionLine(
            pk=made.pk,
            reference=made.reference,
            summary=made.summary,
            language="en",
            venture="Alpha",
            venture_scope=Scope(venture=made.venture_id),
            kind="DPIIT-recognised start-up",
            state="",
            challenge="Funding",
            severity="Costs us time or money",
            status="received",
            received_at=make.AT,
            days_lost=3,
            rupees_blocked=None,
            is_example=True,
        ),
    )


def test_pages_run_through_the_whole_list_and_back(analyst, small_pages):
    to, options = make.consultation(), load_options()
    # Pairs of the same moment: the key must tell them apart.
    made = [make.submission(to, at=make.AT + timedelta(minutes=n // 2)) for n in range(8)]
    expected = [submission.reference for submission in reversed(made)]
    forward = [submissions.submission_page(Scope(), by=analyst, options=options)]
    while forward[-1].older:
        forward.append(submissions.submission_page(Scope(), by=analyst, options=options, after=forward[-1].older))
    backward = [forward[-1]]
    while backward[-1].newer:
        backward.append(submissions.submission_page(Scope(), by=analyst, options=options, before=backward[-1].newer))

    assert [references(page) for page in forward] == [expected[:3], expected[3:6], expected[6:]]
    assert [references(page) for page in backward] == [expected[6:], expected[3:6], expected[:3]]
    assert (forward[0].newer, backward[-1].newer) == ("", "")


@pytest.mark.parametrize(
    "cursor", ["x", "1-", "-1", "99999999999999999999-1", "1-99999999999999999999", "\x00", "１-１"]
)
def test_page_for_a_cursor_that_means_nothing_is_the_first(analyst, cursor):
    made = make.submission()
    first = submissions.submission_page(Scope(), by=analyst, options=load_options())

    assert references(first) == [made.reference]
    assert submissions.submission_page(Scope(), by=analyst, options=load_options(), after=cursor) == first
    assert submissions.submission_page(Scope(), by=analyst, options=load_options(), before=cursor) == first


def test_ventures_are_listed_by_name_with_their_submissions(analyst, small_pages):
    to = make.consultation()
    for name in ["Delta", "Alpha", "Charlie", "Alpha", "Bravo"]:
        make.submission(to, venture=name)

    first = ventures.venture_page(Scope(), by=analyst)
    second = ventures.venture_page(Scope(), by=analyst, after=first.following)

    assert [(line.name, line.submissions) for line in first.lines] == [("Alpha", 2), ("Bravo", 1), ("Charlie", 1)]
    assert [(line.name, line.submissions) for line in second.lines] == [("Delta", 1)]
    assert second.following == ""


def test_ventures_of_one_name_are_told_apart(analyst, small_pages):
    to = make.consultation()
    made = [make.submission(to, venture="Alpha", person={"email": f"{n}@example.org"}) for n in range(5)]

    first = ventures.venture_page(Scope(), by=analyst)
    second = ventures.venture_page(Scope(), by=analyst, after=first.following)

    assert [line.pk for line in (*first.lines, *second.lines)] == sorted(each.venture_id for each in made)


@pytest.mark.parametrize("cursor", ["x", "0", "999999999999999999", "9" * 40, "\x00"])
def test_ventures_for_a_cursor_that_means_nothing_are_the_first(analyst, cursor):
    make.submission()

    assert ventures.venture_page(Scope(), by=analyst, after=cursor) == ventures.venture_page(Scope(), by=analyst)
