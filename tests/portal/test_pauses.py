"""Wrong passwords make pauses for the place they come from; no stranger locks an official out."""

import time

import pytest
from django.test import Client

from portal.accounts import pauses
from portal.accounts.pauses import ATTACK, NETWORK_MAX, pause_after
from portal.accounts.places import network_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]

EMAIL = "asha@example.org"
HOME, ELSEWHERE = "192.0.2.7", "203.0.113.7"


@pytest.fixture
def official():
    return factories.official(email=EMAIL)


@pytest.fixture
def clock(monkeypatch):
    """Let a test move the time by which pauses are counted."""
    moved = {"by": 0.0}
    now = time.time
    monkeypatch.setattr(pauses.time, "time", lambda: now() + moved["by"])
    return moved


def knock(client: Client, password: str, *, at: str = HOME, email: str = EMAIL) -> str:
    """Try to log in from an address and return what came of it in one word."""
    response = client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=at)
    if response.status_code == 302:
        return "in"
    return "wait" if "Too many wrong passwords." in response.content.decode() else "wrong"


def in_from(client: Client, *, at: str = HOME) -> str:
    return knock(client, factories.PASSWORD, at=at)


def attack(number: int, *, email: str = EMAIL) -> None:
    """Try wrong passwords, each from another network."""
    for turn in range(number):
        knock(Client(), "wrong", at=f"198.{turn // 250}.{turn % 250}.9", email=email)


def test_wrong_passwords_from_elsewhere_do_not_keep_their_owner_out(official):
    assert [knock(Client(), "wrong", at=ELSEWHERE) for _ in range(7)] == ["wrong"] * 5 + ["wait"] * 2

    assert in_from(Client(), at=ELSEWHERE) == "wait"
    assert in_from(Client(), at=HOME) == "in"


@pytest.mark.parametrize("neighbour", ["203.0.113.250", "2001:db8:1:2::9"])
def test_wrong_passwords_count_for_the_whole_network(official, neighbour):
    first = "203.0.113.7" if "." in neighbour else "2001:db8:1::1"
    for _ in range(5):
        knock(Client(), "wrong", at=first)

    assert knock(Client(), "wrong", at=neighbour) == "wait"


def test_known_device_gets_in_while_strangers_guess_in_the_same_network(official):
    owner = Client()
    assert in_from(owner) == "in"
    owner.post("/accounts/logout/")

    assert [knock(Client(), "wrong") for _ in range(6)][-1] == "wait"

    assert in_from(owner) == "in"


def test_known_device_gets_in_while_thousands_of_networks_guess(official):
    owner = Client()
    in_from(owner)
    owner.post("/accounts/logout/")
    attack(3 * ATTACK)

    assert [knock(owner, "wrong"), in_from(owner)] == ["wrong", "in"]


def test_first_try_from_a_new_place_is_taken_in_the_middle_of_an_attack(official):
    attack(3 * ATTACK)

    assert in_from(Client(), at=HOME) == "in"


def test_pause_is_over_after_a_while_whatever_others_do(official, clock):
    for _ in range(5):
        knock(Client(), "wrong")
    assert in_from(Client()) == "wait"
    attack(5)
    clock["by"] = 16

    assert in_from(Client()) == "in"


def test_tries_during_a_pause_do_not_make_it_longer(official, clock):
    for _ in range(10):
        knock(Client(), "wrong")
    clock["by"] = 16

    assert in_from(Client()) == "in"


def test_known_device_has_pauses_of_its_own(official):
    owner = Client()
    in_from(owner)
    owner.post("/accounts/logout/")

    assert [knock(owner, "wrong", at=ELSEWHERE) for _ in range(6)] == ["wrong"] * 5 + ["wait"]
    assert in_from(Client(), at=ELSEWHERE) == "in"


def test_mark_of_a_device_is_for_its_own_account(official):
    factories.official(email="other@example.org")
    other = Client()
    assert knock(other, factories.PASSWORD, email="other@example.org") == "in"
    other.post("/accounts/logout/")
    for _ in range(5):
        knock(Client(), "wrong")

    assert in_from(other) == "wait"


def test_mark_of_a_device_that_was_made_up_is_none(official, settings):
    stranger = Client()
    stranger.cookies[settings.KNOWN_DEVICE_COOKIE_NAME] = "made:up:mark"

    assert [knock(stranger, "wrong") for _ in range(6)][-1] == "wait"


def test_mark_of_a_device_names_nobody(official, settings):
    owner = Client()
    in_from(owner)

    assert "asha" not in owner.cookies[settings.KNOWN_DEVICE_COOKIE_NAME].value


def test_right_passwords_make_no_pause(official):
    for _ in range(12):
        client = Client()
        assert in_from(client) == "in"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_pauses_say_the_same_for_known_and_unknown_addresses(official, email):
    answers = [knock(Client(), "wrong", at=ELSEWHERE, email=email) for _ in range(7)]

    assert answers == ["wrong"] * 5 + ["wait"] * 2


def test_network_that_tries_many_accounts_waits_and_another_does_not(official):
    for turn in range(NETWORK_MAX):
        knock(Client(), "wrong", at=ELSEWHERE, email=f"official{turn}@example.org")

    assert knock(Client(), "wrong", at=ELSEWHERE, email="new@example.org") == "wait"
    assert in_from(Client(), at=HOME) == "in"


def test_pauses_grow_with_tries_and_with_an_attack_and_are_bounded():
    assert [pause_after(tries, total=tries) for tries in (0, 4, 5, 6, 7, 8, 19)] == [0, 0, 15, 30, 60, 60, 60]
    assert [pause_after(tries, total=ATTACK) for tries in (0, 1, 2, 3, 50)] == [0, 15, 30, 60, 60]
    assert [pause_after(50, total=total) for total in (2 * ATTACK, 10 * ATTACK, 1_000 * ATTACK)] == [120, 600, 600]


@pytest.mark.parametrize(
    ("address", "network"), [("203.0.113.7", "203.0.113.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("", "")]
)
def test_network_is_the_block_of_the_address(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_request_without_an_address_can_log_in(official):
    assert knock(Client(), factories.PASSWORD, at="") == "in"
