"""Step 3: how much it hurts, and the facts of where time and money are lost."""

from crispy_forms.bootstrap import AppendedText, PrependedText
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import SEVERITY_EXPLANATIONS, Severity
from engagements.models import ContractStage, Scheme
from engagements.models.submission import DAYS_MAX, RUPEES_MAX
from engagements.public.forms.base import Block, StepForm
from engagements.public.forms.fields import DaysField, OneOfField, RupeesField


class CostForm(StepForm):
    """What the difficulty costs the venture."""

    severity = OneOfField(
        label=gettext_lazy("How much does it hold you back?"),
        choices=Severity.choices,
        hints={str(severity.value): SEVERITY_EXPLANATIONS[severity] for severity in Severity},
        widget=forms.RadioSelect,
        coerce=int,
        ask=gettext_lazy("Say how much it holds you back."),
    )
    scheme = OneOfField(
        label=gettext_lazy("In which scheme or procurement route?"), coerce=int, empty_value=None, required=False
    )
    stage = OneOfField(label=gettext_lazy("At which stage?"), coerce=int, empty_value=None, required=False)
    days_lost = DaysField(
        label=gettext_lazy("How many days did you lose?"),
        help_text=gettext_lazy("In calendar days, from the day on which it should have gone on. An estimate will do."),
        at_most=DAYS_MAX,
        too_many=gettext_lazy("Write at most 7,300 days, which is 20 years."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    rupees_blocked = RupeesField(
        label=gettext_lazy("How many rupees are or were blocked?"),
        help_text=gettext_lazy("For example 12,50,000 or 12.5 lakh or 2 crore. An estimate will do."),
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
            Block(
                gettext_lazy("Where time and money are lost"),
                gettext_lazy(
                    "Leave out what you do not know. Added up over all ventures, these facts show which stage to mend "
                    "first."
                ),
                Field("scheme", wrapper_class="field-medium"),
                Field("stage", wrapper_class="field-medium"),
                AppendedText("days_lost", _("days"), wrapper_class="field-short"),
                PrependedText("rupees_blocked", "₹", wrapper_class="field-medium"),
            ),
        )
