"""What the addresses are about: at least one record of everything that the admin shows, and words to look for."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from engagements.actions import casework, conflicts_of_interest, drafts
from engagements.admin.site import site
from engagements.choices import DeliveryStatus, PolicyKind, PowerAct, PowerOutcome, QuestionKind, Relation, Role
from engagements.models import (
    Consultation,
    EnterpriseLimit,
    Fingerprint,
    OutgoingMessage,
    PolicyVersion,
    PowerRequest,
    Question,
    ReplyTemplate,
    Venture,
)
from engagements.rules.references import url_reference
from tests import factories
from tests.campaigns.texts import campaign

# Stands in the points alone; a page that holds it shows what a venture wrote.
CANARY = "kingfisher"
QUARANTINED = "quarantined"


class World:
    """One record of each kind, and a submission that is quarantined."""

    def __init__(self) -> None:
        now = timezone.now()
        self.submission = factories.submission(summary=f"A {CANARY} at the counter", at=now)
        self.consultation = self.submission.consultation
        self.quarantined = factories.moved(
            factories.submission(self.consultation, summary=f"Another {CANARY}", at=now), "quarantine", at=now
        )
        self.foreign = factories.submission(self.consultation, summary="A heron in the yard", at=now)
        self.draft, self.draft_token = drafts.start_draft(
            self.consultation, language="en", at=now, answers={"point": {"summary": f"A draft of a {CANARY}"}}
        )
        self.foreign_draft, self.foreign_draft_token = drafts.start_draft(self.consultation, language="en", at=now)
        for submission in (self.submission, self.quarantined):
            factories.attachment(submission)
        self._staff(now)
        self._asked_and_published(now)
        # Mail of last year that still waits would be a portal that does not work.
        OutgoingMessage.objects.filter(queued_at__lt=now).update(status=DeliveryStatus.SENT, sent_at=now)

    def _staff(self, now: datetime) -> None:
        """Make what officials keep of their work and of themselves."""
        venture = self.submission.venture
        officer, asker = factories.official(Role.OFFICER), factories.official(Role.ADMINISTRATOR)
        refused = {"outcome": PowerOutcome.REFUSED, "asked_at": now, "decided_at": now, "decided_by": asker}
        self.asked = PowerRequest.objects.create(
            official=officer, act=PowerAct.ROLES, roles=["lead"], asked_by=asker, **refused
        )
        factories.desk_rule(factories.desk(), challenge=self.submission.challenge)
        casework.note(self.submission, "Ask the depot.", by=factories.actor(Role.OFFICER), at=now)
        factories.absence()
        factories.recorded_submission(self.foreign)
        factories.sheet(self.consultation)
        factories.drafted(self.foreign)
        factories.ministry_response(self.consultation)
        self.session = factories.attendance(venture, of=self.consultation).session
        campaign()
        conflicted = factories.actor(Role.OFFICER)
        conflicts_of_interest.declare_conflict(self.foreign.venture, Relation.FAMILY, "", by=conflicted, at=now)
        ReplyTemplate.objects.create(name="Thanks", body="Dear {venture}")

    def _asked_and_published(self, now: datetime) -> None:
        """Make what the submissions are sorted by, and what everybody reads."""
        factories.key_figure(self.consultation)
        factories.scheme()
        factories.contract_stage()
        factories.office_holder()
        EnterpriseLimit.objects.create(
            enterprise_class="micro", valid_from="2025-04-01", investment_crore=2, turnover_crore=10
        )
        Question.objects.create(
            consultation=self.consultation, column="why", kind=QuestionKind.SHORT_TEXT, wording="Why?", asked_from=now
        )
        for kind in PolicyKind:
            PolicyVersion.objects.create(kind=kind, number=1, body="Text.", published_at=now, review_on="2027-01-01")

    def abouts(self, route: str, names: list[str]) -> list[str]:
        """Return what an address is tried with: a submission that is open to some, and one that is quarantined."""
        is_one = "reference" in names or ("object_id" in names and is_of_submission(route))
        return ["", QUARANTINED] if is_one else [""]

    def arguments(self, route: str, names: list[str], *, about: str) -> dict[str, Any]:
        """Return what stands in the arguments of a route; fails for one of which nothing is known."""
        submission = self.quarantined if about == QUARANTINED else self.submission
        known = {
            "slug": self.consultation.slug,
            "reference": url_reference(submission.reference),
            "name": "take_up" if route.startswith("admin:") else "point",
            "number": submission.attachments.get().pk if route.endswith("file") else 1,
            "session_id": self.session.pk,
            "purpose": "points",
            "token": "x" * 26,
            "pk": 1,
            "request_id": self.asked.pk,
            "uidb36": "1",
            "key": "x-y",
            "app_label": "engagements",
            "url": "no-such-page/",
        }
        if "object_id" in names:
            known["object_id"] = submission.pk if is_of_submission(route) else self.record_of(route).pk
        if "submission_id" in names:
            known["submission_id"] = Fingerprint.objects.filter(campaign=known["object_id"]).latest("pk").pk
        unknown = set(names) - set(known)
        assert not unknown, f"{route}: say in tests/addresses/world.py what {unknown} can be"
        return {name: known[name] for name in names}

    def record_of(self, route: str) -> Model:
        """Return a record of the model that an address of the admin is about."""
        named = {model._meta.model_name: model for model, _admin in site._registry.items()}
        [model] = [model for name, model in named.items() if f"engagements_{name}_" in route or f"/{name}/" in route]
        own: dict[type[Model], Model] = {Consultation: self.consultation, Venture: self.submission.venture}
        record = own.get(model) or model._default_manager.first()
        assert record is not None, f"{route}: make a record of {model.__name__} in tests/addresses/world.py"
        return record


def is_of_submission(route: str) -> bool:
    """Return whether an address of the admin is about a submission."""
    return "engagements_submission_" in route or "/submission/" in route
