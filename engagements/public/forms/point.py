"""Step 2: the issue itself, and supporting files."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy

from engagements.models.submission import SUMMARY_MAX, TEXT_MAX
from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import LineField, TextField
from engagements.public.forms.files_field import HINT, FilesField, UploadedFiles


class PointForm(StepForm):
    """What happened, in one line and in full, and what should change."""

    summary = LineField(
        label=gettext_lazy("Summary in one line"),
        help_text=gettext_lazy("This is what officials see in a list. Up to 150 characters."),
        max_length=SUMMARY_MAX,
        ask=gettext_lazy("Enter a one-line summary."),
    )
    experience = TextField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy(
            "Describe one case you know at first hand: what you tried, when, and where it got stuck. "
            "This helps us more than a general opinion. Do not include classified or "
            "export-controlled details. Up to 5,000 characters."
        ),
        max_length=TEXT_MAX,
        rows=10,
        ask=gettext_lazy("Describe what happened in at least one sentence."),
    )
    proposal = TextField(
        label=gettext_lazy("What should change?"),
        help_text=gettext_lazy("Which rule, form, deadline or practice would you change, and how?"),
        max_length=TEXT_MAX,
        rows=5,
        required=False,
    )
    attachments = FilesField(
        label=gettext_lazy("Supporting files: letters, pictures, tables"), help_text=HINT, required=False
    )

    def set_choices(self) -> None:
        for file in self.attached:
            if file.question_id is None:
                self.fields["attachments"].add_attachment(file)

    def layout(self) -> Layout:
        return Layout("summary", "experience", "proposal", UploadedFiles("attachments"))
