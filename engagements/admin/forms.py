"""The forms with which officials act on one submission: what they ask, and how it is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.actions import casework
from engagements.choices import Moderation, ReplyKind
from engagements.errors import Refused
from engagements.models.submission import REASON_MAX, TEXT_MAX
from engagements.rules.texts import check_text, normalised


class WrittenLine(forms.CharField):
    """Text from an official, without invisible characters, in one kind of writing."""

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            check_text(value)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave the length to the server: a browser that cuts a pasted text short does so in silence."""
        return {}


class WrittenText(WrittenLine):
    """The same on several lines, as long as the database takes."""

    def __init__(self, *, ask: Any, rows: int = 6, **options: Any) -> None:
        super().__init__(max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.error_messages["required"] = ask


class ActForm(forms.Form):
    """What every act carries: which version of the submission the person saw, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opened = forms.DateTimeField(widget=forms.HiddenInput, required=False)


class ReasonForm(ActForm):
    """A move that has to be explained."""

    reason = WrittenText(label=_("Reason"), ask=_("Say why: one sentence is enough."), rows=3)


class AssignForm(ActForm):
    """Who is to be in charge."""

    official = forms.TypedChoiceField(
        label=_("Officer in charge"), error_messages={"required": _("Choose who is to be in charge.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(official.pk): official for official in casework.assignable()}
        field = self.fields["official"]
        field.choices = [("", _("Choose…")), *((key, str(official)) for key, official in offered.items())]  # type: ignore[attr-defined]
        field.coerce = offered.__getitem__  # type: ignore[attr-defined]


class NoteForm(ActForm):
    """A note among officials."""

    body = WrittenText(label=_("Note"), ask=_("Write the note first."), rows=4)


class AskForm(ActForm):
    """A question to the venture."""

    question = WrittenText(
        label=_("Question"),
        ask=_("Write the question first."),
        rows=5,
        help_text=_("One question at a time. The venture is told by mail and answers on its page."),
    )


class PublicationForm(ActForm):
    """Whether a point may be shown."""

    decision = forms.ChoiceField(
        label=_("May it be shown?"),
        choices=[(Moderation.PUBLISHED, _("Publish it as shown above")), (Moderation.HELD_BACK, _("Hold it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it may be shown.")},
    )
    because = WrittenLine(
        label=_("Reason, where it is held back"),
        required=False,
        max_length=REASON_MAX,
        help_text=_("One sentence. Its venture is told when it asks."),
    )
    # It is asked for in one of the two cases; “optional” would be said of both.
    because.hides_optional = True  # type: ignore[attr-defined]


class ReplyForm(ActForm):
    """The ministry's answer to the venture."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("reply", "Kind"), choices=ReplyKind, initial=ReplyKind.FINAL, widget=forms.RadioSelect
    )
    body = WrittenText(
        label=pgettext_lazy("text of a reply", "Reply"),
        ask=_("Write the reply first."),
        rows=8,
        help_text=_("The venture reads this text on its page, word for word."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choice_hints = {  # type: ignore[attr-defined]
            str(ReplyKind.FINAL): _("Settles the point: the submission becomes “Answered”."),
            str(ReplyKind.INTERIM): _("Says when the answer will come: the ministry has another 21 days."),
        }
