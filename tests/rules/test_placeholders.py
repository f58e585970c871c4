"""Placeholders in templates of replies: known ones filled in, unknown ones refused with the list of known ones."""

import pytest

from engagements.choices import Language, Role
from engagements.errors import ActionRefused
from engagements.rules.placeholders import PLACEHOLDERS, check_placeholders, fill_placeholders
from tests import factories
from tests.refusals import refusal_of

KNOWN = (
    "{reference}, {venture}, {consultation}, {challenge}, {received_on}, {due_on}, {department}, {officer}"  # as listed
)
EVERY = " | ".join(f"{{{name}}}" for name in PLACEHOLDERS)


@pytest.mark.parametrize("text", ["No placeholder at all.", "Dear {venture}, about {reference}", EVERY])
def test_check_takes_known_placeholders(text):
    assert refusal_of(check_placeholders, text) is None


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Dear {name}", "{name}"),
        ("{ venture }", "{ venture }"),
        ("{}", "{}"),
        ("{VENTURE} {reference} {name} {name}", "{VENTURE}, {name}"),
    ],
)
def test_check_names_the_unknown_and_the_known(text, unknown):
    with pytest.raises(ActionRefused) as refused:
        check_placeholders(text)

    assert refused.value.message == f"There is no placeholder {unknown}. The known ones are {KNOWN}."


@pytest.mark.parametrize("text", ["Dear {venture", "venture}", "{{venture}}"])
def test_check_refuses_a_brace_that_stands_alone(text):
    with pytest.raises(ActionRefused) as refused:
        check_placeholders(text)

    assert refused.value.message == f"There is a single brace. Write placeholders like this: {KNOWN}."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "filled"),
    [
        (
            Language.ENGLISH,
            "{reference} | Rotor {{venture}} | March sessions | Funding | 2 April 2025 | 23 April 2025 | "
            "Department of Defence Production | Om Officer",
        ),
        (
            Language.HINDI,
            "{reference} | Rotor {{venture}} | मार्च के सत्र | वित्त | 2 अप्रैल 2025 | 23 अप्रैल 2025 | "
            "रक्षा उत्पादन विभाग | Om Officer",
        ),
    ],
)
def test_filled_in_speaks_the_language_of_the_text(language, filled):
    challenge = factories.challenge(name="Funding", name_hi="वित्त")
    to = factories.consultation(title="March sessions", title_hi="मार्च के सत्र", challenges=[challenge])
    submission = factories.submission(to, venture="Rotor {venture}")

    text = fill_placeholders(
        EVERY, submission, officer=factories.official(Role.OFFICER, full_name="Om Officer"), language=language
    )

    # What a value itself holds in braces is not filled in again.
    assert text == filled.replace("{reference}", submission.reference).replace("{{venture}}", "{venture}")
