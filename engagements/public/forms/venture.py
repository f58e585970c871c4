"""Step 4: the venture, and apart from it the person who speaks for it."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy

from engagements.choices import State, TeamSize, VentureKind
from engagements.models import venture as formats
from engagements.public.forms.base import Block, StepForm
from engagements.public.forms.fields import IdentifierField, LineField, MailField, OneOfField, WebField
from engagements.rules import identifiers

NOT_CHOSEN = ("", gettext_lazy("Choose one"))
YES, NO = "yes", "no"


def _line(*, autocomplete: str, **attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})


class MobileField(IdentifierField):
    """A mobile number, kept with the country code and shown in groups."""

    def prepare_value(self, value: str | None) -> str:
        return identifiers.spaced_mobile(value or "")

    def shown(self, value: str) -> str:
        return identifiers.spaced_mobile(value)


class VentureForm(StepForm):
    """Who sends the point."""

    venture_name = LineField(
        label=gettext_lazy("Name of the venture"),
        help_text=gettext_lazy("As registered. An individual innovator writes their own name."),
        max_length=160,
        widget=_line(autocomplete="organization"),
        ask=gettext_lazy("Write the name of the venture."),
    )
    kind = OneOfField(
        label=gettext_lazy("Kind of venture"),
        help_text=gettext_lazy("If two fit, choose the one under which you would apply for a scheme."),
        choices=[NOT_CHOSEN, *VentureKind.choices],
        ask=gettext_lazy("Choose the kind of venture."),
    )
    state = OneOfField(
        label=gettext_lazy("State or union territory"),
        help_text=gettext_lazy("Where most of the work is done."),
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
        label=gettext_lazy("How many people work in it?"), choices=[NOT_CHOSEN, *TeamSize.choices], required=False
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
        ask=gettext_lazy("Write the name of the person whom we answer."),
    )
    email = MailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Our acknowledgement and our reply go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ask=gettext_lazy("Write the e-mail address to which we answer."),
    )
    mobile = MobileField(
        label=gettext_lazy("Mobile number"),
        help_text=gettext_lazy("For example 98765 43210. Used only if a mail does not reach you."),
        required=False,
        tidy=identifiers.mobile,
        form_of=formats.mobile_format,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    job_title = LineField(
        label=gettext_lazy("Your role in the venture"),
        max_length=120,
        required=False,
        widget=_line(autocomplete="organization-title"),
    )

    def layout(self) -> Layout:
        return Layout(
            Block(
                gettext_lazy("The venture"),
                gettext_lazy("So that we see who is heard and who is missing: by kind, by state, by size."),
                "venture_name",
                Field("kind", wrapper_class="field-medium"),
                Field("state", wrapper_class="field-medium"),
                Field("pin_code", wrapper_class="field-short"),
                Field("team_size", wrapper_class="field-medium"),
                Field("idex", wrapper_class="choices-2"),
                "website",
            ),
            Block(
                gettext_lazy("Registration"),
                gettext_lazy(
                    "Any one of these lets an official find your file faster. We check only how it is written."
                ),
                Field("dpiit_number", wrapper_class="field-medium"),
                Field("udyam_number", wrapper_class="field-medium"),
                Field("cin", wrapper_class="field-medium"),
            ),
            Block(
                gettext_lazy("The person we answer"),
                gettext_lazy(
                    "Personal data: kept apart from your point, read only by the officials who answer you, never "
                    "published."
                ),
                "contact_name",
                "email",
                Field("mobile", wrapper_class="field-medium"),
                "job_title",
            ),
        )
