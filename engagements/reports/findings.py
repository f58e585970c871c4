"""Builds chart titles from report figures, each one sentence with the main finding."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.choices import Severity, SubmissionStatus
from engagements.reports.challenges import ChallengeMatrix
from engagements.reports.cost_of_delay import StageCost
from engagements.reports.overview import OverviewReport
from engagements.reports.tallies import OptionTally
from engagements.reports.totals import ScopeTotals
from engagements.rules.numerals import days, format_number

# Above this number, names are counted instead of listed.
MOST_NAMES = 3
# Medians of fewer values than this are not compared.
MIN_COMPARABLE = 5
SETTLED_STATUSES = (SubmissionStatus.ANSWERED, SubmissionStatus.CLOSED)
SEVERE_LEVELS = (Severity.CRITICAL, Severity.STOPS)


def no_data_title() -> str:
    """Return the title for a scope without submissions."""
    return _("No submissions match this selection")


def challenge_title(challenges: Sequence[OptionTally], totals: ScopeTotals) -> str:
    """Return the title of challenges: which one most ventures raise, and how many do."""
    raised = [row for row in challenges if row.ventures]
    if not raised:
        return no_data_title()
    top = max(row.ventures for row in raised)
    names = [row.label for row in raised if row.ventures == top]
    text = _raised_most(leading=len(names), raised=len(raised), ventures=totals.ventures)
    return text % {
        "names": joined_names(_quoted(names)),
        "number": len(names),
        "some": format_number(top),
        "all": format_number(totals.ventures),
    }


def _raised_most(*, leading: int, raised: int, ventures: int) -> str:
    """Return the sentence for the number of leading challenges and of challenges raised at all."""
    if raised == 1 and ventures == 1:
        return _("%(names)s is the only challenge raised, by the one venture")
    if raised == 1:
        return _("%(names)s is the only challenge raised, by all %(all)s ventures")
    if leading == 1:
        return _("%(names)s is raised most, by %(some)s of %(all)s ventures")
    if ventures == 1:
        return _("The one venture raises %(number)s challenges")
    if leading > MOST_NAMES and leading == raised:
        return _("%(number)s challenges are raised equally often, each by %(some)s of %(all)s ventures")
    if leading > MOST_NAMES:
        return _("%(number)s challenges are raised most, each by %(some)s of %(all)s ventures")
    if leading == raised:
        return _("%(names)s are raised equally often, by %(some)s of %(all)s ventures each")
    return _("%(names)s are raised most, each by %(some)s of %(all)s ventures")


def matrix_title(matrix: ChallengeMatrix) -> str:
    """Return the title of the matrix: the challenge and focus area with the most ventures."""
    top = max((cell.ventures for cell in matrix.cells), default=0)
    if not top:
        return no_data_title()
    leading = [cell for cell in matrix.cells if cell.ventures == top]
    if len(leading) == 1:
        text = _("The most frequent pair is %(challenge)s in %(area)s: %(some)s of %(all)s")
    else:
        text = ngettext(
            "No pair stands out: %(some)s venture in each of %(number)s pairs",
            "No pair stands out: %(some)s ventures in each of %(number)s pairs",
            top,
        )
    return text % {
        "number": len(leading),
        "challenge": leading[0].challenge,
        "area": leading[0].focus_area,
        "some": format_number(top),
        "all": counted_ventures(matrix.totals.ventures),
    }


def counted_ventures(number: int) -> str:
    """Return a number of ventures with its noun."""
    return ngettext("%(number)s venture", "%(number)s ventures", number) % {"number": format_number(number)}


def counted_submissions(number: int) -> str:
    """Return a number of submissions with its noun."""
    return ngettext("%(number)s submission", "%(number)s submissions", number) % {"number": format_number(number)}


def status_title(statuses: Sequence[OptionTally], totals: ScopeTotals) -> str:
    """Return the title of statuses: how many submissions are answered or closed."""
    done = sum(row.submissions for row in statuses if row.scope.status in SETTLED_STATUSES)
    return _part(_("Answered or closed: %(some)s of %(all)s"), done, totals)


def severity_title(severities: Sequence[OptionTally], totals: ScopeTotals) -> str:
    """Return the title of severities: how many submissions report that the project is threatened or stopped."""
    grave = sum(row.submissions for row in severities if row.scope.severity in SEVERE_LEVELS)
    return _part(_("The project is threatened or stopped in %(some)s of %(all)s"), grave, totals)


def period_title(overview: OverviewReport) -> str:
    """Return the title of periods: the month or year with the most submissions."""
    periods = overview.periods
    if not periods:
        return no_data_title()
    top = max(row.submissions for row in periods)
    names = [row.label for row in periods if row.submissions == top]
    text = (
        _busiest_months(len(names), of=len(periods))
        if overview.is_monthly
        else _busiest_years(len(names), of=len(periods))
    )
    return text % {
        "names": joined_names(names),
        "number": len(names),
        "some": format_number(top),
        "all": counted_submissions(overview.totals.submissions),
    }


def _busiest_months(leading: int, *, of: int) -> str:
    if of == 1:
        return _("All arrived in one month, %(names)s: %(all)s")
    if leading == 1:
        return _("%(names)s was the busiest month: %(some)s of %(all)s")
    if leading <= MOST_NAMES:
        return _("%(names)s were the busiest months: %(some)s each of %(all)s")
    return _("No month stands out: %(some)s of %(all)s were received in each of %(number)s")


def _busiest_years(leading: int, *, of: int) -> str:
    if leading == 1:
        return _("%(names)s was the busiest year: %(some)s of %(all)s")
    if leading <= MOST_NAMES:
        return _("%(names)s were the busiest years: %(some)s each of %(all)s")
    return _("No year stands out: %(some)s of %(all)s arrived in each of %(number)s")


def cost_title(stages: Sequence[StageCost]) -> str:
    """Return the title of the cost of delay: the stage with the highest median, among stages with enough figures."""
    given = comparable(stages)
    if not given:
        return _("Too few submissions gave the days lost to compare contract stages")
    top = max(stage.median_days or 0 for stage in given)
    leading = [stage for stage in given if stage.median_days == top]
    values = {
        "names": joined_names(_quoted([stage.label for stage in leading])),
        "number": len(leading),
        "days": days(top),
    }
    if len(leading) == 1:
        return _("%(names)s costs most time: a median of %(days)s lost, of %(all)s") % {
            **values, "all": counted_submissions(leading[0].gave_days),
        }  # fmt: skip
    if len(leading) <= MOST_NAMES:
        return _("%(names)s cost most time: a median of %(days)s lost at each") % values
    return _("%(number)s stages cost most time: a median of %(days)s lost at each") % values


def comparable(stages: Sequence[StageCost]) -> list[StageCost]:
    """Return the stages with enough figures of days lost for a meaningful median."""
    return [stage for stage in stages if stage.gave_days >= MIN_COMPARABLE]


def _quoted(names: Sequence[str]) -> list[str]:
    """Return names in quotes if there are several, so that each one's end is visible."""
    return [_("“%(name)s”") % {"name": name} for name in names] if len(names) > 1 else list(names)


def joined_names(names: Sequence[str]) -> str:
    """Return names as one phrase: “A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _part(text: str, part: int, totals: ScopeTotals) -> str:
    if not totals.submissions:
        return no_data_title()
    return text % {"some": format_number(part), "all": counted_submissions(totals.submissions)}
