"""Step 5: publication consent and confirmations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import CONSENT_EXPLANATIONS, PolicyKind, PublicationConsent
from engagements.models import PolicyVersion
from engagements.public.forms.base import FormRow, StepForm
from engagements.public.forms.fields import ConfirmedField, OneOfField
from engagements.rules.parsers import parse_int


class NoticeField(forms.Field):
    """Version of the privacy notice shown; a page always renders the one in force."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int | None:
        return parse_int(str(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial

    def shown(self, value: Any) -> str:
        return str(value)


class ConsentForm(StepForm):
    """Publication consent and privacy notice."""

    consent = OneOfField(
        label=gettext_lazy("Who can see your submission?"),
        help_text=gettext_lazy(
            "You can limit this further later, but you cannot widen it. Contact details are never published."
        ),
        choices=PublicationConsent.choices,
        hints={str(consent.value): CONSENT_EXPLANATIONS[consent] for consent in PublicationConsent},
        widget=forms.RadioSelect,
        ask=gettext_lazy("Choose who can see your submission."),
    )
    is_unclassified = ConfirmedField(
        label=gettext_lazy("My submission contains only unclassified information, and I am free to share it"),
        ask=gettext_lazy("Confirm that what you wrote is unclassified. If it is not, go back and remove it."),
    )
    has_read_notice = ConfirmedField(
        label=gettext_lazy("I have read the notice above"),
        ask=gettext_lazy("Read the notice and confirm that you have read it."),
    )
    notice = NoticeField(required=False)

    def set_choices(self) -> None:
        self.in_force = PolicyVersion.objects.in_force(PolicyKind.PRIVACY).defer("body", "body_hi").first()
        if self.in_force is None:
            return
        label = _("I have read the notice above (privacy notice, version %(number)d)")
        self.fields["has_read_notice"].label = label % {"number": self.in_force.number}
        if self.initial.get("notice") != self.in_force.pk:
            # A confirmation of another version does not count for this one.
            self.initial = {**self.initial, "notice": self.in_force.pk, "has_read_notice": False}

    def clean_notice(self) -> int | None:
        """Return the version in force, or None if none is published; another version must be confirmed again."""
        if self.in_force is None:
            return None
        if self.cleaned_data["notice"] != self.in_force.pk and self.data.get("has_read_notice"):
            self._ask_anew(self.in_force.number)
        return self.in_force.pk

    def rows(self) -> list[FormRow]:
        return [row for row in super().rows() if row.field != "notice"]

    def _ask_anew(self, number: int) -> None:
        newer = _("The privacy notice has been updated to version %(number)d. Read it, then confirm again.")
        self.add_error("has_read_notice", newer % {"number": number})
        self.data = {name: value for name, value in self.data.items() if name != "has_read_notice"}
