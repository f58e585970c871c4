"""Draw the life of a submission: statuses, a state diagram, and the table of moves."""

from collections.abc import Iterable
from itertools import groupby

from engagements.choices import MessageKind, Role, SubmissionStatus
from engagements.management.drawing.markdown import code, document, table
from engagements.models.submission import UNCOUNTED, WAITING
from engagements.rules.lifecycle import TRANSITIONS, Transition

INTRODUCTION = """# The life of a submission

One table of moves in `engagements/rules/lifecycle.py` says how a submission goes from one status to another;
`engagements.actions.moves.move` is the only road along it. Each move writes a status change, a row of the audit trail
and, where it has one, a mail, in one transaction."""
MOVES_NOTE = """The portal's own processes may take every move. “Record” is what has to come with the move. The venture
reads the reason where the table says so, and otherwise only what stands under “venture reads”."""


def draw() -> str:
    """Return the document, in English."""
    moves = table(("move", "from", "to", "who", "needs", "venture reads", "mail"), [_row(move) for move in TRANSITIONS])
    return document(INTRODUCTION, "## Statuses", _statuses(), "## Diagram", _diagram(), "## Moves", MOVES_NOTE, moves)


def _statuses() -> str:
    head = ("status", "officials read", "the venture reads", "an official has the next word", "counted in figures")
    rows = [
        (code(status.value), status.label, status.public_label, _yes(status in WAITING), _yes(status not in UNCOUNTED))
        for status in SubmissionStatus
    ]
    return table(head, rows)


def _diagram() -> str:
    """Return a Mermaid diagram; moves between the same two statuses share an arrow."""
    arrows = sorted(
        (_place(source, end="[*]"), move.target.value, str(move.label))
        for move in TRANSITIONS
        for source in move.sources or ("",)
    )
    names = [f"    {status.value}: {status.label}" for status in SubmissionStatus]
    lines = [
        f"    {source} --> {target}: {', '.join(label for *_, label in group)}"
        for (source, target), group in groupby(arrows, key=lambda arrow: arrow[:2])
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *lines, *_ends(), "```"])


def _ends() -> list[str]:
    left = {source for move in TRANSITIONS for source in move.sources}
    return [f"    {status.value} --> [*]" for status in SubmissionStatus if status not in left]


def _row(move: Transition) -> tuple[str, ...]:
    return (
        f"{code(move.name)} {move.label}",
        ", ".join(code(source.value) for source in move.sources) or "–",
        code(move.target.value),
        ", ".join(_takers(move)),
        ", ".join(_needs(move)) or "–",
        str(move.public_text) or "–",
        str(MessageKind(move.message).label) if move.message else "–",
    )


def _takers(move: Transition) -> Iterable[str]:
    if move.by_venture:
        yield "venture"
    yield from (str(role.label) for role in Role if role in move.roles)


def _needs(move: Transition) -> Iterable[str]:
    if move.requires_record:
        yield f"record: {move.requires_record._meta.verbose_name}"
    if move.needs_reason:
        yield "reason, which the venture reads" if move.tells_reason else "reason, for officials"


def _place(source: str, *, end: str) -> str:
    return SubmissionStatus(source).value if source else end


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
