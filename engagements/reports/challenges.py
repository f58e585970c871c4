"""Challenges × focus areas: how many ventures and submissions stand in each cell, row and column."""

from collections.abc import Callable
from dataclasses import dataclass

from engagements.models import FocusArea
from engagements.reports.charts import shade
from engagements.reports.options import Options, asked, shown
from engagements.reports.scope import NOT_NAMED, Scope, submissions_in
from engagements.reports.tallies import Counts, Tally, counts_by, tally
from engagements.reports.totals import Totals
from engagements.rules.actors import Actor


@dataclass(frozen=True)
class Cell:
    """One cell: the scope that opens its list, what it counts, and how dark it is drawn (0 to 4)."""

    challenge: str
    focus_area: str
    scope: Scope
    submissions: int
    ventures: int
    shade: int


@dataclass(frozen=True)
class Row:
    """One focus area: a cell for each challenge, and how many over all challenges."""

    label: str
    cells: tuple[Cell, ...]
    total: Tally


@dataclass(frozen=True)
class Matrix:
    """The whole table. Rows, columns and the total each count distinct submissions and ventures: they do not add up."""

    challenges: tuple[Tally, ...]
    rows: tuple[Row, ...]
    totals: Totals

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)


def matrix(scope: Scope, totals: Totals, *, challenges: tuple[Tally, ...], by: Actor, options: Options) -> Matrix:
    """Return the table of a scope; `challenges` are its columns with their counts, `totals` those of the same scope.

    A submission that names several focus areas stands in several rows, a venture wherever one of its submissions does.
    """
    areas = options["focus_area"]
    submissions = submissions_in(scope, by=by)
    by_area = _named(counts_by(submissions, "focus_areas__slug"))
    by_pair = {
        (area or NOT_NAMED, challenge): pair
        for (area, challenge), pair in counts_by(submissions, "focus_areas__slug", "challenge__slug").items()
    }
    slugs = shown(areas, asked=asked(FocusArea, scope=scope, options=areas), found=by_area, only=scope.focus_area)
    rows = tally(slugs, by_area, label=areas.__getitem__, scope=lambda slug: scope.narrowed(focus_area=slug))
    darkest = max((ventures for _submissions, ventures in by_pair.values()), default=0)
    return Matrix(
        challenges=challenges,
        rows=tuple(_row(row, challenges, counts=by_pair, shade_of=lambda n: shade(n, of=darkest)) for row in rows),
        totals=totals,
    )


def _named(counts: Counts) -> Counts:
    return {area or NOT_NAMED: pair for area, pair in counts.items()}


def _row(total: Tally, challenges: tuple[Tally, ...], *, counts: Counts, shade_of: Callable[[int], int]) -> Row:
    return Row(
        label=total.label, cells=tuple(_cell(total, column, counts, shade_of) for column in challenges), total=total
    )


def _cell(row: Tally, column: Tally, counts: Counts, shade_of: Callable[[int], int]) -> Cell:
    submissions, ventures = counts.get((row.scope.focus_area, column.scope.challenge), (0, 0))
    scope = row.scope.narrowed(challenge=column.scope.challenge)
    return Cell(column.label, row.label, scope, submissions, ventures, shade_of(ventures))
