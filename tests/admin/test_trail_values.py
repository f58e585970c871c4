"""Every audited act with every kind of value can be read: in the list, a record's history, its own page, and as CSV."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CompositePrimaryKey, Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from engagements import audit
from engagements.actions import casework, exports, invitations, mail, offboarding, officials, publication, ventures
from engagements.admin.trail.audit_rows import describe_events
from engagements.admin.trail.audit_texts import NAMES
from engagements.choices import AuditedAct, PublicationConsent, Role
from engagements.models import AuditEvent, Official
from engagements.rules.actors import Actor
from tests import factories
from tests.addresses.world import World
from tests.factories import AT

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/auditevent/"
GONE = 4_711_000
# A record that acts are about has one key.
MODELS = [
    model
    for model in apps.get_app_config("engagements").get_models()
    if not isinstance(model._meta.pk, CompositePrimaryKey)
]


def kinds_of_value() -> dict[str, Any]:
    """Return one value of each kind that an act might write down."""
    official = factories.official(Role.OFFICER, full_name="Asha Officer")
    return {
        "nothing": None,
        "yes": True,
        "no": False,
        "number": 7,
        "zero": 0,
        "minus": -1,
        "very large number": 10**30,
        "fraction": 0.1,
        "money": Decimal("1200000.50"),
        "empty text": "",
        "text": "lead",
        "markup": "<b>&amp;</b>",
        "formula": "=cmd|' /C calc'!A0",
        "Hindi": "रक्षा उत्पादन",
        "long text": "word " * 300,
        "day": date(2025, 3, 24),
        "moment": AT,
        "almost a day": "2025-13-45",
        "record": official,
        "record that is gone": GONE,
        "records": [official, factories.official(Role.LEAD)],
        "numbers, some of records that are gone": [official.pk, GONE, 10**30, True],
        "empty list": [],
        "texts": ["lead", "auditor"],
        "list of lists": [[1, "a"], [], [None]],
        "set": {1},
        "mapping": {"a": 1, "b": [official, None], "c": {}},
        "personal": audit.PERSONAL,
    }


def names_of(model: type[Model]) -> list[str]:
    """Return the names that values have in the trail: of the model's fields, of what acts add, and of nothing known."""
    return [field.name for field in model._meta.get_fields()] + [*NAMES, "some_old_name", "desk rule added", ""]


@pytest.fixture
def values_written() -> list[AuditEvent]:
    """Write every act with every kind of value: for each kind, every model is written about, in all its fields."""
    kinds = kinds_of_value()
    with audit.one_transaction():
        for value in kinds.values():
            for place, act in enumerate(AuditedAct):
                model = MODELS[place % len(MODELS)]
                changes = dict.fromkeys(names_of(model), value)
                audit.record(act, model(pk=GONE), by=Actor.system("test"), at=AT, changes=changes)
    assert len(AuditedAct) >= len(MODELS)
    return list(AuditEvent.objects.filter(actor="system:test").order_by("position"))


def test_every_act_with_every_kind_of_value_is_listed_and_exported(enter, client, values_written):
    enter(Role.AUDITOR)

    rows = describe_events(values_written, to=factories.actor(Role.AUDITOR))
    exported = b"".join(client.get(f"{LIST}export/").streaming_content).decode("utf-8-sig")

    assert [len(row.changes) for row in rows] == [len(event.changes) for event in values_written]
    assert len(list(csv.reader(io.StringIO(exported)))) - 1 == AuditEvent.objects.count() - 1
    assert audit.verify() == []
    for page in range(1, client.get(LIST).context["cl"].paginator.num_pages + 1, 4):
        assert client.get(LIST, {"p": page}).status_code == 200


def test_every_kind_of_value_is_shown_on_the_page_of_its_row(enter, client, values_written):
    enter(Role.AUDITOR)

    # Each kind of value with another act and another model.
    for event in values_written[:: len(AuditedAct) + 1]:
        assert client.get(reverse("admin:engagements_auditevent_change", args=[event.pk])).status_code == 200


def test_every_kind_of_value_is_shown_in_the_history_of_a_record(enter, client):
    enter(Role.AUDITOR)
    submission, desk = factories.submission(), factories.desk()
    kinds = kinds_of_value()
    with audit.one_transaction():
        for record in (submission, submission.venture, submission.consultation, desk, Official.objects.first()):
            for value in kinds.values():
                changes = dict.fromkeys(names_of(type(record)), value)
                act = AuditedAct.REFERENCE_DATA_CHANGED
                audit.record(act, record, by=Actor.system("test"), at=AT, changes=changes)

    for record in (submission, submission.venture, submission.consultation, desk, Official.objects.first()):
        address = reverse(f"admin:engagements_{record._meta.model_name}_history", args=[record.pk])
        while address:
            response = client.get(address)
            assert response.status_code == 200
            address = response.context.get("next_url")


