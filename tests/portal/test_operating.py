"""What the operator reads about the environment is what the settings read."""

import re

from portal.env import EnvironmentVariable
from portal.settings import env
from tests.architecture.trees import ROOT

OPERATING = ROOT / "docs" / "operating.md"
ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?P<meaning>.+) \| (?P<default>.+) \|$", re.MULTILINE)
# Written by hand in the table, because these follow from others.
FOLLOWS = {
    "ALLOWED_HOSTS": "the host of `SITE_URL`",
    "CSRF_TRUSTED_ORIGINS": "`SITE_URL`",
    "FOOTER_OWNER": "department and ministry",
    "FOOTER_OWNER_HI": "department and ministry, in Hindi",
    "MFA_REQUIRED": "`1`; `0` in a demonstration",
}


def row_of(variable: EnvironmentVariable) -> dict[str, str]:
    default = "must be set" if variable.default is None else f"`{variable.default}`" if variable.default else "empty"
    return {
        "name": variable.name,
        "meaning": variable.meaning.replace("|", "\\|"),
        "default": FOLLOWS.get(variable.name, default),
    }


def documented(text: str) -> list[dict[str, str]]:
    return [match.groupdict() for match in ROW.finditer(text)]


def test_operating_page_lists_each_variable_as_it_is_read():
    assert documented(OPERATING.read_text()) == [row_of(variable) for variable in env.variables]


def test_operating_page_changed_by_hand_is_noticed():
    text = OPERATING.read_text().replace("| `LOG_LEVEL` |", "| `LOG_VOLUME` |")

    assert documented(text) != [row_of(variable) for variable in env.variables]


def test_operating_page_names_no_variable_that_is_not_read():
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)[=`]", OPERATING.read_text()))
    known = {variable.name for variable in env.variables} | {"PORT", "CHROMIUM", "PYTHON"}

    assert named - known == set()
