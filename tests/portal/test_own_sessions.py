"""Officials see where they are signed in, and end what is not theirs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagements.actions import sessions
from engagements.choices import Role
from engagements.models import AuditEvent, Official, OfficialSession
from tests import factories
from tests.reading import main_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]

PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture
def official():
    return factories.official(Role.OFFICER, email="asha@example.org")


def signed_in(agent: str = FIREFOX, *, at: str = "203.0.113.77", email: str = "asha@example.org") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=at)
    answer = client.post("/accounts/login/", {"login": email, "password": factories.PASSWORD})
    assert answer.status_code == 302
    return client


def shown(client: Client) -> list[tuple[str, str, bool]]:
    rows = client.get(PAGE).context["rows"]
    return sorted((row.session.device, row.session.network, row.is_this) for row in rows)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_own_sign_ins_are_listed_with_place_and_device(official):
    here = signed_in()
    signed_in(PHONE, at="2001:db8:7:8::1")
    signed_in(EDGE, at="198.51.100.200")
    factories.official(email="other@example.org")
    signed_in(email="other@example.org")

    assert shown(here) == [
        ("Chrome, Android", "2001:db8:7::/48", False),
        ("Edge, Windows", "198.51.100.0/24", False),
        ("Firefox, Linux", "203.0.113.0/24", True),
    ]


def test_page_holds_no_key_of_a_session_and_no_full_address(official):
    here = signed_in()
    signed_in(PHONE)

    page = main_of(here.get(PAGE))

    held = [key for key in OfficialSession.objects.values_list("pk", flat=True) if key in page]
    assert (held, "203.0.113.77" in page, "203.0.113.0/24" in page) == ([], False, True)
    stored = str(list(OfficialSession.objects.values("network", "device"))) + "".join(
        str(row.get_decoded()) for row in OfficialSession.objects.all()
    )
    assert [word for word in ("203.0.113.77", "Gecko", "AppleWebKit") if word in stored] == []


def test_one_sign_in_is_ended_and_the_others_stay(official):
    here, phone, edge = signed_in(), signed_in(PHONE), signed_in(EDGE)
    [mark] = [row.mark for row in here.get(PAGE).context["rows"] if row.session.device == "Chrome, Android"]

    response = here.post(PAGE, {"end": mark}, follow=True)

    assert "1 sign-in has ended." in main_of(response)
    assert [is_in(client) for client in (here, phone, edge)] == [True, False, True]
    event = AuditEvent.objects.latest("pk")
    facts = (event.act, event.official_id, event.target_id, event.changes)
    assert facts == ("session.ended", official.pk, str(official.pk), {"sessions": 1})


def test_all_others_are_ended_at_once(official):
    here, phone, edge = signed_in(), signed_in(PHONE), signed_in(EDGE)

    here.post(PAGE, {"end": "others"})

    assert [is_in(client) for client in (here, phone, edge)] == [True, False, False]


@pytest.mark.parametrize("mark", ["", "x", "0" * 64, "this", "theirs"])
def test_neither_this_one_nor_anybody_else_s_is_ended(official, mark):
    here = signed_in()
    factories.official(Role.OFFICER, email="other@example.org")
    other = signed_in(email="other@example.org")
    marks = {
        "this": sessions.mark_of(here.session.session_key),
        "theirs": sessions.mark_of(other.session.session_key),
    }

    here.post(PAGE, {"end": marks.get(mark, mark)})

    assert [is_in(here), is_in(other)] == [True, True]
    assert not AuditEvent.objects.filter(act="session.ended").exists()


def test_sign_ins_that_open_nothing_any_more_are_not_listed(official, settings):
    now = timezone.now()
    here = signed_in()
    for _ in range(4):
        signed_in(PHONE)
    idle, old, ended, other_password = OfficialSession.objects.filter(device="Chrome, Android")
    past = now - timedelta(seconds=settings.SESSION_LIMIT + 60)
    OfficialSession.objects.filter(pk=idle.pk).update(expire_date=now - timedelta(seconds=1))
    OfficialSession.objects.filter(pk=old.pk).update(began_at=past)
    OfficialSession.objects.filter(pk=ended.pk).update(began_at=now - timedelta(hours=2))
    Official.objects.filter(pk=official.pk).update(logged_out_at=now - timedelta(hours=1))
    assert [row[:1] for row in shown(here)] == [("Chrome, Android",), ("Firefox, Linux",)]

    official.refresh_from_db()
    official.set_password("another password of theirs")

    assert sessions.open_sessions(official, at=now) == []
    assert other_password.official == official


def test_expired_sign_ins_are_deleted_at_the_next_one(official):
    signed_in()
    OfficialSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    signed_in(PHONE)

    assert list(OfficialSession.objects.values_list("device", flat=True)) == ["Chrome, Android"]


def test_page_is_for_whoever_is_signed_in():
    assert Client().get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_account_without_a_role_sees_its_sign_ins():
    factories.official(email="none@example.org")

    assert shown(signed_in(email="none@example.org")) == [("Firefox, Linux", "203.0.113.0/24", True)]
