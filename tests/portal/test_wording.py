"""Words that exist in both languages: the installation's own, and those of the frameworks."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.wording import lazy_bilingual
from tools import messages

NAMED = Path(messages.ROOT / "portal" / "framework_strings.py")
CATALOGUES = {
    "django": ["conf", "contrib/admin", "contrib/auth"],
    "allauth": ["."],
}


def in_both(text: str) -> list[str]:
    """Return a text as it reads in English and in Hindi."""
    read = []
    for language in ("en", "hi"):
        with translation.override(language):
            read.append(f"{text}")
    return read


def test_text_reads_in_the_language_of_its_reader():
    assert in_both(lazy_bilingual("Ministry of Tests", "परीक्षण मंत्रालय")) == ["Ministry of Tests", "परीक्षण मंत्रालय"]


def test_text_without_hindi_stays_english():
    assert in_both(lazy_bilingual("Ministry of Tests", "")) == ["Ministry of Tests", "Ministry of Tests"]


def test_names_of_the_organisation_read_in_both_languages():
    assert in_both(settings.FOOTER_OWNER) == [
        "Department of Defence Production, Ministry of Defence",
        "रक्षा उत्पादन विभाग, रक्षा मंत्रालय",
    ]


@cache
def said_by_frameworks() -> set[str]:
    """Return the strings of Django and allauth, from the catalogues they come with."""
    said = set()
    for package, folders in CATALOGUES.items():
        home = Path(next(iter(importlib.util.find_spec(package).submodule_search_locations)))
        for folder in folders:
            catalogue = messages.read(home / folder / "locale" / "en" / "LC_MESSAGES" / "django.po")
            said |= {messages.forms(message.id)[0] for message in catalogue}
    return said


@pytest.mark.parametrize("text", sorted(messages.texts_of(NAMED)), ids=lambda text: text.string)
def test_string_named_as_a_framework_s_is_one(text):
    assert text.string in said_by_frameworks()
