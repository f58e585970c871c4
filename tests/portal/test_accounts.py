"""Officials log in with a password and a second factor; nobody else gets in and nobody learns who has an account."""

import time
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from engagements.models import AuditEvent, OfficialSession, OutgoingMessage
from portal.accounts.adapters import SecondFactorAdapter
from tests.at_once import at_once
from tests.authenticator import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls"), pytest.mark.usefixtures("shared_cache")]

EMAIL, PASSWORD = "asha@example.org", "seven quiet harbours"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def official(django_user_model):
    return django_user_model.objects.create_user(EMAIL, PASSWORD, full_name="Asha Rao")


@pytest.fixture
def with_app(official):
    TOTP.activate(official, SECRET)
    return official


@pytest.fixture
def gate(settings):
    settings.MFA_REQUIRED = True


def log_in(client: Client, *, password: str = PASSWORD, email: str = EMAIL, then: str = "/policy/answers/"):
    return client.post(f"/accounts/login/?next={then}", {"login": email, "password": password, "next": then})


def test_log_in_by_address_in_any_case(official):
    client = Client()
    response = log_in(client, email="Asha@Example.org")

    assert (response.status_code, response["Location"]) == (302, "/policy/answers/")
    assert client.get("/policy/answers/").content.startswith(b"Asha Rao")


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "wrong"), ("nobody@example.org", PASSWORD)])
def test_log_in_refused_says_the_same_for_known_and_unknown(official, email, password):
    response = log_in(Client(), email=email, password=password)

    assert response.status_code == 200
    assert "The email address and password do not match." in response.content.decode()


def test_log_in_of_a_closed_account_is_refused(official):
    official.is_active = False
    official.save()
    client = Client()
    log_in(client)

    assert client.get("/policy/answers/").content.startswith(b"AnonymousUser")


def test_log_in_leads_to_no_other_site(official):
    assert log_in(Client(), then="https://elsewhere.example.org/")["Location"] == "/admin/"


def test_log_in_is_limited_after_wrong_passwords(official):
    for _ in range(5):
        log_in(Client(), password="wrong")
    response = log_in(Client())

    assert "Too many wrong passwords. Wait 15 seconds, then try again." in response.content.decode()


def test_log_in_of_the_admin_is_the_same_one(official):
    assert Client().get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=/admin/"


def test_log_out_asks_and_then_ends_the_session(official):
    client = Client()
    log_in(client)

    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/policy/answers/").content.startswith(b"Asha Rao")
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/policy/answers/").content.startswith(b"AnonymousUser")


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/", "/accounts/password/set/"])
def test_signing_up_is_closed(path):
    assert Client().get(path)["Location"] == "/accounts/login/"


@pytest.mark.usefixtures("gate")
def test_gate_sends_a_new_official_to_set_up_a_second_factor(official):
    client = Client()
    log_in(client)

    assert client.get("/policy/answers/?a=1")["Location"] == "/accounts/2fa/?next=/policy/answers/%3Fa%3D1"
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.usefixtures("gate")
def test_gate_asks_a_session_without_its_factor_for_it(with_app):
    client = Client()
    client.force_login(with_app)

    assert client.get("/policy/answers/")["Location"] == "/accounts/2fa/reauthenticate/?next=/policy/answers/"
    response = client.post("/accounts/2fa/reauthenticate/?next=/policy/answers/", {"code": code_of(SECRET)})
    assert response["Location"] == "/policy/answers/"
    assert client.get("/policy/answers/").content.startswith(b"Asha Rao")


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "account_reauthenticate"],
)
def test_gate_lets_no_session_change_a_factor_that_it_has_not_shown(official, name):
    client = Client()
    log_in(client)
    TOTP.activate(official, SECRET)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    address = reverse(name)
    assert client.get(address)["Location"] == f"/accounts/2fa/reauthenticate/?next={address}"
    assert client.post(address, {"password": PASSWORD})["Location"] == f"/accounts/2fa/reauthenticate/?next={address}"
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of(SECRET)})
    assert client.get(address).status_code == 200
    assert Authenticator.objects.filter(user=official, type=Authenticator.Type.TOTP).exists()


@pytest.mark.usefixtures("gate")
def test_gate_lets_a_session_without_its_factor_out(with_app):
    client = Client()
    client.force_login(with_app)

    assert client.get("/accounts/logout/").status_code == 200


@pytest.mark.usefixtures("gate")
def test_gate_opens_with_password_and_code(with_app):
    client = Client()
    first = log_in(client)
    assert first["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/policy/answers/").content.startswith(b"AnonymousUser")

    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This code does not work." in wrong.content.decode()
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert right["Location"] == "/policy/answers/"
    assert client.get("/policy/answers/").content.startswith(b"Asha Rao")


