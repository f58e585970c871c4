"""Addresses of databases and mail servers become settings."""

from pathlib import Path

import pytest

from portal.addresses import POSTGRES_OPTIONS, SQLITE_OPTIONS, AddressError, Mailbox, database_from, mailbox_from


def test_sqlite_address_names_a_file_with_durable_options(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert database_from("sqlite:////srv/portal.sqlite3") == {
        "ENGINE": "portal.sqlite",
        "NAME": "/srv/portal.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
    assert database_from("sqlite:///var/portal.sqlite3")["NAME"] == str(Path(tmp_path, "var/portal.sqlite3"))


def test_postgres_address_is_taken_apart():
    assert database_from("postgres://portal:p%40ss@db.example.org:5433/feedback?sslmode=require") == {
        "ENGINE": "portal.postgresql",
        "NAME": "feedback",
        "USER": "portal",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**POSTGRES_OPTIONS, "sslmode": "require"},
    }


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://x/y", "must begin with sqlite:/// or postgres://."),
        ("sqlite:///", "must name a file"),
        ("sqlite://var/portal.sqlite3", "must name a file"),
        ("postgres://db.example.org", "must name a database after the host"),
        ("postgres://db.example.org:port/x", "is not an address"),
    ],
)
def test_database_address_unusable_says_why(address, sentence):
    with pytest.raises(AddressError) as caught:
        database_from(address)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("file:///srv/mail", Mailbox(folder="/srv/mail")),
        ("smtp://mail.example.org", Mailbox(host="mail.example.org", port=25)),
        (
            "smtp+tls://portal:s%3Acret@mail.example.org",
            Mailbox(host="mail.example.org", port=587, user="portal", password="s:cret", starttls=True),
        ),
        ("smtps://mail.example.org:4465", Mailbox(host="mail.example.org", port=4465, tls=True)),
    ],
)
def test_mailbox_address_is_taken_apart(address, mailbox):
    assert mailbox_from(address) == mailbox


@pytest.mark.parametrize("address", ["pigeon://x", "smtp://", "file://", "mail.example.org"])
def test_mailbox_address_unusable_says_why(address):
    with pytest.raises(AddressError, match="must begin with smtp://"):
        mailbox_from(address)
