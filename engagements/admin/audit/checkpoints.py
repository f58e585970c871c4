"""Verification of the audit trail: its own hash chain, and its agreement with stored checkpoints."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import audit, checkpoints
from engagements.checkpoints import Checkpoint
from engagements.errors import ActionRefused

# Longer than any printed checkpoint, line breaks included.
LONGEST = 1_000


class CheckpointForm(forms.Form):
    """An optional checkpoint to verify the trail against, besides the chain itself and the checkpoint file."""

    kept = forms.CharField(
        label=_("A checkpoint that you saved"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Paste the whole line. With it, even a trail that was put back to an earlier state is found."),
    )

    def clean_kept(self) -> Checkpoint | None:
        """Return the parsed checkpoint, or None if the field is empty."""
        written = self.cleaned_data["kept"]
        try:
            return Checkpoint.read(written) if written else None
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused


def proof(form: CheckpointForm, *, at: datetime) -> dict[str, Any]:
    """Return the template context: the current checkpoint and, if requested, the results of the verification."""
    context = {"form": form, "now": checkpoints.as_it_stands(at=at), "is_asked": form.is_valid(), "checked_at": at}
    if not context["is_asked"]:
        return context
    kept = form.cleaned_data["kept"]
    return context | {
        "rows": audit.count(),
        "breaks": audit.verify(),
        "file_problems": checkpoints.problems_in_file(at=at),
        "kept": kept,
        "departures": checkpoints.departures_from([kept]) if kept else [],
    }
