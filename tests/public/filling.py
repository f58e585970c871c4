"""Fill in the submission form as a browser does: one POST a step, with the draft in a cookie."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from engagements.models import Consultation, Draft, Submission
from engagements.public.forms.steps import STEPS

ACCEPTED = 303


def answers(to: Consultation) -> dict[str, dict[str, Any]]:
    """Return what a browser posts for each step: everything that has to be filled in, and nothing else."""
    return {
        "challenge": {
            "challenge": to.asked_challenges.values_list("challenge_id", flat=True)[0],
            "focus_areas": [to.focus_areas.values_list("pk", flat=True)[0]],
        },
        "point": {
            "summary": "Milestone payments arrive late",
            "experience": "Signed in October;\r\npaid in March.",
            "proposal": "",
        },
        "cost": {"severity": "3", "scheme": "", "stage": "", "days_lost": "", "rupees_blocked": ""},
        "venture": {
            "venture_name": "Acme Aerospace",
            "kind": "startup",
            "state": "KA",
            "contact_name": "Asha Rao",
            "email": "asha@example.org",
            "mobile": "",
            "pin_code": "",
            "team_size": "",
            "website": "",
            "dpiit_number": "",
            "udyam_number": "",
            "cin": "",
            "job_title": "",
        },
        "consent": {"consent": "unnamed", "is_unclassified": "on", "has_read_notice": "on"},
    }


def url(name: str, to: Consultation, *more: str) -> str:
    """Return the address of a page of a consultation's form."""
    return reverse(f"public:{name}", args=[to.slug, *more])


def begin(client: Client, to: Consultation) -> Draft:
    """Press “Start”."""
    response = client.post(url("start", to))
    assert response.status_code == ACCEPTED
    return Draft.objects.latest("pk")


def state(client: Client, to: Consultation, slug: str) -> str:
    """Open a step and return the state that its form stands for, as a browser sends it along."""
    return str(client.get(url("form_step", to, slug)).context["was"])


def fill(client: Client, to: Consultation, **changes: dict[str, Any]) -> Draft:
    """Start a draft a minute ago and send every step, each with its changes; return the draft.

    A person needs that time; what takes no time at all is held for a look.
    """
    draft = begin(client, to)
    Draft.objects.filter(pk=draft.pk).update(started_at=draft.started_at - timedelta(minutes=1))
    for step in STEPS:
        response = client.post(url("form_step", to, step.slug), answers(to)[step.slug] | changes.get(step.slug, {}))
        assert response.status_code == ACCEPTED, (step.slug, response.context["form"].errors)
    draft.refresh_from_db()
    return draft


def send(client: Client, to: Consultation, **changes: dict[str, Any]) -> Submission:
    """Fill in the whole form and press “Send”; return the submission."""
    draft = fill(client, to, **changes)
    response = client.post(url("check", to), {"version": draft.version})
    assert (response.status_code, response.url) == (ACCEPTED, url("done", to))
    return Submission.objects.latest("pk")
