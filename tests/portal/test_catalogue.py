"""The Hindi catalogue says everything that the code says, and nothing else; each check has caught a planted fault."""

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages import Catalog

from tools import messages
from tools.messages import Text

# Names, marks and examples that Hindi writes as English does.
LATIN = {
    *("CIN", "DIPP", "DPIIT", "DPSU", "IFSC", "IST", "KA", "KB", "MB", "NUL", "SHA-256", "UTF-8", "Udyam", "iDEX"),
    *("CSV", "DOCX", "HTML", "JPEG", "PDF", "PNG", "XLSX", "Markdown", "Message-ID"),
    *("Alt", "Control", "Option", "Shift"),  # keys, as they are printed on keyboards
    *("DIPP12345", "U12345KA2019PTC123456", "UDYAM-KA-01-0012345", "UDYAM-XX-00-0000000", "DDP/2024-25/000123-K"),
    *("https://www.example.org", "name@example.org", "report.pdf"),
    *("a", "f"),  # the letters of a receipt
    *("under-1-year", "Less", "than", "year", "export_share"),  # an answer in both languages, as it is to be written
}
PLACE = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?\w+[^>]*>")
WORD = re.compile(r"[A-Za-z][\w@/:.-]*\w|[A-Za-z]")
# How a Hindi text ends where the English one ends so.
ENDS = {".": "।", ":": ":", "?": "?", "…": "…"}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return messages.read(messages.CATALOGUE)


@pytest.fixture(scope="module")
def code() -> set[Text]:
    return set(messages.texts_by_file())


def missing(catalogue: Catalog, code: set[Text]) -> list[str]:
    """Return what the code says and the catalogue does not know, in the singular or with its plural."""
    return sorted(text.string for text in code if not _knows(catalogue, text))


def _knows(catalogue: Catalog, text: Text) -> bool:
    message = catalogue.get(text.string, text.context or None)
    return message is not None and (not text.plural or message.id == (text.string, text.plural))


def left_over(catalogue: Catalog, code: set[Text]) -> list[str]:
    """Return what stands in the catalogue without being said by the code any more."""
    said = {(text.string, text.context) for text in code}
    kept = [
        _singular(message.id) for message in catalogue if (_singular(message.id), message.context or "") not in said
    ]
    return [*filter(None, kept), *(str(key) for key in catalogue.obsolete)]


def guessed(catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in catalogue if message.id and message.fuzzy]


def with_other_places(catalogue: Catalog) -> list[str]:
    """Return the translations that do not put the same values and marks into the text as the original does."""
    return [hindi for english, hindi in pairs(catalogue) if places(english) != places(hindi)]


def with_other_ends(catalogue: Catalog) -> list[str]:
    """Return the translations that end in another way: a sentence is one in both languages, a label neither."""
    return [hindi for english, hindi in pairs(catalogue) if end_of(english) != hindi[-1:] and end_of(english)]


def with_latin_words(catalogue: Catalog) -> list[str]:
    return [hindi for _english, hindi in pairs(catalogue) if set(WORD.findall(PLACE.sub(" ", hindi))) - LATIN]


