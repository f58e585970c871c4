"""The reader's language: current value and switch."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_POST

from engagements.choices import Language
from engagements.public.views.http import page_of_ours, see_other


def reader_language() -> Language:
    """Return the active language, or English if it is not one of ours."""
    code = (get_language() or "").split("-")[0]
    return Language(code) if code in Language.values else Language.ENGLISH


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Store the language in a cookie and redirect to the previous page, or home if that is not a local path."""
    code = request.POST.get("language", "")
    response = see_other(page_of_ours(request.POST.get("next", "")) or "public:home")
    if code in Language.values and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
