"""Every field of every step: what is wrong comes back with our sentence, the rest is kept exactly as it was written."""

import json
import unicodedata
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from engagements.public.forms.base import StepForm
from engagements.public.forms.fields import LineField
from engagements.public.forms.steps import STEPS, step_named
from tests import factories
from tests.public.filling import answers

pytestmark = pytest.mark.django_db

CONTROL = "Remove the invisible control character. It may have been copied from another program."
NOT_OFFERED = "Choose one of the answers in the list."
MAIL = "Enter a full email address, for example name@example.org"
SITE = "Enter the website address, for example https://www.example.org"
COUNT = "Enter a whole number in digits, for example 120. (Name the field.)"
AMOUNT = "Enter the amount in rupees, for example 12,50,000 or 12.5 lakh or 2 crore."
PIN = "Write the PIN code as 6 digits; the first is not 0."
DPIIT = "Write the DPIIT number as DIPP followed by up to 8 digits, for example DIPP12345."
UDYAM = "Write the Udyam number as UDYAM-XX-00-0000000."
CIN = "Write the CIN with its 21 characters, for example U12345KA2019PTC123456."
MOBILE = "Write the mobile number with 10 digits, for example +91 98765 43210."

# What is sent in a field that takes any text, and whether it is kept or refused.
HINDI = "रक्षा उत्पादन में भुगतान देर से"
MARKUP = "<script>alert('1')</script> & \"so\" on"
NASTY = {
    "NUL": "before\x00after",
    "escape": "before\x1bafter",
    "right-to-left override": "before\u202eafter",
    "isolate": "before\u2066after",
    "lone surrogate": "before\ud800after",
}
HARMLESS = {
    "Devanagari": HINDI,
    "markup": MARKUP,
    "template": "{{ settings.SECRET_KEY }} {% debug %}",
    "joiners": "क्\u200dष and क्\u200cष",
    "emoji": "🛰️ 👩🏽‍🚀",
    "formula": "=1+1",
    "quotes": "' OR 1=1; --",
}
TEXTS = {
    ("point", "summary"): (150, "Enter a one-line summary."),
    ("point", "experience"): (5_000, "Describe what happened in at least one sentence."),
    ("point", "proposal"): (5_000, ""),
    ("venture", "venture_name"): (160, "Enter the name of the venture."),
    ("venture", "contact_name"): (120, "Enter the name of the contact person."),
    ("venture", "job_title"): (120, ""),
}
# Fields with a form of their own: the sentence for whatever is not of that form.
FORMS = {
    ("cost", "days_lost"): COUNT,
    ("cost", "rupees_blocked"): AMOUNT,
    ("venture", "pin_code"): PIN,
    ("venture", "dpiit_number"): DPIIT,
    ("venture", "udyam_number"): UDYAM,
    ("venture", "cin"): CIN,
    ("venture", "mobile"): MOBILE,
    ("venture", "email"): MAIL,
    ("venture", "website"): SITE,
}
CHOICES = {
    ("challenge", "challenge"): "Choose the type of difficulty your submission is about.",
    ("challenge", "focus_areas"): "Choose at least one focus area.",
    ("challenge", "session"): "",
    ("cost", "severity"): "Choose how serious the effect is.",
    ("cost", "scheme"): "",
    ("cost", "stage"): "",
    ("venture", "kind"): "Choose the kind of venture.",
    ("venture", "state"): "Choose the state or union territory.",
    ("venture", "team_size"): "",
    ("venture", "idex"): "",
    ("consent", "consent"): "Choose who can see your submission.",
}
CONFIRMED = {
    (
        "consent",
        "is_unclassified",
    ): "Confirm that what you wrote is unclassified. If it is not, go back and remove it.",
    ("consent", "has_read_notice"): "Read the notice and confirm that you have read it.",
}


@pytest.fixture
def consultation():
    made = factories.consultation()
    factories.session(made)
    factories.scheme()
    factories.contract_stage()
    return made