@pytest.mark.usefixtures("gate")
def test_gate_takes_a_code_once(with_app):
    used = code_of(SECRET)
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": used})

    assert first.get("/policy/answers/").content.startswith(b"Asha Rao")
    assert second.get("/policy/answers/").content.startswith(b"AnonymousUser")


@pytest.mark.usefixtures("committed", "gate")
def test_setting_up_an_app_ends_in_recovery_codes(official):
    client = Client()
    log_in(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret

    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/accounts/2fa/recovery-codes/").content.decode().count('class="code"') == 10


@pytest.mark.usefixtures("committed", "gate")
def test_setting_up_an_app_lets_the_session_in(official):
    client = Client()
    log_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert client.get("/policy/answers/").content.startswith(b"Asha Rao")


@pytest.mark.usefixtures("committed", "gate")
def test_new_recovery_codes_alone_let_no_session_in(with_app):
    client = Client()
    client.force_login(with_app)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/recovery-codes/generate/")

    assert client.get("/policy/answers/")["Location"] == "/accounts/2fa/reauthenticate/?next=/policy/answers/"


@pytest.mark.usefixtures("committed", "gate")
def test_gate_takes_a_code_once_from_two_sessions_at_one_moment(with_app):
    used, browsers = code_of(SECRET), [Client(), Client()]
    for client in browsers:
        log_in(client)

    at_once([partial(client.post, "/accounts/2fa/authenticate/", {"code": used}) for client in browsers])

    let_in = [client.get("/policy/answers/").content.startswith(b"Asha Rao") for client in browsers]
    assert sorted(let_in) == [False, True]


@pytest.mark.usefixtures("committed", "gate")
def test_gate_takes_a_recovery_code_once_from_two_sessions_at_one_moment(with_app):
    [used, *_others] = RecoveryCodes.activate(with_app).get_unused_codes()
    browsers = [Client(), Client()]
    for client in browsers:
        log_in(client)

    at_once([partial(client.post, "/accounts/2fa/authenticate/", {"code": used}) for client in browsers])

    let_in = [client.get("/policy/answers/").content.startswith(b"Asha Rao") for client in browsers]
    assert sorted(let_in) == [False, True]


@pytest.mark.usefixtures("committed", "gate")
def test_code_that_set_up_an_app_opens_nothing_after_that(official):
    client = Client()
    log_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    used = code_of(client.get("/accounts/2fa/totp/activate/").context["form"].secret)
    client.post("/accounts/2fa/totp/activate/", {"code": used})

    other = Client()
    log_in(other)
    other.post("/accounts/2fa/authenticate/", {"code": used})

    assert other.get("/policy/answers/").content.startswith(b"AnonymousUser")


def test_used_codes_outlast_a_flood_of_wrong_passwords(settings):
    # The cache throws rows away above so many; one network makes 100 in five minutes at most.
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] == 100_000


def test_secrets_of_second_factors_are_stored_encrypted(with_app):
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

    assert SECRET not in stored
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def test_secrets_of_second_factors_outlive_a_new_key(with_app, settings):
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as it has to be for this purpose and a little more"

    assert SecondFactorAdapter().decrypt(stored) == SECRET


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_password_reset_answers_known_and_unknown_alike(official, email):
    client = Client()
    response = client.post("/accounts/password/reset/", {"email": email})

    assert response["Location"] == "/accounts/password/reset/done/"
    message = OutgoingMessage.objects.get()
    assert (message.kind, message.recipient, message.subject) == (
        *("password_reset", email),
        "Policy Feedback: Set a new password",
    )


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_password_reset_asked_again_says_when_the_mail_went_and_sends_none(official, email):
    first = Client().post("/accounts/password/reset/", {"email": email}, follow=True).content.decode()
    again = Client().post("/accounts/password/reset/", {"email": email.upper()}, follow=True).content.decode()

    assert ["no second email was sent." in page for page in (first, again)] == [False, True]
    assert OutgoingMessage.objects.count() == 1


def test_password_reset_mails_no_more_strangers_than_one_network_may_ask_for(official, monkeypatch):
    monkeypatch.setattr("engagements.actions.limits.MAILS", 3)
    asked = [Client().post("/accounts/password/reset/", {"email": f"stranger-{n}@example.org"}) for n in range(5)]

    assert {response["Location"] for response in asked} == {"/accounts/password/reset/done/"}
    assert OutgoingMessage.objects.count() == 3


def test_password_reset_goes_again_after_the_pause(official, shared_cache):
    Client().post("/accounts/password/reset/", {"email": EMAIL})
    shared_cache.clear()  # as it is ten minutes later
    Client().post("/accounts/password/reset/", {"email": EMAIL})

    assert OutgoingMessage.objects.count() == 2


