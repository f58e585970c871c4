"""CSV exports of reports: columns, their meanings, and rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Choices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.choices import Language, PublicationConsent, State, SubmissionStatus, VentureKind
from engagements.reports import ventures
from engagements.reports.challenges import ChallengeMatrix
from engagements.reports.options import Options
from engagements.reports.overview import OverviewReport
from engagements.reports.questions import QuestionColumn, answers_by_question
from engagements.reports.scope import NOT_NAMED, Scope, parameter_of, submissions_in
from engagements.reports.spreadsheet import Cell
from engagements.reports.tallies import OptionTally
from engagements.rules.actors import Actor
from engagements.rules.deadlines import ANSWER_DAYS

Row = list[Cell]
# Rows read from the database at a time.
CHUNK = 2_000
_LONGEST_NAME = 150


@dataclass(frozen=True)
class CsvColumn:
    """One column of the submissions export: heading, meaning, the database column it reads, and its cell writer."""

    heading: str | Promise
    meaning: str | Promise
    reads: str
    write: Callable[[Any], Cell]


def submission_columns(options: Options) -> tuple[CsvColumn, ...]:
    """Return the columns of the submissions export; none holds personal data."""
    consultation, challenge, stage = (_label_in(options[part]) for part in ("consultation", "challenge", "stage"))
    return (
        CsvColumn(_("Reference number"), _("Public number of the submission."), "reference", _same),
        CsvColumn(_("Summary"), _("The issue in one line, as the venture wrote it."), "summary", _same),
        CsvColumn(_("Language"), _("Language in which it was written."), "language", _label_of(Language)),
        CsvColumn(_("Venture"), _("Name of the venture."), "venture__name", _same),
        CsvColumn(_("Kind of venture"), _("As the venture describes itself."), "venture__kind", _label_of(VentureKind)),
        CsvColumn(
            _("State or union territory"), _("Empty where it was not given."), "venture__state", _label_of(State)
        ),
        CsvColumn(_("Consultation"), _("Title of the consultation."), "consultation__slug", consultation),
        CsvColumn(_("Challenge"), _("What the issue is about."), "challenge__slug", challenge),
        CsvColumn(_("Severity"), _("From 1, a nuisance, to 5, it stops us; a number."), "severity", _same),
        CsvColumn(_("Status"), _("Status, in the words officials use."), "status", _label_of(SubmissionStatus)),
        CsvColumn(_("Received"), _("Year, month, day and time in India."), "received_at", _moment),
        CsvColumn(
            _("First reply"), _("Date of the first reply, interim or final. Empty if none has been sent."),
            "first_replied_at", _day,
        ),
        CsvColumn(_("Contract stage"), _("Where in the process it happened."), "stage__slug", stage),
        CsvColumn(_("Days lost"), _("As the venture gives them; a number, or empty."), "days_lost", _same),
        CsvColumn(_("Rupees blocked"), _("As the venture gives them; a number, or empty."), "rupees_blocked", _same),
        CsvColumn(_("Publication consent"), _("How much may be published."), "consent", _label_of(PublicationConsent)),
        CsvColumn(_("Illustrative"), _("“yes” if it is an invented example."), "is_example", _yes_no),
    )  # fmt: skip


def submission_rows(
    scope: Scope, *, by: Actor, columns: tuple[CsvColumn, ...], asked: tuple[QuestionColumn, ...] = ()
) -> Iterator[Row]:
    """Yield the submissions of a scope with their answers, newest first, with one chunk in memory at a time."""
    chosen = submissions_in(scope, by=by).order_by("-received_at", "-pk")
    found = chosen.values_list("pk", *(column.reads for column in columns)).iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        said = answers_by_question([pk for pk, *_values in chunk], asked=asked) if asked else {}
        for pk, *values in chunk:
            facts = [column.write(value) for column, value in zip(columns, values, strict=True)]
            yield facts + [said.get((pk, column.key, column.is_other), "") for column in asked]


def venture_heading() -> list[str]:
    """Return the headings of the ventures export."""
    return [
        _("Venture"),
        _("Kind of venture"),
        _("State or union territory"),
        _("Submissions"),
        _("Last received"),
        _("Illustrative"),
    ]


def venture_rows(scope: Scope, *, by: Actor) -> Iterator[Row]:
    """Yield the ventures of a scope by name, with their number of submissions."""
    for line in ventures.every(scope, by=by, chunk=CHUNK):
        yield [
            line.name,
            line.kind,
            line.state,
            line.submissions,
            _day(line.last_received_at),
            _yes_no(line.is_example),
        ]


def matrix_heading() -> list[str]:
    """Return the headings of the matrix export: one challenge and focus area per row."""
    return [_("Focus area"), _("Challenge"), _("Ventures"), _("Submissions")]


def matrix_rows(matrix: ChallengeMatrix) -> Iterator[Row]:
    """Yield every cell, then row, column and grand totals as “All”; totals count distinct rows and do not add up."""
    every_area, every_challenge = _("All focus areas"), _("All challenges")
    for row in matrix.rows:
        for cell in row.cells:
            yield [cell.focus_area, cell.challenge, cell.ventures, cell.submissions]
        yield [row.label, every_challenge, row.total.ventures, row.total.submissions]
    for column in matrix.challenges:
        yield [every_area, column.label, column.ventures, column.submissions]
    yield [every_area, every_challenge, matrix.totals.ventures, matrix.totals.submissions]


def overview_heading() -> list[str]:
    """Return the headings of the overview export: one figure per row, with the number it is out of."""
    return [_("Table"), _("Row"), _("Figure"), _("Value"), _("Out of")]


def overview_rows(overview: OverviewReport) -> Iterator[Row]:
    """Yield every figure of the overview."""
    yield from _totals_rows(overview)
    yield from _tally_rows(_("By challenge"), overview.challenges, overview)
    yield from _tally_rows(_("By how much it hurts"), overview.severities, overview)
    yield from _tally_rows(_("By status"), overview.statuses, overview)
    yield from _tally_rows(_("By month") if overview.is_monthly else _("By year"), overview.periods, overview)
    yield from _friction_rows(overview)
    yield from _tally_rows(_("By consultation"), overview.consultations, overview)


def _totals_rows(overview: OverviewReport) -> Iterator[Row]:
    table, everything = _("Overview"), _("All")
    totals, replies, cost = overview.totals, overview.responsiveness, overview.friction.overall
    yield [table, everything, _("Submissions"), totals.submissions, None]
    yield [table, everything, _("Ventures"), totals.ventures, None]
    yield [table, everything, _("Distinct texts"), overview.campaigns.texts, totals.submissions]
    yield [table, everything, _("Consultations"), totals.consultations, None]
    yield [table, everything, _("Illustrative submissions"), totals.illustrative, totals.submissions]
    yield [table, everything, _("Median days to the first reply"), replies.median_days, replies.replied]
    yield [
        table,
        everything,
        _("First reply within %(days)s days") % {"days": ANSWER_DAYS},
        replies.in_time,
        replies.due,
    ]
    yield [table, everything, _("Median days lost"), cost.median_days, cost.gave_days]
    yield [table, everything, _("Rupees blocked"), cost.rupees if cost.gave_rupees else None, cost.gave_rupees]


def _tally_rows(table: str, rows: tuple[OptionTally, ...], overview: OverviewReport) -> Iterator[Row]:
    for row in rows:
        yield [table, row.label, _("Submissions"), row.submissions, overview.totals.submissions]
        yield [table, row.label, _("Ventures"), row.ventures, overview.totals.ventures]


def _friction_rows(overview: OverviewReport) -> Iterator[Row]:
    table = _("By contract stage")
    for stage in overview.friction.stages:
        yield [table, stage.label, _("Submissions"), stage.submissions, overview.totals.submissions]
        yield [table, stage.label, _("Median days lost"), stage.median_days, stage.gave_days]
        yield [table, stage.label, _("Rupees blocked"), stage.rupees if stage.gave_rupees else None, stage.gave_rupees]


def file_name(table: str, scope: Scope, *, on: date, left_out: int = 0) -> str:
    """Return the name of a CSV file: table, scope, number of ventures left out, and the date it was made."""
    parts = [_part_of_name(part, value) for part, value in scope.parts.items()]
    parts += [f"ventures-left-out-{left_out}"] if left_out else []
    covers = "_".join(parts)[:_LONGEST_NAME]
    return "_".join(filter(None, [table, covers, on.isoformat()])) + ".csv"


def _part_of_name(part: str, value: Any) -> str:
    written = str(value).replace(NOT_NAMED, "none")
    return (written if part == "consultation" else f"{parameter_of(part)}-{written}").replace("_", "-")


def _same(value: Any) -> Cell:
    return value  # type: ignore[no-any-return]


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")


def _yes_no(value: bool) -> str:
    return pgettext("cell of a table", "yes") if value else pgettext("cell of a table", "no")


def _label_of(choices: type[Choices]) -> Callable[[Any], str]:
    # Built once per file, not once per cell.
    return _label_in({value: str(label) for value, label in choices.choices})


def _label_in(labels: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda slug: labels.get(slug, slug) if slug else ""
