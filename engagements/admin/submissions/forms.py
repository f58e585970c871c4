"""The forms with which officials act on one submission: what each asks, and the one action that it calls."""

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
    """What every form about a submission carries: which version the person saw, when, and how it stood then."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)


class ActionForm(VersionForm):
    """The form of a declared action on one submission."""

    def __init__(self, action: CaseAction, data: Any = None, **kwargs: Any) -> None:
        # Several forms on one page must not share the id of an element.
        super().__init__(data, auto_id=f"{action.shares_form_with or action.name}-%s", **kwargs)
        self.action = action

    def perform(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        """Do the action, unless it is a second click on one that was done; raises ActionRefused where it cannot be."""
        if self.is_duplicate(submission, by=by):
            return
        try:
            self.execute(submission, by=by, at=at)
        except ActionRefused:
            # The first click may have finished only now.
            submission.refresh_from_db()
            if not self.is_duplicate(submission, by=by):
                raise

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        """Call the one function that does it with what was entered; raises ActionRefused where it cannot be done."""
        raise NotImplementedError

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        """Return whether this official did this very thing since the page was opened."""
        return False

    def is_among(self, rows: QuerySet[Any], *, at: str) -> bool:
        """Return whether one of some rows was written since the page was opened; `at` is their field of the moment."""
        opened = self.cleaned_data["opened"]
        return opened is not None and rows.filter(**{f"{at}__gte": opened}).exists()


class TransitionForm(ActionForm):
    """A change of status that needs a click and no words."""

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        version, reason = self.cleaned_data["version"], self.cleaned_data.get("reason", "")
        transitions.apply_transition(submission, self.action.name, by=by, at=at, version=version, reason=reason)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        done = submission.status_changes.filter(transition=self.action.name, official=by.user)
        return self.is_among(done, at="at")


class ReasonForm(TransitionForm):
    """A change of status that has to be explained."""

    reason = WrittenText(label=_("Reason"), ask=_("Give a reason. One sentence is enough."), rows=3)


def named(official: Official, away: Mapping[int, str]) -> str:
    """Return an official's name for a list to choose from, with what `notes_on` says of those who are away."""
    return f"{official} – {away[official.pk]}" if official.pk in away else str(official)


class AssignForm(ActionForm):
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

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        given = self.cleaned_data
        casework.assign(submission, given["official"], by=by, at=at, version=given["version"], reason=given["reason"])

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        return submission.officer_in_charge_id == self.cleaned_data["official"].pk


class ConfirmationForm(ActionForm):
    """Where the link to confirm a recorded point goes."""

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
    """A note among officials."""

    body = WrittenText(label=_("Note"), ask=_("Write the note first."), rows=4)

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        casework.note(submission, self.cleaned_data["body"], by=by, at=at)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        return self.is_among(submission.notes.filter(author=by.user, body=self.cleaned_data["body"]), at="written_at")


class AskForm(ActionForm):
    """A question to the venture."""

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
    """Which of the details that came with a submission are right; the page draws the boxes beside what is known."""

    accepted = forms.MultipleChoiceField(choices=lambda: details_in_words().items(), required=False)

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        claims.settle_claim(submission, self.cleaned_data["accepted"], by=by, at=at)


class PublicationForm(ActionForm):
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
    """The ministry's answer to the venture, as it is sent, saved as a draft, and changed while it waits."""

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
        """What was written, as actions take it."""
        given = self.cleaned_data
        return ReplyWording(given["body"], given["kind"], given["disposition"], given["reason"])


class ReplyForm(ReplyFields, ActionForm):
    """A reply that is sent at once."""

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
    """A reply that is kept until another official has read it."""

    def execute(self, submission: Submission, *, by: Actor, at: datetime) -> None:
        replies.save_draft(submission, self.wording, by=by, at=at)

    def is_duplicate(self, submission: Submission, *, by: Actor) -> bool:
        kept = submission.reply_drafts.filter(written_by=by.user, body=self.cleaned_data["body"])
        return self.is_among(kept, at="written_at")


class DraftChangeForm(ReplyFields, VersionForm):
    """A draft that is changed while it waits."""


class DiscardForm(VersionForm):
    """Why a draft is not sent, where somebody wants to say it."""

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
    """Return the form of an action, empty or with what was sent; a plain change of status asks for a reason at most."""
    plain = ReasonForm if action.effect and action.effect.needs_reason else TransitionForm
    return FORM_OF_ACTION.get(action.name, plain)(action, data, **kwargs)
