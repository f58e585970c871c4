"""A policy text is laid out in parts, and says what is still to be filled in."""

import pytest

from engagements.rules.policies import PolicyDocument, PolicyPart, layout, unfilled_placeholders


def test_layout_splits_at_first_level_headings_and_lifts_the_others():
    text = "Before.\n\n# First #\n\nOne.\n\n## Below\n\n### Deeper\n\n# Second\n\nTwo."

    assert layout(text) == PolicyDocument(
        "Before.", (PolicyPart(1, "First", "One.\n\n# Below\n\n## Deeper"), PolicyPart(2, "Second", "Two."))
    )


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_layout_of_nothing_is_empty(text):
    assert layout(text) == PolicyDocument("", ())


@pytest.mark.parametrize("line", ["#no space", "    # indented code", "#", "a # inside"])
def test_layout_leaves_what_is_no_heading(line):
    assert layout(f"x\n{line}") == PolicyDocument(f"x\n{line}", ())


@pytest.mark.parametrize(
    ("line", "heading"),
    [("#   Aim  ", "Aim"), ("# Aim ##  ", "Aim"), ("# C# and more", "C# and more"), ("# a" + " " * 1_000 + "#", "a")],
)
def test_layout_reads_a_heading_without_its_signs(line, heading):
    assert layout(line) == PolicyDocument("", (PolicyPart(1, heading, ""),))


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_layout_leaves_fenced_lines_alone(fence):
    text = f"{fence}\n# not a part\n## not lifted\n{fence}\n# A part"

    assert layout(text) == PolicyDocument(
        f"{fence}\n# not a part\n## not lifted\n{fence}", (PolicyPart(1, "A part", ""),)
    )


def test_gaps_are_found_in_both_languages():
    text = "[To be filled in by the ministry: postal address] [a link](/x/) [मंत्रालय द्वारा भरा जाएगा: डाक का पता]"

    assert unfilled_placeholders(text) == ["postal address", "डाक का पता"]


def test_gaps_of_a_finished_text_are_none():
    assert unfilled_placeholders("Write to the office. [Help](/help/)") == []