def filled(to, step: str, **changes: Any) -> StepForm:
    """Return a step as a browser would post it."""
    data = QueryDict(mutable=True)
    for name, value in (answers(to)[step] | changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = step_named(step).form(data, consultation=to)
    form.full_clean()
    return form


def said(form: StepForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def texts():
    return pytest.mark.parametrize(("step", "field"), list(TEXTS), ids="/".join)


def test_tables_name_every_field(consultation):
    fields = {(step.slug, field.name) for step in STEPS for field in filled(consultation, step.slug).visible_fields()}

    assert fields == {*TEXTS, *FORMS, *CHOICES, *CONFIRMED, ("point", "attachments")}


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_step_filled_in_as_asked_is_valid(step, consultation):
    assert said(filled(consultation, step)) == {}


@pytest.mark.parametrize(
    ("step", "field", "sentence"),
    [(*place, ask) for place, (_limit, ask) in TEXTS.items()]
    + [(*place, ask) for place, ask in {**CHOICES, **CONFIRMED}.items()]
    + [("venture", "email", "Enter the email address for our reply.")],
)
@pytest.mark.parametrize("empty", ["", "   ", None])
def test_empty_is_asked_for_where_it_is_needed(step, field, sentence, empty, consultation):
    form = filled(consultation, step)
    data = form.data.copy()
    is_choice = not isinstance(form.fields[field], LineField | forms.CharField)
    data.setlist(field, [] if empty is None or is_choice else [empty])
    form = step_named(step).form(data, consultation=consultation)

    assert said(form) == ({field: [sentence]} if sentence else {})


@texts()
@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_text_of_any_kind_comes_back_exactly(step, field, text, consultation):
    form = filled(consultation, step, **{field: text})

    assert (said(form), form.cleaned_data[field]) == ({}, text)


@texts()
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_text_with_a_control_character_is_refused(step, field, text, consultation):
    assert said(filled(consultation, step, **{field: text})) == {field: [CONTROL]}


@texts()
@pytest.mark.parametrize("letter", ["a", "क", "🛰"])
def test_text_of_the_full_length_comes_back_exactly(step, field, letter, consultation):
    limit, _ask = TEXTS[step, field]
    form = filled(consultation, step, **{field: letter * limit})

    assert (said(form), form.cleaned_data[field]) == ({}, letter * limit)


@texts()
@pytest.mark.parametrize("excess", [1, 10_000])
def test_text_that_is_too_long_says_by_how_much(step, field, excess, consultation):
    limit, _ask = TEXTS[step, field]
    form = filled(consultation, step, **{field: "a" * (limit + excess)})

    assert said(form) == {field: [f"Shorten this to {limit} characters. It now has {limit + excess}."]}


def test_line_breaks_count_as_one_character_however_they_are_sent(consultation):
    form = filled(consultation, "point", experience="a\r\n" * 2_499 + "ab")

    assert (said(form), len(form.cleaned_data["experience"])) == ({}, 5_000)


def test_line_breaks_in_one_line_become_gaps(consultation):
    form = filled(consultation, "point", summary="one\r\ntwo\tthree")

    assert form.cleaned_data["summary"] == "one two three"


@pytest.mark.parametrize(("step", "field"), list(FORMS), ids="/".join)
@pytest.mark.parametrize("text", [*HARMLESS.values(), "-5", "a" * 10_000, "9" * 10_000, "1e400", "[1, 2]"])
def test_what_is_not_of_the_form_is_explained(step, field, text, consultation):
    errors = said(filled(consultation, step, **{field: text}))

    assert set(errors) == {field}
    assert FORMS[step, field] in errors[field]


@pytest.mark.parametrize(("step", "field"), list(FORMS), ids="/".join)
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_has_a_control_character_is_refused_in_each_form(step, field, text, consultation):
    # Out of an address, which is often copied with them, invisible signs that only set a direction are taken.
    is_dropped = field == "email" and unicodedata.category(text[6]) == "Cf"
    assert said(filled(consultation, step, **{field: text})) == {field: [MAIL if is_dropped else CONTROL]}


@pytest.mark.parametrize(
    ("step", "field", "typed", "kept"),
    [
        ("cost", "days_lost", " 1,200 ", 1_200),
        ("cost", "days_lost", "0", 0),
        ("cost", "days_lost", "7300", 7_300),
        ("cost", "days_lost", "", None),
        ("cost", "rupees_blocked", "12.5 lakh", 12_50_000),
        ("cost", "rupees_blocked", "₹2 crore", 2_00_00_000),
        ("cost", "rupees_blocked", "10,00,000 crore", 10**13),
        ("cost", "rupees_blocked", "", None),
        ("venture", "pin_code", "560 001", "560001"),
        ("venture", "dpiit_number", "dipp 12345", "DIPP12345"),
        ("venture", "udyam_number", "udyam ka 01 0012345", "UDYAM-KA-01-0012345"),
        ("venture", "cin", "u12345ka2019ptc 123456", "U12345KA2019PTC123456"),
        ("venture", "mobile", "098765 43210", "+919876543210"),
        ("venture", "email", "  Asha.Rao+x@Example.org ", "Asha.Rao+x@Example.org"),
        ("venture", "email", "\u202aravi@ｅｘａｍｐｌｅ.org\u202c\u200f", "ravi@example.org"),
        ("venture", "website", "www.example.org/अ", "https://www.example.org/अ"),
        ("venture", "website", "http://example.org", "http://example.org"),
    ],
)
def test_what_is_of_the_form_is_kept_in_its_official_one(step, field, typed, kept, consultation):
    form = filled(consultation, step, **{field: typed})

    assert (said(form), form.cleaned_data[field]) == ({}, kept)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("days_lost", "7301", "Enter no more than 7,300 days (20 years)."),
        ("days_lost", "1.5", COUNT),
        ("rupees_blocked", "10,00,001 crore", "Enter ₹10,00,000 crore or less. Check the number of zeros."),
        ("rupees_blocked", "0.5", "Enter whole rupees without paise, for example 12,50,000."),
    ],
)
def test_numbers_out_of_range_are_explained(field, typed, sentence, consultation):
    assert said(filled(consultation, "cost", **{field: typed})) == {field: [sentence]}


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "ftp://example.org", "https://", "http://[::1", "data:text/html,x"]
)
def test_website_of_another_kind_is_refused(site, consultation):
    assert SITE in said(filled(consultation, "venture", website=site))["website"]


