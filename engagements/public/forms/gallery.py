"""Form with every kind of field, for the gallery; it is never sent."""

from typing import Any

from crispy_forms.bootstrap import AppendedText, InlineRadios, PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from engagements.choices import SEVERITY_EXPLANATIONS, PublicationConsent, Severity, State
from engagements.public.forms.fields import OneOfField

FOCUS_AREAS = ["Space Technologies", "Quantum Technologies", "Drones", "Radar Technologies", "Cybersecurity"]


class GalleryForm(forms.Form):
    """Every control in its normal and, once bound, in its error state."""

    summary = forms.CharField(
        label="In one line",
        max_length=150,
        help_text="What an official should understand from the list. Up to 150 characters.",
        error_messages={"required": "Say your point in one line"},
    )
    experience = forms.CharField(
        label="What happened?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One case you know at first hand is worth more than a general view. No classified details.",
        error_messages={"required": "Say what happened: at least one sentence"},
    )
    severity = OneOfField(
        label="How much does it hold you back?",
        choices=Severity.choices,
        hints={str(value.value): SEVERITY_EXPLANATIONS[value] for value in Severity},
        widget=forms.RadioSelect,
        ask="Say how much it holds you back",
    )
    focus_areas = forms.MultipleChoiceField(
        label="Which focus areas does it concern?",
        choices=[(str(number), name) for number, name in enumerate(FOCUS_AREAS)],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply.",
        error_messages={"required": "Choose at least one focus area"},
    )
    first_hand = forms.ChoiceField(
        label="Did it happen to you?",
        choices=[("yes", "Yes"), ("no", "No, to others")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it happened to you"},
    )
    state = forms.ChoiceField(
        label="State or union territory", choices=[("", "Choose one"), *State.choices], required=False
    )
    days_lost = forms.IntegerField(label="Days lost", required=False, min_value=0, help_text="A whole number.")
    rupees_blocked = forms.IntegerField(label="Rupees blocked", required=False, min_value=0)
    document = forms.FileField(label="A document", required=False, help_text="PDF, up to 5 MB.")
    notice = forms.BooleanField(
        label="I have read the notice and agree to it",
        help_text="You can withdraw at any time, as easily as you agreed.",
        error_messages={"required": "Agree to the notice to go on"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "summary",
            "experience",
            "severity",
            Field("focus_areas", wrapper_class="choices-2"),
            InlineRadios("first_hand"),
            Field("state", wrapper_class="field-medium"),
            AppendedText("days_lost", "days", wrapper_class="field-short"),
            PrependedText("rupees_blocked", "₹", wrapper_class="field-medium"),
            "document",
            "notice",
        )


class HindiGalleryForm(forms.Form):
    """The same fields in Hindi, where lines are taller and words longer."""

    summary = forms.CharField(label="एक पंक्ति में", help_text="सूची देखकर अधिकारी क्या समझे? अधिकतम 150 अक्षर।")
    experience = forms.CharField(
        label="क्या हुआ?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="अपना देखा एक मामला सामान्य राय से अधिक काम का है।",
    )
    consent = OneOfField(
        label="आपकी बात का कितना अंश प्रकाशित हो सकता है?",
        choices=[(PublicationConsent.NAMED, "हमारे नाम के साथ"), (PublicationConsent.OFFICIALS, "केवल अधिकारियों के लिए")],
        hints={
            PublicationConsent.NAMED: "आपका पाठ आपके उद्यम के नाम के साथ प्रकाशित हो सकता है।",
            PublicationConsent.OFFICIALS: "इसे केवल अधिकारी पढ़ेंगे।",
        },
        widget=forms.RadioSelect,
    )

    def __init__(self) -> None:
        super().__init__(prefix="hi")
        self.helper = FormHelper()
        self.helper.form_tag = False
