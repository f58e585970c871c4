"""Forms of the bulk actions, shown before the preview."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.actions import assignments
from engagements.admin.submissions.forms import PublicationForm, named
from engagements.admin.written_fields import WrittenLine
from engagements.choices import Moderation
from engagements.models.submission import REASON_MAX
from engagements.rules.absences import notes_on

BY_RULES = "rules"


class EmptyForm(forms.Form):
    """Form of an action that needs no input."""


class AssigneeForm(forms.Form):
    """Form to assign all selected submissions."""

    official = forms.ChoiceField(label=_("Officer in charge"), error_messages={"required": _("Choose who to assign.")})
    reason = WrittenLine(
        label=_("Reason, if an officer is already assigned"),
        required=False,
        max_length=REASON_MAX,
        help_text=_(
            "One sentence. It is recorded in the history of each submission that changes hands. Only "
            "officials can read it."
        ),
    )
    # Required in one case only, so neither “optional” nor “required” would be right.
    reason.hides_optional = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(official.pk): official for official in assignments.assignable()}
        away = notes_on(timezone.localdate())
        people = [(key, named(official, away)) for key, official in self.offered.items()]
        first = [("", _("Choose…")), (BY_RULES, _("Follow the desk rules"))]
        self.fields["official"].choices = [*first, (_("A named official"), people)]  # type: ignore[attr-defined]

    def clean_official(self) -> Any:
        """Return the official, or None if the desk rules decide."""
        return self.offered.get(self.cleaned_data["official"])


class ReasonForm(forms.Form):
    """Form with one reason for all selected submissions."""

    reason = WrittenLine(
        label=_("Reason"),
        max_length=REASON_MAX,
        error_messages={"required": _("Give a reason. One sentence is enough.")},
        help_text=_("Every venture concerned will see this."),
    )


class DecisionForm(forms.Form):
    """Form to decide whether the selected submissions are published."""

    decision = forms.ChoiceField(
        label=_("Can they be published?"),
        choices=[(Moderation.PUBLISHED, _("Publish them")), (Moderation.NOT_PUBLISHED, _("Do not publish them"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they may be shown.")},
    )
    because = WrittenLine(
        label=PublicationForm.base_fields["because"].label,
        required=False,
        max_length=REASON_MAX,
        help_text=_("One sentence. The same for all of them."),
    )
    because.hides_optional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("decision") == Moderation.NOT_PUBLISHED and not given.get("because"):
            self.add_error("because", _("Give a reason. One sentence is enough."))
        return given


FORM_OF_BULK_ACTION: dict[str, type[forms.Form]] = {
    "assign": AssigneeForm,
    "take_up": EmptyForm,
    "close": ReasonForm,
    "publication": DecisionForm,
}
