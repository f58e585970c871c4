"""Load the supplied reply templates; existing or previously loaded ones are not changed."""

import tomllib
from datetime import datetime
from pathlib import Path

from engagements import audit
from engagements.actions import replies
from engagements.models import AuditEvent, ReplyTemplate
from engagements.rules.actors import Actor

TEMPLATES = Path(__file__).parent / "templates.toml"
SEED = Actor.system("seed")


def load_reply_templates(*, at: datetime) -> int:
    """Add missing templates and return their number; `at` is the time of loading."""
    entries = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))["templates"]
    with audit.one_transaction():
        # Officials may have renamed a template: the audit trail has the names under which they were loaded.
        loaded = AuditEvent.objects.filter(target_type="replytemplate", actor=SEED.audit_label)
        known = {facts["name"] for facts in loaded.values_list("changes", flat=True)}
        known |= set(ReplyTemplate.objects.values_list("name", flat=True))
        missing = [
            ReplyTemplate(**{name: value.strip() for name, value in entry.items()})
            for entry in entries
            if entry["name"] not in known
        ]
        for template in missing:
            replies.record_template(template, by=SEED, at=at)
    return len(missing)
