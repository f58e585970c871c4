"""Sensitive content is found where it is, ordinary sentences pass, and no text makes the reading slow."""

import re
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from engagements.choices import SensitivityKind
from engagements.rules.sensitivity import (
    SENTENCES,
    SensitivityFinding,
    context,
    coordinates,
    findings,
    markings,
    numbers,
)
from engagements.rules.sensitivity.folding import folded

CORPUS = tomllib.loads((Path(__file__).parent / "sensitivity_corpus.toml").read_text(encoding="utf-8"))
POSITIVE = [(entry["text"], entry["kinds"]) for entry in CORPUS["positive"]]
NEGATIVE = CORPUS["negative"]

PATTERNS = [pattern for module in (markings, numbers, coordinates, context) for pattern in module.PATTERNS]
LONGEST_MATCH = 400
LONG = 10_000


def kinds_in(text: str) -> list[str]:
    return [str(finding.kind) for finding in findings(text)]


@pytest.mark.parametrize(("text", "kinds"), POSITIVE)
def test_findings_name_what_a_sentence_holds(text, kinds):
    assert kinds_in(text) == kinds


@pytest.mark.parametrize("text", NEGATIVE)
def test_findings_pass_an_ordinary_sentence(text):
    assert findings(text) == []


def test_findings_reach_full_precision_and_recall_on_the_corpus(capsys):
    """The figures are printed with `-s`; the corpus is a floor that may only grow."""
    wanted = [kind for _text, kinds in POSITIVE for kind in kinds]
    hit = sum(kinds_in(text).count(kind) >= kinds.count(kind) for text, kinds in POSITIVE for kind in kinds)
    found = sum(len(findings(text)) for text in [*(text for text, _kinds in POSITIVE), *NEGATIVE])
    with capsys.disabled():
        sys.stdout.write(
            f"\nsensitivity: positive={len(POSITIVE)} negative={len(NEGATIVE)} findings={found} "
            f"precision={hit / found:.3f} recall={hit / len(wanted):.3f}\n"
        )

    assert (hit, found) == (len(wanted), len(wanted))


def test_corpus_is_large_and_covers_every_kind():
    assert len(POSITIVE) >= 60 and len(NEGATIVE) >= 80
    assert {kind for _text, kinds in POSITIVE for kind in kinds} == set(SensitivityKind.values)
    assert len({text for text, _kinds in POSITIVE} | set(NEGATIVE)) == len(POSITIVE) + len(NEGATIVE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Aadhaar 2341 2341 2346, please",
            [SensitivityFinding(SensitivityKind.AADHAAR, 8, 22, "•••• •••• 2346")],
        ),
        ("आधार २३४१ २३४१ २३४६", [SensitivityFinding(SensitivityKind.AADHAAR, 5, 19, "•••• •••• २३४६")]),
        ("Site 28.6139, 77.2090.", [SensitivityFinding(SensitivityKind.COORDINATES, 5, 21, "••.••••, ••.••••")]),
        ("Ring +91-98765-43210", [SensitivityFinding(SensitivityKind.PHONE, 5, 20, "+••-•••••-•3210")]),
        ("[SECRET] notes", [SensitivityFinding(SensitivityKind.CLASSIFICATION, 1, 7, "SECRET")]),
        ("IFSC HDFC0001234", [SensitivityFinding(SensitivityKind.ACCOUNT, 5, 16, "•••••••1234")]),
    ],
)
def test_findings_say_where_and_show_too_little_to_be_read(text, expected):
    assert findings(text) == expected


def test_findings_prefer_the_reading_that_names_its_context():
    assert kinds_in("Account no. 4111 1111 1111 1111") == ["account"]
    assert kinds_in("Card no. 4111 1111 1111 1111") == ["card"]


def test_findings_stand_in_the_order_of_the_text_and_never_overlap():
    found = findings("SECRET\n28.6139, 77.2090 and 98765 43210; IFSC HDFC0001234, Aadhaar 2341 2341 2346")

    assert [str(finding.kind) for finding in found] == ["classification", "coordinates", "phone", "account", "aadhaar"]
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_sentence_says_what_to_do_for_each_kind():
    assert list(SENTENCES) == list(SensitivityKind)
    with translation.override("en"):
        finding = findings("Aadhaar 2341 2341 2346")[0]
        assert finding.sentence == "This looks like an Aadhaar number. Remove it: we never need it."


