"""Forms of the actions on one submission; each calls one action."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.actions import (
    assignments,
    casework,
    claims,
    publication,
    recorded_submissions,
    replies,
    transitions,
)
from engagements.admin.written_fields import WrittenAddress, WrittenLine, WrittenText
from engagements.choices import DISPOSITIONS_OF, Moderation, ReplyKind
from engagements.errors import ActionRefused
from engagements.models import Official, Submission
from engagements.models.submission import REASON_MAX
from engagements.rules.absences import notes_on
from engagements.rules.actors import Actor
from engagements.rules.case_actions import CaseAction
from engagements.rules.claims import details_in_words
from engagements.rules.replies import ReplyWording


class VersionForm(forms.Form):
    """Hidden fields of every form: the version displayed, when the page was opened, and a snapshot of its values."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)


class ActionForm(VersionForm):
    """Form of a declared action on one submission."""

    def __init__(self, action: CaseAction, data: Any = None, **kwargs: Any) -> None:
        # Unique element ids, because several forms share a page.
        super().__init__(data, auto_id=f"{action.shares_form_with or action.name}-%s", **kwargs)
        self.action = action

    def perform(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        """Run the action, unless it repeats one just done (double click); raises ActionRefused."""
        if self.is_duplicate(submission, by=by):
            return
        try:
            self.execute(submission, by=by, at=at)
        except ActionRefused:
            # The first click may have committed in the meantime.
            submission.refresh_from_db()
            if not self.is_duplicate(submission, by=by):
                raise

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        """Call the action with the entered values; raises ActionRefused."""
        raise NotImplementedError

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        """Return whether this official already did the same since the page was opened."""
        return False

    def is_among(self, rows: QuerySet[Any], *, at: str) -> bool:
        """Return whether a row was written since the page was opened; `at` is the name of their datetime field."""
        opened = self.cleaned_data["opened"]
        return opened is not None and rows.filter(**{f"{at}__gte": opened}).exists()


class TransitionForm(ActionForm):
    """A transition without input."""

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        version, reason = self.cleaned_data["version"], self.cleaned_data.get("reason", "")
        transitions.apply_transition(submission, self.action.name, by=by, at=at, version=version, reason=reason)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        done = submission.status_changes.filter(transition=self.action.name, official=by.user)
        return self.is_among(done, at="at")


class ReasonForm(TransitionForm):
    """A transition with a reason."""

    reason = WrittenText(label=_("Reason"), ask=_("Give a reason. One sentence is enough."), rows=3)


def named(official: Official, away: Mapping[int, str]) -> str:
    """Return an official's name for a choice list, with the note on an absence from `notes_on`."""
    return f"{official} – {away[official.pk]}" if official.pk in away else str(official)


class AssignForm(ActionForm):
    """Assigns a submission to an official."""

    official = forms.TypedChoiceField(
        label=_("Officer in charge"), error_messages={"required": _("Choose who to assign.")}
    )
    reason = WrittenLine(
        label=_("Reason for reassigning"),
        required=False,
        max_length=REASON_MAX,
        help_text=_("One sentence. Only officials read it."),
    )
    # The action decides whether it is required, by who is in charge when it runs.
    reason.hides_optional = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial.get("is_in_charge"):
            # Not assigned yet, so no reason is needed.
            del self.fields["reason"]
        offered = {str(official.pk): official for official in assignments.assignable()}
        away = notes_on(timezone.localdate())
        field = self.fields["official"]
        field.choices = [("", _("Choose…")), *((key, named(one, away)) for key, one in offered.items())]  # type: ignore[attr-defined]
        field.coerce = offered.__getitem__  # type: ignore[attr-defined]

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given = self.cleaned_data
        casework.assign(submission, given["official"], by=by, at=at, version=given["version"], reason=given["reason"])

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        return submission.officer_in_charge_id == self.cleaned_data["official"].pk


class ConfirmationForm(ActionForm):
    """Sends the confirmation link of a recorded submission again."""

    email = WrittenAddress(
        label=_("Email address"),
        required=False,
        help_text=_("If empty, we will use the contact's address. Links sent earlier will stop working."),
    )

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given = self.cleaned_data
        recorded_submissions.resend_confirmation_link(
            submission, given["email"], by=by, at=at, version=given["version"]
        )


class NoteForm(ActionForm):
    """Adds an internal note."""

    body = WrittenText(label=_("Note"), ask=_("Write the note first."), rows=4)

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        casework.note(submission, self.cleaned_data["body"], by=by, at=at)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        return self.is_among(submission.notes.filter(author=by.user, body=self.cleaned_data["body"]), at="written_at")


class AskForm(ActionForm):
    """Asks the venture for clarification."""

    question = WrittenText(
        label=_("Question"),
        ask=_("Write the question first."),
        rows=5,
        help_text=_("Ask one question at a time. The venture is told by email and answers on its page."),
    )

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given = self.cleaned_data
        casework.ask(submission, given["question"], by=by, at=at, version=given["version"])

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        asked = submission.clarifications.filter(asked_by=by.user, question=self.cleaned_data["question"])
        return self.is_among(asked, at="asked_at")


class DetailsForm(ActionForm):
    """Accepts details that came with a submission; the template renders the checkboxes."""

    accepted = forms.MultipleChoiceField(choices=lambda: details_in_words().items(), required=False)

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        claims.settle_claim(submission, self.cleaned_data["accepted"], by=by, at=at)


class PublicationForm(ActionForm):
    """Decides whether a submission is published."""

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
    # Required in one case only, so neither “optional” nor “required” would be right.
    because.hides_optional = True  # type: ignore[attr-defined]
    tells_venture = forms.BooleanField(label=_("Also show this reason to the venture on its page"), required=False)
    tells_venture.hides_optional = True  # type: ignore[attr-defined]

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given, version = self.cleaned_data, self.cleaned_data["version"]
        if given["decision"] == Moderation.PUBLISHED:
            publication.publish_submission(submission, by=by, at=at, version=version)
        else:
            told = given["tells_venture"]
            publication.reject_publication(
                submission, given["because"], tells_venture=told, by=by, at=at, version=version
            )


class ReplyFields(forms.Form):
    """Fields of a reply, shared by sending, saving a draft and changing a draft."""

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
    def wording(self) -> ReplyWording:
        """The text of the reply, as actions expect it."""
        given = self.cleaned_data
        return ReplyWording(given["body"], given["kind"], given["disposition"], given["reason"])


class ReplyForm(ReplyFields, ActionForm):
    """Sends a reply at once."""

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given = self.cleaned_data
        casework.reply(
            submission,
            given["body"],
            kind=given["kind"],
            disposition=given["disposition"],
            reason=given["reason"],
            by=by,
            at=at,
            version=given["version"],
        )

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        sent = submission.replies.filter(author=by.user, body=self.cleaned_data["body"])
        return self.is_among(sent, at="sent_at")


class DraftForm(ReplyFields, ActionForm):
    """Saves a reply as a draft for another official to release."""

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        replies.save_draft(submission, self.wording, by=by, at=at)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        kept = submission.reply_drafts.filter(written_by=by.user, body=self.cleaned_data["body"])
        return self.is_among(kept, at="written_at")


class DraftChangeForm(ReplyFields, VersionForm):
    """Changes a waiting draft."""


class DiscardForm(VersionForm):
    """Optional reason for discarding a draft."""

    because = WrittenText(
        label=_("Reason"), ask="", required=False, rows=2, help_text=_("Only officials can read this.")
    )


FORM_OF_ACTION: dict[str, type[ActionForm]] = {
    "reply": ReplyForm,
    "draft": DraftForm,
    "ask": AskForm,
    "note": NoteForm,
    "assign": AssignForm,
    "confirmation": ConfirmationForm,
    "publication": PublicationForm,
    "details": DetailsForm,
}


def form_of(action: CaseAction, data: Any = None, **kwargs: Any) -> ActionForm:
    """Return the form of an action, bound to `data` if given; plain transitions ask for a reason at most."""
    plain = ReasonForm if action.effect and action.effect.needs_reason else TransitionForm
    return FORM_OF_ACTION.get(action.name, plain)(action, data, **kwargs)
