"""Forms with which a venture opens its submission, answers, objects, or restricts its consent."""

from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import PublicationConsent
from engagements.errors import ActionRefused
from engagements.models.submission import TEXT_MAX
from engagements.public.forms.base import PlainForm
from engagements.public.forms.fields import LineField, OneOfField, TextField
from engagements.public.forms.files_field import HINT, FilesField
from engagements.rules import receipts, references

# Codes are case-insensitive random letters: keyboards and password managers should not change them.
AS_TYPED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


PAGE_OUTDATED = gettext_lazy("This page was out of date. Check what has changed, then try again.")


class SingleTextForm(PlainForm):
    """A few short fields in one column."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper.layout = Layout(*[Field(name, wrapper_class="field-medium") for name in self.fields])


class CodeForm(SingleTextForm):
    """The access code of a submission whose reference is in the URL."""

    code = LineField(
        label=gettext_lazy("Access code"),
        help_text=gettext_lazy(
            "26 letters and digits, shown when you sent your submission. Spaces and capital letters do not matter."
        ),
        widget=forms.TextInput(attrs=AS_TYPED),
        ask=gettext_lazy("Enter the access code."),
    )


class ReferenceForm(SingleTextForm):
    """The reference of a submission."""

    reference = LineField(
        label=gettext_lazy("Reference number"),
        widget=forms.TextInput(attrs=AS_TYPED),
        ask=gettext_lazy("Enter the reference number."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        example = references.format_reference(settings.REFERENCE_PREFIX, "2024-25", 123)
        hint = _("For example, %(example)s. Slashes, spaces and capital letters do not matter.") % {"example": example}
        self.fields["reference"].help_text = hint

    def clean_reference(self) -> str:
        """Return the reference in its printed form, without checking that it exists."""
        try:
            return references.parse_reference(self.cleaned_data["reference"])
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused


class TrackForm(ReferenceForm, CodeForm):
    """A reference and its access code."""

    field_order = ("reference", "code")


class ReceiptForm(ReferenceForm):
    """A reference and a receipt."""

    receipt = LineField(
        label=gettext_lazy("Receipt"),
        help_text=gettext_lazy(
            "64 characters (digits and letters a to f), as shown in the email and on your page. "
            "Spaces and capital letters do not matter."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        ask=gettext_lazy("Enter the receipt."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper.layout = Layout(Field("reference", wrapper_class="field-medium"), "receipt")

    def clean_receipt(self) -> str:
        """Return the receipt without separators, without checking that it matches a submission."""
        typed = receipts.as_typed(self.cleaned_data["receipt"])
        if not receipts.SHAPE.fullmatch(typed):
            raise forms.ValidationError(
                _("A receipt has 64 characters: digits and letters from a to f. Check it group by group.")
            )
        return typed


class VersionedForm(PlainForm):
    """An action on a submission, with the version that the venture saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PAGE_OUTDATED),
    )


class AnswerForm(VersionedForm):
    """The venture's answer to a clarification request."""

    answer = TextField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Do not include classified or export-controlled details. Up to 5,000 characters."),
        max_length=TEXT_MAX,
        rows=6,
        ask=gettext_lazy("Enter your answer."),
    )
    attachments = FilesField(label=gettext_lazy("Attachments"), help_text=HINT, required=False)


class ObjectionForm(VersionedForm):
    """What is missing in a reply."""

    missing = TextField(
        label=gettext_lazy("What is missing?"),
        help_text=gettext_lazy(
            "What did you ask, and what was not answered? Do not include classified or "
            "export-controlled details. Up to 5,000 characters."
        ),
        max_length=TEXT_MAX,
        rows=6,
        ask=gettext_lazy("Describe what is missing. One sentence is enough."),
    )


class RestrictConsentForm(VersionedForm):
    """A stricter publication consent."""

    consent = OneOfField(
        label=gettext_lazy("Who can see it from now on?"),
        widget=forms.RadioSelect,
        ask=gettext_lazy("Choose who can see it from now on."),
    )

    def __init__(self, *arguments: Any, than: PublicationConsent, **options: Any) -> None:
        super().__init__(*arguments, **options)
        stricter = [consent for consent in PublicationConsent if consent.strictness > than.strictness]
        self.fields["consent"].choices = [(consent.value, consent.label) for consent in stricter]
        self.fields["consent"].choice_hints = {consent.value: consent.explanation for consent in stricter}
