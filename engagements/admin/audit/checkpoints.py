"""The page on which an auditor proves the trail, by itself and against a checkpoint kept elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import audit
from engagements.audit import Checkpoint
from engagements.errors import Refused
from engagements.models import AuditChain

# Longer than any checkpoint that is printed, gaps included.
LONGEST = 1_000


class CheckpointForm(forms.Form):
    """A checkpoint that was noted earlier; left empty, the trail is proved by itself."""

    kept = forms.CharField(
        label=_("A checkpoint that you kept"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Paste the whole line. With it, even a trail that was rewritten as a whole gives itself away."),
    )

    def clean_kept(self) -> Checkpoint | None:
        """Return the checkpoint that was pasted, or None for an empty box."""
        written = self.cleaned_data["kept"]
        try:
            return Checkpoint.read(written) if written else None
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused


def proof(form: CheckpointForm) -> dict[str, Any]:
    """Return what the page says: whether the trail holds where that was asked for, and where it stands now."""
    chains = AuditChain.objects.order_by("strand")
    context: dict[str, Any] = {"form": form, "now": audit.checkpoint(), "chains": chains, "is_asked": form.is_valid()}
    if not context["is_asked"]:
        return context
    kept = form.cleaned_data["kept"]
    return context | {
        "rows": audit.count(),
        "breaks": audit.verify(),
        "kept": kept,
        "departures": audit.departures_from(kept) if kept else [],
    }