def test_verhoeff_catches_each_wrong_digit_and_each_swap():
    right = "234123412346"
    wrong = {right[:place] + digit + right[place + 1 :] for place in range(12) for digit in "0123456789"} - {right}
    swaps = {right[:n] + right[n + 1] + right[n] + right[n + 2 :] for n in range(11)} - {right}

    assert numbers.is_verhoeff(right)
    assert [number for number in sorted(wrong | swaps) if numbers.is_verhoeff(number)] == []


def test_luhn_catches_each_wrong_digit():
    right = "4111111111111111"
    wrong = {right[:place] + digit + right[place + 1 :] for place in range(16) for digit in "0123456789"} - {right}

    assert numbers.is_luhn(right)
    assert [number for number in sorted(wrong) if numbers.is_luhn(number)] == []


def repeats(parsed: re._parser.SubPattern, *, inside: bool = False) -> list[str]:
    """Return what could make a pattern slow: a repeat without end, and a repeat within a repeat that may vary."""
    faults = []
    for operation, argument in parsed:
        parts = [part for part in _flat(argument) if isinstance(part, re._parser.SubPattern)]
        is_repeat = str(operation) in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
        varies = is_repeat and argument[0] != argument[1] and int(argument[1]) > 1
        if is_repeat and int(argument[1]) > LONGEST_MATCH:
            faults.append("without end")
        if varies and inside:
            faults.append("within a repeat")
        for part in parts:
            faults += repeats(part, inside=inside or varies)
    return faults


def _flat(argument: object) -> list[object]:
    if isinstance(argument, tuple | list) and not isinstance(argument, re._parser.SubPattern):
        return [piece for part in argument for piece in _flat(part)]
    return [argument]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:40])
def test_pattern_looks_at_a_bounded_stretch_from_each_place(pattern):
    """So the work for each place is bounded, and reading is linear in the length of the text."""
    parsed = re._parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)

    assert (repeats(parsed), parsed.getwidth()[1] <= LONGEST_MATCH) == ([], True)


@pytest.mark.parametrize(
    ("pattern", "faults"),
    [
        (r"(a+)+b", ["without end", "without end", "within a repeat"]),
        (r"a*b", ["without end"]),
        (r"(?:a{1,9}b?){1,9}", ["within a repeat"]),
        (r"(?:a|[ ]?b){1,9}", []),
    ],
)
def test_pattern_planted_slow_one_is_found(pattern, faults):
    assert repeats(re._parser.parse(pattern)) == faults


@pytest.mark.parametrize(
    "unit",
    ["9", "9 ", "4111 ", "2341 2341 2346 ", "28.6139,", "28°36'", "SECRET ", "*", "[", "a/c ", "a/c no. 1", "गुप्त ",
     "lat ", "marked ", "+91", "0", "\n", "\n*", "HDFC0", "43R", "_", "1-", "TOP ", "classification:", " " * 39 + "\n"],
)  # fmt: skip
def test_findings_read_long_hostile_texts_to_the_end(unit):
    text = unit * (LONG // len(unit))

    assert kinds_in(text + "\nSECRET")[-1] == "classification"


@given(st.text(alphabet="0123456789 -./,+()°'\"NSEWSECRTacno:\n_अगुप्त२३", max_size=300))
def test_findings_stay_inside_the_text_and_never_fail(text):
    found = findings(text)

    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    assert all(len(finding.excerpt) == finding.end - finding.start for finding in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text(max_size=200))
def test_folding_keeps_each_character_in_its_place(text):
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="abcde ,;\n", max_size=80), st.text(alphabet="abcde ,;\n", max_size=80))
def test_findings_see_a_number_whatever_words_stand_around(before, after):
    text = f"{before} 98765 43210 {after}"

    assert kinds_in(text) == ["phone"]
