"""Extra questions of a consultation's form, and the answers to them.

An answered question is never edited: a new wording supersedes it under the same `column`, and old answers keep the old
wording. Exports, conditions and figures use the column.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import QuestionKind
from engagements.models.base import at_most, filled, localised, one_of
from engagements.models.consultation import Consultation
from engagements.models.submission import TEXT_MAX, Submission
from engagements.models.taxonomy import Challenge

OTHER_MAX = 300


class QuestionQuerySet(models.QuerySet["Question"]):
    """Filters for questions."""

    def current(self) -> Self:
        """Return questions neither superseded nor retired."""
        return self.filter(retired_at__isnull=True)

    def with_options(self) -> Self:
        """Prefetch the options, in order."""
        return self.prefetch_related("options")


class Question(models.Model):
    """One wording of an extra question, for all challenges of a consultation or for one."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="questions", verbose_name=_("consultation")
    )
    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("challenge"),
        help_text=_("Empty: asked on every challenge."),
    )
    column = models.SlugField(
        _("column"),
        max_length=40,
        help_text=_("The name used in exports and conditions. It stays the same if the question is reworded."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    wording = models.CharField(_("question"), max_length=250)
    wording_hi = models.CharField(_("question in Hindi"), max_length=250, blank=True)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    help_text_hi = models.CharField(_("help in Hindi"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    allows_other = models.BooleanField(_("offers “other, please say”"), default=False)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    unit_hi = models.CharField(_("unit in Hindi"), max_length=30, blank=True)
    minimum = models.DecimalField(_("at least"), max_digits=18, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("at most"), max_digits=18, decimal_places=2, null=True, blank=True)
    shown_if_column = models.SlugField(
        _("shown only if"), max_length=40, blank=True, help_text=_("The column of another question.")
    )
    shown_if_value = models.CharField(_("was answered with"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    asked_from = models.DateTimeField(_("asked from"))
    retired_at = models.DateTimeField(_("asked until"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )

    objects = QuestionQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "consultation", "challenge", "column", "kind", "wording", "wording_hi", "help_text", "help_text_hi",
            "is_required", "allows_other", "unit", "unit_hi", "minimum", "maximum", "shown_if_column",
            "shown_if_value", "position", "asked_from", "retired_at", "supersedes",
        )  # fmt: skip

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            one_of("kind", QuestionKind),
            filled("wording"),
            models.UniqueConstraint(
                fields=["consultation", "column"],
                condition=Q(retired_at__isnull=True),
                name="one_current_wording_a_column",
            ),
            models.CheckConstraint(
                condition=Q(shown_if_column="", shown_if_value="") | (~Q(shown_if_column="") & ~Q(shown_if_value="")),
                name="question_condition_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return localised(self, "wording")


class QuestionOption(models.Model):
    """One option of a question; conditions and exports refer to its slug."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options", verbose_name=_("question"))
    slug = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("answer"), max_length=160)
    label_hi = models.CharField(_("answer in Hindi"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        personal = ()
        impersonal = ("id", "question", "slug", "label", "label_hi", "position")

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "slug"], name="option_offered_once"),
            filled("label"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def text(self) -> str:
        """The option in the reader's language."""
        return localised(self, "label")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Filters for answers."""

    def in_words(self) -> Self:
        """Load questions and chosen options with the answers, in the order of the form."""
        rows = self.select_related("question").prefetch_related("chosen")
        return rows.order_by("question__position", "question_id")


class Answer(models.Model):
    """A venture's answer to one wording of a question."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="answers", verbose_name=_("submission")
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question"))
    # One of these holds the answer, depending on the question's kind; yes and no are stored as the text "yes" and "no".
    text = models.TextField(_("text"), max_length=TEXT_MAX, blank=True)
    number = models.DecimalField(_("number"), max_digits=18, decimal_places=2, null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    chosen = models.ManyToManyField(QuestionOption, blank=True, related_name="answers", verbose_name=_("chosen"))
    other = models.CharField(_("other, as written"), max_length=OTHER_MAX, blank=True)

    objects = AnswerQuerySet.as_manager()

    class PersonalData:
        personal = ("text", "other")
        impersonal = ("id", "submission", "question", "number", "date")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "question"], name="one_answer_a_question"),
            at_most("text", TEXT_MAX),
            at_most("other", OTHER_MAX),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.question_id} on {self.submission_id}"
