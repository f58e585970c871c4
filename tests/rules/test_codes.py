"""Secrets are long, never stored, and read back however they are typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.rules import codes

ALPHABET = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
TOKEN = "0123456789ABCDEFGHJKMNPQRS"
tokens = st.text(sorted(ALPHABET), min_size=26, max_size=26)


def test_token_has_26_characters_of_the_alphabet():
    made = [codes.new_token() for _turn in range(200)]

    assert {len(token) for token in made} == {26}
    assert set("".join(made)) == ALPHABET
    assert len(set(made)) == 200


@given(tokens)
def test_access_code_follows_from_the_token_and_is_another_secret(token):
    code = codes.derive_access_code(token)

    assert (len(code), set(code) <= ALPHABET, code == codes.derive_access_code(token)) == (26, True, True)
    assert code != token


def test_access_codes_of_two_tokens_differ():
    assert codes.derive_access_code(TOKEN) != codes.derive_access_code(TOKEN[:-1] + "0")


@given(tokens)
def test_code_matches_its_digest_however_it_is_typed(code):
    stored = codes.code_digest(code)
    typed = [code, code.lower(), codes.format_code(code), f"  {code[:13]} {code[13:]}\n"]

    assert [codes.matches(one, stored) for one in typed] == [True] * 4


@pytest.mark.parametrize("code", ["", " ", TOKEN[:-1], TOKEN + "0", TOKEN[:-1] + "T", "x" * 10_000, "क" * 26, "\ud800"])
def test_code_that_is_another_one_does_not_match(code):
    assert codes.matches(code, codes.code_digest(TOKEN)) is False


def test_lookalikes_are_read_as_the_character_meant():
    assert codes.normalise_code("o1i-LO0") == "011100"


def test_digest_says_nothing_of_the_secret():
    assert re.fullmatch("[0-9a-f]{64}", codes.code_digest(TOKEN))


def test_grouped_code_is_the_code_with_hyphens():
    assert codes.format_code(TOKEN) == "01234-56789-ABCDE-FGHJK-MNPQRS"
