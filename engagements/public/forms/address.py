"""Form for the email address to which a link is sent."""

from typing import Any

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy

from engagements.public.forms.base import PlainForm
from engagements.public.forms.fields import MailField


class AddressForm(PlainForm):
    """One email address."""

    email = MailField(
        label=gettext_lazy("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        ask=gettext_lazy("Enter the email address to send the link to."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper.layout = Layout(Field("email", wrapper_class="field-medium"))
