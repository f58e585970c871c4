"""Generate docs/lifecycle.md: statuses, state diagram, transitions."""

from collections.abc import Iterable
from itertools import groupby

from engagements.choices import MessageKind, Role, SubmissionStatus
from engagements.management.drawing.markdown import code, document, table
from engagements.models.submission import UNCOUNTED, WAITING
from engagements.rules.lifecycle import TRANSITIONS, Transition

INTRODUCTION = """# The life of a submission

One table of transitions in `engagements/rules/lifecycle.py` says how a submission goes from one status to another; what
officials do is declared in `engagements/rules/case_actions.py`, with its button, its access key and its words.
`engagements.actions.transitions.apply_transition` makes every change. Each writes a status change, a row of the audit
trail and, where it has one, an email, in one transaction."""
TRANSITIONS_NOTE = """The portal's own processes may take every transition. “Record” is what has to come with the
transition. The venture
reads the reason where the table says so, and otherwise only what stands under “venture reads”."""


def draw() -> str:
    """Return the document, in English."""
    transitions = table(
        ("transition", "from", "to", "who", "needs", "venture reads", "mail"),
        [_row(transition) for transition in TRANSITIONS],
    )
    return document(
        INTRODUCTION, "## Statuses", _statuses(), "## Diagram", _diagram(), "## Moves", TRANSITIONS_NOTE, transitions
    )


def _statuses() -> str:
    head = ("status", "officials read", "the venture reads", "an official has the next word", "counted in figures")
    rows = [
        (code(status.value), status.label, status.public_label, _yes(status in WAITING), _yes(status not in UNCOUNTED))
        for status in SubmissionStatus
    ]
    return table(head, rows)


def _diagram() -> str:
    """Return a Mermaid diagram; transitions between the same two statuses share an arrow."""
    arrows = sorted(
        ((SubmissionStatus(source).value if source else "[*]"), transition.target.value, str(transition.label))
        for transition in TRANSITIONS
        for source in transition.sources or ("",)
    )
    names = [f"    {status.value}: {status.label}" for status in SubmissionStatus]
    lines = [
        f"    {source} --> {target}: {', '.join(label for *_, label in group)}"
        for (source, target), group in groupby(arrows, key=lambda arrow: arrow[:2])
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *lines, *_ends(), "```"])


def _ends() -> list[str]:
    left = {source for transition in TRANSITIONS for source in transition.sources}
    return [f"    {status.value} --> [*]" for status in SubmissionStatus if status not in left]


def _row(transition: Transition) -> tuple[str, ...]:
    return (
        f"{code(transition.name)} {transition.label}",
        ", ".join(code(source.value) for source in transition.sources) or "–",
        code(transition.target.value),
        ", ".join(_takers(transition)),
        ", ".join(_needs(transition)) or "–",
        str(transition.public_text) or "–",
        str(MessageKind(transition.message).label) if transition.message else "–",
    )


def _takers(transition: Transition) -> Iterable[str]:
    if transition.by_venture:
        yield "venture"
    yield from (str(role.label) for role in Role if role in transition.roles)


def _needs(transition: Transition) -> Iterable[str]:
    if transition.requires_record:
        yield f"record: {transition.requires_record._meta.verbose_name}"
    if transition.needs_reason:
        yield "reason, which the venture reads" if transition.tells_reason else "reason, for officials"


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
