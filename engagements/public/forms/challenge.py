"""Step 1: challenge, focus areas and session."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.models.base import localised
from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import OneOfField, SomeOfField
from engagements.rules.dates import day_text


class ChallengeForm(StepForm):
    """What the submission is about."""

    challenge = OneOfField(
        label=gettext_lazy("What type of difficulty is this about?"),
        help_text=gettext_lazy("Choose the closest one. You can send another submission afterwards."),
        widget=forms.RadioSelect,
        coerce=int,
        ask=gettext_lazy("Choose the type of difficulty your submission is about."),
    )
    focus_areas = SomeOfField(
        label=gettext_lazy("Which technology areas does it concern?"),
        help_text=gettext_lazy("Select all that apply. Choose at least one."),
        coerce=int,
        ask=gettext_lazy("Choose at least one focus area."),
    )
    session = OneOfField(
        label=gettext_lazy("Did you raise this in a session?"),
        help_text=gettext_lazy("This helps us to connect your submission with what was said there."),
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
        hides_optional=True,
    )

    def set_choices(self) -> None:
        asked = self.consultation.asked_challenges.filter(challenge__is_active=True).select_related("challenge")
        challenges = [row.challenge for row in asked]
        self.fields["challenge"].choices = [(challenge.pk, challenge.label) for challenge in challenges]
        self.fields["challenge"].choice_hints = {str(challenge.pk): challenge.question for challenge in challenges}
        areas = self.consultation.focus_areas.filter(is_active=True)
        self.fields["focus_areas"].choices = [(area.pk, area.label) for area in areas]
        sessions = [
            (session.pk, f"{day_text(session.held_on)} – {localised(session, 'title')}")
            for session in self.consultation.sessions.all()
        ]
        self.fields["session"].choices = [("", _("No, or not in a session of this consultation")), *sessions]
        if not sessions:
            del self.fields["session"]

    def layout(self) -> Layout:
        session = ["session"] if "session" in self.fields else []
        return Layout("challenge", Field("focus_areas", wrapper_class="choices-2"), *session)
