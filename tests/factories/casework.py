"""What officials write to a venture: questions, replies, drafts of replies."""

from datetime import datetime
from typing import Any

from engagements.actions import casework, replies
from engagements.choices import ReplyKind, Role
from engagements.models import ReplyDraft, Submission
from engagements.rules.actors import Actor
from engagements.rules.replies import ReplyWording
from tests.factories.basis import AT
from tests.factories.officials import actor
from tests.factories.submissions import moved


def asked(
    of: Submission, question: str = "Which milestone was it?", *, by: Actor | None = None, at: datetime = AT
) -> Submission:
    """Take a received submission up and ask its venture a question."""
    of = moved(of, "take_up", at=at)
    return casework.ask(of, question, by=by or actor(Role.OFFICER), at=at, version=of.version)


def replied(
    of: Submission,
    body: str = "We changed the clause.",
    *,
    kind: ReplyKind = ReplyKind.FINAL,
    by: Actor | None = None,
    at: datetime = AT,
) -> Submission:
    """Take a received submission up and reply to it."""
    of = moved(of, "take_up", at=at)
    return casework.reply(of, body, kind=kind, by=by or actor(Role.OFFICER), at=at, version=of.version)


def drafted(
    of: Submission, body: str = "We changed the clause.", *, by: Actor | None = None, at: datetime = AT, **wording: Any
) -> ReplyDraft:
    """Take a received submission up and keep a draft of a reply to it; `wording` takes the fields of Wording."""
    of = moved(of, "take_up", at=at)
    return replies.save_draft(of, ReplyWording(body, **wording), by=by or actor(Role.OFFICER), at=at)
