"""Officials' Markdown: structure comes through, anything that could act does not."""

import pytest

from engagements.templatetags.markdown import markdown


def test_markdown_headings_begin_at_the_third_level():
    assert markdown("# Aim\n\n## Uses") == "<h3>Aim</h3>\n<h4>Uses</h4>\n"


def test_markdown_keeps_lists_links_and_emphasis():
    assert markdown("- **grants**\n- [sources](https://example.org/a)") == (
        "<ul>\n<li><strong>grants</strong></li>\n"
        '<li><a href="https://example.org/a" rel="noopener noreferrer">sources</a></li>\n</ul>\n'
    )


def test_markdown_tables_name_their_columns():
    assert '<th scope="col">Year</th>' in markdown("| Year |\n|---|\n| 2025 |")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>go()</script>", "<p>&lt;script&gt;go()&lt;/script&gt;</p>\n"),
        ("<b onclick=go()>x</b>", "<p>&lt;b onclick=go()&gt;x&lt;/b&gt;</p>\n"),
        ("[x](javascript:go())", "<p>[x](javascript:go())</p>\n"),
        ("[x](data:text/html,go)", "<p>[x](data:text/html,go)</p>\n"),
        (
            "![x](https://elsewhere.example/a.png)",
            '<p>!<a href="https://elsewhere.example/a.png" rel="noopener noreferrer">x</a></p>\n',
        ),
    ],
)
def test_markdown_lets_nothing_act(text, html):
    assert markdown(text) == html


@pytest.mark.parametrize("text", [None, ""])
def test_markdown_of_nothing_is_nothing(text):
    assert markdown(text) == ""


def test_markdown_keeps_devanagari():
    assert markdown("नीति") == "<p>नीति</p>\n"


def test_markdown_of_more_signs_than_anybody_writes_is_shown_as_it_is_written():
    html = markdown("<b>& [x](https://example.org)\n\n" + "[" * 10_000)

    assert html.startswith("<p>&lt;b&gt;&amp; [x](https://example.org)</p>")
    assert html.count("[") == 10_001
