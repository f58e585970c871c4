"""File field: the files already attached, and the input for more."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from engagements.models import Attachment
from engagements.public.forms.fields import Words
from engagements.rules.files.names import KIND_OF_ENDING
from engagements.rules.files.words import facts, size_text

HINT = gettext_lazy(
    "PDF, PNG, JPEG, DOCX, XLSX or CSV. Up to 5 files, 5 MB each. Unclassified only. Photos "
    "may contain the location where they were taken. Only you and the officials can open "
    "your files. They are never published."
)


class FilesInput(forms.FileInput):
    """File input whose uploads are processed by the view, one file at a time."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        endings = ",".join(f".{ending}" for ending in KIND_OF_ENDING)
        super().__init__(attrs={"multiple": True, "accept": endings})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> None:
        return None

    def use_required_attribute(self, initial: Any) -> bool:
        """Return False: a required file may already be attached."""
        return False


class FilesField(forms.Field):
    """A file field whose value is the attached files, never the upload."""

    widget = FilesInput

    def __init__(self, *, ask: Words = "", **options: Any) -> None:
        super().__init__(**options)
        self.attached: tuple[Attachment, ...] = ()
        self.error_messages |= {"required": ask} if ask else {}

    def clean(self, value: Any) -> list[Attachment]:
        if self.required and not self.attached:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(self.attached)

    def add_attachment(self, file: Attachment) -> None:
        """Add a file to the attached ones."""
        if file not in self.attached:
            self.attached = (*self.attached, file)

    def remove_attachment(self, number: int) -> None:
        """Remove a file from the attached ones."""
        self.attached = tuple(file for file in self.attached if file.pk != number)

    def shown(self, value: Iterable[Attachment]) -> list[str]:
        """Return the attached files as the check page shows them."""
        return [size_text(file) for file in value]


class UploadedFiles(LayoutObject):
    """The attached files, each with a remove button, and the input for more with its button."""

    template = "public/submit/_files.html"

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: Any, context: Any, template_pack: str = "bootstrap5", **options: Any) -> str:
        """Render label, hint, errors, list and input."""
        field = form[self.name]
        attached = [{"pk": file.pk, "name": file.original_name, "facts": facts(file)} for file in field.field.attached]
        return render_to_string(self.template, {"field": field, "attached": attached})
