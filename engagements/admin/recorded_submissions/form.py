"""Form to record a submission for a venture; validated by the same rules as imports."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from engagements.choices import SEVERITY_EXPLANATIONS, Severity, State, VentureKind
from engagements.models import Consultation, ContractStage, Scheme, Submission
from engagements.models.base import localised
from engagements.rules.dates import day_text
from engagements.rules.recorded_submission_parser import CHANNELS, ParsedSubmission, read_entry
from engagements.rules.sensitivity.passages import SensitivePassage, passages_in
from engagements.rules.vocabulary import terms_of

UNKNOWN_CHOICE = ("", gettext_lazy("Not known"))
# Fields that `rules.entries` requires; its messages explain why.
REQUIRED_FIELDS = ("venture_name", "challenge", "focus_areas", "summary", "experience", "severity")


class RecordForm(forms.Form):
    """One recorded submission; all validation is done by `rules.entries`."""

    # Django's types do not know which fields have choices.
    fields: dict[str, Any]

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=gettext_lazy("How did it reach you?"),
        choices=[(channel, channel.label) for channel in CHANNELS],
        widget=forms.RadioSelect,
        required=False,
    )
    session = forms.ChoiceField(
        label=gettext_lazy("Session"),
        help_text=gettext_lazy("The session in which it was said. Leave empty for email or post."),
        required=False,
    )
    said_on = forms.CharField(
        label=gettext_lazy("Said or written on"),
        help_text=gettext_lazy("If you leave this empty, we will use the date of the session."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    venture_name = forms.CharField(
        label=gettext_lazy("Name of the venture"),
        help_text=gettext_lazy(
            "If we already hold a venture with this name, it is used. Otherwise a new one is created."
        ),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of venture"), choices=[UNKNOWN_CHOICE, *VentureKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State or union territory"), choices=[UNKNOWN_CHOICE, *State.choices], required=False
    )
    contact_name = forms.CharField(label=gettext_lazy("Who spoke for the venture"), required=False)
    email = forms.CharField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy(
            "We will email the venture a link here so that it can confirm or correct what you record."
        ),
        widget=forms.EmailInput,
        required=False,
    )
    mobile = forms.CharField(label=gettext_lazy("Mobile number"), required=False)
    job_title = forms.CharField(label=gettext_lazy("Their role in the venture"), required=False)
    challenge = forms.ChoiceField(label=gettext_lazy("Challenge"), widget=forms.RadioSelect, required=False)
    focus_areas = forms.MultipleChoiceField(
        label=gettext_lazy("Focus areas"), widget=forms.CheckboxSelectMultiple, required=False
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary in one line"), help_text=gettext_lazy("Up to 150 characters."), required=False
    )
    experience = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("Keep as close to the venture's own words as you can. Unclassified information only."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    proposal = forms.CharField(
        label=gettext_lazy("What should change"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("How much does it hold the venture back?"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    scheme = forms.ChoiceField(label=gettext_lazy("Scheme or procurement route"), required=False)
    stage = forms.ChoiceField(label=pgettext_lazy("of a contract", "Stage"), required=False)
    days_lost = forms.CharField(label=gettext_lazy("Days lost"), required=False)
    rupees_blocked = forms.CharField(
        label=gettext_lazy("Rupees blocked"), help_text=gettext_lazy("For example, 12.5 lakh"), required=False
    )

    def __init__(self, *arguments: Any, consultation: Consultation, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.consultation = consultation
        self.entry: ParsedSubmission | None = None
        self._offer()
        for name in (*REQUIRED_FIELDS, "channel", "session"):
            # Required, at least sometimes, although Django does not know it.
            self.fields[name].hides_optional = True
        self.fields["severity"].choice_hints = {str(one.value): SEVERITY_EXPLANATIONS[one] for one in Severity}

    def _offer(self) -> None:
        """Set the choices that this consultation offers."""
        asked = self.consultation.asked_challenges.filter(challenge__is_active=True).select_related("challenge")
        self.fields["challenge"].choices = [(row.challenge.slug, row.challenge.label) for row in asked]
        areas = self.consultation.focus_areas.filter(is_active=True)
        self.fields["focus_areas"].choices = [(area.slug, area.label) for area in areas]
        sessions = [
            (f"#{one.pk}", f"{day_text(one.held_on)} – {localised(one, 'title')}")
            for one in self.consultation.sessions.all()
        ]
        self.fields["session"].choices = [("", _("Not in a session")), *sessions]
        for name, terms in (("scheme", Scheme.objects), ("stage", ContractStage.objects)):
            offered = [(term.slug, term.label) for term in terms.filter(is_active=True)]
            self.fields[name].choices = [UNKNOWN_CHOICE, *offered]

    def clean(self) -> dict[str, Any]:
        """Parse the input with the import rules and add each problem to its field."""
        given = dict(super().clean() or {})
        written = {name: str(value or "") for name, value in given.items() if name != "focus_areas"}
        written["focus_areas"] = ";".join(given.get("focus_areas", []))
        reading = read_entry(written, terms_of(self.consultation, today=timezone.localdate()))
        self.entry = reading.entry
        for name, sentence in reading.problems.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return given

    def doubts(self) -> tuple[SensitivePassage, ...]:
        """Return sensitive passages in the texts of a valid form; they would put the submission in quarantine."""
        words = ("summary", "experience", "proposal", "venture_name", "contact_name", "job_title")
        return passages_in({name: self.cleaned_data[name] for name in words}) if self.entry else ()

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields in groups with headings."""
        return [(heading, [self[name] for name in names]) for heading, names in PARTS]


PARTS = (
    (gettext_lazy("How it reached us"), ("channel", "session", "said_on")),
    (
        gettext_lazy("The venture"),
        ("venture_name", "kind", "state", "contact_name", "email", "mobile", "job_title"),
    ),
    (gettext_lazy("The submission"), ("challenge", "focus_areas", "summary", "experience", "proposal")),
    (gettext_lazy("What it costs"), ("severity", "scheme", "stage", "days_lost", "rupees_blocked")),
)


def initial_after(submission: Submission) -> dict[str, Any]:
    """Return initial values from the submission recorded before: its venture and session."""
    contact, said = submission.contact, submission.claim
    begun = {
        "channel": submission.channel,
        "session": f"#{submission.session_id}" if submission.session_id else "",
        "said_on": submission.recorded_submission.said_on.isoformat(),
        "venture_name": submission.venture.name,
        "kind": said.kind,
        "state": said.state,
    }
    if contact is None:
        return begun
    person = {"contact_name": said.contact_name, "email": contact.email, "job_title": said.job_title}
    return begun | person | {"mobile": said.mobile}
