"""Ministry responses: the newest released version on a consultation, and each version at its permanent URL."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagements.choices import Language
from engagements.models import Consultation, MinistryResponse
from engagements.public.views.language import reader_language


@dataclass(frozen=True)
class PublishedResponse:
    """A version as displayed: text, its language if not the page's, and all released versions, newest first."""

    version: MinistryResponse
    text: str
    language: str
    versions: tuple[MinistryResponse, ...]

    @property
    def is_newest(self) -> bool:
        """Whether no later version was released."""
        return self.version == self.versions[0]

    @property
    def first_released_at(self) -> datetime | None:
        """When the first version was released."""
        return self.versions[-1].released_at

    @property
    def last_released_at(self) -> datetime | None:
        """When the newest version was released."""
        return self.versions[0].released_at


def answer_on(consultation: Consultation) -> PublishedResponse | None:
    """Return the newest released version on a consultation, or None."""
    versions = _released(consultation)
    return _answer(versions[0], versions) if versions else None


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one released version, with a notice if a later one was released."""
    wanted = MinistryResponse.objects.released().select_related("consultation")
    found = get_object_or_404(wanted, consultation__slug=slug, number=number)
    consultation = found.consultation
    context = {
        "consultation": consultation,
        "answer": _answer(found, _released(consultation)),
        "last_updated": found.released_at,
    }
    return render(request, "public/response.html", context)


def _released(consultation: Consultation) -> list[MinistryResponse]:
    versions = MinistryResponse.objects.released().filter(consultation=consultation)
    return list(versions.select_related("consultation"))


def _answer(shown: MinistryResponse, versions: list[MinistryResponse]) -> PublishedResponse:
    is_missing = reader_language() is Language.HINDI and not shown.body_hi
    return PublishedResponse(shown, shown.text, Language.ENGLISH.value if is_missing else "", tuple(versions))
