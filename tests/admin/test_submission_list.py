"""The list of submissions: what it shows, how it is narrowed, what it refuses."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import Channel, Language, PublicationConsent, Role, VentureKind
from engagements.models import Submission
from tests import factories
from tests.factories import received
from tests.reading import html_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/submission/"


def listed(client, **parameters) -> list[Submission]:
    response = client.get(LIST, parameters)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def test_list_shows_the_newest_first_with_their_words(enter, client):
    enter(Role.TRIAGE)
    older = received(30, summary="Bank guarantees take our capital", is_example=True)
    newer = received(1, summary="परीक्षण में छह महीने लगते हैं")

    page = html_of(client.get(LIST))

    assert listed(client) == [newer, older]
    assert "2 submissions" in page
    assert 'lang="hi">परीक्षण में छह महीने लगते हैं</span>' in page
    assert page.count("mark-example") == 1
    assert "Overdue by 9 days" in page
    assert "Due in 20 days" in page
    assert "30 days ago" in page


@pytest.mark.parametrize("role", [Role.LEAD, Role.AUDITOR])
def test_list_has_a_heading_for_each_cell_of_a_row(enter, client, role):
    enter(role)
    received(1)

    head, body = html_of(client.get(LIST)).partition("</thead>")[::2]
    row = body.partition("</tr>")[0]

    assert len(re.findall(r"<th\b", head.rpartition("<thead>")[2])) == len(re.findall(r"<t[hd]\b", row))


def test_list_hides_what_is_quarantined_from_rows_search_and_filters(enter, client):
    held = factories.moved(received(1, summary="A matter of the coast"), "quarantine", at=timezone.now())
    enter(Role.LEAD)
    assert listed(client) == listed(client, q="coast") == listed(client, q=held.reference) == []
    assert client.get(LIST, {"queue": "quarantined"}).status_code == 302
    assert "Quarantined" not in html_of(client.get(LIST))

    enter(Role.SECURITY)

    assert listed(client) == listed(client, queue="quarantined") == listed(client, status="quarantined") == [held]


@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace("/", "").replace("-", " ")])
def test_search_finds_a_reference_in_any_form(enter, client, change):
    enter(Role.OFFICER)
    wanted = received()
    received()

    assert listed(client, q=change(wanted.reference)) == [wanted]


@pytest.mark.parametrize(
    ("words", "found"), [("bharat", True), ("GUARANTEES", True), ("salaries loan", True), ("salaries moon", False)]
)
def test_search_finds_words_of_the_venture_the_summary_and_what_happened(enter, client, words, found):
    enter(Role.OFFICER)
    wanted = received(
        venture="Bharat Test Works",
        summary="Bank guarantees take our capital",
        experience="We carried eleven salaries on a personal loan.",
    )
    received(venture="Others", summary="Else", experience="Something else.")

    assert listed(client, q=words) == ([wanted] if found else [])


def test_queues_narrow_the_list_and_order_it_by_due_day(enter, client):
    officer = enter(Role.LEAD)
    late, soon, free = received(30), received(16), received(20)
    for one in (soon, late):
        casework.assign(one, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=one.version)

    assert listed(client, queue="mine") == [late, soon]
    assert listed(client, queue="unassigned") == [free]
    assert listed(client, queue="overdue") == [late]
    assert listed(client, queue="week") == [free, soon]


def test_filters_each_choose_what_they_say(enter, client):
    officer = enter(Role.OFFICER)
    consultation = factories.consultation(focus_areas=[factories.focus_area(), factories.focus_area()])
    area = consultation.focus_areas.last()
    wanted = factories.submission(
        consultation,
        at=timezone.now() - timedelta(days=9),
        focus_area_ids=(area.pk,),
        consent=PublicationConsent.NAMED,
        profile={"kind": VentureKind.ACADEMIA},
        envelope={"channel": Channel.POST, "language": Language.HINDI},
        is_example=True,
    )
    casework.assign(wanted, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=wanted.version)
    received()
    choices = {
        "status": "received",
        "officer": officer.pk,
        "age": "8-14",
        "consultation": consultation.pk,
        "challenge": wanted.challenge_id,
        "area": area.pk,
        "kind": "academia",
        "channel": "post",
        "language": "hi",
        "consent": "named",
        "is_example": "1",
    }

    narrowed = {name: listed(client, **{name: value}) for name, value in choices.items() if name != "status"}

    assert narrowed == {name: [wanted] for name in choices if name != "status"}
    assert listed(client, **choices) == [wanted]
    assert listed(client, **choices | {"kind": "dpsu"}) == []


def test_filters_that_are_on_are_named_and_can_be_taken_away_singly(enter, client):
    enter(Role.OFFICER)
    received()

    chips = client.get(LIST, {"status": "received", "kind": "startup", "q": "five months"}).context["cl"].chips

    assert [(chip.name, chip.value) for chip in chips] == [
        ("Search", "five months"),
        ("status", "Received"),
        ("kind of venture", "DPIIT-recognised start-up"),
    ]
    assert chips[1].without == f"{LIST}?kind=startup&q=five+months"


@pytest.mark.parametrize(
    "query",
    [
        "access_code_hash__startswith=a",
        "contact__email__startswith=a",
        "summary=x",
        "summary=%00",
        "officer_in_charge__password__startswith=a",
    ],
)
def test_list_refuses_lookups_that_it_does_not_offer(enter, client, query):
    enter(Role.OFFICER)

    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["status=%00", "status=nothing", "challenge=abc", "challenge=99999999999999999999", "queue=quarantined"],
)
def test_list_sends_values_that_it_does_not_offer_back_to_the_whole_list(enter, client, query):
    enter(Role.OFFICER)
    received()

    response = client.get(f"{LIST}?{query}")

    assert (response.status_code, response["Location"]) == (302, f"{LIST}?e=1")


@pytest.mark.parametrize("words", ["\x00", "%", "'\"", "अ" * 500, "DDP/2024-25/000001-X", "-" * 5000])
def test_search_bears_any_words(enter, client, words):
    enter(Role.OFFICER)
    received()

    assert listed(client, q=words) in ([], list(Submission.objects.all()))


def test_list_is_divided_into_pages_that_keep_the_filters(enter, client):
    enter(Role.LEAD)
    to = factories.consultation()
    for _ in range(51):
        factories.submission(to, at=timezone.now(), venture="One Venture")

    first = client.get(LIST, {"status": "received"}).context["cl"]
    second = client.get(first.next_url).context["cl"]

    assert (first.range, len(first.result_list), first.previous_url) == ("1 to 50 of 51", 50, "")
    assert (second.range, len(second.result_list), second.next_url) == ("51 to 51 of 51", 1, "")
    assert second.previous_url == f"{LIST}?status=received&p=1"
    assert client.get(LIST, {"p": "99"})["Location"] == f"{LIST}?e=1"


def test_list_offers_no_adding_and_no_deleting(enter, client):
    enter(*Role)
    received()

    page = html_of(client.get(LIST))

    assert ("Add submission" in page, "delete_selected" in page) == (False, False)
    assert client.post(LIST, {"action": "delete_selected", "_selected_action": "1"}).status_code == 405
    assert Submission.objects.count() == 1


def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of):
    officer = enter(Role.LEAD)
    one = received()
    casework.assign(one, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=one.version)
    with_one = queries_of(LIST)
    for _ in range(2):
        more = received(is_example=True)
        casework.assign(
            more, factories.official(Role.OFFICER), by=factories.actor(Role.LEAD), at=timezone.now(), version=1
        )

    assert queries_of(LIST) == with_one <= 12
