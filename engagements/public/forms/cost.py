"""Step 3: severity, and where time and money are lost."""

from crispy_forms.bootstrap import AppendedText, PrependedText
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import SEVERITY_EXPLANATIONS, Severity
from engagements.models import ContractStage, Scheme
from engagements.models.submission import DAYS_MAX, RUPEES_MAX
from engagements.public.forms.base import FormBlock, StepForm
from engagements.public.forms.fields import DaysField, OneOfField, RupeesField


class CostForm(StepForm):
    """What the difficulty costs the venture."""

    severity = OneOfField(
        label=gettext_lazy("How serious is the effect on you?"),
        choices=Severity.choices,
        hints={str(severity.value): SEVERITY_EXPLANATIONS[severity] for severity in Severity},
        widget=forms.RadioSelect,
        coerce=int,
        ask=gettext_lazy("Choose how serious the effect is."),
    )
    scheme = OneOfField(
        label=gettext_lazy("Which scheme or procurement route was it?"), coerce=int, empty_value=None, required=False
    )
    stage = OneOfField(
        label=gettext_lazy("At which stage did this happen?"), coerce=int, empty_value=None, required=False
    )
    days_lost = DaysField(
        label=gettext_lazy("How many days did you lose?"),
        help_text=gettext_lazy(
            "Count calendar days from the day when the work should have moved on. An estimate is fine."
        ),
        at_most=DAYS_MAX,
        too_many=gettext_lazy("Enter no more than 7,300 days (20 years)."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    rupees_blocked = RupeesField(
        label=gettext_lazy("How much money is, or was, blocked?"),
        help_text=gettext_lazy("For example, 12,50,000 or 12.5 lakh or 2 crore. An estimate is fine."),
        at_most=RUPEES_MAX,
        required=False,
    )

    def set_choices(self) -> None:
        for name, terms in (("scheme", Scheme.objects), ("stage", ContractStage.objects)):
            offered = [(term.pk, term.label) for term in terms.filter(is_active=True)]
            self.fields[name].choices = [("", _("Not sure, or none of these")), *offered]

    def layout(self) -> Layout:
        return Layout(
            "severity",
            FormBlock(
                gettext_lazy("Where time and money were lost"),
                gettext_lazy(
                    "Leave blank what you do not know. Taken together, these answers show which stage needs "
                    "to be improved first."
                ),
                Field("scheme", wrapper_class="field-medium"),
                Field("stage", wrapper_class="field-medium"),
                AppendedText("days_lost", _("days"), wrapper_class="field-short"),
                PrependedText("rupees_blocked", "₹", wrapper_class="field-medium"),
            ),
        )
