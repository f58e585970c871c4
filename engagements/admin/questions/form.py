"""Forms to add or reword a question of a consultation."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.actions.questions import NewOption
from engagements.admin.written_fields import WrittenLine
from engagements.choices import QuestionKind
from engagements.models import Consultation, Question
from engagements.models.submission import RUPEES_MAX
from engagements.rules.answers import ends_of, yes_no_in_words
from engagements.rules.questions import ASKED_KINDS, CHOSEN_KINDS, CONDITION_KINDS, OTHER_VALUE, values_of

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
CODE_WORDS = gettext_lazy("small letters, digits, hyphens and underscores, at most 40")
LABEL_MAX = 160
POINTS_MAX = 11
BOUNDED_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.RUPEES, QuestionKind.SCALE})


class OptionsField(WrittenLine):
    """Answer options, one per line: code | answer | answer in Hindi."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        lines = super().clean(value).splitlines()
        options = [_option_of(line, number) for number, line in enumerate(lines, start=1) if line.strip()]
        codes = [option.slug for option in options]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise forms.ValidationError(_("The code “%(code)s” is used on two lines.") % {"code": twice[0]})
        return options


class QuestionForm(forms.Form):
    """Form of a question, in both languages."""

    # Django's types do not know which fields have choices.
    fields: dict[str, Any]

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    wording = WrittenLine(label=gettext_lazy("Question"), max_length=250)
    wording_hi = WrittenLine(
        label=gettext_lazy("Question in Hindi"),
        max_length=250,
        required=False,
        widget=forms.TextInput(attrs={"lang": "hi"}),
        help_text=gettext_lazy("If this is empty, readers of Hindi will see the question in English."),
    )
    help_text = WrittenLine(label=gettext_lazy("Help"), max_length=300, required=False)
    help_text_hi = WrittenLine(
        label=gettext_lazy("Help in Hindi"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "hi"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"),
        choices=[(kind.value, kind.label) for kind in QuestionKind if kind in ASKED_KINDS],
    )
    options = OptionsField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "For “one of several” and “several of several”. One per line: code | answer | answer in "
            "Hindi. The code is used in exports and conditions, for example: under-1-year | Less "
            "than a year | एक वर्ष से कम"
        ),
    )
    allows_other = forms.BooleanField(label=gettext_lazy("Offer “other, please say”"), required=False)
    unit = WrittenLine(label=gettext_lazy("Unit of a number"), max_length=30, required=False)
    unit_hi = WrittenLine(
        label=gettext_lazy("Unit in Hindi"), max_length=30, required=False, widget=forms.TextInput(attrs={"lang": "hi"})
    )
    minimum = forms.DecimalField(
        label=gettext_lazy("At least"),
        max_digits=15,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy(
            "For a number, an amount or a scale. If you leave this empty, a scale runs from 1 to 5."
        ),
    )
    maximum = forms.DecimalField(label=gettext_lazy("At most"), max_digits=15, decimal_places=2, required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Answer required"), required=False)
    challenge = forms.TypedChoiceField(label=gettext_lazy("Asked on"), coerce=int, empty_value=None, required=False)
    condition = forms.ChoiceField(
        label=gettext_lazy("Shown"),
        required=False,
        help_text=gettext_lazy("A question that is not shown is never required, and no answer is stored for it."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the order"),
        min_value=0,
        max_value=9999,
        help_text=gettext_lazy("Questions with smaller numbers come first."),
    )

    def __init__(self, *args: Any, consultation: Consultation, current: Question | None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("allows_other", "is_required"):
            # A checkbox may always stay unticked.
            self.fields[name].hides_optional = True
        if getattr(current, "answer_count", 0):
            # Existing answers have this kind and share one export column.
            self.fields["kind"].disabled = True
        self.others = [one for one in consultation.questions.current().with_options() if one != current]
        rows = consultation.asked_challenges.select_related("challenge")
        challenges = [(row.challenge_id, row.challenge.label) for row in rows]
        self.fields["challenge"].choices = [("", _("Every challenge")), *challenges]
        self.fields["condition"].choices = [("", _("Always")), *_conditions(self.others)]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        kind = given.get("kind", "")
        if "options" in given:
            self._check_options(kind, given["options"])
        if given.get("unit") and kind != QuestionKind.NUMBER:
            self.add_error("unit", _("Only a number can have a unit. Leave this empty."))
        self._check_bounds(kind, given.get("minimum"), given.get("maximum"))
        return given

    def facts(self, *, column: str) -> dict[str, Any]:
        """Return the values of a valid form, as `record_question` expects them."""
        given = self.cleaned_data
        parent, _equals, value = given["condition"].partition("=")
        named = (
            "wording", "wording_hi", "help_text", "help_text_hi", "kind", "is_required", "allows_other", "unit",
            "unit_hi", "minimum", "maximum", "position",
        )  # fmt: skip
        place = {"column": column, "challenge_id": given["challenge"]}
        return {name: given[name] for name in named} | place | {"shown_if_column": parent, "shown_if_value": value}

    def _check_options(self, kind: str, options: list[NewOption]) -> None:
        if kind not in CHOSEN_KINDS:
            if options:
                self.add_error("options", _("This kind of answer has no list of options. Leave this empty."))
            if self.cleaned_data.get("allows_other"):
                self.add_error("allows_other", _("Only questions with a list of answers can have an “other” answer."))
        elif len(options) + bool(self.cleaned_data.get("allows_other")) < 2:
            self.add_error("options", _("Enter at least two answers, one per line."))

    def _check_bounds(self, kind: str, minimum: Decimal | None, maximum: Decimal | None) -> None:
        if kind not in BOUNDED_KINDS:
            for name in ("minimum", "maximum"):
                if self.cleaned_data.get(name) is not None:
                    self.add_error(name, _("This kind of answer has no limits. Leave this empty."))
            return
        if minimum is not None and maximum is not None and maximum <= minimum:
            self.add_error("maximum", _("This must be greater than “at least”."))
        elif kind == QuestionKind.SCALE:
            self._check_scale(minimum, maximum)
        elif kind == QuestionKind.RUPEES:
            self._check_amounts(minimum, maximum)

    def _check_scale(self, minimum: Decimal | None, maximum: Decimal | None) -> None:
        if any(end is not None and end != end.to_integral_value() for end in (minimum, maximum)):
            self.add_error("maximum", _("A scale has whole numbers only."))
            return
        first, last = ends_of(Question(minimum=minimum, maximum=maximum))
        if not 1 <= last - first < POINTS_MAX:
            self.add_error("maximum", _("A scale has from 2 to %(most)d points.") % {"most": POINTS_MAX})

    def _check_amounts(self, minimum: Decimal | None, maximum: Decimal | None) -> None:
        for name, limit in (("minimum", minimum), ("maximum", maximum)):
            if limit is not None and (limit != limit.to_integral_value() or not 0 <= limit <= RUPEES_MAX):
                self.add_error(name, _("Write whole rupees, not less than 0 and not more than ₹10,00,000 crore."))


class NewQuestionForm(QuestionForm):
    """Form of a new question; its column cannot be changed later."""

    column = forms.CharField(
        label=gettext_lazy("Column"),
        max_length=40,
        help_text=gettext_lazy(
            "The name used in exports, for example export_share. It does not change when the question is reworded."
        ),
    )
    field_order = ("seen", "wording", "wording_hi", "column")

    def clean_column(self) -> str:
        """Return the column; refused if a current question of the consultation has it."""
        column = str(self.cleaned_data["column"]).lower()
        if not CODE.fullmatch(column):
            raise forms.ValidationError(_("Write %(allowed)s characters.") % {"allowed": CODE_WORDS})
        taken = next((other for other in self.others if other.column == column), None)
        if taken:
            raise forms.ValidationError(_("“%(question)s” has this column already.") % {"question": taken.wording})
        return column


def said_of_condition(question: Question, others: Iterable[Question]) -> str:
    """Return the condition of a question in words; "" if it is always shown."""
    parent = next((other for other in others if other.column == question.shown_if_column), None)
    if parent is None:
        return ""
    words = dict(_answers_to(parent)).get(question.shown_if_value, question.shown_if_value)
    return _("Only if “%(question)s” is answered with “%(answer)s”") % {"question": parent.wording, "answer": words}


def written_question(question: Question) -> dict[str, Any]:
    """Return the initial values of the form for an existing question."""
    names = set(QuestionForm.base_fields) - {"seen", "options", "condition", "challenge"}
    condition = f"{question.shown_if_column}={question.shown_if_value}" if question.shown_if_column else ""
    lines = [" | ".join(filter(None, [one.slug, one.label, one.label_hi])) for one in question.options.all()]
    given = {name: getattr(question, name) for name in names}
    return given | {"options": "\n".join(lines), "condition": condition, "challenge": question.challenge_id}


def _conditions(others: Iterable[Question]) -> list[tuple[str, list[tuple[str, str]]]]:
    deciding = [other for other in others if other.kind in CONDITION_KINDS]
    return [
        (
            _("Only if “%(question)s” is answered with") % {"question": parent.wording},
            [(f"{parent.column}={value}", f"{parent.wording} → {label}") for value, label in _answers_to(parent)],
        )
        for parent in deciding
    ]


def _answers_to(parent: Question) -> list[tuple[str, str]]:
    if parent.kind == QuestionKind.YES_NO:
        return [(value, yes_no_in_words(value)) for value in ("yes", "no")]
    labels = {option.slug: option.label for option in parent.options.all()} | {OTHER_VALUE: pgettext("answer", "Other")}
    return [(value, label) for value, label in labels.items() if value in values_of(parent)]


def _option_of(line: str, number: int) -> NewOption:
    parts = [part.strip() for part in line.split("|")]
    if not 2 <= len(parts) <= 3 or not all(parts[:2]):
        raise forms.ValidationError(
            _("Line %(number)d: write code | answer, or code | answer | answer in Hindi.") % {"number": number}
        )
    code = parts[0].lower()
    if not CODE.fullmatch(code) or code == OTHER_VALUE:
        allowed = {"number": number, "allowed": CODE_WORDS, "other": OTHER_VALUE}
        raise forms.ValidationError(
            _("Line %(number)d: the code takes %(allowed)s characters, and is not “%(other)s”.") % allowed
        )
    if max(map(len, parts[1:])) > LABEL_MAX:
        raise forms.ValidationError(
            _("Line %(number)d: an answer has at most %(most)d characters.") % {"number": number, "most": LABEL_MAX}
        )
    return NewOption(code, *parts[1:])
