"""Filters of a consultation's published submissions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from engagements.models import Consultation
from engagements.public.forms.base import PlainForm
from engagements.public.forms.fields import LineField, OneOfField


class PublishedSearch(PlainForm):
    """Filters of published submissions; empty ones do not filter."""

    q = LineField(
        label=gettext_lazy("Words in the submission"),
        max_length=100,
        required=False,
        hides_optional=True,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    challenge = OneOfField(label=gettext_lazy("Challenge"), empty_value="", required=False, hides_optional=True)
    area = OneOfField(label=gettext_lazy("Focus area"), empty_value="", required=False, hides_optional=True)

    def __init__(self, *arguments: Any, consultation: Consultation, **options: Any) -> None:
        super().__init__(*arguments, **options)
        challenges = [asked.challenge for asked in consultation.asked_challenges.select_related("challenge")]
        self._offer("challenge", gettext_lazy("All challenges"), challenges)
        self._offer("area", gettext_lazy("All focus areas"), consultation.focus_areas.all())

    def _offer(self, name: str, everything: Any, terms: Any) -> None:
        self.fields[name].choices = [("", everything), *((term.slug, term.label) for term in terms)]
