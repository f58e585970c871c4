"""Matrix of challenges × focus areas: distinct ventures and submissions per cell, row and column."""

from collections.abc import Callable
from dataclasses import dataclass

from engagements.models import FocusArea
from engagements.reports.charts import shade
from engagements.reports.options import Options, asked, shown_options
from engagements.reports.scope import NOT_NAMED, Scope, submissions_in
from engagements.reports.tallies import Counts, OptionTally, counts_by, tally
from engagements.reports.totals import ScopeTotals
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class MatrixCell:
    """One cell: the scope of its list, its counts, and its shade (0 to 4)."""

    challenge: str
    focus_area: str
    scope: Scope
    submissions: int
    ventures: int
    shade: int


@dataclass(frozen=True)
class MatrixRow:
    """One focus area: a cell for each challenge, and the total over all challenges."""

    label: str
    cells: tuple[MatrixCell, ...]
    total: OptionTally


@dataclass(frozen=True)
class ChallengeMatrix:
    """The whole matrix. Rows, columns and total each count distinct submissions and ventures: they do not add up."""

    challenges: tuple[OptionTally, ...]
    rows: tuple[MatrixRow, ...]
    totals: ScopeTotals

    @property
    def cells(self) -> tuple[MatrixCell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)


def matrix(
    scope: Scope, totals: ScopeTotals, *, challenges: tuple[OptionTally, ...], by: Actor, options: Options
) -> ChallengeMatrix:
    """Return the matrix of a scope; `challenges` are its columns with their counts, `totals` those of the same scope.

    A submission with several focus areas counts in several rows, and so does its venture.
    """
    areas = options["focus_area"]
    submissions = submissions_in(scope, by=by)
    by_area = _named(counts_by(submissions, "focus_areas__slug"))
    by_pair = {
        (area or NOT_NAMED, challenge): pair
        for (area, challenge), pair in counts_by(submissions, "focus_areas__slug", "challenge__slug").items()
    }
    slugs = shown_options(
        areas, asked=asked(FocusArea, scope=scope, options=areas), found=by_area, only=scope.focus_area
    )
    rows = tally(slugs, by_area, label=areas.__getitem__, scope=lambda slug: scope.narrowed(focus_area=slug))
    darkest = max((ventures for _submissions, ventures in by_pair.values()), default=0)
    return ChallengeMatrix(
        challenges=challenges,
        rows=tuple(_row(row, challenges, counts=by_pair, shade_of=lambda n: shade(n, of=darkest)) for row in rows),
        totals=totals,
    )


def _named(counts: Counts) -> Counts:
    return {area or NOT_NAMED: pair for area, pair in counts.items()}


def _row(
    total: OptionTally, challenges: tuple[OptionTally, ...], *, counts: Counts, shade_of: Callable[[int], int]
) -> MatrixRow:
    return MatrixRow(
        label=total.label, cells=tuple(_cell(total, column, counts, shade_of) for column in challenges), total=total
    )


def _cell(row: OptionTally, column: OptionTally, counts: Counts, shade_of: Callable[[int], int]) -> MatrixCell:
    submissions, ventures = counts.get((row.scope.focus_area, column.scope.challenge), (0, 0))
    scope = row.scope.narrowed(challenge=column.scope.challenge)
    return MatrixCell(column.label, row.label, scope, submissions, ventures, shade_of(ventures))
