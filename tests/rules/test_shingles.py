"""Comparing texts: properties that hold for any text, and how well planted campaigns are found."""

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.rules import shingles
from engagements.rules.shingles import PartKind, Similarity, TextPart
from engagements.rules.tokenizer import words_in, words_of
from tests.campaigns.corpus import QUESTION, corpus
from tests.campaigns.measure import clusters, compared, mean_f1, of_both

TEXTS = st.text(alphabet=st.sampled_from("ab क्षि९é\u0301\u200d ,.\n-"), max_size=60)
OWN, SHARED, QUOTED = PartKind.OWN, PartKind.SHARED, PartKind.QUOTED


@given(TEXTS)
def test_words_stand_where_they_say_and_do_not_change_with_case_and_composition(text):
    assert [words_of(text[word.start : word.end]) for word in words_in(text)] == [[word] for word in words_of(text)]
    assert words_of(unicodedata.normalize("NFD", text).upper()) == words_of(text)


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_from_both_sides(one, other):
    first, second = shingles.shingles_of([one]), shingles.shingles_of([other])

    assert shingles.similarity(first, second) == shingles.similarity(second, first)


@given(TEXTS)
def test_likeness_with_itself_is_whole(text):
    own = shingles.shingles_of([text])

    assert shingles.similarity(own, own) == Similarity(len(own), float(bool(own)), is_whole=bool(own))


@given(TEXTS, TEXTS, TEXTS)
def test_parts_put_together_are_the_text(text, other, wording):
    shared, quoted = shingles.shingles_of([other]), shingles.shingles_of([wording])

    assert "".join(part.text for part in shingles.text_parts(text, shared=shared, quoted=quoted)) == text


@given(TEXTS, TEXTS)
def test_own_additions_share_no_run_with_the_other_text(text, other):
    shared = shingles.shingles_of([other])
    parts = shingles.text_parts(text, shared=shared)

    own = [part.text for part in parts if part.kind is OWN and len(words_of(part.text)) >= shingles.NGRAM_WORDS]

    assert shingles.shingles_of(own) & shared == frozenset()


@given(TEXTS)
def test_shingles_are_unsigned_numbers_of_32_bits(text):
    numbers = shingles.shingles_of([text])

    assert all(0 <= number < 2**32 for number in numbers)
    assert bool(numbers) == bool(words_of(text))


@given(TEXTS)
def test_index_holds_some_of_the_shingles(text):
    assert shingles.indexed([text]) <= shingles.shingles_of([text])


@given(st.lists(TEXTS, max_size=3))
def test_digest_is_the_same_whatever_stands_between_words(texts):
    shouted = [text.replace(",", " ; ").replace("\n", "  ") for text in texts]

    assert shingles.shingle_digest(texts) == shingles.shingle_digest(shouted)


def test_digest_differs_with_the_words_and_their_texts():
    written = (["a b c"], ["a b d"], ["a", "b c"], ["c b a"])

    assert len({shingles.shingle_digest(texts) for texts in written}) == 4


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_shingles_are_the_same_in_every_process(seed):
    script = "from engagements.rules import shingles as s; print(sorted(s.shingles_of(['One two three, four.'])))"
    environment = os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", f"import django; django.setup(); {script}"]

    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    # CRC-32 of “one two three” and of “two three four”.
    assert said.strip() == "[1044035734, 2015744983]"


def test_shingles_do_not_reach_from_one_text_into_the_next():
    assert shingles.shingles_of(["a b c", "d e f"]) == shingles.shingles_of(["a b c"]) | shingles.shingles_of(["d e f"])


def test_shingles_of_the_wording_are_left_out():
    wording = shingles.shingles_of(["What slows you down"])

    assert shingles.shingles_of(["What slows you down"], without=wording) == frozenset()
    assert shingles.indexed(["What slows you down"], without=wording) == frozenset()


def test_index_leaves_out_runs_of_common_words():
    assert shingles.indexed(["we have to be in the"]) == frozenset()
    assert len(shingles.shingles_of(["we have to be in the"])) == 4


def test_index_holds_all_of_a_text_too_short_to_choose_from():
    found = [shingles.indexed([f"pay us promptly number {n}"]) for n in range(30)]

    assert all(found)


def test_parts_tell_whose_words_they_are():
    parts = shingles.text_parts(
        "You ask what slows us down. Late, unsigned tranches do. Ours waited.",
        shared=shingles.shingles_of(["late unsigned tranches do"]),
        quoted=shingles.shingles_of(["what slows us down"]),
    )

    assert parts == [
        TextPart(OWN, "You ask "),
        TextPart(QUOTED, "what slows us down. "),
        TextPart(SHARED, "Late, unsigned tranches do. "),
        TextPart(OWN, "Ours waited."),
    ]


def test_parts_keep_hindi_words_whole():
    parts = shingles.text_parts("हमारी किश्त देर से मिली, ब्याज बढ़ा।", shared=shingles.shingles_of(["किश्त देर से मिली"]))

    assert parts == [TextPart(OWN, "हमारी "), TextPart(SHARED, "किश्त देर से मिली, "), TextPart(OWN, "ब्याज बढ़ा।")]


@pytest.mark.parametrize(
    ("shared", "share", "is_whole", "is_same"),
    [
        (8, 0.1, False, True),
        (7, 0.9, False, False),
        (80, 0.09, False, False),
        (2, 1.0, True, True),
        (2, 1.0, False, False),
    ],
)
def test_campaign_takes_enough_in_common_or_all(shared, share, is_whole, is_same):
    assert Similarity(shared, share, is_whole).is_same_campaign == is_same


@settings(deadline=None, max_examples=5)
@given(st.integers(min_value=100, max_value=10_000))
def test_planted_campaigns_are_found_in_any_corpus(seed):
    planted = corpus(seed, letters=range(4, 6), copies=9, independent=40)

    wording = shingles.shingles_of([QUESTION])
    assert compared(planted, clusters([one.text for one in planted], without=wording)).f1 >= 0.85


def test_planted_campaigns_are_found_as_well_as_measured_and_better_than_otherwise():
    """Letters that the thresholds were not chosen on; `python -m tests.campaigns.measure` prints the whole table."""
    held_out = range(4, 6)
    f1 = mean_f1(held_out)[2]
    otherwise = {
        "share of both": mean_f1(held_out, join=of_both)[2],
        "share 0.30": mean_f1(held_out, least_share=0.30)[2],
        "share 0.05": mean_f1(held_out, least_share=0.05)[2],
        "wording kept": mean_f1(held_out, subtract=False)[2],
    }

    assert f1 >= 0.95
    assert {name for name, other in otherwise.items() if other >= f1} == set()
    # Looking up one shingle in four finds what looking up all of them finds.
    assert mean_f1(held_out, one_in=1)[2] == f1
