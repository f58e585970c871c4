"""Findings: the sentence is true of the figures, with one in the lead, with several, and with none."""

from datetime import date

import pytest

from engagements.reports.campaigns import InCampaigns
from engagements.reports.challenges import ChallengeMatrix, MatrixCell, MatrixRow
from engagements.reports.cost_of_delay import FrictionReport, StageCost
from engagements.reports.findings import (
    challenge_title,
    cost_title,
    joined_names,
    matrix_title,
    period_title,
    severity_title,
    status_title,
)
from engagements.reports.overview import OverviewReport, PeriodTally
from engagements.reports.responsiveness import ResponseTimes
from engagements.reports.scope import Scope
from engagements.reports.tallies import OptionTally
from engagements.reports.totals import ScopeTotals

NAMES = ["Funding", "Rules", "Players", "Access", "Users"]
NOTHING = "No submissions match this selection"


def totals(submissions=0, ventures=0):
    return ScopeTotals(submissions, ventures, 1, 0, date(2025, 3, 24), date(2025, 4, 1))


def tallies(*ventures):
    return [OptionTally(name, Scope(), number, number) for name, number in zip(NAMES, ventures, strict=False)]


@pytest.mark.parametrize(
    ("ventures", "of", "sentence"),
    [
        ((14, 9, 6), 24, "Funding is raised most, by 14 of 24 ventures"),
        ((2, 1400, 0), 1402, "Rules is raised most, by 1,400 of 1,402 ventures"),
        ((9, 9, 6), 20, "“Funding” and “Rules” are raised most, each by 9 of 20 ventures"),
        ((9, 9, 0), 20, "“Funding” and “Rules” are raised equally often, by 9 of 20 ventures each"),
        ((4, 4, 4), 8, "“Funding”, “Rules” and “Players” are raised equally often, by 4 of 8 ventures each"),
        ((4, 4, 4, 4, 1), 8, "4 challenges are raised most, each by 4 of 8 ventures"),
        ((4, 4, 4, 4), 8, "4 challenges are raised equally often, each by 4 of 8 ventures"),
        ((0, 7, 0), 7, "Rules is the only challenge raised, by all 7 ventures"),
        ((0, 1, 0), 1, "Rules is the only challenge raised, by the one venture"),
        ((1, 1, 0), 1, "The one venture raises 2 challenges"),
        ((0, 0, 0), 0, NOTHING),
        ((), 0, NOTHING),
    ],
)
def test_raised_most_is_true_of_the_figures(ventures, of, sentence):
    assert challenge_title(tallies(*ventures), totals(ventures=of)) == sentence


def table(*counts, ventures=24):
    cells = tuple(MatrixCell(NAMES[n], f"Area {n}", Scope(), number, number, 1) for n, number in enumerate(counts))
    return ChallengeMatrix(
        (), (MatrixRow("Area", cells, OptionTally("Area", Scope(), 0, 0)),), totals(ventures=ventures)
    )


@pytest.mark.parametrize(
    ("matrix", "sentence"),
    [
        (table(1, 8, 3), "The most frequent pair is Rules in Area 1: 8 of 24 ventures"),
        (table(1, ventures=1), "The most frequent pair is Funding in Area 0: 1 of 1 venture"),
        (table(5, 5, 1), "No pair stands out: 5 ventures in each of 2 pairs"),
        (table(1, 1, 1), "No pair stands out: 1 venture in each of 3 pairs"),
        (table(0, 0), NOTHING),
        (table(), NOTHING),
    ],
)
def test_most_frequent_pair_is_true_of_the_figures(matrix, sentence):
    assert matrix_title(matrix) == sentence


def test_settled_counts_answered_and_closed():
    rows = [
        OptionTally("x", Scope(status=status), n, n) for status, n in [("received", 4), ("answered", 3), ("closed", 2)]
    ]

    assert status_title(rows, totals(submissions=9)) == "Answered or closed: 5 of 9 submissions"
    assert status_title([], totals()) == NOTHING


def test_severe_counts_threatened_and_stopped():
    rows = [OptionTally("x", Scope(severity=severity), severity, 1) for severity in (1, 2, 3, 4, 5)]

    assert severity_title(rows, totals(submissions=15)) == "The project is threatened or stopped in 9 of 15 submissions"
    assert severity_title(rows, totals(submissions=0)) == NOTHING


def over_time(*counts, is_monthly=True):
    labels = ["March", "April", "May", "June"]
    rows = tuple(PeriodTally(label, Scope(), n, n, label[:3]) for label, n in zip(labels, counts, strict=False))
    none = StageCost("", Scope(), 0, None, 0, 0, 0)
    replies = ResponseTimes(None, 0, Scope(), 0, Scope(), 0, Scope())
    all_of_it = totals(sum(counts))
    return OverviewReport(
        all_of_it, InCampaigns(0, 0), (), (), (), rows, is_monthly, (), replies, FrictionReport(none, ())
    )


@pytest.mark.parametrize(
    ("overview", "sentence"),
    [
        (over_time(1, 5, 2), "April was the busiest month: 5 of 8 submissions"),
        (over_time(5, 5, 2), "“March” and “April” were the busiest months: 5 each of 12 submissions"),
        (over_time(1, 1, 1, 1), "No month stands out: 1 of 4 submissions were received in each of 4"),
        (over_time(3), "All arrived in one month, March: 3 submissions"),
        (over_time(1, 5, is_monthly=False), "April was the busiest year: 5 of 6 submissions"),
        (over_time(), NOTHING),
    ],
)
def test_busiest_is_true_of_the_figures(overview, sentence):
    assert period_title(overview).replace("“", "").replace("”", "") == sentence.replace("“", "").replace("”", "")


def stages(*given):
    return [StageCost(name, Scope(), 9, days, of, 0, 0) for name, (days, of) in zip(NAMES, given, strict=False)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (stages((148, 7), (61, 9)), "Funding costs most time: a median of 148 days lost, of 7 submissions"),
        (stages((9.5, 5), (900, 4)), "Funding costs most time: a median of 9.5 days lost, of 5 submissions"),
        (stages((1, 5), (1, 6)), "“Funding” and “Rules” cost most time: a median of 1 day lost at each"),
        (stages((7, 5), (7, 5), (7, 5), (7, 5)), "4 stages cost most time: a median of 7 days lost at each"),
        (stages((900, 4)), "Too few submissions gave the days lost to compare contract stages"),
        (stages((None, 0)), "Too few submissions gave the days lost to compare contract stages"),
        ([], "Too few submissions gave the days lost to compare contract stages"),
    ],
)
def test_costliest_is_true_of_the_figures(rows, sentence):
    assert cost_title(rows) == sentence


@pytest.mark.parametrize(
    ("names", "phrase"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_listed_reads_as_one_phrase(names, phrase):
    assert joined_names(names) == phrase
