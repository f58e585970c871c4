"""Writing down a point in the admin, the list of recorded points, and what the review page says of one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import Role, SubmissionStatus
from engagements.models import OutgoingMessage, RecordedSubmission, Submission
from tests import factories

pytestmark = pytest.mark.django_db

ADD = reverse("admin:engagements_recordedsubmission_add")
LIST = reverse("admin:engagements_recordedsubmission_changelist")


@pytest.fixture
def to():
    return factories.consultation_in_session()


def typed(to, **replaced):
    return {
        "key": str(uuid4()),
        "channel": "session",
        "session": f"#{to.sessions.get().pk}",
        "said_on": "",
        "venture_name": "Acme",
        "kind": "",
        "state": "",
        "contact_name": "Asha",
        "email": "asha@example.org",
        "challenge": "access-to-funding",
        "focus_areas": ["drones"],
        "summary": "Paid late",
        "experience": "The tranche came in March.",
        "severity": "3",
    } | replaced


def test_point_is_written_down_and_another_begins_with_its_venture(enter, client, to):
    official = enter(Role.TRIAGE)

    response = client.post(ADD, typed(to) | {"then": "another"})

    made = Submission.objects.get()
    assert response.url == f"{ADD}?consultation={to.pk}&after={made.pk}"
    assert (made.venture.name, made.session, made.recorded_submission.recorded_by) == (
        "Acme",
        to.sessions.get(),
        official,
    )
    initial = client.get(response.url).context["form"].initial
    assert (initial["venture_name"], initial["email"], initial["session"]) == (
        "Acme",
        "asha@example.org",
        f"#{made.session_id}",
    )
    assert "experience" not in initial


def test_form_begun_after_a_colleague_s_point_gives_nothing_away(enter, client, to):
    enter(Role.TRIAGE)
    client.post(ADD, typed(to))
    enter(Role.TRIAGE)

    begun = client.get(ADD, {"consultation": to.pk, "after": Submission.objects.get().pk})

    assert "venture_name" not in begun.context["form"].initial


def test_second_click_writes_nothing_twice(enter, client, to):
    enter(Role.OFFICER)
    data = typed(to)

    assert [client.post(ADD, data).status_code for _click in range(2)] == [302, 302]
    assert (Submission.objects.count(), OutgoingMessage.objects.count()) == (1, 1)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(enter, client, to):
    enter(Role.OFFICER)

    response = client.post(ADD, typed(to, summary="", days_lost="many"))

    assert dict(response.context["form"].errors) == {
        "summary": ["Enter a one-line summary."],
        "days_lost": ["Enter a whole number in digits, for example 120. (Name the field.)"],
    }
    assert "The tranche came in March." in response.content.decode()
    assert Submission.objects.count() == 0


def test_what_may_not_belong_there_is_pointed_out_once(enter, client, to):
    enter(Role.OFFICER)
    data = typed(to, experience="Marked SECRET by the board.")

    warned = client.post(ADD, data)

    assert [doubt.quote for doubt in warned.context["doubts"]] == ["SECRET"]
    assert Submission.objects.count() == 0
    client.post(ADD, data | {"as_it_is": "yes"})
    assert Submission.objects.get().status == SubmissionStatus.QUARANTINED


def test_consultation_is_asked_for_where_there_are_several(enter, client, to):
    enter(Role.OFFICER)
    other = factories.consultation()

    assert [one for one, _url in client.get(ADD).context["choices"]] == [other, to]
    assert client.get(ADD, {"consultation": to.pk}).context["form"].consultation == to


def test_list_tells_how_each_stands_and_filters_by_it(enter, client, to):
    enter(Role.OFFICER)
    waiting, confirmed, corrected = (factories.submission(to) for _one in range(3))
    later = factories.AT + timedelta(days=1)
    factories.recorded_submission(waiting)
    factories.recorded_submission(confirmed, confirmed_at=later)
    factories.recorded_submission(corrected, confirmed_at=later, corrected_at=later)

    def listed(**query):
        return {row.submission for row in client.get(LIST, query).context["cl"].result_list}

    assert listed() == {waiting, confirmed, corrected}
    assert [listed(state=state) for state in ("waiting", "confirmed", "corrected")] == [
        {waiting},
        {confirmed},
        {corrected},
    ]


def test_list_leaves_out_what_is_not_open_to_the_reader(enter, client, to):
    from engagements.actions import conflicts_of_interest
    from engagements.rules.actors import Actor

    official = enter(Role.OFFICER)
    held, foreign = factories.submission(to), factories.submission(to)
    factories.recorded_submission(factories.moved(held, "quarantine"))
    factories.recorded_submission(foreign)
    conflicts_of_interest.declare_conflict(
        foreign.venture, relation="family", note="", by=Actor.official(official), at=timezone.now()
    )

    assert client.get(LIST).context["cl"].result_count == 0


def test_list_asks_the_same_number_of_queries_for_1_and_for_30_rows(enter, client, to, queries_of):
    enter(Role.LEAD)
    factories.recorded_submission(factories.submission(to))
    one = queries_of(LIST)
    for _row in range(29):
        factories.recorded_submission(factories.submission(to))

    assert queries_of(LIST) == one <= 10


def test_review_page_shows_what_was_heard_first_beside_the_correction(enter, client, to):
    enter(Role.OFFICER)
    point, later = factories.submission(to, experience="Our own words."), factories.AT + timedelta(days=1)
    factories.recorded_submission(point, experience="What was heard first.", confirmed_at=later, corrected_at=later)

    page = client.get(reverse("admin:engagements_submission_change", args=[point.pk])).content.decode()

    assert ("Our own words." in page, "What was heard first." in page, "Corrected by the venture" in page) == (
        True,
        True,
        True,
    )


def test_link_is_mailed_from_the_review_page_while_it_is_not_confirmed(enter, client, to):
    enter(Role.OFFICER)
    point = factories.submission(to)
    address = reverse("admin:engagements_submission_act", args=[point.pk, "confirmation"])
    data = {"version": point.version, "email": "New <new@example.org>\u200f"}
    client.post(address, data)
    assert OutgoingMessage.objects.filter(kind="confirm_recorded").count() == 0

    factories.recorded_submission(point)
    assert client.post(address, data).status_code == 302
    assert OutgoingMessage.objects.get(kind="confirm_recorded").recipient == "new@example.org"
    RecordedSubmission.objects.update(confirmed_at=factories.AT)
    point.refresh_from_db()
    client.post(address, data | {"version": point.version})
    assert OutgoingMessage.objects.filter(kind="confirm_recorded").count() == 1


def test_nothing_is_written_down_without_a_complete_notice(enter, client, to, in_production):
    enter(Role.TRIAGE)
    assert "Nothing can be recorded yet" in client.get(ADD).content.decode()

    refused = client.post(ADD, typed(to))

    assert "Submissions are not taken now" in refused.content.decode()
    assert "The tranche came in March." in refused.content.decode()
    assert Submission.objects.exists() is False
    factories.notice(1)
    assert "Nothing can be recorded yet" not in client.get(ADD).content.decode()
    assert client.post(ADD, typed(to)).status_code == 302