def words_of(**changes: Any) -> dict[str, str]:
    desk = factories.desk()
    event = audit.record(AuditedAct.REFERENCE_DATA_CHANGED, desk, by=Actor.system("test"), at=AT, changes=changes)
    [row] = describe_events([event], to=factories.actor(Role.AUDITOR))
    return {change.name: change.value for change in row.changes}


def test_officials_in_a_list_have_names_and_those_who_are_gone_keep_their_number():
    asha, om = (factories.official(Role.OFFICER, full_name=name) for name in ("Asha Officer", "Om Officer"))

    assert words_of(members=[asha, om, GONE]) == {"Members": f"Asha Officer, Om Officer, {GONE}"}
    assert words_of(members=[]) == {"Members": "–"}


def test_values_by_name_are_told_with_their_names():
    assert words_of(scope={"status": "received", "area": [1, 2]}) == {"Filtered by": "area: 1, 2; status: received"}


def test_trail_can_be_read_after_a_desk_with_members_was_added(enter, client):
    enter(Role.LEAD, Role.AUDITOR)
    officer = factories.official(Role.OFFICER, full_name="Asha Officer")
    form = {"name": "Funding", "members": [officer.pk], "is_active": "on", "seen": "0"}
    rule = {"rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "rules-0-position": "10"}
    challenge = factories.challenge()
    client.post("/admin/engagements/desk/add/", form | rule | {"rules-0-challenge": challenge.pk})
    event = AuditEvent.objects.get(target_type="desk")

    pages = [
        client.get(LIST),
        client.get(reverse("admin:engagements_auditevent_change", args=[event.pk])),
        client.get(reverse("admin:engagements_desk_history", args=[event.target_id])),
    ]

    assert [(page.status_code, "Asha Officer" in page.content.decode()) for page in pages] == [(200, True)] * 3
    assert client.get(f"{LIST}export/").status_code == 200


def perform_acts() -> None:
    """Do what officials and ventures do, each once."""
    World()
    lead, admin = factories.actor(Role.LEAD), factories.actor(Role.ADMINISTRATOR)
    answered = factories.replied(factories.submission())
    casework.object_to_reply(answered, "That is not it.", by=Actor.venture(answered), at=AT, version=answered.version)
    asked = factories.asked(factories.submission())
    casework.answer_question(asked, "The second.", by=Actor.venture(asked), at=AT, version=asked.version)
    shown = factories.published(factories.submission())
    no = PublicationConsent.OFFICIALS
    publication.restrict_consent(shown, no, by=Actor.venture(shown), at=AT, version=shown.version)
    factories.not_published(factories.submission())
    given = factories.submission()
    casework.assign(given, factories.official(Role.OFFICER), by=lead, at=AT, version=given.version)
    casework.log_submission_read(given, by=lead, at=AT)
    ventures.log_venture_read(given.venture, by=lead, at=AT)
    mail.log_message_read(given.messages.first(), by=admin, at=AT)
    exports.exported("submissions", rows=3, scope="status=received", by=lead, at=AT)
    leaver = factories.official(Role.OFFICER)
    roles = [Role.OFFICER, Role.ANALYST]
    told = {"full_name": leaver.full_name, "designation": leaver.designation, "is_active": True}
    officials.change_account(leaver, **told, roles=roles, by=admin, at=AT)
    offboarding.deactivate_official(leaver, successor=None, by=admin, at=AT)
    invitations.invite("new@example.org", full_name="New", designation="Officer", roles=roles, by=admin, at=AT)
    factories.released(factories.ministry_response(factories.consultation()))


def test_trail_of_acts_that_were_really_performed_can_be_read(enter, client):
    perform_acts()
    enter(Role.AUDITOR)
    acts = {event.act: event for event in AuditEvent.objects.all()}
    assert len(acts) >= 20

    assert client.get(LIST).status_code == 200
    assert len(b"".join(client.get(f"{LIST}export/").streaming_content).splitlines()) > len(acts)
    for event in acts.values():
        assert client.get(reverse("admin:engagements_auditevent_change", args=[event.pk])).status_code == 200
        try:
            history = reverse(f"admin:engagements_{event.target_type}_history", args=[event.target_id])
        except NoReverseMatch:
            continue
        assert client.get(history).status_code in (200, 403, 404)


def test_time_of_now_is_an_act_like_any_other():
    assert words_of(until=timezone.now())["Until"].endswith("IST")
