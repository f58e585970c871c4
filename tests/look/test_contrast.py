"""Colours: every pair of tokens that meets on a page can be told apart; the colour group is the one agreed."""

import re

import pytest

from tests.architecture.trees import ROOT

TOKENS = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", (ROOT / "static/css/tokens.css").read_text()))

TEXT = 4.5
SHAPE = 3.0

GROUP = {
    "key": "#162f6a",
    "primary": "#214aab",
    "accent": "#5279d7",
    "tint": "#a3bbf3",
    "wash": "#d2dfff",
    "ink": "#150202",
    "muted": "#606060",
}

# Text on its grounds: running text, links, quiet text, states.
READ = [
    *[("ink", ground) for ground in ("white", "paper", "haze", "wash", "good-wash", "warn-wash", "bad-wash", "tint")],
    *[("quiet", ground) for ground in ("white", "paper", "haze", "wash")],
    *[("muted", ground) for ground in ("white", "paper", "haze", "idle")],
    *[("key", ground) for ground in ("white", "paper", "haze", "wash", "tint", "warn-wash", "good-wash")],
    *[("primary", ground) for ground in ("white", "paper", "haze", "wash", "good-wash", "warn-wash", "bad-wash")],
    *[("bad", ground) for ground in ("white", "paper", "bad-wash")],
    *[("good", ground) for ground in ("white", "good-wash")],
    *[("warn", ground) for ground in ("white", "warn-wash", "note")],
    ("white", "key"),
    ("white", "primary"),
    ("white", "bad"),
    ("white", "bad-deep"),
    ("on-key-quiet", "key"),
    ("quiet", "idle"),
]

# Shapes that carry meaning: edges of controls, rings of focus, bars, dots, marks of state.
SEEN = [
    *[("edge", ground) for ground in ("white", "paper")],
    *[("key", ground) for ground in ("white", "paper", "haze")],
    *[("accent", ground) for ground in ("white", "paper", "haze")],
    *[("primary", ground) for ground in ("white", "haze", "wash")],
    *[(edge, "white") for edge in ("good-edge", "warn-edge", "bad-edge")],
    ("white", "key"),
    ("tint", "key"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_agreed():
    assert (round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)) == (21.0, 4.48)


def test_colour_group_is_the_one_agreed():
    assert {name: TOKENS[name] for name in GROUP} == GROUP


@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= TEXT


@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_shape_stands_out_from_its_ground(shape, ground):
    assert contrast(TOKENS[shape], TOKENS[ground]) >= SHAPE


def test_no_text_is_lighter_than_the_lightest_grey():
    texts = ("ink", "quiet", "muted", "key", "primary", "good", "warn", "bad")

    assert max(luminance(TOKENS[name]) for name in texts) <= luminance("#606060")


def test_stylesheets_name_their_colours():
    sheets = {name: (ROOT / f"static/css/{name}.css").read_text() for name in ("base", "components", "work", "admin")}
    plain = {name: re.findall(r"(?<![%\w])#[0-9a-fA-F]{3,8}\b(?=[\s;,)])", sheet) for name, sheet in sheets.items()}

    assert plain == {name: [] for name in sheets}
