"""Stock forms as a browser sends them, and what came of it."""

from django.forms import BoundField
from django.http import HttpResponse

from engagements.models import AuditEvent


def filled_in(response: HttpResponse) -> dict[str, object]:
    """Return what a page's forms would send when nothing is touched."""
    forms = [response.context["adminform"].form]
    for part in response.context.get("inline_admin_formsets", []):
        forms += [part.formset.management_form, *part.formset.forms]
    sent = {field.html_name: sent_by(field) for form in forms for field in form}
    return {"seen": response.context["seen"]} | {name: value for name, value in sent.items() if value is not None}


def sent_by(field: BoundField) -> object:
    """Return what the browser sends for one field, or None where it sends nothing."""
    value = field.value()
    if isinstance(value, list):
        return [getattr(one, "pk", one) for one in value]
    if isinstance(value, bool):
        return "on" if value else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def errors_in(response: HttpResponse) -> list[str]:
    """Return what a page's forms say against their fields."""
    forms = [response.context["adminform"].form]
    for part in response.context["inline_admin_formsets"]:
        forms += part.formset.forms
    return [sentence for form in forms for errors in form.errors.values() for sentence in errors]


def last_event() -> tuple[str, str, object, dict[str, object]]:
    """Return the act, the target, the official and the changes that were put on record last."""
    event = AuditEvent.objects.latest("pk")
    return event.act, event.target_id, event.official, event.changes


def note(**given: object) -> dict[str, object]:
    """Return what a change of a published consultation sends beside what the page shows."""
    return {"change_note": "Something changed."} | given
