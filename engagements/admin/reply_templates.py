"""Reply templates: edited with placeholders, and inserted into a reply in the venture's language."""

from typing import Any

from django.contrib import admin
from django.forms import Textarea, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagements.admin.audited import AuditedAdmin, OptimisticLockForm
from engagements.admin.lists import by_choices, by_flag
from engagements.choices import Language, ReplyKind
from engagements.errors import ActionRefused
from engagements.models import Official, ReplyTemplate, Submission
from engagements.rules.parsers import parse_pk
from engagements.rules.placeholders import PLACEHOLDERS, check_placeholders, fill_placeholders
from engagements.rules.text_cleaning import check_text, normalised

Option = tuple[str, str]


class TemplateForm(OptimisticLockForm):
    """Form of a template; text in braces must be a known placeholder."""

    class Meta:
        widgets = {
            "body": Textarea(attrs={"rows": 10, "lang": "en"}),
            "body_hi": Textarea(attrs={"rows": 10, "lang": "hi"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            known = " · ".join(f"{{{name}}} {words}" for name, words in PLACEHOLDERS.items())
            self.fields["body"].help_text = gettext("Placeholders: %(known)s.") % {"known": known}

    def clean_body(self) -> str:
        return self.checked("body")

    def clean_body_hi(self) -> str:
        return self.checked("body_hi")

    def checked(self, field: str) -> str:
        """Return the normalised text of a field; refused for invalid text or unknown placeholders."""
        text = normalised(self.cleaned_data[field])
        try:
            check_text(text)
            check_placeholders(text)
        except ActionRefused as refused:
            raise ValidationError(refused.message) from refused
        return text


class ReplyTemplateAdmin(AuditedAdmin):
    """Templates are edited and never deleted; an inactive one is no longer offered."""

    empty_list_text = _("A template is a text you can start a reply from, in English and in Hindi.")
    form = TemplateForm
    list_display = ("name", "kind", "has_hindi", "is_offered")
    sortable_by = ("name",)
    list_filter = (by_choices("kind", _("kind"), ReplyKind), by_flag("is_active", _("offered")))
    search_fields = ("name", "body", "body_hi")
    ordering = ("name", "pk")
    fields = (("name", "kind"), "body", "body_hi", "is_active")

    @admin.display(description=_("in Hindi"))
    def has_hindi(self, template: ReplyTemplate) -> str | Promise:
        """Return whether the template has a Hindi text, in words."""
        return _("Yes") if template.body_hi else _("No")

    @admin.display(description=_("offered"), ordering="is_active")
    def is_offered(self, template: ReplyTemplate) -> str | Promise:
        """Return whether the template is offered, in words."""
        return _("Yes") if template.is_active else _("No")


def offered_for(submission: Submission) -> list[tuple[str, list[Option]]]:
    """Return the templates grouped by language, the venture's language first."""
    templates = list(ReplyTemplate.objects.offered())
    own = Language(submission.language)
    languages = [own, *(language for language in Language if language is not own)]
    groups = [(_heading(language, own), _options(templates, language)) for language in languages]
    return [(heading, options) for heading, options in groups if options]


def _heading(language: Language, own: Language) -> str:
    words = gettext("%(language)s, the language the venture wrote in") if language is own else "%(language)s"
    return words % {"language": language.label}


def _options(templates: list[ReplyTemplate], language: Language) -> list[Option]:
    return [
        (f"{template.pk}-{language}", f"{template.name} ({template.get_kind_display()})")
        for template in templates
        if template.text_in(language)
    ]


def started_from(chosen: str, submission: Submission, *, officer: Official) -> dict[str, Any]:
    """Return a reply's initial values from a chosen template such as `7-hi`; empty if it is not on offer."""
    number, _dash, code = chosen.partition("-")
    if code not in Language.values:
        return {}
    template = ReplyTemplate.objects.offered().filter(pk=parse_pk(number)).first()
    text = template.text_in(Language(code)) if template else ""
    if template is None or not text:
        return {}
    return {
        "kind": template.kind,
        "body": fill_placeholders(text, submission, officer=officer, language=Language(code)),
    }
