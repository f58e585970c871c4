"""A wrong environment stops the start with sentences instead of a traceback."""

import os

import pytest

from tests.portal.conftest import PRODUCTION

ASK = "from django.conf import settings; print({})"


def test_start_without_an_environment_names_everything_that_is_missing(python):
    done = python("manage.py", "check")

    names = [line.split(" ")[1] for line in done.stderr.splitlines() if line.startswith("- ")]
    assert (done.returncode, names) == (
        3,
        ["SECRET_KEY", "AUDIT_KEY", "SITE_URL", "DATABASE_URL", "EMAIL_URL", "MAIL_FROM"],
    )
    assert "Traceback" not in done.stderr


def test_start_of_the_server_stops_with_the_same_sentences(python):
    done = python("-c", "import portal.wsgi")

    assert done.returncode == 3
    assert done.stderr.startswith("The portal cannot start:\n- SECRET_KEY is not set: ")


def test_start_with_a_full_environment_passes_the_checks(python):
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_start_with_a_short_key_is_refused(python):
    done = python("manage.py", "check", **PRODUCTION | {"SECRET_KEY": "short"})

    assert done.stderr == (
        "The portal cannot start:\n- SECRET_KEY is too short: set it to 50 or more random characters.\n"
    )


def test_start_with_debug_outside_a_demonstration_is_refused(python):
    done = python("manage.py", "check", **PRODUCTION | {"DEBUG": "1"})

    assert done.stderr == (
        "The portal cannot start:\n- DEBUG is 1: set it to 0, tracebacks are shown in a demonstration only.\n"
    )


def test_start_in_production_is_protected(python):
    asked = "settings.MFA_REQUIRED, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.DEBUG"
    done = python("-c", ASK.format(f"{asked}, settings.DEMONSTRATION_PASSWORD"), **production_settings())

    assert done.stdout == "True True True False None\n"


def test_start_with_a_short_key_of_the_trail_is_refused(python):
    done = python("manage.py", "check", **PRODUCTION | {"AUDIT_KEY": "short"})

    assert done.stderr == (
        "The portal cannot start:\n- AUDIT_KEY is too short: set it to 50 or more random characters.\n"
    )


def test_start_with_one_key_for_both_purposes_is_refused(python):
    done = python("manage.py", "check", **PRODUCTION | {"AUDIT_KEY": PRODUCTION["SECRET_KEY"]})

    assert done.stderr == (
        "The portal cannot start:\n- AUDIT_KEY is the same as a SECRET_KEY: set it to a key of its own.\n"
    )


@pytest.mark.parametrize(("setting", "file"), [("SECRET_KEY", "secret-key"), ("AUDIT_KEY", "audit-key")])
def test_start_of_a_demonstration_needs_nothing_and_keeps_its_keys(python, tmp_path, setting, file):
    asked = ASK.format(f"settings.{setting}")
    first, second = (python("-c", asked, DEMONSTRATION="1", DJANGO_SETTINGS_MODULE="portal.settings") for _ in range(2))

    key = tmp_path / "data" / file
    assert first.stdout == second.stdout == key.read_text()
    assert len(first.stdout.strip()) >= 50
    assert key.stat().st_mode & 0o777 == 0o600


def test_start_of_a_demonstration_in_a_folder_that_cannot_be_used_says_so(python, tmp_path):
    (tmp_path / "file").write_text("")
    done = python("manage.py", "check", DEMONSTRATION="1", DATA_DIR=str(tmp_path / "file" / "data"))

    assert done.stderr == (
        f"The portal cannot start:\n- DATA_DIR is {tmp_path}/file/data, "
        "which is of no use (Not a directory): set another.\n"
    )


def test_migrating_makes_the_shared_cache_too(python):
    demonstration = {"DEMONSTRATION": "1", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    assert python("manage.py", "migrate", **demonstration).stderr == ""
    asked = (
        "import django; django.setup(); from django.core.cache import cache; cache.set('a', 1); print(cache.get('a'))"
    )

    assert python("-c", asked, **demonstration).stdout == "1\n"


def production_settings() -> dict[str, str]:
    return PRODUCTION | {"DJANGO_SETTINGS_MODULE": "portal.settings"}


@pytest.mark.parametrize("module", ["portal.wsgi", "portal.serving"])
def test_server_writes_for_its_own_account_alone_whatever_mask_it_was_started_with(python, module):
    asked = f"import os; os.umask(0o022); import {module}; print(oct(os.umask(0)))"

    assert python("-c", asked, **production_settings()).stdout == "0o77\n"


def test_commands_write_for_their_own_account_alone_whatever_mask_they_were_started_with(python, tmp_path):
    mask = os.umask(0o022)
    try:
        done = python("manage.py", "migrate", **PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"})
    finally:
        os.umask(mask)

    assert done.stderr == ""
    assert oct((tmp_path / "portal.sqlite3").stat().st_mode & 0o777) == "0o600"
