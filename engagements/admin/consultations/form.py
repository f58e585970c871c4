"""Form of a consultation: protects the period of a published one and requires a note on each change."""

from typing import Any, ClassVar

from django.forms import Textarea
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.admin.consultations.parts import NOTE, is_public
from engagements.admin.taxonomy import PeriodForm
from engagements.admin.written_fields import WrittenLine
from engagements.errors import ActionRefused
from engagements.models.change import NOTE_MAX
from engagements.rules.actors import Actor
from engagements.rules.consultation_window import check_window

NOTES = (NOTE, "change_note_hi")


class ConsultationForm(PeriodForm):
    """Checks the period; once the consultation is public, each change needs a note."""

    first, last = "opens_at", "closes_at"
    # The current user; the admin sets it for each request.
    actor: ClassVar[Actor] = Actor.anyone()

    change_note = WrittenLine(
        label=gettext_lazy("What changed"),
        max_length=NOTE_MAX,
        required=False,
        help_text=gettext_lazy(
            "One sentence, shown with today's date. For example: The closing date has been extended by one week."
        ),
    )
    change_note_hi = WrittenLine(label=gettext_lazy("What changed, in Hindi"), max_length=NOTE_MAX, required=False)
    change_note.hides_optional = True  # type: ignore[attr-defined]

    class Meta:
        widgets = {
            name: Textarea(attrs={"rows": rows})
            for name, rows in {"summary": 4, "summary_hi": 4, "window_reason": 2, "window_reason_hi": 2}.items()
        }

    @cached_property
    def changed_data(self) -> list[str]:
        """The changed fields, without the notes, which describe the change."""
        return [name for name in super().changed_data if name not in NOTES]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if is_public(self.instance):
            self._check_note(given)
            self._check_window(given)
        return given

    def _check_note(self, given: dict[str, Any]) -> None:
        if self.changed_data and not given.get(NOTE) and NOTE not in self.errors:
            self.add_error(NOTE, _("Describe in one sentence what has changed. The public will see this."))

    def _check_window(self, given: dict[str, Any]) -> None:
        if self.errors.keys() & {self.first, self.last}:
            return
        try:
            check_window(
                self.instance,
                opens_at=given["opens_at"],
                closes_at=given["closes_at"],
                reason=given.get("window_reason", ""),
                by=self.actor,
                at=timezone.now(),
            )
        except ActionRefused as refused:
            self.add_error(refused.field, refused.message)
