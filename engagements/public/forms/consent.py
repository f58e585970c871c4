"""Step 5: how much may be published, and what has to be confirmed before sending."""

from django import forms
from django.utils.translation import gettext_lazy

from engagements.choices import PublicationConsent
from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import ConfirmedField, OneOfField


class ConsentForm(StepForm):
    """Publication consent and notice."""

    consent = OneOfField(
        label=gettext_lazy("How much of your point may be shown?"),
        help_text=gettext_lazy("You can make it stricter later, never looser. Contact details are never published."),
        choices=PublicationConsent.choices,
        hints={str(consent.value): consent.explanation for consent in PublicationConsent},
        widget=forms.RadioSelect,
        ask=gettext_lazy("Choose how much of your point may be shown."),
    )
    is_unclassified = ConfirmedField(
        label=gettext_lazy("What I wrote is unclassified, and I am free to share it"),
        ask=gettext_lazy("Confirm that what you wrote is unclassified. If it is not, go back and take it out."),
    )
    has_read_notice = ConfirmedField(
        label=gettext_lazy("I have read the notice above"),
        ask=gettext_lazy("Read the notice, then confirm that you have."),
    )
