"""Actors and changes of audit events in words.

Events store field names and plain values, which are hashed and never change; their wording may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import audit
from engagements.choices import Disposition, PowerAct, ReleaseReason, ReplyKind, Role
from engagements.models import AuditEvent, Official
from engagements.rules import claims, lifecycle
from engagements.rules.actors import ActorKind
from engagements.rules.dates import day_text, moment_text

APP = "engagements"
BIGGEST_KEY = 2**63 - 1
NOTHING = "\N{EN DASH}"
# Keys in `changes` that are no field of the record; other models are called by their verbose name.
NAMES: dict[str, str | Promise] = {
    "alone": gettext_lazy("by one person alone"),
    "because": gettext_lazy("reason"),
    "beside": gettext_lazy("shown beside"),
    "contacts": gettext_lazy("contacts"),
    "disposition": gettext_lazy("what was decided"),
    "draft": gettext_lazy("draft"),
    "drafts": gettext_lazy("drafts"),
    "factor": gettext_lazy("second factor"),
    "files": gettext_lazy("files"),
    "handed_over": gettext_lazy("handed over"),
    "held": gettext_lazy("roles until then"),
    "details": gettext_lazy("details of the venture"),
    "invitation": gettext_lazy("invitation"),
    "kind": gettext_lazy("kind of reply"),
    "left out": gettext_lazy("left out"),
    "messages": gettext_lazy("emails"),
    "transition": gettext_lazy("transition"),
    "note": gettext_lazy("internal note"),
    "options": gettext_lazy("options"),
    "returned": gettext_lazy("given back to the queue"),
    "roles": gettext_lazy("roles"),
    "rows": gettext_lazy("rows"),
    "scope": gettext_lazy("filtered by"),
    "sessions": gettext_lazy("sign-ins"),
    "submissions": gettext_lazy("submissions"),
    "table": gettext_lazy("table"),
    "until": gettext_lazy("until"),
    "ventures": gettext_lazy("ventures"),
    "what": gettext_lazy("what was asked"),
}
# Choices of such values.
LISTS: dict[str, Mapping[str, str | Promise]] = {
    "because": dict(ReleaseReason.choices),
    "details": claims.details_in_words(),
    "disposition": dict(Disposition.choices),
    "factor": {
        "totp": gettext_lazy("authenticator app"),
        "webauthn": gettext_lazy("passkey or security key"),
        "recovery_codes": gettext_lazy("recovery codes"),
    },
    "held": dict(Role.choices),
    "invitation": {"accepted": gettext_lazy("accepted"), "taken back": gettext_lazy("cancelled")},
    "kind": dict(ReplyKind.choices),
    "transition": {transition.name: transition.label for transition in lifecycle.TRANSITIONS},
    "roles": dict(Role.choices),
    "what": dict(PowerAct.choices),
}
ACTORS: dict[str, str | Promise] = {
    ActorKind.OFFICIAL: gettext_lazy("An official"),
    ActorKind.VENTURE: gettext_lazy("The venture"),
    ActorKind.ANYONE: gettext_lazy("A visitor"),
    ActorKind.SYSTEM: gettext_lazy("The portal itself"),
}


@dataclass(frozen=True)
class ChangedValue:
    """One change of an event: label and new value."""

    name: str
    value: str


def actor_in_words(event: AuditEvent) -> str:
    """Return the actor: an official's name, or the kind of actor."""
    return str(event.official or ACTORS.get(event.actor.partition(":")[0], event.actor))


def officials_in(events: Iterable[AuditEvent]) -> dict[int, Official]:
    """Return the officials whose ids appear in changes; one query."""
    told = ((event, name, value) for event in events for name, value in event.changes.items())
    return Official.objects.in_bulk(
        {
            one
            for event, name, value in told
            if _names_official(_field_of(model_of(event), name))
            for one in (value if isinstance(value, list) else [value])
            if isinstance(one, int) and 0 < one <= BIGGEST_KEY
        }
    )


def changes_in_words(event: AuditEvent, officials: Mapping[int, Official]) -> list[ChangedValue]:
    """Return the changes of an event in words; `officials` comes from `officials_in`."""
    model = model_of(event)
    found = []
    for name, value in event.changes.items():
        field = _field_of(model, name)
        label = str(field.verbose_name if field else _name_of(name))
        people = officials if _names_official(field) else {}
        found.append(ChangedValue(capfirst(label), value_in_words(value, name=name, field=field, people=people)))
    return found


def _name_of(name: str) -> str | Promise:
    """Return the label of a key that is no field of the record; unknown keys are returned as they are."""
    if name in NAMES:
        return NAMES[name]
    nouns = {model._meta.model_name: model._meta.verbose_name for model in apps.get_app_config(APP).get_models()}
    return nouns.get(name) or name.replace("_", " ")


def model_of(event: AuditEvent) -> type[Model] | None:
    """Return the model of an event's record; None if it no longer exists."""
    try:
        return apps.get_model(APP, event.target_type)
    except LookupError:
        return None


def value_in_words(value: Any, *, name: str, field: "Field[Any, Any] | None", people: Mapping[int, Official]) -> str:
    """Return a value of an event in words; `people` maps ids to officials."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if value == audit.PERSONAL:
        return _("personal, not kept in the audit trail")
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(value_in_words(one, name=name, field=field, people=people) for one in value)
    if isinstance(value, dict):
        told = {part: value_in_words(one, name=part, field=None, people={}) for part, one in sorted(value.items())}
        return "; ".join(f"{part}: {words}" for part, words in told.items())
    if isinstance(value, int) and value in people:
        return str(people[value])
    return _label_of(value, name=name, field=field) or _time_of(value) or str(value)


def _label_of(value: Any, *, name: str, field: "Field[Any, Any] | None") -> str:
    """Return the label of a value with choices; "" for any other."""
    labels: Mapping[Any, Any] = dict(field.flatchoices or ()) if field else LISTS.get(name, {})
    return str(labels.get(value, "")) if isinstance(value, str | int) else ""


def _time_of(value: Any) -> str:
    """Return an ISO date or datetime as formatted text; "" for anything else."""
    if not isinstance(value, str) or len(value) < len("2025-03-24"):
        return ""
    try:
        return day_text(date.fromisoformat(value)) if len(value) == 10 else moment_text(datetime.fromisoformat(value))
    except ValueError:
        return ""


def _names_official(field: "Field[Any, Any] | None") -> bool:
    return field is not None and field.related_model is Official


def _field_of(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None
