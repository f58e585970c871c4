"""Where the admin's pages are, and what they tell."""

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse


def page_of(record: Model, page: str = "change") -> str:
    """Return the address of a page of a record."""
    return reverse(f"admin:engagements_{record._meta.model_name}_{page}", args=[record.pk])


def told(response: HttpResponse) -> list[str]:
    """Return the messages that the next page begins with."""
    return [str(message) for message in response.wsgi_request._messages]
