"""Attach files as a browser does, and send them on."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from engagements.models import Consultation, Draft, Submission
from tests import factories
from tests.public import filling
from tests.public.filling import ACCEPTED

NOT_TAKEN = "“tool.exe”: This file type is not accepted. Choose a PDF, PNG, JPEG, DOCX, XLSX or CSV file."


def page(to: Consultation, query: str = "") -> str:
    """Return the address of the step with the point."""
    return filling.url("form_step", to, "point") + query


def post(client: Client, to: Consultation, *files: SimpleUploadedFile, query: str = "", **given: str) -> HttpResponse:
    """Send the step with the point as its form stands now, with some files and what was typed."""
    was = filling.state(client, to, "point")
    sent = {"was": was, "attachments": list(files), **filling.answers(to)["point"], **given}
    return client.post(page(to, query), sent)


def names(draft: Draft) -> list[str]:
    """Return the names of the files of a draft, in the order they came."""
    return list(draft.attachments.order_by("pk").values_list("original_name", flat=True))


def said(response: HttpResponse) -> dict[str, list[str]]:
    """Return what a form says against each of its fields."""
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def typed(draft: Draft) -> dict[str, str]:
    """Return what is kept of the step with the point."""
    draft.refresh_from_db()
    return draft.answers["point"]


def send(client: Client, to: Consultation) -> Submission:
    """Go through what is left of the form, and send it."""
    for slug in ("cost", "venture", "consent"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])
    Draft.objects.update(started_at=factories.AT)
    version = Draft.objects.get().version
    response = client.post(filling.url("check", to), {"version": version})
    assert response.status_code == ACCEPTED, response.context["problems"]
    return Submission.objects.get()