def test_password_reset_links_to_the_site_whatever_the_request_says_its_host_is(official):
    Client().post("/accounts/password/reset/", {"email": EMAIL}, headers={"host": "testserver"})

    body = OutgoingMessage.objects.get().body
    assert "https://feedback.example.org/accounts/password/reset/key/" in body
    assert "testserver" not in body


def test_password_reset_link_works_for_half_an_hour(settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 30 * 60


def test_password_reset_opens_no_account_that_waits_for_its_invitation(django_user_model):
    django_user_model.objects.create_user("invited@example.org", full_name="Ira Invited")
    Client().post("/accounts/password/reset/", {"email": "invited@example.org"})

    assert "/password/reset/key/" not in OutgoingMessage.objects.get().body


def test_password_reset_by_the_mailed_link(official):
    client = Client()
    client.post("/accounts/password/reset/", {"email": EMAIL})
    link = next(word for word in OutgoingMessage.objects.get().body.split() if "/accounts/password/reset/key/" in word)
    page = client.get(link.removeprefix("https://feedback.example.org"), follow=True)

    client.post(page.request["PATH_INFO"], {"password1": "nine loud rivers flow", "password2": "nine loud rivers flow"})
    assert log_in(Client(), password="nine loud rivers flow").status_code == 302
    assert log_in(Client()).status_code == 200
    assert OutgoingMessage.objects.latest("pk").kind == "account_changed"


def test_password_change_tells_its_official_by_mail_and_ends_every_sign_in(official):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        log_in(client)
    new = "nine loud rivers flow"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert elsewhere.get("/policy/answers/").content.startswith(b"AnonymousUser")
    assert not OfficialSession.objects.filter(official=official).exists()
    mail = OutgoingMessage.objects.get()
    assert (mail.kind, mail.recipient, mail.subject) == (
        *("account_changed", EMAIL),
        "Policy Feedback: Your password was changed",
    )


def test_password_change_whose_mail_cannot_be_queued_is_none(official, monkeypatch):
    client = Client(raise_request_exception=False)
    log_in(client)
    monkeypatch.setattr("engagements.mail.outbox.OutgoingMessage.objects.create", _fails)
    new = "nine loud rivers flow"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    assert client.post("/accounts/password/change/", form).status_code == 500
    official.refresh_from_db()
    assert (official.check_password(PASSWORD), AuditEvent.objects.filter(act="official.password_changed").count()) == (
        *(True, 0),
    )


def _fails(**_fields):
    raise RuntimeError("no disk")


def test_log_in_gives_a_session_another_key(official):
    client = Client()
    client.get("/policy/keeps/")
    before = client.session.session_key
    log_in(client)

    assert client.session.session_key != before
    assert not OfficialSession.objects.filter(pk=before).exists()


def test_log_out_lets_the_browser_forget_what_it_kept_but_not_the_language_or_a_draft(official, settings):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    log_in(client)

    response = client.post("/accounts/logout/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
    assert "Clear-Site-Data" not in client.get("/policy/answers/")


def test_cookies_are_bound_to_this_host(official, settings):
    client = Client()
    client.get("/accounts/login/")
    log_in(client)

    names = ["sessionid", "csrftoken", "known_device"]
    facts = [
        {name: client.cookies[f"__Host-{cookie}"][name] for name in ("path", "domain", "secure", "httponly")}
        for cookie in names
    ]
    assert facts == [{"path": "/", "domain": "", "secure": True, "httponly": True}] * 3
    assert settings.LANGUAGE_COOKIE_NAME == "__Host-django_language"


def test_password_too_short_or_common_is_refused(official):
    client = Client()
    log_in(client)
    form = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}

    assert "This password is too common." in client.post("/accounts/password/change/", form).content.decode()
    assert log_in(Client()).status_code == 302


def test_passwords_are_kept_as_argon2id(settings, official):
    from django.contrib.auth.hashers import make_password

    from portal.settings import PASSWORD_HASHERS

    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_change_password",
        "account_reauthenticate",
        "mfa_reauthenticate",
    ],
)
def test_pages_of_an_official_with_factors_open(with_app, name):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(with_app)
    client = Client()
    log_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    response = client.get(reverse(name))
    assert response.status_code == (302 if name == "mfa_activate_totp" else 200)


def test_passkeys_are_offered_with_scripts_from_files_alone(official):
    page = Client().get("/accounts/login/").content.decode()

    assert 'id="passkey-login"' in page
    assert page.count("<script") == page.count('<script src="') + page.count('type="application/json"')


def test_codes_are_of_this_moment():
    assert code_of(SECRET).isdigit()
    assert abs(next(iter(yield_hotp_counters_from_time())) - time.time() / 30) < 2
