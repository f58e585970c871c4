"""The environment is read with types, and everything wrong with it is said at once."""

from pathlib import Path

import pytest

from portal.env import Environment, SettingsMissing

MEANING = "What it is for."


def read(**values: str) -> Environment:
    return Environment(values)


def problem_of(env: Environment) -> str:
    with pytest.raises(SettingsMissing) as caught:
        env.finish()
    [problem] = caught.value.problems
    return problem


def test_text_is_read_without_surrounding_space():
    env = read(NAME="  Policy Feedback ")

    assert env.text("NAME", meaning=MEANING) == "Policy Feedback"
    env.finish()


@pytest.mark.parametrize("values", [{}, {"NAME": ""}, {"NAME": "  "}])
def test_text_missing_is_named_with_its_meaning(values):
    env = read(**values)
    env.text("NAME", meaning=MEANING)

    assert problem_of(env) == "NAME is not set: What it is for."


def test_text_missing_takes_its_default():
    env = read()

    assert env.text("NAME", meaning=MEANING, default="Portal") == "Portal"
    env.finish()


@pytest.mark.parametrize(
    ("values", "both"),
    [
        ({}, ("Feedback", "बात")),
        ({"NAME": "Feedback"}, ("Feedback", "बात")),
        ({"NAME": "Hearing"}, ("Hearing", "")),
        ({"NAME": "Hearing", "NAME_HI": "सुनवाई"}, ("Hearing", "सुनवाई")),
        ({"NAME_HI": "सुनवाई"}, ("Feedback", "सुनवाई")),
    ],
)
def test_text_in_hindi_takes_its_default_only_with_the_english_one(values, both):
    env = read(**values)

    assert env.text_and_hindi("NAME", meaning=MEANING, default=("Feedback", "बात")) == both
    assert [variable.name for variable in env.variables] == ["NAME", "NAME_HI"]
    env.finish()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1", True), ("0", False), ("TRUE", True), ("no", False), ("on", True), ("off", False), ("", True)],
)
def test_flag_is_read(raw, value):
    env = read(FLAG=raw)

    assert env.flag("FLAG", meaning=MEANING, default=True) is value
    env.finish()


def test_flag_malformed_says_what_to_set():
    env = read(FLAG="maybe")
    env.flag("FLAG", meaning=MEANING, default=False)

    assert problem_of(env) == "FLAG is “maybe”: set it to 1 or 0."


def test_integer_is_read():
    env = read(COUNT="3")

    assert env.integer("COUNT", meaning=MEANING, default=0) == 3
    env.finish()


@pytest.mark.parametrize("raw", ["three", "-1", "1.5", "٣", "0"])
def test_integer_malformed_says_what_to_set(raw):
    env = read(COUNT=raw)
    env.integer("COUNT", meaning=MEANING, default=2, at_least=1)

    assert problem_of(env) == f"COUNT is “{raw}”: set it to a whole number, 1 or more."


@pytest.mark.parametrize(("raw", "value"), [("90s", 90), ("30m", 1800), ("8h", 28800), ("2d", 172800), ("", 3600)])
def test_seconds_are_read(raw, value):
    env = read(TIME=raw)

    assert env.seconds("TIME", meaning=MEANING, default="1h") == value
    env.finish()


@pytest.mark.parametrize("raw", ["90", "h", "1.5h", "2w"])
def test_seconds_malformed_say_what_to_set(raw):
    env = read(TIME=raw)

    assert env.seconds("TIME", meaning=MEANING, default="1h") == 3600
    assert problem_of(env) == f"TIME is “{raw}”: set it to a number with s, m, h or d, for example 1h."


def test_words_are_read():
    env = read(HOSTS="a.example.org, b.example.org,")

    assert env.words("HOSTS", meaning=MEANING, default=[]) == ["a.example.org", "b.example.org"]
    assert env.words("OTHERS", meaning=MEANING, default=["x"]) == ["x"]
    env.finish()


def test_choice_is_one_of_the_words():
    env = read(LEVEL="INFO", OTHER="loud")

    assert env.choice("LEVEL", meaning=MEANING, default="ERROR", among=["INFO", "ERROR"]) == "INFO"
    assert env.choice("OTHER", meaning=MEANING, default="ERROR", among=["INFO", "ERROR"]) == "ERROR"
    assert problem_of(env) == "OTHER is “loud”: set it to one of INFO, ERROR."


def test_letters_are_read():
    env = read(PREFIX="MOD")

    assert env.letters("PREFIX", meaning=MEANING, default="DDP") == "MOD"
    env.finish()


@pytest.mark.parametrize("raw", ["D", "TOOLONG", "ddp", "DD1", "ДДП"])
def test_letters_malformed_say_what_to_set(raw):
    env = read(PREFIX=raw)
    env.letters("PREFIX", meaning=MEANING, default="DDP")

    assert problem_of(env) == f"PREFIX is “{raw}”: set it to two to six capital letters, for example DDP."


def test_folder_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    env = read(FOLDER="data")

    assert env.folder("FOLDER", meaning=MEANING, default=Path("/srv/var")) == tmp_path / "data"
    assert env.folder("OTHER", meaning=MEANING, default=Path("/srv/var")) == Path("/srv/var")


def test_site_is_read_without_its_last_slash():
    env = read(SITE="https://feedback.example.org/")

    assert env.site("SITE", meaning=MEANING) == "https://feedback.example.org"
    env.finish()


@pytest.mark.parametrize("raw", ["feedback.example.org", "ftp://example.org", "https://example.org/portal", "https://"])
def test_site_malformed_says_what_to_set(raw):
    env = read(SITE=raw)
    env.site("SITE", meaning=MEANING)

    assert problem_of(env).endswith("set it to scheme and host, such as https://feedback.example.org.")


def test_email_is_checked():
    env = read(GOOD="feedback@example.org", BAD="feedback")

    assert env.email("GOOD", meaning=MEANING) == "feedback@example.org"
    env.email("BAD", meaning=MEANING)
    assert problem_of(env) == "BAD is “feedback”: set it to an e-mail address such as feedback@example.org."


def test_database_and_mailbox_problems_begin_with_the_variable():
    env = read(DB="mysql://x/y", MAIL="pigeon://x")
    env.database("DB", meaning=MEANING)
    env.mailbox("MAIL", meaning=MEANING)

    with pytest.raises(SettingsMissing) as caught:
        env.finish()
    assert caught.value.problems == [
        "DB must begin with sqlite:/// or postgres://.",
        "MAIL must begin with smtp://, smtp+tls://, smtps:// or file:/// and name a server or a folder.",
    ]


def test_finish_says_every_problem_at_once():
    env = read(COUNT="many")
    env.text("NAME", meaning=MEANING)
    env.integer("COUNT", meaning=MEANING, default=1)

    with pytest.raises(SettingsMissing) as caught:
        env.finish()
    assert str(caught.value) == (
        "The portal cannot start:\n"
        "- NAME is not set: What it is for.\n"
        "- COUNT is “many”: set it to a whole number, 0 or more."
    )
