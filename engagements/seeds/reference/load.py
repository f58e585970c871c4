"""Load the reference data; existing or previously loaded entries are not changed."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from engagements import audit
from engagements.actions import taxonomy
from engagements.models import AuditEvent, Challenge, ContractStage, EnterpriseLimit, FocusArea, Scheme
from engagements.models.taxonomy import Term
from engagements.rules.actors import Actor
from engagements.seeds.policies import load as policies
from engagements.seeds.replies import load as replies

TAXONOMY = Path(__file__).parent / "taxonomy.toml"
SEED = Actor.system("seed")
LISTS: dict[str, type[Term]] = {
    "focus_areas": FocusArea,
    "challenges": Challenge,
    "schemes": Scheme,
    "stages": ContractStage,
}


def load_reference(*, at: datetime) -> dict[str, int]:
    """Add missing entries and return how many of each kind; `at` is the time of loading."""
    entries = taxonomy_entries()
    with audit.one_transaction():
        added = {name: _add_terms(model, entries[name], at=at) for name, model in LISTS.items()}
        added["limits"] = _add_limits(entries["limits"], at=at)
        added["policies"] = policies.load_policies(at=at)
        added["reply_templates"] = replies.load_reply_templates(at=at)
    return added


def taxonomy_entries() -> dict[str, list[dict[str, Any]]]:
    """Return the entries of taxonomy.toml by list name."""
    return tomllib.loads(TAXONOMY.read_text(encoding="utf-8"))


def _add_terms(model: type[Term], entries: list[dict[str, Any]], *, at: datetime) -> int:
    known = set(model._default_manager.values_list("slug", flat=True))
    missing = [
        model(position=place, **entry) for place, entry in enumerate(entries, start=1) if entry["slug"] not in known
    ]
    for term in missing:
        taxonomy.record_term(term, by=SEED, at=at)
    return len(missing)


def _add_limits(entries: list[dict[str, Any]], *, at: datetime) -> int:
    # Officials may have corrected a date: the audit trail has the dates under which limits were loaded.
    loaded = AuditEvent.objects.filter(target_type="enterpriselimit", actor=SEED.audit_label).values_list(
        "changes", flat=True
    )
    known = {(facts["enterprise_class"], facts["valid_from"]) for facts in loaded}
    known |= {
        (kind, day.isoformat()) for kind, day in EnterpriseLimit.objects.values_list("enterprise_class", "valid_from")
    }
    limits = [EnterpriseLimit(**entry) for entry in entries]
    missing = [limit for limit in limits if (limit.enterprise_class, limit.valid_from.isoformat()) not in known]
    for limit in missing:
        taxonomy.record_term(limit, by=SEED, at=at)
    return len(missing)
