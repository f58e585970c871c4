"""Forms with which a venture confirms or corrects a recorded submission."""

from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy

from engagements.choices import PublicationConsent
from engagements.public.forms.consent import ConsentForm
from engagements.public.forms.fields import ConfirmedField
from engagements.public.forms.point import PointForm


class ConfirmForm(ConsentForm):
    """The venture's consent only; the texts are confirmed unchanged."""

    is_unclassified = ConfirmedField(
        label=gettext_lazy("What is written here is unclassified, and we are free to share it"),
        ask=gettext_lazy("Confirm that it is unclassified. If it is not, correct it and remove the classified part."),
    )

    def set_choices(self) -> None:
        super().set_choices()
        self.fields["consent"].label = gettext_lazy("Who can see your submission?")
        self.fields["consent"].help_text = gettext_lazy(
            "Only officials have read this so far, because you had not been asked. You can limit "
            "this further later, but you cannot widen it."
        )

    @property
    def chosen(self) -> PublicationConsent:
        """The consent given in a valid form."""
        return PublicationConsent(self.cleaned_data["consent"])


class CorrectForm(ConfirmForm):
    """The texts to correct, and the consent."""

    summary = PointForm.base_fields["summary"]
    experience = PointForm.base_fields["experience"]
    proposal = PointForm.base_fields["proposal"]

    def layout(self) -> Layout:
        return Layout("summary", "experience", "proposal", "consent", "is_unclassified", "has_read_notice", "notice")

    @property
    def texts(self) -> dict[str, Any]:
        """The texts of a valid form."""
        return {name: self.cleaned_data[name] for name in ("summary", "experience", "proposal")}
