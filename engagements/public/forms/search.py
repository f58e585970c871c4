"""Filters of the list of consultations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from engagements.choices import Phase
from engagements.models import FocusArea
from engagements.public.forms.base import PlainForm
from engagements.public.forms.fields import LineField, OneOfField

ANY_PHASE = ("", gettext_lazy("Open, closed and answered"))
OFFERED = (Phase.OPEN, Phase.CLOSED, Phase.ANSWERED)


class ConsultationSearch(PlainForm):
    """Filters of consultations; empty ones do not filter."""

    q = LineField(
        label=gettext_lazy("Words in the title or summary"),
        max_length=100,
        required=False,
        hides_optional=True,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    phase = OneOfField(
        label=gettext_lazy("Status"),
        choices=[ANY_PHASE, *[(phase.value, phase.label) for phase in OFFERED]],
        coerce=Phase,
        empty_value=None,
        required=False,
        hides_optional=True,
    )
    area = OneOfField(label=gettext_lazy("Focus area"), empty_value="", required=False, hides_optional=True)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        areas = FocusArea.objects.filter(is_active=True)
        self.fields["area"].choices = [("", gettext_lazy("All focus areas"))] + [(a.slug, a.label) for a in areas]
