"""The forms with which officials act on one submission: what they ask, and how it is checked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.actions import assignments
from engagements.choices import DISPOSITIONS_OF, Moderation, ReplyKind
from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.models.submission import REASON_MAX, TEXT_MAX
from engagements.rules.absences import notes_on
from engagements.rules.claims import details_in_words
from engagements.rules.parsers import email_from
from engagements.rules.replies import Wording
from engagements.rules.text_cleaning import check_text, normalised


class WrittenLine(forms.CharField):
    """Text from an official, without invisible characters, in one kind of writing."""

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            check_text(value)
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave the length to the server: a browser that cuts a pasted text short does so in silence."""
        return {}


class WrittenAddress(forms.CharField):
    """An e-mail address, read as every other one of the portal."""

    widget = forms.EmailInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return email_from(text) if text else ""
        except ActionRefused as refused:
            raise forms.ValidationError(refused.message) from refused


class WrittenText(WrittenLine):
    """The same on several lines, as long as the database takes."""

    def __init__(self, *, ask: Any, rows: int = 6, **options: Any) -> None:
        super().__init__(max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.error_messages["required"] = ask


class ActForm(forms.Form):
    """What every act carries: which version of the submission the person saw, when, and how it stood then."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)


class ReasonForm(ActForm):
    """A move that has to be explained."""

    reason = WrittenText(label=_("Reason"), ask=_("Give a reason. One sentence is enough."), rows=3)


def named(official: Official, away: Mapping[int, str]) -> str:
    """Return an official's name for a list to choose from, with what `notes_on` says of those who are away."""
    return f"{official} – {away[official.pk]}" if official.pk in away else str(official)


class AssignForm(ActForm):
    """Who is to be in charge."""

    official = forms.TypedChoiceField(
        label=_("Officer in charge"), error_messages={"required": _("Choose who to assign.")}
    )
    reason = WrittenLine(
        label=_("Reason for reassigning"),
        required=False,
        max_length=REASON_MAX,
        help_text=_("One sentence. Only officials read it."),
    )
    # The action asks for it; whether it has to depends on who is in charge by then.
    reason.hides_optional = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial.get("is_in_charge"):
            # Nobody has it yet: there is nothing to explain.
            del self.fields["reason"]
        offered = {str(official.pk): official for official in assignments.assignable()}
        away = notes_on(timezone.localdate())
        field = self.fields["official"]
        field.choices = [("", _("Choose…")), *((key, named(one, away)) for key, one in offered.items())]  # type: ignore[attr-defined]
        field.coerce = offered.__getitem__  # type: ignore[attr-defined]


class ConfirmationForm(ActForm):
    """Where the link to confirm a recorded point goes."""

    email = WrittenAddress(
        label=_("Email address"),
        required=False,
        help_text=_("If empty, we will use the contact's address. Links sent earlier will stop working."),
    )


class NoteForm(ActForm):
    """A note among officials."""

    body = WrittenText(label=_("Note"), ask=_("Write the note first."), rows=4)


class AskForm(ActForm):
    """A question to the venture."""

    question = WrittenText(
        label=_("Question"),
        ask=_("Write the question first."),
        rows=5,
        help_text=_("Ask one question at a time. The venture is told by email and answers on its page."),
    )


class DetailsForm(ActForm):
    """Which of the details that came with a submission are right; the page draws the boxes beside what is known."""

    accepted = forms.MultipleChoiceField(choices=lambda: details_in_words().items(), required=False)


class PublicationForm(ActForm):
    """Whether a point may be shown."""

    decision = forms.ChoiceField(
        label=_("Can this be published?"),
        choices=[
            (Moderation.PUBLISHED, _("Publish it as shown above")),
            (Moderation.NOT_PUBLISHED, _("Do not publish")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it can be published.")},
    )
    because = WrittenLine(
        label=_("Reason for not publishing"),
        required=False,
        max_length=REASON_MAX,
        help_text=_("One sentence, for colleagues. The venture will be told if it asks."),
    )
    # It is asked for in one of the two cases; “optional” would be said of both.
    because.hides_optional = True  # type: ignore[attr-defined]
    tells_venture = forms.BooleanField(label=_("Also show this reason to the venture on its page"), required=False)
    tells_venture.hides_optional = True  # type: ignore[attr-defined]


class ReplyForm(ActForm):
    """The ministry's answer to the venture."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("reply", "Kind"), choices=ReplyKind, initial=ReplyKind.FINAL, widget=forms.RadioSelect
    )
    disposition = forms.ChoiceField(
        label=_("What was decided"),
        required=False,
        choices=[
            ("", _("Not stated: see the text")),
            *((kind.label, [(one.value, one.label) for one in fitting]) for kind, fitting in DISPOSITIONS_OF.items()),
        ],
        help_text=_("The venture reads the decision above the text, with one sentence explaining what it means."),
    )
    reason = WrittenText(
        label=_("Reason"),
        ask="",
        required=False,
        rows=2,
        help_text=_("Required if the decision is “Not accepted”. The venture will read it below the decision."),
    )
    body = WrittenText(
        label=pgettext_lazy("text of a reply", "Reply"),
        ask=_("Write the reply first."),
        rows=8,
        help_text=_("The venture will see this text on its page exactly as written."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choice_hints = {  # type: ignore[attr-defined]
            str(ReplyKind.FINAL): _("Settles the submission. Its status becomes “Answered”."),
            str(ReplyKind.INTERIM): _(
                "Tells the venture when it will get a full reply. Gives the ministry another 21 days."
            ),
        }

    def clean_kind(self) -> ReplyKind:
        return ReplyKind(self.cleaned_data["kind"])

    @property
    def wording(self) -> Wording:
        """What was written, as actions take it."""
        given = self.cleaned_data
        return Wording(given["body"], given["kind"], given["disposition"], given["reason"])


class DiscardForm(ActForm):
    """Why a draft is not sent, where somebody wants to say it."""

    because = WrittenText(
        label=_("Reason"), ask="", required=False, rows=2, help_text=_("Only officials can read this.")
    )