@pytest.mark.parametrize(("step", "field"), list(CHOICES), ids="/".join)
@pytest.mark.parametrize(
    "forged", ["999999", "-1", "1.0", "nan", "x", "a" * 10_000, "\x00", "क", "<script>", "[]", "None", "1;2"]
)
def test_forged_choice_is_refused_without_repeating_it(step, field, forged, consultation):
    sentence = {field: [NOT_OFFERED]}

    assert said(filled(consultation, step, **{field: [forged]})) == sentence


def test_choice_of_another_consultation_is_refused(consultation):
    other = factories.consultation()
    factories.session(other)
    theirs = answers(other)["challenge"] | {"session": other.sessions.get().pk}

    form = filled(consultation, "challenge", **theirs)

    assert said(form) == {field: [NOT_OFFERED] for field in ("challenge", "focus_areas", "session")}


def test_choice_that_is_no_longer_offered_is_refused(consultation):
    consultation.focus_areas.update(is_active=False)
    scheme = factories.scheme(is_active=False)

    assert said(filled(consultation, "challenge")) == {"focus_areas": [NOT_OFFERED]}
    assert said(filled(consultation, "cost", scheme=str(scheme.pk))) == {"scheme": [NOT_OFFERED]}


def test_focus_areas_are_kept_once_and_in_the_order_offered(consultation):
    one = consultation.focus_areas.get()
    two = factories.focus_area()
    consultation.focus_areas.add(two)

    form = filled(consultation, "challenge", focus_areas=[str(two.pk), str(one.pk), str(two.pk)])

    assert form.cleaned_data["focus_areas"] == [one.pk, two.pk]


def test_consultation_without_sessions_does_not_ask_for_one():
    form = filled(factories.consultation(), "challenge", session="1")

    assert ("session" in form.fields, said(form)) == (False, {})


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_what_a_draft_keeps_is_plain_json_and_valid_again(step, consultation):
    every = {
        "point": {"proposal": HINDI},
        "cost": {"days_lost": "120", "rupees_blocked": "2 crore"},
        "challenge": {"session": str(consultation.sessions.get().pk)},
        "venture": {
            "pin_code": "560001",
            "dpiit_number": "DIPP1",
            "mobile": "9876543210",
            "idex": "no",
            "team_size": "1-10",
            "udyam_number": "UDYAM-KA-01-0012345",
            "cin": "U12345KA2019PTC123456",
            "website": "example.org",
        },
    }
    form = filled(consultation, step, **every.get(step, {}))
    stored = json.loads(json.dumps(form.answers()))

    again = step_named(step).form(stored, consultation=consultation)

    assert (said(again), again.answers(), again.rows()) == ({}, form.answers(), form.rows())


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
@pytest.mark.parametrize(
    "stored", [{}, {"summary": None, "severity": [], "challenge": {}, "focus_areas": 7, "consent": 0}]
)
def test_draft_that_holds_anything_else_is_no_more_than_invalid(step, stored, consultation):
    form = step_named(step).form(stored, consultation=consultation)

    assert (form.is_valid(), len(form.rows())) == (False, len(form.visible_fields()))


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_browser_is_not_told_to_cut_texts_short(step, consultation):
    form = filled(consultation, step)

    assert [name for name in form.fields if "maxlength" in str(form[name])] == []
