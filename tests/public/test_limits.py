"""What one client can make the portal store and mail is bounded, with a way on; a shared network is not hindered."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from engagements.actions import limits
from engagements.errors import ActionRefused
from engagements.models import AddressCount, Attachment, Draft, MailedLink, OutgoingMessage, Submission
from tests import factories
from tests.factories import AT
from tests.public import filling
from tests.public.attachments import attaching

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

HERE, ELSEWHERE = "192.0.2.7", "198.51.100.7"
MIB = limits.MIB


@pytest.fixture
def crowded(monkeypatch):
    """Let a network have a few of each within the hour."""
    monkeypatch.setattr(limits, "DRAFTS", 3)
    monkeypatch.setattr(limits, "MAILS", 3)
    monkeypatch.setattr(limits, "UPLOADS", 3 * MIB)


def from_network(number: int) -> Client:
    return Client(REMOTE_ADDR=f"203.0.{number}.9")


def table(megabytes: float = 1, name: str = "a.csv") -> SimpleUploadedFile:
    row = b"Stage," + b"x" * 900 + b"\n"
    return SimpleUploadedFile(name, row * int(megabytes * MIB // len(row)))


def test_client_in_a_loop_starts_as_many_drafts_as_a_network_may(to, crowded):
    answers = [Client().post(filling.url("start", to)) for _turn in range(20)]

    assert [response.status_code for response in answers] == [303] * 3 + [429] * 17
    assert Draft.objects.count() == 3
    page = answers[-1].content.decode()
    assert "Very many forms were begun within this hour. Start after " in page
    assert f'<a href="{reverse("public:contact")}">In the meantime you can write to us.</a>' in page


def test_draft_that_is_there_goes_on_and_is_not_thrown_away_for_one_that_cannot_start(client, to, crowded):
    filling.fill(client, to)
    for _turn in range(3):
        Client().post(filling.url("start", to))

    afresh = client.post(filling.url("start", to), {"afresh": "yes"})

    assert (afresh.status_code, Draft.objects.count()) == (429, 3)
    assert client.post(filling.url("start", to)).status_code == 303
    Draft.objects.update(started_at=AT)
    version = Draft.objects.order_by("pk")[0].version
    assert client.post(filling.url("check", to), {"version": version}).status_code == 303
    assert Submission.objects.count() == 1
    assert client.post(filling.url("start_another", to)).status_code == 429


def test_client_in_a_loop_stores_as_many_bytes_as_a_network_may(to, crowded):
    for turn in range(3):
        client = from_network(1)
        filling.begin(client, to)
        for number in range(4):
            attaching.post(client, to, table(0.9 + turn / 100 + number / 1_000, "a.csv"))

    sizes = list(Attachment.objects.values_list("size", flat=True))
    assert (len(sizes), sum(sizes) < 3 * MIB) == (3, True)


def test_file_that_is_not_taken_leaves_what_was_typed_and_the_way_to_send_it(client, to, crowded):
    draft = filling.begin(client, to)
    for step in ("challenge",):
        client.post(filling.url("form_step", to, step), filling.answers(to)[step])
    attaching.post(client, to, table(2.5))

    response = attaching.post(client, to, table(1, "b.csv"), summary="Typed beside the file")

    [sentence] = attaching.said(response)["attachments"]
    assert sentence.startswith("More files came within this hour than there is room for. Go on without this one: ")
    assert (attaching.typed(draft)["summary"], attaching.names(draft)) == ("Typed beside the file", ["a.csv"])
    assert attaching.send(client, to).attachments.count() == 1


def test_client_in_a_loop_mails_as_many_strangers_as_a_network_may(to, crowded):
    answers = [
        Client().post(reverse("public:my_submissions"), {"email": f"v{number}@example.org"}) for number in range(40)
    ]

    assert OutgoingMessage.objects.count() == 3
    page = answers[-1].content.decode()
    assert "Very many emails were asked for within this hour. Ask again after " in page
    assert 'value="v39@example.org"' in page


def test_one_network_does_not_use_up_what_others_may(to, crowded):
    for number in range(5):
        client = from_network(1)
        client.post(filling.url("start", to))
        client.post(reverse("public:my_submissions"), {"email": f"v{number}@example.org"})

    other = from_network(2)
    assert other.post(filling.url("start", to)).status_code == 303
    assert other.post(reverse("public:my_submissions"), {"email": "v@example.org"}).status_code == 303


def test_link_to_a_draft_is_counted_with_the_other_mails(client, to, crowded):
    filling.begin(client, to)
    for number in range(3):
        client.post(reverse("public:my_submissions"), {"email": f"v{number}@example.org"})

    response = client.post(filling.url("save_for_later", to), {"email": "asha@example.org"})

    assert (response.status_code, MailedLink.objects.count()) == (200, 3)
    assert "Very many emails were asked for" in response.content.decode()


def test_address_is_not_pestered_and_not_locked_out_by_a_stranger():
    for _turn in range(limits.MAILS_TO_ONE):
        limits.count_mail(HERE, "asha@example.org", at=AT)
    with pytest.raises(ActionRefused, match="Several emails to this address were asked for within this hour"):
        limits.count_mail(HERE, "Asha@Example.org", at=AT)

    limits.count_mail(ELSEWHERE, "asha@example.org", at=AT)
    limits.count_mail(HERE, "other@example.org", at=AT)
    for number in range(10, 10 + limits.ALL_MAILS_TO_ONE - limits.MAILS_TO_ONE - 1):
        limits.count_mail(f"203.0.{number}.1", "asha@example.org", at=AT)
    with pytest.raises(ActionRefused, match="Several emails to this address"):
        limits.count_mail("203.0.200.1", "asha@example.org", at=AT)


def test_limit_ends_with_the_hour_and_the_sentence_says_when():
    noon = AT.replace(hour=6, minute=45)
    for _turn in range(limits.DRAFTS):
        limits.count_draft(HERE, at=noon)

    with pytest.raises(ActionRefused, match=r"Start after 2 April 2025, 12:30 IST; one that was begun before goes on"):
        limits.count_draft("192.0.2.200", at=noon + timedelta(minutes=14))
    limits.count_draft("192.0.3.1", at=noon)
    limits.count_draft(HERE, at=noon + timedelta(minutes=15))


def test_limit_of_all_holds_whatever_the_network(monkeypatch):
    monkeypatch.setattr(limits, "ALL_DRAFTS", 5)
    for number in range(5):
        limits.count_draft(f"203.0.{number}.1", at=AT)

    with pytest.raises(ActionRefused):
        limits.count_draft(ELSEWHERE, at=AT)
    counts = AddressCount.objects.order_by("-count").values_list("count", flat=True)
    assert list(counts) == [5, 1, 1, 1, 1, 1]


def test_counting_takes_the_same_statements_whatever_the_traffic(django_assert_num_queries):
    for _turn in range(2):
        with django_assert_num_queries(5):
            limits.count_draft(HERE, at=AT)
        with django_assert_num_queries(5):
            limits.count_upload(HERE, 1_000, at=AT)
        with django_assert_num_queries(10):
            limits.count_mail(HERE, "asha@example.org", at=AT)


def test_counters_hold_no_address():
    limits.count_mail(HERE, "asha@example.org", at=AT)

    digests = list(AddressCount.objects.values_list("digest", flat=True))
    assert (len(digests), {len(digest) for digest in digests}) == (4, {64})


def test_room_for_files_is_never_taken_below_what_the_disk_has_to_keep(settings, tmp_path, monkeypatch):
    free = limits.shutil.disk_usage(tmp_path).free
    settings.FREE_BYTES_WANTED = free - 8 * MIB
    limits.count_upload(HERE, 100_000, at=AT)

    settings.FREE_BYTES_WANTED = free * 2
    with pytest.raises(ActionRefused, match="Go on without this one"):
        limits.count_upload(ELSEWHERE, 1, at=AT)


def test_one_network_cannot_take_the_room_for_files_from_the_others(to, monkeypatch):
    """It attaches what it may, hour after hour for two days; then another one still attaches a file."""
    monkeypatch.setattr(limits, "ALL_WAITING_UPLOADS", 1_000)
    draft = filling.begin(Client(), to)
    stored = 0
    for hour in range(48):
        for _turn in range(120):
            try:
                limits.count_upload(HERE, 1, at=AT + timedelta(hours=hour))
            except ActionRefused:
                break
            stored += 1
        Attachment.objects.update_or_create(
            stored_name="all", defaults={"draft": draft, "original_name": "a", "kind": "csv", "size": stored,
            "sha256": "", "uploaded_at": AT},
        )  # fmt: skip

    assert 900 < stored < 1_000
    limits.count_upload(ELSEWHERE, 1, at=AT + timedelta(hours=48))


def test_hundred_ventures_behind_one_address_send_their_points(to, monkeypatch):
    """An incubator in the last hour: each venture has a file, has the link mailed, and sends its point."""
    for number in range(100):
        client = Client(REMOTE_ADDR=HERE)
        draft = filling.begin(client, to)
        for step, answers in filling.answers(to).items():
            files = {"attachments": [table(0.01)]} if step == "point" else {}
            mine = {"email": f"v{number}@example.org", "venture_name": f"Venture {number}"} if step == "venture" else {}
            was = {"was": filling.state(client, to, step)}
            assert client.post(filling.url("form_step", to, step), answers | files | mine | was).status_code == 303
        asked = client.post(filling.url("save_for_later", to), {"email": f"v{number}@example.org"})
        assert (asked.status_code, asked.url) == (303, filling.url("save_for_later", to) + "?sent=yes")
        Draft.objects.filter(pk=draft.pk).update(started_at=AT)
        version = Draft.objects.get(pk=draft.pk).version
        assert client.post(filling.url("check", to), {"version": version}).status_code == 303

    assert (Submission.objects.filter(status="received").count(), Attachment.objects.count()) == (100, 100)


def test_hundred_ventures_may_attach_a_file_of_the_full_size_each():
    for _number in range(100):
        limits.count_upload(HERE, 5 * MIB, at=AT)

    assert AddressCount.objects.get().count == 500 * MIB


def test_acknowledgements_to_one_address_go_out_so_many_an_hour():
    to = factories.consultation()
    made = [factories.submission(to, person={"email": "victim@example.org"}) for _number in range(45)]
    for submission in made:
        limits.space_out_mail(submission, at=AT)

    waits = [
        (message.next_attempt_at - AT) // timedelta(hours=1)
        for message in OutgoingMessage.objects.filter(kind="acknowledgement").order_by("pk")
    ]
    assert (waits[:20], waits[20:40], waits[40:]) == ([0] * 20, [1] * 20, [2] * 5)
