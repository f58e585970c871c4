"""Step 4: the venture, and separately its contact person."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy

from engagements.choices import State, TeamSize, VentureKind
from engagements.models import venture as formats
from engagements.public.forms.base import FormBlock, StepForm
from engagements.public.forms.fields import IdentifierField, LineField, MailField, OneOfField, WebField
from engagements.rules import identifiers

NOT_CHOSEN = ("", gettext_lazy("Choose one"))
YES, NO = "yes", "no"


def _line(*, autocomplete: str, **attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})


class MobileField(IdentifierField):
    """A mobile number, stored with the country code and shown in groups."""

    def prepare_value(self, value: str | None) -> str:
        return identifiers.spaced_mobile(value or "")

    def shown(self, value: str) -> str:
        return identifiers.spaced_mobile(value)


class VentureForm(StepForm):
    """Venture, registration numbers and contact person."""

    venture_name = LineField(
        label=gettext_lazy("Name of the venture"),
        help_text=gettext_lazy("As registered. If you are an individual innovator, enter your own name."),
        max_length=160,
        widget=_line(autocomplete="organization"),
        ask=gettext_lazy("Enter the name of the venture."),
    )
    kind = OneOfField(
        label=gettext_lazy("Kind of venture"),
        help_text=gettext_lazy("If more than one applies, choose the one you would use to apply for a scheme."),
        choices=[NOT_CHOSEN, *VentureKind.choices],
        ask=gettext_lazy("Choose the kind of venture."),
    )
    state = OneOfField(
        label=gettext_lazy("State or union territory"),
        help_text=gettext_lazy("The state where most of the work is done."),
        choices=[NOT_CHOSEN, *State.choices],
        ask=gettext_lazy("Choose the state or union territory."),
    )
    pin_code = IdentifierField(
        label=gettext_lazy("PIN code"),
        required=False,
        tidy=identifiers.compact,
        form_of=formats.pin_format,
        widget=_line(autocomplete="postal-code", inputmode="numeric"),
    )
    team_size = OneOfField(
        label=gettext_lazy("How many people work there?"), choices=[NOT_CHOSEN, *TeamSize.choices], required=False
    )
    idex = OneOfField(
        label=gettext_lazy("Are you engaged with iDEX?"),
        help_text=gettext_lazy("As a winner, an applicant or a partner of Innovations for Defence Excellence."),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
        required=False,
    )
    website = WebField(label=gettext_lazy("Website"), required=False)
    dpiit_number = IdentifierField(
        label=gettext_lazy("DPIIT recognition number"),
        help_text=gettext_lazy("For example DIPP12345."),
        required=False,
        tidy=identifiers.compact,
        form_of=formats.dpiit_format,
    )
    udyam_number = IdentifierField(
        label=gettext_lazy("Udyam registration number"),
        help_text=gettext_lazy("For example UDYAM-KA-01-0012345."),
        required=False,
        tidy=identifiers.udyam,
        form_of=formats.udyam_format,
    )
    cin = IdentifierField(
        label=gettext_lazy("Corporate identification number (CIN)"),
        help_text=gettext_lazy("21 characters, for example U12345KA2019PTC123456."),
        required=False,
        tidy=identifiers.compact,
        form_of=formats.cin_format,
    )
    contact_name = LineField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=_line(autocomplete="name"),
        ask=gettext_lazy("Enter the name of the contact person."),
    )
    email = MailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("We will send our acknowledgement and reply here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ask=gettext_lazy("Enter the email address for our reply."),
    )
    mobile = MobileField(
        label=gettext_lazy("Mobile number"),
        help_text=gettext_lazy("For example, 98765 43210. We use it only if an email does not reach you."),
        required=False,
        tidy=identifiers.mobile,
        form_of=formats.mobile_format,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    job_title = LineField(
        label=gettext_lazy("Your designation"),
        max_length=120,
        required=False,
        widget=_line(autocomplete="organization-title"),
    )

    def layout(self) -> Layout:
        return Layout(
            FormBlock(
                gettext_lazy("The venture"),
                gettext_lazy(
                    "We ask this to see which kinds of ventures, which states and which sizes we hear from, "
                    "and which we do not."
                ),
                "venture_name",
                Field("kind", wrapper_class="field-medium"),
                Field("state", wrapper_class="field-medium"),
                Field("pin_code", wrapper_class="field-short"),
                Field("team_size", wrapper_class="field-medium"),
                Field("idex", wrapper_class="choices-2"),
                "website",
            ),
            FormBlock(
                gettext_lazy("Registration details"),
                gettext_lazy(
                    "Enter any one of these. It helps officials to find your records faster. We check only the format."
                ),
                Field("dpiit_number", wrapper_class="field-medium"),
                Field("udyam_number", wrapper_class="field-medium"),
                Field("cin", wrapper_class="field-medium"),
            ),
            FormBlock(
                gettext_lazy("Contact person"),
                gettext_lazy(
                    "Personal data. Kept separately from your submission, read only by the officials who "
                    "reply to you, and never published."
                ),
                "contact_name",
                "email",
                Field("mobile", wrapper_class="field-medium"),
                "job_title",
            ),
        )
