"""Templates of replies: edited with their placeholders checked, put into a reply in the venture's language."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import Language, ReplyKind, Role
from engagements.models import AuditEvent, Reply, ReplyTemplate
from tests import factories

pytestmark = pytest.mark.django_db

ADD = reverse("admin:engagements_replytemplate_add")
TEXTS = {"name": "Thanks", "kind": "final", "body": "Dear {venture}, about {reference}.", "body_hi": "प्रिय {venture}"}


def template(**fields) -> ReplyTemplate:
    return ReplyTemplate.objects.create(**TEXTS | fields)


def taken_up(**what):
    return factories.moved(factories.submission(at=timezone.now(), **what), "take_up", at=timezone.now())


def page_of(submission, chosen: str = "") -> str:
    address = reverse("admin:engagements_submission_change", args=[submission.pk])
    return f"{address}?template={chosen}" if chosen else address


def reply_form(response):
    return next(panel.form for panel in response.context["panels"] if panel.action.name == "reply")


def test_template_is_added_and_audited(enter, client):
    lead = enter(Role.LEAD)

    client.post(ADD, TEXTS | {"is_active": "on"})

    made = ReplyTemplate.objects.get()
    assert {name: getattr(made, name) for name in TEXTS} == TEXTS
    assert AuditEvent.objects.get(target_type="replytemplate").official == lead


@pytest.mark.parametrize("field", ["body", "body_hi"])
def test_template_with_an_unknown_placeholder_is_refused_with_the_known_ones(enter, client, field):
    enter(Role.LEAD)

    response = client.post(ADD, TEXTS | {field: "Dear {name}"})

    assert response.context["adminform"].form.errors == {
        field: [
            "There is no placeholder {name}. The known ones are {reference}, {venture}, {consultation}, {challenge}, "
            "{received_on}, {due_on}, {department}, {officer}."
        ]
    }
    assert not ReplyTemplate.objects.exists()


def test_templates_are_offered_in_the_venture_s_language_first(enter, client):
    enter(Role.OFFICER)
    both, english = template(), template(name="Interim", kind="interim", body_hi="")
    template(name="Retired", is_active=False)
    submission = taken_up(envelope={"language": Language.HINDI})

    groups = client.get(page_of(submission)).context["templates"]

    assert groups == [
        ("Hindi, the language the venture wrote in", [(f"{both.pk}-hi", "Thanks (Final reply)")]),
        ("English", [(f"{english.pk}-en", "Interim (Interim reply)"), (f"{both.pk}-en", "Thanks (Final reply)")]),
    ]


def test_template_that_was_chosen_stands_filled_in_in_the_reply(enter, client):
    enter(Role.OFFICER)
    made = template(kind="interim")
    submission = taken_up(venture="Rotor Works")

    response = client.get(page_of(submission, f"{made.pk}-en"))

    form = reply_form(response)
    assert form["body"].value() == f"Dear Rotor Works, about {submission.reference}."
    assert form["kind"].value() == ReplyKind.INTERIM
    assert form["version"].value() == submission.version
    assert not Reply.objects.exists()


@pytest.mark.parametrize("chosen", ["x", "0-en", "{pk}", "{pk}-fr", "{other}-hi", "{retired}-en", "99999999999-en"])
def test_template_that_is_not_on_offer_puts_nothing_in(enter, client, chosen):
    enter(Role.OFFICER)
    given = {
        "pk": template().pk,
        "other": template(name="English alone", body_hi="").pk,
        "retired": template(name="Retired", is_active=False).pk,
    }

    response = client.get(page_of(taken_up(), chosen.format(**given)))

    assert (response.status_code, reply_form(response)["body"].value()) == (200, None)


def test_page_without_templates_offers_no_choice(enter, client):
    enter(Role.OFFICER)

    assert "reply-template" not in client.get(page_of(taken_up())).content.decode()


def test_list_takes_the_same_queries_for_one_and_for_three(enter, queries_of):
    enter(Role.LEAD)
    address = reverse("admin:engagements_replytemplate_changelist")
    template()
    one = queries_of(address)
    template(name="Second")
    template(name="Third")

    assert queries_of(address) == one
