"""The page on which an auditor proves the trail, by itself and against checkpoints kept elsewhere."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import audit, checkpoints
from engagements.checkpoints import Checkpoint
from engagements.errors import ActionRefused

# Longer than any checkpoint that is printed, line breaks included.
LONGEST = 1_000


class CheckpointForm(forms.Form):
    """A checkpoint that was noted earlier; left empty, the trail is proved by itself and the file of checkpoints."""

    kept = forms.CharField(
        label=_("A checkpoint that you saved"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Paste the whole line. With it, even a trail that was put back to an earlier state is found."),
    )

    def clean_kept(self) -> Checkpoint | None:
        """Return the checkpoint that was pasted, or None for an empty box."""
        written = self.cleaned_data["kept"]
        try:
            return Checkpoint.read(written) if written else None
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused


def proof(form: CheckpointForm, *, at: datetime) -> dict[str, Any]:
    """Return what the page says: where the trail ends now and, where that was asked for, whether it holds."""
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
