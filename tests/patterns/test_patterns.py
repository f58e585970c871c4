"""No text that somebody can send makes a pattern or a parser take long; and a pattern that does is found."""

import os
import re

import pytest

from tests.patterns.finding import Found, patterns, unseen
from tests.patterns.hurting import recipes
from tests.patterns.measuring import CPU_SECONDS_MAX, STOPPED_AT, cost_of_parser, cost_of_pattern
from tests.patterns.parsers import PARSERS

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="no database is asked: measured on SQLite's turn"
)

# As they stood in the portal once: cubic, quadratic, quadratic.
SLOW = [
    (r"# +(.+?) *#* *", "fullmatch"),
    (r"\b([A-Za-z&]*[A-Z][A-Za-z&]*[A-Z]s?)\s*\(", "findall"),
    (r"\xff+([^\x00\xff\xd0-\xd7])", "search"),
]


@pytest.mark.parametrize("each", patterns(), ids=lambda each: each.name)
def test_pattern_takes_its_time_in_proportion(each):
    cost = cost_of_pattern(each)

    assert cost.seconds <= CPU_SECONDS_MAX, cost


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_parser_takes_its_time_in_proportion(parser):
    cost = cost_of_parser(parser)

    assert cost.seconds <= CPU_SECONDS_MAX, cost


@pytest.mark.parametrize(("written", "use"), SLOW)
def test_slow_pattern_is_noticed(written, use):
    assert cost_of_pattern(Found("planted", re.compile(written), (use,))).seconds > CPU_SECONDS_MAX


def test_pattern_without_end_is_stopped():
    assert cost_of_pattern(Found("planted", re.compile(r"(?:a|a)*b"), ("fullmatch",))).seconds == STOPPED_AT


def test_every_pattern_is_known_before_the_code_runs():
    assert unseen() == []
    assert len(patterns()) >= 70


def test_texts_are_made_of_what_a_pattern_repeats():
    made = {recipe(6) for recipe in recipes(re.compile(r"ab+[0-9]"))}

    assert {"bbbbbb", "ababab", "000000", "b0b0b0\x01"} <= made