def with_odd_characters(catalogue: Catalog) -> list[str]:
    """Return the translations in Devanagari digits, which the portal never uses, or not in the normal form."""
    return [text for _english, text in pairs(catalogue) if text != unicodedata.normalize("NFC", text) or digits(text)]


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Pair every original with its translation, singular with singular and plural with plural."""
    for message in catalogue:
        if message.id:
            yield from zip(messages.forms(message.id), messages.forms(message.string), strict=True)


def places(text: str) -> Counter[str]:
    return Counter(PLACE.findall(text))


def end_of(english: str) -> str:
    return ENDS.get(english[-1:], "") if len(english) > 1 else ""


def digits(text: str) -> list[str]:
    return re.findall("[\u0966-\u096f]", text)


def _singular(string: str | tuple[str, ...]) -> str:
    return messages.forms(string)[0]


def test_catalogue_holds_every_string_of_the_code(catalogue, code):
    assert missing(catalogue, code) == []


def test_catalogue_holds_nothing_that_the_code_does_not_say(catalogue, code):
    assert left_over(catalogue, code) == []


def test_catalogue_translates_everything(catalogue):
    assert messages.untranslated(catalogue) == []


def test_catalogue_guesses_at_nothing(catalogue):
    assert guessed(catalogue) == []


def test_catalogue_puts_the_same_values_into_each_text(catalogue):
    assert with_other_places(catalogue) == []


def test_catalogue_ends_sentences_as_the_original_does(catalogue):
    assert with_other_ends(catalogue) == []


def test_catalogue_has_no_english_words_but_names(catalogue):
    assert with_latin_words(catalogue) == []


def test_catalogue_is_in_normal_form_with_western_digits(catalogue):
    assert with_odd_characters(catalogue) == []


def test_catalogue_is_compiled_as_it_stands(catalogue):
    assert messages.compiled(catalogue) == messages.COMPILED.read_bytes()


def test_catalogue_is_written_as_the_command_writes_it(catalogue):
    assert messages.written(catalogue) == messages.CATALOGUE.read_bytes()


@pytest.mark.parametrize(
    ("check", "string", "translation"),
    [
        (messages.untranslated, "Not said before", ""),
        (messages.untranslated, ("%(n)s sent", "%(n)s sent each"), ("%(n)s भेजा", "")),
        (with_other_places, "Sent on %(day)s", "भेजा गया"),
        (with_other_places, "Sent on %(day)s", "%(dey)s को भेजा गया"),
        (with_other_places, "{name} was added", "{नाम} जोड़ा गया"),
        (with_other_places, '<a href="%(url)s">Open</a>', '<a href="%(url)s">खोलें'),
        (with_other_ends, "It is sent.", "यह भेजा गया"),
        (with_other_ends, "Is it sent?", "क्या यह भेजा गया।"),
        (with_latin_words, "It is sent.", "यह sent है।"),
        (with_odd_characters, "12 days", "१२ दिन"),
        (with_odd_characters, "Road", "सड\u093cक".replace("ड\u093c", "\u095c")),
    ],
)
def test_catalogue_with_a_planted_fault_is_found_out(catalogue, check, string, translation):
    spoilt = copy.deepcopy(catalogue)
    spoilt.add(string, translation)

    assert len(check(spoilt)) == len(check(catalogue)) + 1


def test_catalogue_without_a_string_of_the_code_is_found_out(catalogue, code):
    new = Text("Not said before")
    as_plural = Text("Not said before", plural="Not said before, twice")
    spoilt = copy.deepcopy(catalogue)
    spoilt.add(new.string, "पहले नहीं कहा")

    assert set(missing(catalogue, code | {new})) - set(missing(catalogue, code)) == {new.string}
    assert missing(spoilt, {new}) == []
    assert missing(spoilt, {as_plural}) == [new.string]


def test_catalogue_with_a_string_of_no_code_is_found_out(catalogue, code):
    spoilt = copy.deepcopy(catalogue)
    spoilt.add("Said no more", "अब नहीं कहा जाता")

    assert set(left_over(spoilt, code)) - set(left_over(catalogue, code)) == {"Said no more"}


def test_catalogue_with_a_guess_is_found_out(catalogue):
    spoilt = copy.deepcopy(catalogue)
    spoilt.add("Sent", "भेजा गया", flags=["fuzzy"])

    assert guessed(spoilt) == ["Sent"]


def test_strings_of_a_module_are_read_with_plural_and_context():
    source = """
from django.utils.translation import gettext_lazy as _

LABEL = _("One " "piece")
COUNTED = ngettext("%(n)s day", "%(n)s days", n)
TRANSITION = pgettext_lazy("transition", "Close")
KEPT = npgettext("kept", "%(n)s day", "%(n)s days", n)
COMPUTED = _(LABEL)
OTHER = translate("not asked for")
"""
    assert sorted(messages.texts_of_module(source)) == [
        Text("%(n)s day", plural="%(n)s days"),
        Text("%(n)s day", plural="%(n)s days", context="kept"),
        Text("Close", context="transition"),
        Text("One piece"),
    ]


def test_strings_of_a_template_are_read_with_plural_and_context():
    source = """{% load i18n %}{# {% translate "In a remark" %} #}
<p title="{% translate 'Title' %}">{% translate "Close" context "transition" as label %}</p>
{% include "x.html" with text=_("It's here") only %}
{% blocktranslate trimmed with on=day|date:"Y" %}
  Sent “quoted”
  on {{ on }}.
{% endblocktranslate %}
{% blocktranslate count n=number %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"""
    assert sorted(messages.texts_of_template(source)) == [
        Text("%(n)s day", plural="%(n)s days"),
        Text("Close", context="transition"),
        Text("It's here"),
        Text("Sent “quoted” on %(on)s."),
        Text("Title"),
    ]
